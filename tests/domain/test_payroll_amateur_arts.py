"""The amateur-arts allowance: paid whole within its limits, refused beyond them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.employment import DayTwice, NoDay
from domain.money import eur
from domain.parameters import NotInForce
from domain.payroll.amateur_arts import (
    AllowanceTooHigh,
    Commission,
    DeclaredTooLate,
    TooManyAmateurDays,
    TooManyInARow,
    TravelTooHigh,
    allowance,
    contribution,
    most_of_year,
    years,
)
from tests.domain.plans import euros

MAY = date(2025, 5, 1)
ONE = Commission(days=(MAY,), a_day=eur("80.18"), travel=eur("22.91"), declared=date(2025, 4, 30))


def days(count, first=MAY, step=1):
    return tuple(first + timedelta(days=n * step) for n in range(count))


def test_the_most_of_a_day_is_paid_whole():
    found = allowance(ONE)
    assert [(line.amount, line.rate.name) for line in found.lines] == [
        (eur("80.18"), "amateur_arts/most_a_day"),
        (eur("22.91"), "amateur_arts/travel_a_day"),
    ]
    assert found.net == eur("103.09")


def test_without_travel_there_is_one_line():
    assert len(allowance(replace(ONE, travel=eur(0))).lines) == 1


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"a_day": eur("80.19")}, AllowanceTooHigh),
        ({"travel": eur("22.92")}, TravelTooHigh),
        ({"declared": None}, DeclaredTooLate),
        ({"declared": MAY}, DeclaredTooLate),
        ({"days": ()}, NoDay),
        ({"days": (MAY, MAY)}, DayTwice),
        ({"days": days(8)}, TooManyInARow),
        ({"days": days(31, step=2)}, TooManyAmateurDays),
    ],
)
def test_what_would_be_pay_is_refused(changes, refusal):
    with pytest.raises(refusal) as found:
        allowance(replace(ONE, **changes))
    assert found.value.field in {"amount", "travel", "declared", "days"}


def test_the_amounts_of_2024_are_lower():
    old = replace(ONE, days=(date(2024, 12, 31),), declared=date(2024, 12, 1))
    with pytest.raises(AllowanceTooHigh, match=r"77\.22"):
        allowance(old)


def test_new_year_changes_the_amounts():
    over = replace(
        ONE, days=(date(2024, 12, 31), date(2025, 1, 1)), a_day=eur(70), travel=eur(0),
        declared=date(2024, 12, 30),
    )  # fmt: skip
    assert [line.rate.since.year for line in allowance(over).lines] == [2024, 2025]


def test_the_amounts_of_2026_are_not_known():
    with pytest.raises(NotInForce):
        allowance(replace(ONE, days=(date(2026, 5, 1),)))


def test_seven_days_in_a_row_are_counted_with_those_before():
    week = replace(ONE, days=days(4))
    assert allowance(week, here=days(3, MAY - timedelta(days=3))).net == 4 * eur("103.09")
    with pytest.raises(TooManyInARow) as refusal:
        allowance(week, here=days(4, MAY - timedelta(days=4)))
    assert (refusal.value.count, refusal.value.most) == (8, 7)
    assert (refusal.value.first, refusal.value.last) == (date(2025, 4, 27), date(2025, 5, 4))
    elsewhere = days(4, MAY - timedelta(days=4))
    assert allowance(week, elsewhere=elsewhere).net == 4 * eur("103.09")


def test_thirty_days_a_year_are_counted_over_all_principals():
    before = days(29, date(2025, 1, 1))
    assert allowance(ONE, elsewhere=before).net == eur("103.09")
    with pytest.raises(TooManyAmateurDays, match="31 in 2025"):
        allowance(ONE, elsewhere=[*before, date(2025, 2, 10)])
    last_year = days(30, date(2024, 1, 1))
    assert allowance(ONE, elsewhere=last_year).net == eur("103.09")


@given(st.integers(1, 7), euros(1, 8018), euros(0, 2291))
def test_the_sum_of_the_lines_is_paid(count, a_day, travel):
    found = allowance(replace(ONE, days=days(count), a_day=a_day, travel=travel))
    assert found.net == sum(line.amount for line in found.lines) == (a_day + travel) * count


@given(st.lists(st.dates(date(2024, 1, 1), date(2026, 12, 31))))
def test_every_day_is_in_one_year(listed):
    found = list(years(listed))
    assert [day for group in found for day in group] == sorted(listed)
    assert all(len({day.year for day in group}) == 1 for group in found)


def test_the_most_of_a_year():
    assert most_of_year(date(2025, 12, 31)) == eur("2405.40")
    assert most_of_year(date(2024, 12, 31)) == eur("2316.60")


def test_a_principal_who_pays_much_owes_5_percent_of_everything():
    year = date(2024, 12, 31)
    assert contribution(eur("551.56"), year).amount == 0
    assert contribution(eur("551.57"), year).amount == eur("27.58")
    with pytest.raises(NotInForce):
        contribution(eur(1000), date(2025, 12, 31))
