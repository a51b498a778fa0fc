"""Holiday pay and the tax on exceptional pay: worked cases, laws, refusals."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import ZERO, Eur, eur, total
from domain.parameters import Confidence, NotInForce
from domain.payroll import exceptional
from domain.payroll.exceptional import MoreChildrenThanKnown
from domain.payroll.holiday_pay import double_pay, fund_pay, leaving_pay, taxed
from domain.payroll.payslip import NegativeGross
from domain.payroll.situation import Situation
from domain.periods import Month

FOLDER = Path(__file__).parent / "cases"
DAY = date(2026, 9, 30)
RULES = {"leaving": leaving_pay, "double": double_pay}
TAXES = {"holiday": exceptional.on_holiday_pay, "other": exceptional.on_other_pay}


def amounts(low, high):
    return st.integers(low, high).map(lambda cents: Eur(eur(cents).scaleb(-2)))


yearly = amounts(0, 12_000_000)
rules = st.sampled_from(list(RULES.values()))
taxes = st.sampled_from(list(TAXES.values()))


def read(path):
    return tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)


@pytest.mark.parametrize(
    "path", sorted(FOLDER.glob("holiday_pay/*.toml")), ids=lambda path: path.stem
)
def test_worked_payment(path):
    case = read(path)
    told = case["given"]
    pay = RULES[told["rule"]](told["pay"], DAY)
    if "annual" in told:
        pay = taxed(pay, told["annual"], Situation(children=told.get("children", 0)), DAY)
    found = {name: getattr(pay, name) for name in case["expect"]}
    assert {**found, "lines": [line.amount for line in pay.lines]} == case["expect"]


def rows():
    for path in sorted(FOLDER.glob("exceptional/*.toml")):
        for number, row in enumerate(read(path)["rows"], 1):
            yield pytest.param(row["given"], row["expect"], id=f"{path.stem}-{number}")


@pytest.mark.parametrize(("told", "expect"), list(rows()))
def test_worked_tax(told, expect):
    day = Month.read(told.get("month", "2026-09")).last_day
    situation = Situation(children=told.get("children", 0))
    lines = TAXES[told["kind"]](eur(1000), told["annual"], situation, day)
    assert -total(line.amount for line in lines) == expect
    assert not any(line.amount == 0 for line in lines[1:])


def test_every_line_names_its_figure_and_the_rate_that_was_used():
    pay = taxed(double_pay(eur(2400), DAY), eur(28800), Situation(children=2), DAY)
    assert [(line.label, line.basis, line.rate.name, line.rate.value) for line in pay.lines] == [
        ("Double holiday pay", eur(2400), "holiday/double", Decimal("0.92")),
        (
            "Special contribution on double holiday pay",
            eur(2040),
            "holiday/special_rate",
            Decimal("0.1307"),
        ),
        (
            "Withholding tax on exceptional pay",
            eur("1941.37"),
            "withholding_tax/exceptional_holiday_pay",
            Decimal("0.3634"),
        ),
        (
            "Less tax for dependants",
            eur("705.49"),
            "withholding_tax/exceptional_reduction",
            Decimal("0.20"),
        ),
    ]
    assert pay.confidence is Confidence.PUBLISHED


@given(rules, amounts(0, 10_000_000), yearly, st.integers(0, 12))
def test_a_payment_holds_together(rule, pay, annual, children):
    found = taxed(rule(pay, DAY), annual, Situation(children=children), DAY)
    assert 0 <= found.net <= found.taxable <= found.gross
    assert total(line.amount for line in found.lines) == found.net
    assert found.net == found.gross - found.social_security - found.withholding
    assert not any(line.amount == 0 and line.amount.is_signed() for line in found.lines)


@given(rules, amounts(0, 10_000_000))
def test_what_bears_a_contribution_is_never_more_than_what_is_paid(rule, pay):
    found = rule(pay, DAY)
    assert found.security[-1].basis <= found.paid[-1].amount


@given(taxes, amounts(0, 1_000_000), yearly, yearly)
def test_a_better_year_is_never_taxed_less(tax, taxable, one, other):
    low, high = (tax(taxable, annual, Situation(), DAY) for annual in sorted((one, other)))
    assert low[0].amount >= high[0].amount


@given(taxes, amounts(0, 1_000_000), yearly, st.integers(0, 11))
def test_a_child_more_is_never_more_tax(tax, taxable, annual, children):
    fewer, more = (
        total(line.amount for line in tax(taxable, annual, Situation(children=count), DAY))
        for count in (children, children + 1)
    )
    assert fewer <= more <= ZERO


def test_a_holiday_fund_pays_on_108_percent_as_far_as_we_know():
    line = fund_pay(eur(1000), DAY)
    assert (line.amount, line.basis) == (eur("166.10"), eur(1080))
    assert line.rate.confidence is Confidence.OWN


@pytest.mark.parametrize("rule", [leaving_pay, double_pay, fund_pay])
def test_pay_below_zero_is_refused(rule):
    with pytest.raises(NegativeGross):
        rule(eur("-0.01"), DAY)


def test_a_year_below_zero_is_refused():
    with pytest.raises(NegativeGross):
        taxed(double_pay(eur(1000), DAY), eur(-1), Situation(), DAY)


def test_more_children_than_the_published_table_are_refused():
    with pytest.raises(MoreChildrenThanKnown, match="12 children"):
        exceptional.on_holiday_pay(eur(1), eur(30000), Situation(children=13), DAY)


@pytest.mark.parametrize("rule", [leaving_pay, double_pay, fund_pay])
def test_a_year_without_rates_is_refused(rule):
    with pytest.raises(NotInForce):
        rule(eur(1000), date(2024, 12, 31))


@pytest.mark.parametrize("tax", TAXES.values())
def test_a_year_without_a_scale_is_refused(tax):
    with pytest.raises(NotInForce):
        tax(eur(1000), eur(30000), Situation(), date(2027, 1, 31))
