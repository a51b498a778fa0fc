"""Correcting approved hours: what may be said, who answers, what changes."""

from datetime import date

import pytest

from domain.contract_life import ContractStatus
from domain.correcting import (
    Agreed,
    Counted,
    DayToCome,
    MonthWithoutFigures,
    NoHourLeft,
    NothingCorrected,
    NotLocked,
    NotYours,
    Side,
    answering,
    check_answers,
    check_correction,
    check_locked,
    corrected,
    months_touched,
    redues,
)
from domain.employment import ContractType, WorkAlreadyStarted
from domain.hours import FULL_DAY, hours
from domain.money import eur, total
from domain.payments import amounts
from domain.payroll.payslip import Situation, Spouse, Work, payslip
from domain.periods import Month
from domain.terms import Terms
from domain.work import Earned

WHITE = ContractType.WHITE_COLLAR
MADE, TODAY = date(2026, 7, 1), date(2026, 9, 14)
FIRST, SECOND = date(2026, 8, 20), date(2026, 8, 21)
AUGUST, SEPTEMBER = Month(2026, 8), Month(2026, 9)
BEFORE = Terms(
    work="Regie", days=((FIRST, FULL_DAY), (SECOND, FULL_DAY)), gross=eur(600), budget=eur(960)
)
AGREED = Agreed(gross=eur(600), budget=eur(960), hours=hours("15.20"))


def check(after, made=MADE):
    check_correction(BEFORE, after, made=made, today=TODAY)


@pytest.mark.parametrize(
    ("after", "refusal"),
    [
        (dict(BEFORE.days), NothingCorrected),
        ({}, NoHourLeft),
        ({FIRST: FULL_DAY, date(2026, 9, 15): FULL_DAY}, DayToCome),
        ({FIRST: FULL_DAY, MADE: FULL_DAY}, WorkAlreadyStarted),
    ],
)
def test_impossible_corrections(after, refusal):
    with pytest.raises(refusal):
        check(after)


def test_a_day_before_2026_names_the_rule_that_is_missing():
    with pytest.raises(MonthWithoutFigures) as error:
        check({FIRST: FULL_DAY, date(2025, 12, 30): FULL_DAY}, made=date(2025, 12, 1))
    assert error.value.month == Month(2025, 12)
    assert error.value.figures


def test_fewer_hours_more_hours_and_other_days_can_be_said():
    for after in ({FIRST: hours("24.00")}, {SECOND: FULL_DAY, TODAY: FULL_DAY}):
        check(after)


def test_only_what_is_approved_is_corrected():
    check_locked(ContractStatus.CONFIRMED)
    with pytest.raises(NotLocked):
        check_locked(ContractStatus.MADE)


def test_the_other_side_answers():
    assert answering(by_worker=True) is Side.HOLDER
    assert answering(by_worker=False) is Side.WORKER
    check_answers(Side.WORKER, works=True, holds=False)
    check_answers(Side.HOLDER, works=False, holds=True)
    for side in Side:
        with pytest.raises(NotYours):
            check_answers(side, works=side is Side.HOLDER, holds=side is Side.WORKER)


def test_hours_are_paid_as_they_were_agreed():
    after = corrected(BEFORE, {SECOND: FULL_DAY, FIRST: hours("3.80")}, AGREED)
    assert after == Terms(
        work="Regie", days=((FIRST, hours("3.80")), (SECOND, FULL_DAY)), gross=eur(450),
        budget=eur(720),
    )  # fmt: skip
    assert months_touched(BEFORE, after) == [AUGUST]


def test_a_day_moved_to_another_month_changes_both():
    after = corrected(BEFORE, {FIRST: FULL_DAY, date(2026, 9, 1): FULL_DAY}, AGREED)
    slip = payslip([Work(WHITE, eur(600), 2)], Situation(), AUGUST)
    earned = {AUGUST: Earned(works=(), amounts=amounts(slip))}
    counted = {AUGUST: Counted(days=2, hours=hours("15.20"))}
    august, september = redues(WHITE, after, counted, earned, Situation())
    assert (august.month, august.days, august.added.gross) == (AUGUST, -1, eur(-300))
    assert (september.month, september.days, september.added.gross) == (SEPTEMBER, 1, eur(300))
    assert august.slip == payslip([Work(WHITE, eur(300), 1)], Situation(), AUGUST)
    assert total([august.added.gross, september.added.gross]) == 0


def test_a_month_in_which_nothing_changes_is_left_out():
    slip = payslip([Work(WHITE, eur(600), 2)], Situation(), AUGUST)
    earned = {AUGUST: Earned(works=(), amounts=amounts(slip))}
    counted = {AUGUST: Counted(days=2, hours=hours("15.20"))}
    assert list(redues(WHITE, BEFORE, counted, earned, Situation())) == []


def test_a_paid_month_keeps_the_family_situation_it_was_paid_for():
    then = Situation(Spouse.WITHOUT_INCOME, 2)
    works = (Work(WHITE, eur(2600), 19),)
    slip = payslip((*works, Work(WHITE, eur(600), 2)), then, AUGUST)
    earned = {AUGUST: Earned(works=works, amounts=amounts(slip), situation=then)}
    counted = {AUGUST: Counted(days=2, hours=hours("15.20"))}
    after = corrected(BEFORE, {FIRST: FULL_DAY}, AGREED)
    (due,) = redues(WHITE, after, counted, earned, Situation())
    assert due.situation == then
    assert due.slip == payslip((*works, Work(WHITE, eur(300), 1)), then, AUGUST)
