"""Amounts and sums for the tests of the ledger."""

from collections import defaultdict

from hypothesis import strategies as st

from domain.money import ZERO, Eur, eur

UNIT = 7


def amounts(low=0, high=1_000_000):
    return st.integers(low, high).map(lambda cents: Eur(eur(cents).scaleb(-2)))


def sums_of(legs, unit_id=UNIT):
    sums = defaultdict(lambda: ZERO)
    for leg in legs:
        if leg.unit_id == unit_id:
            sums[leg.account] += leg.amount
    return sums
