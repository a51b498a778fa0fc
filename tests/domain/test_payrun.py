"""The month run: when a month may be closed, what a correction says, what is refused."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.employment import ContractType
from domain.entities import EntityCode
from domain.money import ZERO, Eur, eur, total
from domain.parameters import NotInForce
from domain.payments import NOTHING, amounts
from domain.payroll.payslip import Situation, Work, payslip
from domain.payroll.situation import Spouse
from domain.payrun import (
    Covered,
    FiguresMissing,
    MonthNotOver,
    RunState,
    WorkToConfirm,
    check_closable,
    check_confirmed,
    compare,
    missing_figures,
    reckon,
    slip_reference,
    state,
)
from domain.periods import Month
from domain.sheet import Party
from domain.slip_sheet import (
    Change,
    PayslipSheet,
    SlipWork,
    from_json,
    slip_lines,
    to_json,
    totals_of,
)
from domain.work import Earned, Worked, add_up, dues
from tests.domain.plans import KINDS

AUGUST = Month(2026, 8)
SINGLE = Situation()

kinds = st.sampled_from(KINDS)
pays = st.integers(1, 500_000).map(lambda cents: eur(Decimal(cents).scaleb(-2)))
works = st.lists(st.builds(Work, kinds, pays, st.integers(1, 20)), min_size=1, max_size=4)
situations = st.sampled_from(
    [
        SINGLE,
        Situation(children=2),
        Situation(spouse=Spouse.WITH_INCOME),
        Situation(spouse=Spouse.WITHOUT_INCOME, children=1),
        Situation(flat_rate=True),
        Situation(single_parent=True, children=1),
    ]
)


@pytest.mark.parametrize(
    ("today", "earned", "closed", "expected"),
    [
        (date(2026, 8, 31), 3, None, RunState.GOING_ON),
        (date(2026, 9, 1), 3, None, RunState.OPEN),
        (date(2026, 9, 1), 3, 3, RunState.CLOSED),
        (date(2026, 9, 1), 4, 3, RunState.CORRECTION),
    ],
)
def test_where_a_month_is(today, earned, closed, expected):
    assert state(AUGUST, today, Covered(earned, closed)) is expected


def test_a_month_is_closed_once_it_is_over():
    check_closable(AUGUST, date(2026, 9, 1))
    with pytest.raises(MonthNotOver) as refused:
        check_closable(AUGUST, date(2026, 8, 31))
    assert refused.value.first == date(2026, 9, 1)


def test_a_month_without_figures_is_refused_with_all_that_is_missing():
    with pytest.raises(FiguresMissing) as refused:
        check_closable(Month(2025, 8), date(2026, 9, 1))
    assert len(refused.value.figures) > 5
    assert refused.value.figures == missing_figures(Month(2025, 8))
    assert missing_figures(AUGUST) == ()


def test_what_is_missing_is_what_a_payslip_would_refuse():
    for month in (Month(2025, 8), Month(2027, 1)):
        assert missing_figures(month)
        with pytest.raises(NotInForce):
            payslip([Work(ContractType.STUDENT, eur(100), 1)], SINGLE, month)


@pytest.mark.parametrize(("waiting", "accepted"), [(0, 0), (2, 2), (1, 2)])
def test_work_to_confirm_that_was_shown_may_stay(waiting, accepted):
    assert check_confirmed(waiting, accepted) is None


@pytest.mark.parametrize(("waiting", "accepted"), [(1, 0), (3, 2)])
def test_work_to_confirm_that_nobody_saw_is_refused(waiting, accepted):
    with pytest.raises(WorkToConfirm):
        check_confirmed(waiting, accepted)


def test_what_changed_is_told_line_by_line_and_in_words():
    one = [Work(ContractType.WHITE_COLLAR, eur(1500), 10)]
    before = payslip(one, SINGLE, AUGUST)
    more = [*one, Work(ContractType.STUDENT, eur(500), 5)]
    changes = compare(slip_lines(before.lines), payslip(more, SINGLE, AUGUST).lines)
    new, other = changes
    assert (new.before, new.after, new.difference) == (None, eur(500), eur(500))
    assert new.message == "%(label)s: %(after)s, which was not there before"
    assert other.difference == eur("-13.55")  # 2.71 %
    (gone, _other) = compare(payslip(more, SINGLE, AUGUST).lines, before.lines)
    assert gone.after is None
    assert "it was" in gone.message
    told = Change(new.label, eur(1), eur(2))
    assert told.message == "%(label)s: %(after)s instead of %(before)s"


def test_a_line_of_nothing_is_no_change():
    lines = payslip([Work(ContractType.WHITE_COLLAR, eur(1500), 10)], SINGLE, AUGUST).lines
    assert compare(lines, [line for line in lines if line.amount]) == ()


@given(works, works, situations)
def test_the_changes_add_up_to_the_difference_in_net(before, added, situation):
    old = payslip(before, situation, AUGUST)
    new = payslip([*before, *added], situation, AUGUST)
    changes = compare(old.lines, new.lines)
    assert total(change.difference for change in changes) == Eur(new.net - old.net)
    assert compare(new.lines, new.lines) == ()


@given(works, situations)
def test_a_payslip_is_what_its_contracts_made_due_one_after_the_other(contracts, situation):
    earned, booked = Earned(works=(), amounts=NOTHING), []
    for work in contracts:
        worked = Worked(
            days=tuple(date(2026, 8, 1 + place) for place in range(work.days)),
            gross=work.gross,
            budget=work.gross,
        )
        (due,) = dues(work.contract_type, worked, situation, {AUGUST: earned})
        booked.append(due.added)
        earned = Earned(works=(*earned.works, work), amounts=add_up(booked))
    found = reckon(contracts[::-1], situation, AUGUST, earned.amounts)
    assert found.agrees
    assert found.is_new(None)
    assert not found.is_new(totals_of(found.slip))


def test_a_payslip_that_was_booked_otherwise_does_not_agree():
    work = [Work(ContractType.ARTIST, eur(2000), 10)]
    booked = amounts(payslip(work, Situation(flat_rate=True), AUGUST))
    assert not reckon(work, SINGLE, AUGUST, booked).agrees


@given(works, situations)
def test_what_is_archived_comes_back_the_same(contracts, situation):
    slip = payslip(contracts, situation, AUGUST)
    sheet = PayslipSheet(
        reference="PA-P-2026-08-000003",
        month=AUGUST,
        closed=date(2026, 9, 7),
        language="nl",
        employer=Party(name="PA", address=("Rue 1",)),
        worker=Party(name="Sacha"),
        situation=situation,
        works=tuple(
            SlipWork(
                reference="PA-C-000001", work="Regie", kind=work.contract_type,
                first_day=date(2026, 8, 3), last_day=date(2026, 8, 4), days=work.days or 0,
                gross=work.gross, net=work.gross, due_day=None, paid_day=date(2026, 8, 12),
            )
            for work in contracts
        ),
        lines=slip_lines(slip.lines),
        totals=totals_of(slip),
        corrects="PA-P-2026-08-000003",
        net_before=ZERO,
        changes=compare((), slip.lines),
    )  # fmt: skip
    assert from_json(to_json(sheet)) == sheet
    assert total(line.amount for line in sheet.lines) == sheet.totals.net


def test_a_sheet_of_another_version_is_refused():
    with pytest.raises(ValueError, match="version 99"):
        from_json({"version": 99})


def test_how_a_payslip_is_called():
    assert slip_reference(EntityCode.PA, AUGUST, 12, 1) == "PA-P-2026-08-000012"
    assert slip_reference(EntityCode.PA, AUGUST, 12, 3) == "PA-P-2026-08-000012-3"
