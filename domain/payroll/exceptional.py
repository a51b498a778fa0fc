"""Withholding tax on pay that comes once: holiday pay, premiums."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import ClassVar

from domain.errors import N_, RuleError
from domain.explain import Line
from domain.money import ZERO, Eur, eur
from domain.parameters import Dated, Parameter, parameter
from domain.payroll.situation import Situation

HOLIDAY_PAY = parameter("withholding_tax/exceptional_holiday_pay")
OTHER_PAY = parameter("withholding_tax/exceptional_other_pay")
EXEMPTION = parameter("withholding_tax/exceptional_exemption")
REDUCTION = parameter("withholding_tax/exceptional_reduction")
FIGURES = (HOLIDAY_PAY, OTHER_PAY, EXEMPTION, REDUCTION)


@dataclass(eq=False)
class MoreChildrenThanKnown(RuleError):
    """The exemption is published up to a number of children."""

    message = N_("The tax on exceptional pay is known for %(most)s children at most.")
    field: ClassVar[str] = "children"
    most: int


def rate_for(annual: Eur, scale: Dated) -> Dated:
    """The rate that a year's normal pay calls for; it applies to the whole payment.

    annual: EUR, normal gross pay of the year
    """
    rate = next(
        (row["rate"] for row in reversed(scale.table["brackets"]) if annual > row["over"]), 0
    )
    return replace(scale, value=Decimal(rate))


def for_children(tax: Eur, annual: Eur, children: int, day: date) -> tuple[Line, ...]:
    """What children take off the tax: all of it, a part, or nothing, by the pay of the year."""
    exemption, reduction = EXEMPTION.on(day), REDUCTION.on(day)
    limits, rows = exemption.table["children"], reduction.table["brackets"]
    if children >= len(limits):
        raise MoreChildrenThanKnown(len(limits) - 1)
    label = N_("Less tax for dependants")
    if annual <= limits[children]:
        return (Line(label, tax, rate=exemption),) if tax else ()
    row = rows[min(children, len(rows)) - 1]
    spared = eur(tax * row["rate"]) if annual <= row["most"] else ZERO
    return (Line(label, spared, tax, replace(reduction, value=row["rate"])),) if spared else ()


def _tax(
    taxable: Eur, annual: Eur, situation: Situation, figure: Parameter, day: date
) -> tuple[Line, ...]:
    rate = rate_for(annual, figure.on(day))
    tax = eur(taxable * rate.value)
    lines = (Line(N_("Withholding tax on exceptional pay"), Eur(-tax), taxable, rate),)
    if not situation.children:
        return lines
    return (*lines, *for_children(tax, annual, situation.children, day))


def on_holiday_pay(taxable: Eur, annual: Eur, situation: Situation, day: date) -> tuple[Line, ...]:
    """The tax withheld on holiday pay, and what children take off it.

    taxable: EUR, the payment less what social security keeps of it
    annual:  EUR, normal gross pay of the year; sources differ on how to count it, so it is asked
    day:     day of the payment
    Source:  Annex III RD/CIR 92, nos. 53 to 55; see docs/rules/payroll.md
    """
    return _tax(taxable, annual, situation, HOLIDAY_PAY, day)


def on_other_pay(taxable: Eur, annual: Eur, situation: Situation, day: date) -> tuple[Line, ...]:
    """The same on any other pay that comes once, such as a premium."""
    return _tax(taxable, annual, situation, OTHER_PAY, day)
