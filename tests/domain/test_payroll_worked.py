"""Every worked case of pay, by its number, with where its values come from."""

import re
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from domain.assignment.equation import price_for
from domain.contribution import contribution
from domain.employment import ContractType
from domain.errors import Msg
from domain.hours import Hours
from domain.minimum_pay import minimum_hour_pay, minimum_month_pay
from domain.money import ZERO, Eur, eur
from domain.parameters import Confidence, Dated
from domain.payroll import (
    amateur_arts,
    holiday_pay,
    special_contribution,
    structural_reduction,
    withholding,
    work_bonus,
)
from domain.payroll.categories import BONUS
from domain.payroll.employer import Employer, Sector, charges
from domain.payroll.payslip import Work, payslip
from domain.payroll.situation import Situation, Spouse
from domain.periods import Month, weekdays

FOLDER = Path(__file__).parent / "cases" / "worked"
SEPTEMBER = Month(2026, 9)
DAY = SEPTEMBER.last_day
FEBRUARY_2025 = date(2025, 2, 28)
KEY = withholding.KEY_FORMULA.on(DAY)
FIRM = Employer(sector=Sector.COMMERCIAL, workers=9)
# The numbers of the reference that concern pay; it leaves the others out.
NUMBERS = [
    *range(1, 10), 11, 12, 13, 14, 16, 17, 19, 21, 22, *range(25, 30), 31, 32, 33, 34, 35, 37,
    39, 40, 41, 42, 45, 46, 47, 69, 70, 71,
]  # fmt: skip


def table(**figures):
    """Figures that are not in force any more, or that were never ours."""
    return Dated(
        "old", Msg("old"), "EUR", date(2021, 1, 1), None, ZERO, figures, "test", Confidence.OWN
    )


def key_formula(taxable):
    annual = Eur(taxable * 12)
    costs = withholding.expenses(annual, KEY)
    net = Eur(annual - costs)
    pay = withholding.Taxed(taxable, ZERO, ZERO)
    (tax,) = withholding.key_formula(pay, Situation(), DAY)
    return {
        "annual": annual,
        "expenses": costs,
        "net": net,
        "scale": withholding.scale(net, KEY),
        "base": withholding.one_earner(net, KEY),
        "month": -tax.amount,
    }


def slip(gross, **situation):
    found = payslip([Work(ContractType.WHITE_COLLAR, gross)], Situation(**situation), SEPTEMBER)
    used = sum(line.amount for line in found.lines if line.label == "Less tax for the work bonus")
    names = (
        "gross", "social_security", "work_bonus_a", "work_bonus_b", "taxable", "withholding",
        "special_contribution", "net",
    )  # fmt: skip
    return {
        **{name: getattr(found, name) for name in names},
        "before_bonus": found.withholding + used,
        "bonus_used": used,
    }


def parts(a, b):
    return {"a": a, "b": b, "total": a + b}


def bonus(month, reference):
    day = Month.read(month).last_day
    return parts(*(work_bonus.whole_month(reference, part.on(day)) for part in BONUS))


def bonus_of(low, very_low, reference):
    names = ("most", "full_up_to", "none_above", "slope")
    return parts(
        *(
            work_bonus.whole_month(reference, table(**dict(zip(names, row, strict=True))))
            for row in (low, very_low)
        )
    )


def part_time(gross, weekly):
    hours = Hours(Decimal(weekdays(SEPTEMBER)) * weekly / 5)
    work = Work(ContractType.WHITE_COLLAR, gross, hours=hours)
    found = payslip([work], Situation(), SEPTEMBER)
    line = next(line for line in found.lines if line.label == "Work bonus for low pay")
    return {
        "reference": line.basis,
        "whole": work_bonus.whole_month(line.basis, line.rate),
        "bonus": found.work_bonus_a + found.work_bonus_b,
    }


