"""Step 4: the special social security contribution: monthly advances, settled with the quarter."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from domain.errors import N_
from domain.explain import Line
from domain.money import ZERO, Eur, eur, total
from domain.parameters import Dated, Parameter, parameter
from domain.payroll.situation import Spouse

TABLES: Mapping[Spouse, Parameter] = {
    Spouse.SINGLE: parameter("social_security/special_contribution_single"),
    Spouse.WITH_INCOME: parameter("social_security/special_contribution_with_income"),
    Spouse.WITHOUT_INCOME: parameter("social_security/special_contribution_without_income"),
}
FIGURES = tuple(TABLES.values())

MONTHS = 3


def of_quarter(base: Decimal, figures: Dated) -> Decimal:
    """What a quarter costs, not rounded yet.

    base: EUR of the quarter
    """
    for bracket in reversed(figures.table["brackets"]):
        if base > bracket["over"]:
            amount = bracket["fixed"] + bracket["rate"] * (base - bracket["over"])
            amount = max(amount, bracket.get("least", amount))
            return Decimal(min(amount, bracket.get("most", amount)))
    return ZERO


def monthly_advance(base: Eur, figures: Dated) -> Eur:
    """A third of what the quarter would cost if its three months were like this one.

    Fixed amounts and percentages are the quarter's; the third is taken at the very end, so that
    the two never mix periods.
    """
    return eur(of_quarter(base * MONTHS, figures) / MONTHS)


def special_contribution(base: Eur, spouse: Spouse, day: date) -> Line:
    """What the household's kind makes a person pay on top, by pay.

    base:   EUR of the month: gross pay, 108 % of it for blue-collar workers and artists
    day:    last day of the month
    Source: law of 30 March 1994, art. 106 to 112; tariff in the ONSS instructions
    """
    figures = TABLES[spouse].on(day)
    amount = monthly_advance(base, figures)
    return Line(N_("Special social security contribution"), Eur(-amount), base, figures)


def settlement(base: Eur, advances: Iterable[Eur], spouse: Spouse, day: date) -> Line:
    """What the last pay of a quarter still takes, or gives back: the quarter less its advances.

    Three equal months are settled by their advances, but for one cent: each advance is a rounded
    third.

    base:     EUR of the three months: gross pay, 108 % of it for blue-collar workers and artists
    advances: EUR taken in each month, 0 or more
    day:      last day of the quarter
    Source:   law of 30 March 1994, art. 106 to 112; tariff in the ONSS instructions
    """
    figures = TABLES[spouse].on(day)
    still_due = Eur(eur(of_quarter(base, figures)) - total(advances))
    label = N_("Settlement of the special social security contribution")
    return Line(label, Eur(-still_due), base, figures)
