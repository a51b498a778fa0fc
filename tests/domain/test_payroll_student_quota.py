"""The 650 hours of a student: what counts, what is left, what is refused."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.employment import ContractType
from domain.hours import Hours, hours
from domain.parameters import Confidence, NotInForce
from domain.payroll.student_quota import (
    QUOTA,
    QuotaExceeded,
    begun,
    check_quota,
    counted,
    left,
    of_contract,
)

MONDAY = date(2026, 9, 21)
STUDENT = ContractType.STUDENT
spans = st.integers(1, 2400).map(lambda hundredths: Hours(Decimal(hundredths).scaleb(-2)))


def days(count, first=MONDAY):
    return [first + timedelta(days=n) for n in range(count)]


def test_the_quota_of_2026_has_a_source():
    figure = QUOTA.on(date(2026, 12, 31))
    assert (figure.value, figure.confidence) == (650, Confidence.PUBLISHED)


@pytest.mark.parametrize(("worked", "count"), [("0.00", 0), ("0.01", 1), ("7.00", 7), ("7.60", 8)])
def test_an_hour_begun_is_a_whole_hour(worked, count):
    assert begun(Decimal(worked)) == count


def test_a_full_day_counts_eight_hours():
    assert of_contract(days(2), {}) == {2026: 16}
    assert of_contract(days(2), {MONDAY: hours("3.25")}) == {2026: 12}


def test_the_hours_of_two_years_are_counted_apart():
    assert of_contract([date(2026, 12, 31), date(2027, 1, 1)], {}) == {2026: 8, 2027: 8}
    assert left(2026, {2026: 8}) == 642
    assert left(2027, {2026: 8}) == 650


def test_650_hours_fit_and_one_more_does_not():
    fits = {day: hours("6.50") for day in days(1)}
    check_quota("Lotte", STUDENT, days(1), fits, {2026: 643})
    with pytest.raises(QuotaExceeded, match=r"Lotte has 6 hours .* in 2026") as refusal:
        check_quota("Lotte", STUDENT, days(1), fits, {2026: 644})
    assert (refusal.value.asked, refusal.value.left, refusal.value.field) == (7, 6, "days")
    assert "Student beyond the quota" in str(refusal.value)


def test_what_is_left_is_never_below_zero():
    with pytest.raises(QuotaExceeded, match="has 0 hours"):
        check_quota("Lotte", STUDENT, days(1), {}, {2026: 700})


@pytest.mark.parametrize("kind", [kind for kind in ContractType if kind is not STUDENT])
def test_other_contracts_do_not_count(kind):
    check_quota("Lotte", kind, days(200), {}, {2026: 650})


def test_a_year_before_the_quota_is_refused():
    with pytest.raises(NotInForce):
        left(2024, {})


@given(st.lists(st.tuples(st.dates(date(2025, 1, 1), date(2027, 12, 31)), spans), max_size=30))
def test_no_hour_is_forgotten_and_none_is_invented(worked):
    found = sum(counted(worked).values())
    exact = sum(each for _, each in worked)
    assert exact <= found < exact + len(worked) + (not worked)
