"""The special contribution of a quarter, less what its months have already paid."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import CENT, Eur, eur, total
from domain.parameters import NotInForce
from domain.payroll.situation import Spouse
from domain.payroll.special_contribution import settlement, special_contribution

DAY = date(2026, 9, 30)


def amounts(low, high):
    return st.integers(low, high).map(lambda cents: Eur(eur(cents).scaleb(-2)))


spouses = st.sampled_from(Spouse)
months = amounts(0, 1_000_000)


def advance(base, spouse):
    return Eur(-special_contribution(base, spouse, DAY).amount)


def rows():
    for path in sorted(Path(__file__).parent.glob("cases/special_settlement/*.toml")):
        case = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
        for number, row in enumerate(case["rows"], 1):
            yield pytest.param(row["given"], row["expect"], id=f"{path.stem}-{number}")


@pytest.mark.parametrize(("told", "expect"), list(rows()))
def test_worked_case(told, expect):
    line = settlement(told["base"], told["advances"], Spouse(told["spouse"]), DAY)
    assert line.amount == expect
    assert line.basis == told["base"]


@given(months, spouses)
def test_three_equal_months_need_no_correction_but_for_a_cent(base, spouse):
    line = settlement(Eur(base * 3), [advance(base, spouse)] * 3, spouse, DAY)
    assert abs(line.amount) <= CENT


@given(st.lists(months, min_size=3, max_size=3), spouses)
def test_a_quarter_costs_the_same_however_it_was_advanced(bases, spouse):
    whole = total(bases)
    paid = [advance(base, spouse) for base in bases]
    settled = total(paid) - settlement(whole, paid, spouse, DAY).amount
    assert settled == -settlement(whole, [], spouse, DAY).amount >= 0


@given(amounts(0, 3_000_000), amounts(0, 100_000), spouses)
def test_a_better_quarter_never_costs_less(base, more, spouse):
    less, most = (settlement(each, [], spouse, DAY).amount for each in (base, Eur(base + more)))
    assert most <= less + CENT


def test_a_quarter_without_a_tariff_is_refused():
    with pytest.raises(NotInForce):
        settlement(eur(6000), [], Spouse.SINGLE, date(2027, 3, 31))
