"""Confirming work: when, which days, and what each month then owes."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.employment import ContractType
from domain.hours import FULL_DAY, NO_HOURS, hours
from domain.money import Eur, eur, share_out, total
from domain.payments import NOTHING, amounts
from domain.payroll.payslip import Situation, Work, payslip
from domain.periods import Month
from domain.work import (
    ConfirmedTooEarly,
    Earned,
    Worked,
    WorkGoingOn,
    add_up,
    check_cancellable,
    check_over,
    dues,
    month_due,
    worked_part,
)

WHITE, SEPTEMBER = ContractType.WHITE_COLLAR, Month(2026, 9)
DAYS = [date(2026, 9, day) for day in (1, 2, 3)]
PLANNED = dict.fromkeys(DAYS, FULL_DAY)


def euros(low, high):
    return st.integers(low, high).map(lambda cents: eur(Decimal(cents).scaleb(-2)))


def test_work_is_confirmed_on_its_last_day_or_later():
    check_over(date(2026, 9, 14), date(2026, 9, 14))
    with pytest.raises(ConfirmedTooEarly):
        check_over(date(2026, 9, 15), date(2026, 9, 14))


def test_work_is_cancelled_before_it_begins_or_once_it_is_over():
    first, last = DAYS[0], DAYS[2]
    check_cancellable(first, last, date(2026, 8, 31))
    check_cancellable(first, last, last)
    for today in DAYS[:2]:
        with pytest.raises(WorkGoingOn):
            check_cancellable(first, last, today)


def test_all_hours_keep_everything():
    worked = worked_part(gross=eur(600), budget=eur(960), planned=PLANNED, worked=PLANNED)
    assert worked == Worked(days=tuple(DAYS), gross=eur(600), budget=eur(960))


@given(euros(1, 1_000_000), euros(0, 1_000_000), st.integers(1, 3))
def test_gross_and_budget_shrink_and_stay_covered(gross, margin, count):
    budget = Eur(gross + margin)
    kept = dict.fromkeys(DAYS[:count], FULL_DAY)
    worked = worked_part(gross=gross, budget=budget, planned=PLANNED, worked=kept)
    assert worked.days == tuple(DAYS[:count])
    assert 0 < worked.gross <= worked.budget <= budget
    assert abs(worked.gross - gross * count / 3) <= eur("0.01")


@given(euros(1, 1_000_000), st.integers(1, 40), st.data())
def test_with_equal_hours_it_is_the_share_by_days(gross, planned, data):
    """What was paid by days until hours were counted is paid to the same cent."""
    days = [date(2026, 5, 1) + timedelta(days=place) for place in range(planned)]
    number = data.draw(st.sampled_from([FULL_DAY, hours("4.00"), hours("0.33")]))
    kept = data.draw(st.integers(1, planned))
    agreed = dict.fromkeys(days, number)
    said = dict.fromkeys(days[:kept], number)
    worked = worked_part(gross=gross, budget=gross, planned=agreed, worked=said)
    assert worked.gross == max(share_out(gross, [kept, planned - kept])[0], eur("0.01"))


def test_hours_shrink_the_pay_and_a_day_of_nothing_is_no_day():
    said = {DAYS[0]: hours("3.80"), DAYS[1]: NO_HOURS, DAYS[2]: FULL_DAY}
    worked = worked_part(gross=eur(600), budget=eur(960), planned=PLANNED, worked=said)
    assert worked == Worked(
        days=(DAYS[0], DAYS[2]), gross=eur(300), budget=eur(480), hours={DAYS[0]: hours("3.80")}
    )


def due(gross, earned):
    worked = Worked(days=(DAYS[0],), gross=gross, budget=gross)
    return list(dues(WHITE, worked, Situation(), earned))


def test_what_was_due_before_is_taken_off_whatever_it_was():
    slip = payslip([Work(WHITE, eur(900), 2)], Situation(), SEPTEMBER)
    before = {SEPTEMBER: Earned(works=(Work(WHITE, eur(900), 2),), amounts=amounts(slip))}
    (month,) = due(eur(600), before)
    whole = payslip([Work(WHITE, eur(900), 2), Work(WHITE, eur(600), 1)], Situation(), SEPTEMBER)
    assert add_up([amounts(slip), month.added]) == amounts(whole)
    assert month.slip == whole


def test_a_month_without_pay_is_left_out():
    worked = Worked(days=(date(2026, 8, 31), *DAYS), gross=eur("0.01"), budget=eur("0.02"))
    found = list(dues(WHITE, worked, Situation(), {}))
    assert [month.month for month in found] == [SEPTEMBER]
    assert total(month.added.gross for month in found) == eur("0.01")


def test_nothing_adds_up_to_nothing():
    assert add_up([]) == NOTHING


def test_hours_decide_how_a_contract_is_shared_over_its_months():
    said = {date(2026, 8, 31): hours("7.60"), DAYS[0]: hours("3.80")}
    worked = worked_part(gross=eur(300), budget=eur(300), planned=said, worked=said)
    august, september = dues(WHITE, worked, Situation(), {})
    assert (august.days, august.hours, august.added.gross) == (1, FULL_DAY, eur(200))
    assert (september.days, september.hours, september.added.gross) == (1, hours("3.80"), eur(100))
    assert september.slip == payslip(
        [Work(WHITE, eur(100), 1, hours("3.80"))], Situation(), SEPTEMBER
    )


def test_what_is_counted_again_adds_only_the_difference():
    works = (Work(WHITE, eur(900), 3),)
    slip = payslip(works, Situation(), SEPTEMBER)
    before = Earned(works=(), amounts=amounts(slip))
    less = Work(WHITE, eur(450), 2, hours("11.40"))
    due = month_due(SEPTEMBER, less, before, Situation(), days=3, hours=hours("22.80"))
    assert (due.days, due.hours, due.added.gross) == (-1, hours("-11.40"), eur(-450))
    gone = month_due(SEPTEMBER, None, before, Situation(), days=3, hours=hours("22.80"))
    assert add_up([amounts(slip), gone.added]) == NOTHING
    assert (gone.days, gone.hours) == (-3, hours("-22.80"))
