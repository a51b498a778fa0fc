"""A fixed week of work: read, kept, and what the law asks of it."""

from datetime import date
from decimal import Decimal

import pytest

from domain.hours import NO_HOURS, hours
from domain.schedule import (
    DayTooShort,
    NoWeekday,
    Schedule,
    WeekTooLong,
    WeekTooShort,
    check_schedule,
    is_full_time,
)

TODAY = date(2026, 9, 14)
FULL = Schedule.full_time()


def week(*amounts: str) -> Schedule:
    """Hours from Monday on; nothing afterwards."""
    typed = [hours(amount) for amount in amounts]
    return Schedule((*typed, *[NO_HOURS] * (7 - len(typed))))


HALF = week("7.60", "0", "7.60", "0", "3.80")  # 19 hours in 3 days


def test_a_week_is_kept_and_read_back():
    assert HALF.to_json() == {"0": "7.60", "2": "7.60", "4": "3.80"}
    assert Schedule.from_json(HALF.to_json()) == HALF
    assert HALF.weekly == Decimal("19.00")
    assert is_full_time(FULL.weekly, TODAY)
    assert not is_full_time(HALF.weekly, TODAY)


@pytest.mark.parametrize(
    ("schedule", "refusal"),
    [
        (week(), NoWeekday),
        (week("6.33", "6.33"), WeekTooShort),  # 12.66: one third is 12.67
        (week("8", "8", "8", "8", "8"), WeekTooLong),
        (week("7.6", "7.6", "2.99"), DayTooShort),
    ],
)
def test_a_week_that_the_law_refuses(schedule, refusal):
    with pytest.raises(refusal):
        check_schedule(schedule, TODAY)


@pytest.mark.parametrize(
    "schedule", [FULL, HALF, week("6.34", "6.33"), week("3", "3", "3", "3.67")]
)
def test_a_week_that_is_allowed(schedule):
    check_schedule(schedule, TODAY)


def test_the_shortest_week_is_named():
    with pytest.raises(WeekTooShort) as refusal:
        check_schedule(week("12"), TODAY)
    assert refusal.value.facts() == {"hours": "12:00", "least": "12:40"}
