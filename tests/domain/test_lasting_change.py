"""Open-ended employment: how it changes, how it ends, how it stands."""

from datetime import date

import pytest

from domain.contract_life import ContractStatus
from domain.employment import ContractType
from domain.ending import EndsInThePast, LastDayBeforeFirst, check_last_day, leaving_estimate
from domain.errors import refused
from domain.lasting_change import (
    Change,
    ChangeReasonMissing,
    ChangesTooEarly,
    ChangeTooLate,
    NothingDifferent,
    check_not_begun,
    review_change,
)
from domain.lasting_state import State, state_of
from domain.money import eur
from domain.open_ended import (
    BelowMonthlyMinimum,
    NotGoingOn,
    Regime,
    first_change,
)
from domain.periods import Month
from domain.schedule import Schedule, WeekTooShort
from tests.domain.test_schedule import FULL, week

TODAY = date(2026, 9, 14)
OCTOBER, NOVEMBER, DECEMBER = (Month(2026, number) for number in (10, 11, 12))
WHITE = ContractType.WHITE_COLLAR


def regime(gross: str = "2400.00", schedule: Schedule = FULL) -> Regime:
    return Regime(monthly_gross=eur(gross), schedule=schedule)


# Changes


def change(**changes) -> Change:
    asked = {
        "since": OCTOBER, "regime": regime("2500"), "before": regime(), "kind": WHITE,
        "birth_day": None, "first_day": date(2026, 9, 1), "last_day": None, "reason": "More work",
    }  # fmt: skip
    return Change(**{**asked, **changes})


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ({"since": Month(2026, 9)}, ChangesTooEarly),
        ({"first_day": date(2026, 11, 3)}, ChangesTooEarly),
        ({"regime": regime()}, NothingDifferent),
        ({"regime": regime("2000")}, BelowMonthlyMinimum),
        ({"regime": regime(schedule=week("12"))}, WeekTooShort),
        ({"reason": "  "}, ChangeReasonMissing),
        ({"last_day": date(2026, 9, 30)}, NotGoingOn),
    ],
)
def test_a_change_that_is_refused(asked, refusal):
    assert [type(reason) for reason in review_change(change(**asked), TODAY)] == [refusal]


def test_a_change_begins_in_a_month_that_has_not():
    assert review_change(change(), TODAY) == ()
    assert first_change(TODAY) == OCTOBER
    check_not_begun(OCTOBER, date(2026, 9, 30))
    with pytest.raises(ChangeTooLate):
        check_not_begun(OCTOBER, date(2026, 10, 1))


# The end


def test_it_ends_today_or_later():
    check_last_day(TODAY, first_day=date(2026, 9, 1), today=TODAY)
    refusals = refused(
        (
            lambda: check_last_day(date(2026, 9, 13), first_day=date(2026, 9, 1), today=TODAY),
            lambda: check_last_day(date(2026, 9, 30), first_day=date(2026, 10, 1), today=TODAY),
        )
    )
    assert [type(reason) for reason in refusals] == [EndsInThePast, LastDayBeforeFirst]


def test_the_employer_pays_the_holidays_of_white_collar_work_only():
    pay = leaving_estimate(WHITE, eur(10_000), date(2026, 12, 31))
    assert pay is not None
    assert pay.gross == eur(1534)  # 15.34 %
    assert leaving_estimate(ContractType.ARTIST, eur(10_000), date(2026, 12, 31)) is None


@pytest.mark.parametrize(
    ("status", "first", "last", "state"),
    [
        (ContractStatus.OFFERED, "2026-10-01", None, State.OFFERED),
        (ContractStatus.OFFERED, "2026-09-14", None, State.LAPSED),
        (ContractStatus.MADE, "2026-09-15", None, State.PLANNED),
        (ContractStatus.MADE, "2026-09-14", None, State.GOING_ON),
        (ContractStatus.MADE, "2026-09-01", "2026-09-14", State.ENDING),
        (ContractStatus.MADE, "2026-09-01", "2026-09-13", State.OVER),
        (ContractStatus.DECLINED, "2026-10-01", None, State.DECLINED),
        (ContractStatus.CANCELLED, "2026-10-01", None, State.CANCELLED),
    ],
)
def test_how_it_stands_on_a_day(status, first, last, state):
    end = None if last is None else date.fromisoformat(last)
    assert state_of(status, date.fromisoformat(first), end, TODAY) is state
