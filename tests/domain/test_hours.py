"""Hours: read as people type them, written back, added up, never more than a day has."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.hours import (
    FULL_DAY,
    NO_HOURS,
    Hours,
    NotHours,
    TooManyHours,
    add_hours,
    check_day_hours,
    clock_text,
    full_or,
    hours,
    hours_of_days,
    hours_text,
    hours_worked,
    not_full,
    read_hours,
)

MONDAY, TUESDAY = date(2026, 9, 14), date(2026, 9, 15)
some = st.integers(0, 2400).map(lambda number: Hours(Decimal(number).scaleb(-2)))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("7.6", "7.60"), ("7,5", "7.50"), ("7,25", "7.25"), ("7:36", "7.60"), ("7h20", "7.33"),
        ("7u30", "7.50"), ("8h", "8.00"), ("8U", "8.00"), (" 8 ", "8.00"), ("7 : 30", "7.50"),
        ("0", "0.00"), ("0:01", "0.02"), ("24", "24.00"), ("24:00", "24.00"), ("08", "8.00"),
    ],
)  # fmt: skip
def test_hours_are_read_as_people_type_them(typed, found):
    assert read_hours(typed) == Decimal(found)


@pytest.mark.parametrize(
    "typed",
    ["", "24:01", "24.01", "25", "7:60", "7:5", "7.555", "-3", "7.5.1", "half", "7:3O", "٧", "100"],
)
def test_what_is_no_number_of_hours_is_refused(typed):
    with pytest.raises(NotHours):
        read_hours(typed)


@given(some)
def test_what_we_write_we_can_read_to_the_hundredth(number):
    assert read_hours(hours_text(number)) == number


@pytest.mark.parametrize(("number", "text"), [("7.60", "7:36"), ("0.00", "0:00"), ("7.61", "7.61")])
def test_hours_are_written_as_a_clock_where_minutes_say_them(number, text):
    assert hours_text(hours(number)) == text


@pytest.mark.parametrize("amount", ["7.555", "Infinity", "NaN"])
def test_hours_have_two_decimals(amount):
    with pytest.raises(NotHours):
        hours(amount)


def test_hours_add_up():
    assert add_hours([]) == NO_HOURS
    assert add_hours([FULL_DAY, hours("0.40")]) == hours(8)
    assert hours_of_days(3) == hours("22.80")
    assert clock_text(hours("22.80")) == "22:48"


def test_days_that_are_not_full_days():
    days = {MONDAY: FULL_DAY, TUESDAY: hours(4)}
    assert not_full(days) == {TUESDAY: hours(4)}
    assert full_or(days, not_full(days)) == days
    assert hours_worked(days, not_full(days)) == hours("11.60")
    assert hours_worked(days, {}) is None


@given(some, some)
def test_a_day_has_24_hours_over_all_contracts(planned, others):
    def check():
        check_day_hours("Sacha", {MONDAY: planned}, {MONDAY: others, TUESDAY: hours(24)})

    if planned + others <= 24:
        check()
    else:
        with pytest.raises(TooManyHours) as error:
            check()
        assert error.value.day == MONDAY
        assert error.value.facts()["hours"] == clock_text(Hours(planned + others))
