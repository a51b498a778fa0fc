"""Declaring hours: what a day may say, and when silence is a yes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.declaring import (
    DayNotPlanned,
    MoreThanPlanned,
    NotBegun,
    NothingWorked,
    answer_until,
    check_begun,
    check_hours,
)
from domain.hours import FULL_DAY, NO_HOURS, hours
from domain.payments import due_day
from domain.periods import is_working_day

DAYS = [date(2026, 9, day) for day in (1, 2, 3)]
PLANNED = dict.fromkeys(DAYS, FULL_DAY)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({}, NothingWorked),
        (dict.fromkeys(DAYS, NO_HOURS), NothingWorked),
        ({date(2026, 9, 4): FULL_DAY}, DayNotPlanned),
        ({DAYS[1]: hours("7.61")}, MoreThanPlanned),
    ],
)
def test_impossible_hours(said, refusal):
    with pytest.raises(refusal):
        check_hours(PLANNED, said)


def test_the_first_wrong_day_is_named():
    with pytest.raises(MoreThanPlanned) as error:
        check_hours(PLANNED, {DAYS[2]: hours("9.00"), DAYS[1]: hours("8.00")})
    assert (error.value.day, error.value.planned) == (DAYS[1], "7:36")


def test_as_planned_or_less_can_be_said():
    check_hours(PLANNED, PLANNED)
    check_hours(PLANNED, {DAYS[0]: hours("0.01"), DAYS[1]: NO_HOURS})


def test_nothing_is_declared_before_the_first_day():
    check_begun(DAYS[0], DAYS[0])
    with pytest.raises(NotBegun):
        check_begun(DAYS[1], DAYS[0])


@given(st.dates(date(2026, 4, 1), date(2026, 12, 1)), st.integers(-5, 20))
def test_a_holder_has_three_working_days_after_the_work_and_its_declaration(last_day, later):
    declared = last_day + timedelta(days=later)
    until, begun = answer_until(declared, last_day), max(declared, last_day)
    days = [begun + timedelta(days=n) for n in range(1, (until - begun).days + 1)]
    assert sum(map(is_working_day, days)) == 3


@given(st.dates(date(2026, 4, 1), date(2026, 12, 1)))
def test_who_declares_on_the_last_day_is_paid_in_time_whatever_the_holder_does(last_day):
    assert answer_until(last_day, last_day) < due_day(last_day)
