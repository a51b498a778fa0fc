"""Step 4: the special social security contribution, as a monthly advance."""

from collections.abc import Mapping
from datetime import date

from domain.errors import N_
from domain.explain import Line
from domain.money import ZERO, Eur, eur
from domain.parameters import Dated, Parameter, parameter
from domain.payroll.situation import Spouse

TABLES: Mapping[Spouse, Parameter] = {
    Spouse.SINGLE: parameter("social_security/special_contribution_single"),
    Spouse.WITH_INCOME: parameter("social_security/special_contribution_with_income"),
    Spouse.WITHOUT_INCOME: parameter("social_security/special_contribution_without_income"),
}
FIGURES = tuple(TABLES.values())

MONTHS = 3


def monthly_advance(base: Eur, figures: Dated) -> Eur:
    """A third of what the quarter would cost if its three months were like this one.

    Fixed amounts and percentages are the quarter's; the third is taken at the very end, so that
    the two never mix periods.
    """
    quarter = base * MONTHS
    for bracket in reversed(figures.table["brackets"]):
        if quarter > bracket["over"]:
            amount = bracket["fixed"] + bracket["rate"] * (quarter - bracket["over"])
            amount = max(amount, bracket.get("least", amount))
            return eur(min(amount, bracket.get("most", amount)) / MONTHS)
    return ZERO


def special_contribution(base: Eur, spouse: Spouse, day: date) -> Line:
    """What the household's kind makes a person pay on top, by pay.

    base:   EUR of the month: gross pay, 108 % of it for blue-collar workers and artists
    day:    last day of the month
    Source: law of 30 March 1994, art. 106 to 112; tariff in the ONSS instructions
    """
    figures = TABLES[spouse].on(day)
    amount = monthly_advance(base, figures)
    return Line(N_("Special social security contribution"), Eur(-amount), base, figures)
