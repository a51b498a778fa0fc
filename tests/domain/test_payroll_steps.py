"""Worked cases of single steps: every row is a test, and anyone can add one."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from domain.money import ZERO
from domain.payroll import special_contribution, withholding, work_bonus
from domain.payroll.categories import BONUS
from domain.payroll.situation import Situation, Spouse
from domain.periods import Month

DAY = Month(2026, 9).last_day
KEY = withholding.KEY_FORMULA.on(DAY)


def monthly_withholding(taxable):
    pay = withholding.Taxed(taxable, ZERO, ZERO)
    return -sum(line.amount for line in withholding.key_formula(pay, Situation(), DAY))


def bonus(month, reference, part):
    figures = BONUS[("low", "very_low").index(part)].on(Month.read(month).last_day)
    return work_bonus.whole_month(reference, figures)


RULES = {
    "scale": lambda net: withholding.scale(net, KEY),
    "expenses": lambda annual: withholding.expenses(annual, KEY),
    "spouse_share": lambda net: withholding.spouse_share(net, KEY),
    "children": lambda **given: withholding.dependants(
        Situation(**given), withholding.FAMILY.on(DAY)
    ),
    "withholding": monthly_withholding,
    "work_bonus": bonus,
    "special": lambda spouse, base: (
        -special_contribution.special_contribution(base, Spouse(spouse), DAY).amount
    ),
}


def rows():
    for path in sorted(Path(__file__).parent.glob("cases/payroll_steps/*.toml")):
        case = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
        assert case["story"]
        assert case["source"]
        for number, row in enumerate(case["rows"], 1):
            yield pytest.param(case["rule"], row, id=f"{path.stem}-{number}")


@pytest.mark.parametrize(("rule", "row"), list(rows()))
def test_worked_step(rule, row):
    assert RULES[rule](**row["given"]) == row["expect"]
