"""The guaranteed minimum wage by age and by hour: worked cases, laws, refusals."""

import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import minimum_pay, parameters
from domain.employment import ContractType
from domain.hours import hours, hours_of_days
from domain.minimum_pay import (
    BelowMinimumForHours,
    BelowMinimumPay,
    CommitteeUnknown,
    check_minimum_pay,
    committee_floors,
    least_gross,
    minimum_day_pay,
    minimum_hour_pay,
    minimum_month_pay,
)
from domain.money import eur
from domain.parameters import Confidence, NotInForce

FEBRUARY_2025 = date(2025, 2, 28)
SEPTEMBER = date(2026, 9, 30)

PAID = [kind for kind in ContractType if kind is not ContractType.FLEXI]
FLOOR = """
title = "Minimum pay of joint committee 304"
unit = "EUR an hour"
[[values]]
since = 2026-01-01
value = 15.10
source = "test: https://example.org"
confidence = "own"
"""

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


@given(st.integers(14, 70), st.sampled_from(PAID))
def test_a_year_older_is_never_paid_less(age, kind):
    younger, older = (minimum_month_pay(years, kind, SEPTEMBER) for years in (age, age + 1))
    assert younger.amount <= older.amount <= eur("2233.61")
    assert younger.basis == eur("2233.61")


@given(st.integers(21, 70), st.sampled_from(PAID))
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


@pytest.mark.parametrize(
    ("age", "kind", "minimum"),
    [
        (15, ContractType.STUDENT, "69.08"),  # 1496.52 × 3/65, rounded up
        (16, ContractType.ARTIST, "69.08"),
        (17, ContractType.WHITE_COLLAR, "75.26"),
        (18, ContractType.WHITE_COLLAR, "103.09"),
        (18, ContractType.STUDENT, "81.45"),
        (19, ContractType.STUDENT_OVER_QUOTA, "87.63"),
        (20, ContractType.STUDENT, "92.79"),
        (21, ContractType.STUDENT, "103.09"),
    ],
)
def test_a_day_of_work_by_age(age, kind, minimum):
    assert minimum_day_pay(SEPTEMBER, age=age, kind=kind).amount == eur(minimum)


def test_hours_have_their_part_of_a_day():
    day = minimum_day_pay(SEPTEMBER)
    assert least_gross(day, 3, None) == eur("309.27")
    assert least_gross(day, 3, hours("11.40")) == eur("154.64")  # a day and a half, rounded up


@given(st.integers(1, 60), st.integers(14, 30))
def test_full_days_in_hours_have_the_minimum_of_days(count, age):
    day = minimum_day_pay(SEPTEMBER, age=age)
    assert least_gross(day, count, hours_of_days(count)) == least_gross(day, count, None)


def test_too_little_for_the_hours_is_refused_with_both_amounts():
    half = hours("3.80")
    check_minimum_pay(eur("51.55"), 1, SEPTEMBER, hours=half)
    with pytest.raises(BelowMinimumForHours) as refusal:
        check_minimum_pay(eur("51.54"), 1, SEPTEMBER, hours=half)
    assert refusal.value.facts() == {
        "gross": eur("51.54"),
        "hours": "3:48",
        "minimum": eur("51.55"),
    }


def test_the_young_may_be_paid_less():
    check_minimum_pay(eur("75.26"), 1, SEPTEMBER, age=17)
    with pytest.raises(BelowMinimumPay):
        check_minimum_pay(eur("75.26"), 1, SEPTEMBER)


def test_a_joint_committee_without_a_table_is_refused_not_guessed():
    assert committee_floors() == minimum_pay.COMMITTEE_FLOORS == {}
    with pytest.raises(CommitteeUnknown, match="pc_304"):
        minimum_day_pay(SEPTEMBER, committee="pc_304")


def test_a_joint_committee_with_a_table_raises_the_minimum(tmp_path, monkeypatch):
    folder = tmp_path / "joint_committee"
    folder.mkdir()
    (folder / "pc_304.toml").write_text(FLOOR, "utf-8")
    monkeypatch.setattr(parameters, "FOLDER", tmp_path)
    parameters.parameter.cache_clear()
    floors = committee_floors()
    monkeypatch.undo()
    parameters.parameter.cache_clear()
    monkeypatch.setattr(minimum_pay, "COMMITTEE_FLOORS", floors)
    line = minimum_day_pay(SEPTEMBER, committee="pc_304")
    assert (line.amount, line.label) == (eur("114.76"), "Minimum pay of joint committee 304")
    check_minimum_pay(eur("114.76"), 1, SEPTEMBER, committee="pc_304")
    with pytest.raises(BelowMinimumPay):
        check_minimum_pay(eur("114.75"), 1, SEPTEMBER, committee="pc_304")
    poor = replace(floors["pc_304"].history[0], value=Decimal("10.00"))
    low = {"pc_304": replace(floors["pc_304"], history=(poor,))}
    monkeypatch.setattr(minimum_pay, "COMMITTEE_FLOORS", low)
    assert minimum_day_pay(SEPTEMBER, committee="pc_304").amount == eur("103.09")


def test_a_day_without_a_known_wage_is_refused():
    with pytest.raises(NotInForce):
        minimum_month_pay(30, ContractType.ARTIST, date(2026, 1, 31))
    with pytest.raises(NotInForce):
        minimum_hour_pay(38, date(2026, 1, 31))
