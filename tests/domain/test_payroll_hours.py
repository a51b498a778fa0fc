"""Part-time work and incomplete months: the reference pay is that of full time."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.employment import ContractType
from domain.hours import Hours, hours, hours_of_days
from domain.money import eur
from domain.payroll.employer import Employer, Sector
from domain.payroll.employer_cost import quarter_cost, quarter_of
from domain.payroll.payslip import Situation, Work, full_hours, payslip, presence
from domain.periods import Month, weekdays
from tests.domain.plans import euros

SEPTEMBER = Month(2026, 9)  # 22 weekdays
QUARTER = quarter_of(SEPTEMBER)
WHITE = ContractType.WHITE_COLLAR
FIRM = Employer(sector=Sector.COMMERCIAL, workers=9)


def slip(*work):
    return payslip(work, Situation(), SEPTEMBER)


def test_a_full_month_is_its_weekdays_of_7_36():
    assert full_hours(SEPTEMBER) == Decimal("167.20")


def test_half_time_has_half_of_the_bonus_of_full_time():
    half = Work(WHITE, eur(1500), hours=hours("83.60"))
    found, full = slip(half), slip(Work(WHITE, eur(3000)))
    assert found.work_bonus_a == eur("55.27")
    assert full.work_bonus_a == eur("110.54")
    assert [line.basis for line in found.lines if "bonus for low" in line.label] == [eur(3000)]


def test_half_days_are_like_half_as_many_days():
    by_hour = Work(WHITE, eur(800), days=10, hours=hours("38.00"))
    assert slip(by_hour) == slip(Work(WHITE, eur(800), days=5))


def test_days_and_hours_add_up():
    mixed = [Work(WHITE, eur(500), 5), Work(WHITE, eur(300), 4, hours("15.20"))]
    assert presence(mixed, [SEPTEMBER]).worked == hours_of_days(7)
    assert slip(*mixed) == slip(Work(WHITE, eur(800), 7))


def test_more_hours_than_the_month_has_are_a_full_month():
    crowded = Work(WHITE, eur(2600), 22, hours("200.00"))
    assert slip(crowded) == slip(Work(WHITE, eur(2600)))


@given(euros(1, 200_000), st.integers(1, 22))
def test_full_days_are_paid_as_before_hours_were_known(gross, days):
    """S = W ÷ J × D, in whole days."""
    found = slip(Work(WHITE, gross, days))
    (line,) = (line for line in found.lines if line.label == "Work bonus for low pay")
    assert line.basis == eur(gross * weekdays(SEPTEMBER) / days)


@given(euros(100_000, 250_000), st.integers(1, 16_720))
def test_the_pace_decides_not_the_length(gross, hundredths):
    """So many hours at the pace of a full month have that part of its bonus."""
    worked = Hours(Decimal(hundredths).scaleb(-2))
    part = worked / full_hours(SEPTEMBER)
    found, full = slip(Work(WHITE, eur(gross * part), hours=worked)), slip(Work(WHITE, gross))
    bonus = found.work_bonus_a + found.work_bonus_b
    whole = full.work_bonus_a + full.work_bonus_b
    # A cent of gross, at full time, may be hundreds: then the pace is another one.
    assert abs(bonus - whole * part) <= Decimal("0.02")


@pytest.mark.parametrize("share", [Decimal("0.25"), Decimal("0.5"), Decimal("0.75")])
def test_the_reduction_of_a_quarter_counts_hours_too(share):
    full = sum(weekdays(month) for month in QUARTER)
    by_hour = [Work(WHITE, eur(2000), hours=Hours(hours_of_days(full) * share))]
    found = quarter_cost(by_hour, FIRM, QUARTER)
    if (full * share) % 1 == 0:
        by_day = [Work(WHITE, eur(2000), int(full * share))]
        assert found == quarter_cost(by_day, FIRM, QUARTER)
    assert found.reduced > 0
