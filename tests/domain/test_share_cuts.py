"""Shareholders counted by what they hold, their age and their years."""

import statistics
from collections import Counter
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from domain.figures.bands import AGE, HOLDING, SENIORITY
from domain.shares.cuts import UNKNOWN, by_age, by_holding, by_membership, median

DAY = date(2026, 9, 14)


def test_the_one_in_the_middle():
    assert median({}) is None
    assert median({9: 1}) == 9
    assert median({5: 1, 1: 2}) == 1
    assert median({1: 1, 4: 1, 2: 1, 9: 1}) == Decimal(3)
    assert median({2: 1, 1: 1}) == Decimal("1.5")


def test_bands_of_shares_begin_and_end_where_they_say():
    found = by_holding(Counter([1, 1, 2, 5, 6, 10, 11, 50, 51, 900]))
    assert found == {"1": 2, "2-5": 2, "6-10": 2, "11-50": 2, "from-51": 2}


def test_years_turn_on_the_birthday():
    born = [date(2000, 9, 14), date(2000, 9, 15), date(1966, 9, 14), date(1966, 9, 15), None]
    found = by_age(Counter(born), DAY)
    assert found == {
        "to-25": 1, "26-35": 1, "36-45": 0, "46-59": 1, "from-60": 1, UNKNOWN: 1,
    }  # fmt: skip
    since = [date(2025, 9, 15), date(2025, 9, 14), date(2011, 9, 14), DAY]
    found = by_membership(Counter(since), DAY)
    assert (found["under-1"], found["1-5"], found["from-15"], found[UNKNOWN]) == (2, 1, 1, 0)


@given(st.lists(st.integers(1, 5000)), st.lists(st.none() | st.dates(date(1930, 1, 1), DAY)))
def test_everybody_counts_once(shares, days):
    held, counted = Counter(shares), Counter(days)
    assert sum(by_holding(held).values()) == len(shares)
    for found, bands in ((by_age(counted, DAY), AGE), (by_membership(counted, DAY), SENIORITY)):
        assert sum(found.values()) == len(days)
        assert set(found) == {*bands.keys, UNKNOWN}
    assert tuple(by_holding(held)) == HOLDING.keys
    if shares:
        assert median(held) == Decimal(statistics.median(map(Decimal, shares)))
