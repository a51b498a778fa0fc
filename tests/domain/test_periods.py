from datetime import date

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.periods import (
    Month,
    NotAMonth,
    add_working_days,
    is_working_day,
    public_holidays,
    weekdays,
)

SUNDAYS = {"Easter Sunday", "Pentecost"}  # in the library's list, not in the law's
days = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize("year", range(1990, 2091))
def test_public_holidays_are_those_everyone_knows(year):
    known = holidays.country_holidays("BE", years=year, language="en_US")
    assert set(public_holidays(year)) == {
        day for day, name in known.items() if set(name.split("; ")) - SUNDAYS
    }


def test_there_are_ten_and_they_are_named():
    assert len(public_holidays(2026)) == 10
    assert public_holidays(2026)[date(2026, 4, 6)] == "Easter Monday"


@pytest.mark.parametrize(
    ("start", "n", "expected"),
    [
        (date(2026, 9, 1), 0, date(2026, 9, 1)),
        (date(2026, 9, 1), 7, date(2026, 9, 10)),
        (date(2026, 4, 3), 1, date(2026, 4, 7)),  # over Easter Monday
        (date(2026, 12, 24), 7, date(2027, 1, 6)),  # over Christmas and New Year
        (date(2026, 9, 5), 1, date(2026, 9, 7)),  # from a Saturday
    ],
)
def test_counting_working_days(start, n, expected):
    assert add_working_days(start, n) == expected


@given(days, st.integers(1, 40))
def test_the_working_day_after_is_one_and_lies_after(day, n):
    found = add_working_days(day, n)
    assert is_working_day(found)
    assert found > day
    assert add_working_days(add_working_days(day, n - 1), 1) == found


def test_weekends_and_holidays_are_not_working_days():
    assert not is_working_day(date(2026, 9, 5))
    assert not is_working_day(date(2026, 7, 21))
    assert is_working_day(date(2026, 9, 7))


@pytest.mark.parametrize(
    ("month", "expected"),
    [(Month(2026, 9), 22), (Month(2026, 2), 20), (Month(2026, 12), 23), (Month(2028, 2), 21)],
    ids=str,
)
def test_weekdays_of_a_month_include_its_holidays(month, expected):
    assert weekdays(month) == expected


def test_a_month_reads_what_it_writes():
    assert Month.read(" 2026-09 ") == Month(2026, 9)
    assert str(Month(2026, 9)) == "2026-09"


@given(days)
def test_a_month_holds_its_days_and_knows_its_neighbours(day):
    month = Month.of(day)
    assert month.first_day <= day <= month.last_day
    assert month.next().previous() == month
    assert month.previous() < month < month.next()
    assert (month.next().first_day - month.last_day).days == 1


@pytest.mark.parametrize(
    "typed", ["", "2026-13", "2026-00", "0000-01", "26-09", "09/2026", "٢٠٢٦-09"]
)
def test_what_is_not_a_month_is_refused(typed):
    with pytest.raises(NotAMonth):
        Month.read(typed)
