"""The structural reduction: worked cases, laws, quarters that are refused."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import Eur, eur, total
from domain.parameters import NotInForce
from domain.payroll.employer import Sector
from domain.payroll.structural_reduction import ReductionUnknown, share, structural_reduction
from domain.payroll.work_bonus import Presence

DAY = date(2026, 9, 30)
FULL = 66
STEP = Decimal("0.0000001")


def reduction(gross, days, full, day=DAY):
    lines = structural_reduction(gross, Presence(days, full), Sector.COMMERCIAL, day)
    return [line.amount for line in lines]


def rows():
    for path in sorted(Path(__file__).parent.glob("cases/structural_reduction/*.toml")):
        case = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
        for number, row in enumerate(case["rows"], 1):
            yield pytest.param(row, id=f"{path.stem}-{number}")


@pytest.mark.parametrize("row", list(rows()))
def test_worked_case(row):
    assert reduction(**row["given"]) == row["expect"]


pay = st.integers(0, 2_000_000).map(lambda cents: Eur(eur(cents).scaleb(-2)))


@given(pay, pay, st.integers(1, FULL))
def test_more_pay_for_the_same_days_is_never_reduced_more(one, other, days):
    low, high = sorted((one, other))
    assert total(reduction(low, days, FULL)) >= total(reduction(high, days, FULL))


@given(pay, st.integers(1, FULL))
def test_no_part_is_negative(gross, days):
    low, very_low = reduction(gross, days, FULL)
    assert low >= 0
    assert very_low >= 0


@given(st.integers(1, FULL - 1))
def test_a_longer_presence_gives_more(days):
    shorter, longer = (share(Presence(count, FULL), DAY) for count in (days, days + 1))
    assert 0 < shorter <= longer <= 1


@pytest.mark.parametrize("percent", [55, 80])
def test_the_factor_has_no_step(percent):
    before, after = (
        share(Presence(days, 100_000_000), DAY)
        for days in (percent * 1_000_000 - 1, percent * 1_000_000)
    )
    assert 0 < after - before < STEP


@pytest.mark.parametrize("day", ["2025-09-30", "2026-03-31", "2026-06-30", "2026-12-31"])
def test_other_quarters_are_refused(day):
    with pytest.raises(NotInForce):
        reduction(eur(6000), FULL, FULL, date.fromisoformat(day))


def test_the_reduction_of_other_employers_is_not_known():
    with pytest.raises(ReductionUnknown):
        structural_reduction(eur(6000), Presence(FULL, FULL), Sector.NON_PROFIT, DAY)