def special_before_2022(base):
    brackets = [
        {"over": Decimal("5836.14"), "fixed": Decimal(0), "rate": Decimal("0.076")},
        {
            "over": Decimal("6570.54"), "fixed": Decimal("55.81"), "rate": Decimal("0.011"),
            "most": Decimal("182.82"),
        },
    ]  # fmt: skip
    return special_contribution.monthly_advance(base, table(brackets=brackets))


def double_pay(gross, annual):
    pay = holiday_pay.taxed(holiday_pay.double_pay(gross, DAY), annual, Situation(), DAY)
    names = ("gross", "social_security", "taxable", "withholding", "net")
    return {**{name: getattr(pay, name) for name in names}, "withheld_on": pay.security[0].basis}


def leaving_pay(pay):
    found = holiday_pay.leaving_pay(pay, DAY)
    (single, double), (ordinary, special) = found.paid, found.security
    return {
        "single": single.amount,
        "double": double.amount,
        "ordinary": -ordinary.amount,
        "withheld_on": special.basis,
        "special": -special.amount,
    }


def by_fund(kind, gross):
    work = Work(ContractType(kind), gross)
    lines = charges(work.contract_type, gross, FIRM, DAY)
    owed = {line.rate.name: line.amount for line in lines}
    return {
        "worker": payslip([work], Situation(), SEPTEMBER).social_security,
        "employer": owed["employer/basic_commercial"] + owed["employer/moderation_commercial"],
        "yearly": owed["holiday/fund_yearly"],
    }


def student(gross):
    found = payslip([Work(ContractType.STUDENT, gross)], Situation(), SEPTEMBER)
    (owed,) = charges(ContractType.STUDENT, gross, FIRM, DAY)
    return {
        "worker": found.social_security,
        "employer": owed.amount,
        "tax": found.withholding,
        "net": found.net,
    }


def structural(gross):
    low, very_low = structural_reduction.structural_reduction(
        gross, work_bonus.Presence(66, 66), Sector.COMMERCIAL, DAY
    )
    return {
        "low": low.amount,
        "very_low": very_low.amount,
        "total": low.amount + very_low.amount,
    }


def contributed(turnover):
    paid = contribution(turnover, DAY).amount
    return {"contribution": paid, "available": turnover - paid}


RULES = {
    "scale": lambda net: withholding.scale(net, KEY),
    "key_formula": key_formula,
    "spouse_share": lambda net: withholding.spouse_share(net, KEY),
    "expenses": lambda annual: withholding.expenses(annual, KEY),
    "children": lambda children: withholding.dependants(
        Situation(children=children), withholding.FAMILY.on(DAY)
    ),
    "payslip": slip,
    "bonus": bonus,
    "bonus_of": bonus_of,
    "part_time": part_time,
    "special": lambda base: (
        -special_contribution.special_contribution(base, Spouse.SINGLE, DAY).amount
    ),
    "special_before_2022": special_before_2022,
    "double_pay": double_pay,
    "leaving_single": lambda pay: holiday_pay.leaving_pay(pay, DAY).paid[0].amount,
    "leaving_pay": leaving_pay,
    "by_fund": by_fund,
    "student": student,
    "structural": structural,
    "hour_pay": lambda weekly_hours: minimum_hour_pay(weekly_hours, FEBRUARY_2025),
    "month_pay": lambda age, kind: minimum_month_pay(age, ContractType(kind), FEBRUARY_2025).amount,
    "amateur_arts_year": lambda year: amateur_arts.most_of_year(date(year, 12, 31)),
    "contribution": contributed,
    "price_for": lambda budget: price_for(budget, DAY),
}


def cases():
    for path in sorted(FOLDER.glob("*.toml")):
        read = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
        assert read["story"]
        yield from read["cases"]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["number"]) for case in cases()])
def test_worked_case(case):
    assert case["origin"]
    assert RULES[case["rule"]](**case["given"]) == case["expect"]


def test_every_number_is_there():
    found = {int(re.match(r"\d+", case["number"])[0]) for case in cases()}
    assert found == set(NUMBERS)


def test_the_old_tariff_stays_under_its_ceiling():
    assert special_before_2022(eur(20000)) == eur("60.94")
