"""Bands of hours, full-time equivalents and the ratio of salaries, by their definitions."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.hours import Hours, hours
from domain.money import eur
from domain.parameters import NotInForce
from domain.statistics import (
    BANDS,
    Band,
    band_of,
    bands,
    full_time_equivalents,
    full_time_pay,
    full_time_year,
    salary_ratio,
)

DAY = date(2026, 12, 31)
worked = st.integers(1, 30_000).map(lambda number: Hours(Decimal(number).scaleb(-2)))


@pytest.mark.parametrize(
    ("worked", "band"),
    [
        ("0.01", Band.UNDER_8),
        ("7.99", Band.UNDER_8),
        ("8.00", Band.FROM_8),
        ("19.99", Band.FROM_8),
        ("20.00", Band.FROM_20),
        ("44.99", Band.FROM_20),
        ("45.00", Band.FROM_45),
        ("74.99", Band.FROM_45),
        ("75.00", Band.FROM_75),
        ("250.00", Band.FROM_75),
    ],
)
def test_a_limit_belongs_to_the_band_that_it_begins(worked, band):
    assert band_of(hours(worked)) is band


@given(st.lists(worked))
def test_everyone_is_in_one_band(people):
    found = bands(people)
    assert list(found) == list(BANDS)
    assert sum(found.values()) == len(people)


def test_who_did_not_work_is_in_no_band():
    assert sum(bands([hours("0.00"), hours("-7.60"), hours("7.60")]).values()) == 1


def test_a_full_time_year_is_52_weeks_of_38_hours():
    assert full_time_year(DAY) == Decimal(1976)
    with pytest.raises(NotInForce):
        full_time_year(date(2024, 12, 31))


def test_the_published_hours_of_2025_give_the_published_equivalents():
    found = full_time_equivalents([hours(4_492_827)], date(2025, 12, 31))
    assert round(found) == 2274


def test_full_time_pay_of_one_day():
    assert full_time_pay(eur("152.00"), hours("7.60"), DAY) == eur("3293.33")


def test_the_ratio_is_the_highest_to_the_lowest_full_time_pay():
    pay = [
        (eur(4000), hours("164.67")),
        (eur(100), hours("7.60")),  # the lowest: 13.16 an hour
        (eur(0), hours("7.60")),
        (eur(50), hours("0.00")),
    ]
    ratio = salary_ratio(pay, DAY)
    assert (ratio.people, ratio.lowest) == (2, eur("2166.67"))
    assert ratio.value == Decimal("1.85")


def test_nobody_has_no_ratio():
    assert salary_ratio([], DAY) is None
    assert salary_ratio([(eur(0), hours(8))], DAY) is None


@given(
    st.lists(
        st.tuples(st.integers(100, 900_000).map(lambda c: eur(Decimal(c).scaleb(-2))), worked),
        min_size=1,
    )
)
def test_no_ratio_is_below_one(pay):
    ratio = salary_ratio(pay, DAY)
    assert ratio is None or ratio.value >= 1
