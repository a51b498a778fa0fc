"""Open-ended employment: its months, the minimum, changes and the end."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.assignment.review import NationalNumberMissing
from domain.employment import ContractType, WorkAlreadyStarted
from domain.ending import LastDayBeforeFirst
from domain.hours import FULL_DAY, NO_HOURS, TooManyHours, hours
from domain.lasting_offer import (
    AlreadyEmployed,
    Party,
    Wish,
    WorksThatDay,
    check_days_free,
    review,
)
from domain.money import eur, total
from domain.open_ended import (
    LASTING_TYPES,
    BelowMonthlyMinimum,
    MonthTooFar,
    NoWorkThen,
    Regime,
    check_not_too_far,
    least_monthly,
    month_part,
    months_between,
    regime_in,
)
from domain.periods import Month
from domain.schedule import DayTooShort, Schedule
from tests.domain.test_schedule import FULL, HALF, week

TODAY = date(2026, 9, 14)
OCTOBER, NOVEMBER, DECEMBER = (Month(2026, number) for number in (10, 11, 12))
WHITE = ContractType.WHITE_COLLAR


def regime(gross: str = "2400.00", schedule: Schedule = FULL) -> Regime:
    return Regime(monthly_gross=eur(gross), schedule=schedule)


# The months


def test_a_whole_month_is_paid_exactly_the_monthly_gross():
    for month in (OCTOBER, NOVEMBER, Month(2027, 2)):
        part = month_part(regime(), month, first_day=TODAY, last_day=None)
        assert part.gross == eur(2400)
        assert part.is_whole


def test_a_public_holiday_on_a_day_of_work_is_paid_as_one():
    part = month_part(regime(), NOVEMBER, first_day=TODAY, last_day=None)
    assert (date(2026, 11, 11), FULL_DAY) in part.days  # Armistice Day, a Wednesday
    assert len(part.days) == 21
    assert date(2026, 11, 1) not in dict(part.days)  # a Sunday


def test_the_first_and_the_last_month_count_in_proportion_to_the_hours():
    first = month_part(regime(schedule=HALF), OCTOBER, first_day=date(2026, 10, 12), last_day=None)
    assert [day.day for day, _ in first.days] == [12, 14, 16, 19, 21, 23, 26, 28, 30]
    assert (first.hours, first.whole) == (Decimal("57.00"), Decimal("79.80"))
    assert first.gross == eur("1714.29")  # 2,400 × 57 ÷ 79.8
    last = month_part(regime(schedule=HALF), DECEMBER, first_day=TODAY, last_day=date(2026, 12, 2))
    assert last.gross == eur(2400 * Decimal("7.6") / last.whole)


def test_a_month_without_a_day_of_work_is_refused():
    with pytest.raises(NoWorkThen):
        month_part(regime(schedule=week("7.6", "7.6")), OCTOBER,
                   first_day=date(2026, 10, 28), last_day=None)  # fmt: skip


schedules = st.lists(st.decimals(3, 8, places=2).map(hours), min_size=3, max_size=5).map(
    lambda worked: Schedule((*worked, *[NO_HOURS] * (7 - len(worked))))
)
grosses = st.decimals("1000.00", "9000.00", places=2).map(eur)


@given(grosses, schedules, st.integers(1, 30))
def test_a_month_cut_in_two_pays_the_whole_to_the_cent(gross, schedule, cut):
    """One ends on a day, another begins on the next: together a month, give or take a rounding."""
    agreed = Regime(monthly_gross=gross, schedule=schedule)
    day = date(2026, 10, cut)
    parts = []
    for first, last in ((OCTOBER.first_day, day), (day + timedelta(days=1), None)):
        try:
            parts.append(month_part(agreed, OCTOBER, first_day=first, last_day=last))
        except NoWorkThen:
            continue
    assert abs(total(part.gross for part in parts) - gross) <= Decimal("0.01")
    assert sum(part.hours for part in parts) == parts[0].whole


@given(grosses, schedules, st.integers(1, 30))
def test_working_longer_never_pays_less(gross, schedule, cut):
    agreed = Regime(monthly_gross=gross, schedule=schedule)
    pay = [
        month_part(
            agreed, OCTOBER, first_day=OCTOBER.first_day, last_day=date(2026, 10, last)
        ).gross
        for last in (cut, 31)
        if schedule.between(OCTOBER.first_day, date(2026, 10, last))
    ]
    assert pay == sorted(pay)
    assert max(pay) <= gross


def test_the_months_it_touches():
    assert months_between(date(2026, 9, 30), None, NOVEMBER) == [Month(2026, 9), OCTOBER, NOVEMBER]
    assert months_between(date(2026, 9, 30), date(2026, 10, 1), NOVEMBER)[-1] == OCTOBER
    assert months_between(date(2026, 12, 1), None, NOVEMBER) == []


def test_the_latest_change_that_has_begun_counts():
    first, second, third = regime("2400"), regime("2500"), regime("2600")
    changes = [(NOVEMBER, third), (OCTOBER, second)]
    assert regime_in(Month(2026, 9), first, changes) is first
    assert regime_in(OCTOBER, first, changes) is second
    assert regime_in(DECEMBER, first, changes) is third
    assert regime_in(OCTOBER, first, [(OCTOBER, second), (OCTOBER, third)]) is third


def test_only_the_next_month_is_prepared_ahead():
    check_not_too_far(OCTOBER, TODAY)
    with pytest.raises(MonthTooFar):
        check_not_too_far(NOVEMBER, TODAY)


# The minimum


def test_the_minimum_goes_with_the_hours():
    full = least_monthly(FULL, WHITE, 30, TODAY)
    half = least_monthly(HALF, WHITE, 30, TODAY)
    assert full.amount == eur("2233.61")
    assert half.amount == eur("1116.81")  # half of it, rounded up
    assert half.basis == full.amount


def party(**changes) -> Party:
    known = {"name": "Sacha", "has_national_number": True, "birth_day": date(2001, 7, 21)}
    return Party(**{**known, **changes})


def wish(**changes) -> Wish:
    asked = {"kind": WHITE, "first_day": date(2026, 10, 1), "last_day": None, "regime": regime()}
    return Wish(**{**asked, **changes})


def test_nothing_stands_in_the_way_of_a_good_offer():
    assert review(wish(), party(), TODAY) == ()
    assert review(wish(regime=regime("1116.81", HALF)), party(), TODAY) == ()


@pytest.mark.parametrize(
    ("asked", "who", "refusal"),
    [
        ({"first_day": TODAY}, {}, WorkAlreadyStarted),
        ({"last_day": date(2026, 9, 30)}, {}, LastDayBeforeFirst),
        ({"regime": regime("1116.80", HALF)}, {}, BelowMonthlyMinimum),
        ({}, {"has_national_number": False}, NationalNumberMissing),
        ({}, {"employed": True}, AlreadyEmployed),
    ],
)
def test_what_stands_in_the_way_is_named(asked, who, refusal):
    found = review(wish(**asked), party(**who), TODAY)
    assert [type(reason) for reason in found] == [refusal]


def test_everything_is_said_at_once():
    bad = wish(first_day=TODAY, regime=regime("10", week("2")))
    kinds = {type(reason) for reason in review(bad, party(), TODAY)}
    assert kinds == {WorkAlreadyStarted, DayTooShort, BelowMonthlyMinimum}


def test_students_and_article_1bis_are_not_open_ended():
    assert set(LASTING_TYPES) == {WHITE, ContractType.BLUE_COLLAR, ContractType.ARTIST}


def test_days_that_are_taken_or_too_long_are_refused():
    days = HALF.between(date(2026, 10, 1), date(2026, 10, 9))
    monday = date(2026, 10, 5)
    check_days_free("Sacha", days, taken={date(2026, 10, 6)}, elsewhere={monday: hours("16.40")})
    with pytest.raises(WorksThatDay):
        check_days_free("Sacha", days, taken={monday}, elsewhere={})
    with pytest.raises(TooManyHours):
        check_days_free("Sacha", days, taken=(), elsewhere={monday: hours("16.41")})
