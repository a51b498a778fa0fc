"""The guaranteed minimum wage by age and by hour: worked cases, laws, refusals."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.employment import ContractType, minimum_day_pay, minimum_hour_pay, minimum_month_pay
from domain.money import eur
from domain.parameters import Confidence, NotInForce

FEBRUARY_2025 = date(2025, 2, 28)
SEPTEMBER = date(2026, 9, 30)

RULES = {
    "month": lambda age, kind: minimum_month_pay(age, ContractType(kind), FEBRUARY_2025).amount,
    "hour": lambda weekly_hours: minimum_hour_pay(weekly_hours, FEBRUARY_2025),
}


def rows():
    for path in sorted(Path(__file__).parent.glob("cases/minimum_pay/*.toml")):
        case = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
        for number, row in enumerate(case["rows"], 1):
            yield pytest.param(case["rule"], row, id=f"{path.stem}-{number}")


@pytest.mark.parametrize(("rule", "row"), list(rows()))
def test_worked_case(rule, row):
    assert RULES[rule](**row["given"]) == row["expect"]


def test_the_hour_of_july_2026():
    assert minimum_hour_pay(38, SEPTEMBER) == Decimal("13.5644")


@given(st.integers(14, 70), st.sampled_from(ContractType))
def test_a_year_older_is_never_paid_less(age, kind):
    younger, older = (minimum_month_pay(years, kind, SEPTEMBER) for years in (age, age + 1))
    assert younger.amount <= older.amount <= eur("2233.61")
    assert younger.basis == eur("2233.61")


@given(st.integers(21, 70), st.sampled_from(ContractType))
def test_from_21_everyone_has_the_whole_wage(age, kind):
    line = minimum_month_pay(age, kind, SEPTEMBER)
    assert line.amount == eur("2233.61")
    assert line.rate.name == "employment/minimum_wage"


@pytest.mark.parametrize("age", [18, 19, 20])
def test_the_rates_of_students_are_our_own_reading(age):
    student = minimum_month_pay(age, ContractType.STUDENT, SEPTEMBER)
    assert student.rate.confidence is Confidence.OWN
    other = minimum_month_pay(age, ContractType.ARTIST, SEPTEMBER)
    assert other.rate.name == "employment/minimum_wage"


def test_a_day_of_work_is_as_it_was():
    assert minimum_day_pay(SEPTEMBER).amount == eur("103.09")


def test_a_day_without_a_known_wage_is_refused():
    with pytest.raises(NotInForce):
        minimum_month_pay(30, ContractType.ARTIST, date(2026, 1, 31))
    with pytest.raises(NotInForce):
        minimum_hour_pay(38, date(2026, 1, 31))
