"""From a draft to a decision: what is missing, what makes us look twice, what is left."""

from dataclasses import replace
from datetime import date

import pytest

from domain import doubts
from domain.assignment.draft import (
    Direction,
    Draft,
    ExpensesUnclear,
    NetMissing,
    PriceMissing,
    Wanted,
    work_out,
)
from domain.assignment.left import left
from domain.assignment.plan import NobodyWorks, Worker
from domain.assignment.review import Known, review, review_extra
from domain.assignment.shares import ready, shares
from domain.employment import ContractType, DayTaken
from domain.hours import TooManyHours, hours
from domain.money import ZERO, eur
from domain.payroll.situation import Situation
from domain.queues import AboveCeiling, ClientUnknown, MemberNew, StartsSoon, VatToCheck
from domain.submission import (
    NEXT,
    AssignmentStatus,
    ForbiddenAssignmentMove,
    move_assignment,
)
from domain.vat import EXEMPT_TRAINING, REVERSE_CHARGE, ZERO_RATED, WorkKind

TODAY = date(2026, 9, 14)  # a Monday
DAYS = (date(2026, 9, 21), date(2026, 9, 22))
WANTED = Wanted(person_id=1, contract_type=ContractType.ARTIST, days=DAYS)
DRAFT = Draft(
    title="Two evenings",
    kind=WorkKind.PERFORMANCE,
    client_id=1,
    direction=Direction.PRICE,
    amount=eur(1000),
    expenses=eur(50),
    invoice_at_once=True,
    wanted=(WANTED,),
)
KNOWN = {1: Known("Nour Haddad", has_national_number=True)}


def workers(draft):
    return [
        Worker(
            key=item.person_id,
            contract_type=item.contract_type,
            days=item.days,
            situation=Situation(),
            weight=item.weight,
        )
        for item in draft.wanted
    ]


def defects(people=KNOWN, *, real=False, **changes):
    draft = replace(DRAFT, **changes)
    equation = work_out(draft, workers(draft), TODAY)
    return [
        (type(defect.reason).__name__, defect.key)
        for defect in review(draft, equation, people, today=TODAY, real=real)
    ]


def test_both_directions_give_one_equation():
    forward = work_out(DRAFT, workers(DRAFT), TODAY)
    assert forward.net is not None
    wanted = replace(DRAFT, direction=Direction.NET, amount=forward.net)
    assert work_out(wanted, workers(wanted), TODAY).net == forward.net


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"amount": None}, PriceMissing),
        ({"amount": None, "direction": Direction.NET}, NetMissing),
        ({"expenses": None}, ExpensesUnclear),
        ({"wanted": (), "direction": Direction.NET}, NobodyWorks),
    ],
)
def test_what_is_not_typed_yet_is_named(changes, reason):
    draft = replace(DRAFT, **changes)
    with pytest.raises(reason):
        work_out(draft, workers(draft), TODAY)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"client_id": None, "title": ""}, [("ClientMissing", None), ("TitleMissing", None)]),
        ({"wanted": (replace(WANTED, days=()),)}, [("NoDay", 1)]),
        ({"wanted": (replace(WANTED, days=(TODAY,)),)}, [("WorkAlreadyStarted", 1)]),
        ({"wanted": (replace(WANTED, days=(date(2027, 3, 1),)),)}, [("NotInForce", 1)] * 2),
        ({"amount": eur(150)}, [("BelowMinimumPay", 1)]),
        ({"wanted": ()}, [("MoneyLeftOver", None)]),
    ],
)
def test_every_defect_is_found_with_the_person_it_concerns(changes, found):
    assert defects(**changes) == found


def test_without_an_equation_the_rest_is_still_looked_at():
    nobody = {1: Known("Nour Haddad", has_national_number=False)}
    (found,) = review(DRAFT, None, nobody, today=TODAY, real=False)
    assert "Nour Haddad has no national number" in str(found.reason)


def test_a_day_has_24_hours_over_all_contracts():
    full = {1: replace(KNOWN[1], others={DAYS[0]: hours("16.41")})}
    (found,) = review(DRAFT, None, full, today=TODAY, real=False)
    assert (type(found.reason), found.key) == (TooManyHours, 1)
    free = {1: replace(KNOWN[1], others={DAYS[0]: hours("16.40")})}
    assert review(DRAFT, None, free, today=TODAY, real=False) == ()


def test_a_real_cooperative_names_each_figure_that_is_made_up_once():
    assert defects(real=True) == [("IllustrativeFigure", None)]


def test_more_work_is_reviewed_like_the_first():
    able, missing = ready(workers(DRAFT))
    paid = shares(eur(500), able)
    taken = {1: {DAYS[0]}}
    found = review_extra([WANTED], paid, missing, KNOWN, taken=taken, today=TODAY, real=True)
    assert [type(item.reason).__name__ for item in found] == ["DayTaken", "IllustrativeFigure"]
    assert isinstance(found[0].reason, DayTaken)
    nobody = review_extra([], (), (), KNOWN, taken={}, today=TODAY, real=False)
    assert [type(item.reason) for item in nobody] == [NobodyWorks]


@pytest.mark.parametrize(
    ("vat", "before", "first_day", "found"),
    [
        (ZERO_RATED, 0, DAYS[0], []),
        (REVERSE_CHARGE, 0, DAYS[0], [VatToCheck]),
        (REVERSE_CHARGE, 1, DAYS[0], []),
        (EXEMPT_TRAINING, 0, None, [VatToCheck]),
        (None, 0, date(2026, 9, 15), [StartsSoon]),
        (None, 0, date(2026, 9, 16), []),
    ],
)
def test_what_a_person_must_judge(vat, before, first_day, found):
    flags = doubts.flags(vat, before, first_day, TODAY)
    assert [type(flag) for flag in flags] == found


def test_reasons_come_back_as_they_were_written():
    reasons = [AboveCeiling(eur("2600.10"), eur(2500)), ClientUnknown(), MemberNew(0, 1)]
    reasons.append(StartsSoon(DAYS[0]))
    read = doubts.read(doubts.written(reasons))
    assert [(type(item), item.facts()) for item in read] == [
        (type(item), item.facts()) for item in reasons
    ]
    assert doubts.read({}) == []


@pytest.mark.parametrize(
    ("free", "planned"), [(eur(50), eur(20)), (eur(10), eur(10)), (ZERO, ZERO)]
)
def test_what_is_left_adds_up(free, planned):
    found = left(
        free=free, worked=eur(700), promised=eur(100), claimed=eur(10), approved=eur(20),
        expenses=eur(50),
    )  # fmt: skip
    assert found.planned == planned
    assert found.income == free + eur(830)
    assert found.spent == eur(720)


def test_only_known_moves_are_possible():
    for status, allowed in NEXT.items():
        for to in AssignmentStatus:
            if to in allowed:
                assert move_assignment(status, to) is to
            else:
                with pytest.raises(ForbiddenAssignmentMove, match="no longer be done"):
                    move_assignment(status, to)
