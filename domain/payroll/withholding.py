"""Step 3: withholding tax, by the method of each kind of contract."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.errors import N_, RuleError
from domain.explain import Line
from domain.money import ZERO, Eur, eur
from domain.parameters import Dated, parameter
from domain.payroll.situation import Situation, Spouse

KEY_FORMULA = parameter("withholding_tax/key_formula")
FAMILY = parameter("withholding_tax/family")
WORK_BONUS = parameter("withholding_tax/work_bonus")
ARTIST = parameter("withholding_tax/artist")
STUDENT = parameter("withholding_tax/student")
FIGURES = (KEY_FORMULA, FAMILY, WORK_BONUS, ARTIST, STUDENT)
FLEXI = parameter("flexi/withholding")
FLEXI_MOST = parameter("flexi/tax_free_most")
FLEXI_FIGURES = (FLEXI, FLEXI_MOST)

LABEL = N_("Withholding tax")
MONTHS = 12


@dataclass(eq=False)
class FlexiPayTaxed(RuleError):
    """Flexi pay above what is free of tax."""

    message = N_(
        "Flexi pay of %(pay)s in one month is more than the %(most)s a year that is free of tax. "
        "How the rest is taxed is not confirmed."
    )
    field: ClassVar[str] = "gross"
    pay: Eur
    most: Eur


@dataclass(frozen=True, slots=True)
class Taxed:
    """The pay of a month that one method taxes, and the work bonus given on it."""

    taxable: Eur
    low_pay: Eur
    very_low_pay: Eur


Method = Callable[[Taxed, Situation, date], tuple[Line, ...]]


def expenses(annual: Eur, figures: Dated) -> Eur:
    """Professional expenses, by a flat rate up to a ceiling; EUR a year."""
    table = figures.table
    return min(eur(annual * table["expenses_rate"]), eur(table["expenses_most"]))


def scale(net: Eur, figures: Dated) -> Eur:
    """Tax on a year's income by the brackets, rounded after each multiplication."""
    for bracket in reversed(figures.table["scale"]):
        if net > bracket["over"]:
            return Eur(bracket["fixed"] + eur(bracket["rate"] * (net - bracket["over"])))
    return ZERO


def spouse_share(net: Eur, figures: Dated) -> Eur:
    """The part of a year's income that is counted as a spouse's who has none."""
    table = figures.table
    return min(eur(net * table["share_rate"]), eur(table["share_most"]))


def one_earner(net: Eur, figures: Dated) -> Eur:
    """Scale I: a single person, or a spouse with income of their own; EUR a year."""
    return max(ZERO, Eur(scale(net, figures) - figures.table["tax_free"]))


def two_shares(net: Eur, figures: Dated) -> Eur:
    """Scale II: the income is split with a spouse who has none; EUR a year."""
    share = spouse_share(net, figures)
    tax = scale(share, figures) + scale(Eur(net - share), figures)
    return max(ZERO, Eur(tax - 2 * figures.table["tax_free"]))


SCALES: Mapping[Spouse, Callable[[Eur, Dated], Eur]] = {
    Spouse.SINGLE: one_earner,
    Spouse.WITH_INCOME: one_earner,
    Spouse.WITHOUT_INCOME: two_shares,
}


def dependants(situation: Situation, figures: Dated) -> Eur:
    """What children take off the tax, in EUR a year."""
    if situation.children == 0:
        return ZERO
    known = figures.table["children"]
    further = max(0, situation.children - len(known) + 1)
    amount = known[situation.children - further] + further * figures.table["each_further"]
    alone = figures.table["single_parent"] if situation.single_parent else 0
    return eur(amount + alone)


def key_formula(pay: Taxed, situation: Situation, day: date) -> tuple[Line, ...]:
    """Withhold as if every month were like this one, rounding to the cent at each step.

    day:    last day of the month
    Source: Annex III RD/CIR 92, “key formula”; see docs/rules/payroll.md
    """
    figures, family = KEY_FORMULA.on(day), FAMILY.on(day)
    annual = Eur(pay.taxable * MONTHS)
    tax = SCALES[situation.spouse](Eur(annual - expenses(annual, figures)), figures)
    before = eur(tax / MONTHS)
    after = eur(max(ZERO, tax - dependants(situation, family)) / MONTHS)
    lines = [Line(LABEL, Eur(-before), pay.taxable, figures)]
    if before != after:
        label = N_("Less tax for dependants")
        lines.append(Line(label, Eur(before - after), rate=family))
    return (*lines, *_bonus_reduction(pay, after, WORK_BONUS.on(day)))


def _bonus_reduction(pay: Taxed, tax: Eur, figures: Dated) -> tuple[Line, ...]:
    """What the work bonus takes off the tax that is left, never more than that."""
    low = eur(pay.low_pay * figures.table["low_pay"])
    very_low = eur(pay.very_low_pay * figures.table["very_low_pay"])
    reduction = min(Eur(low + very_low), tax)
    if not reduction:
        return ()
    basis = Eur(pay.low_pay + pay.very_low_pay)
    return (Line(N_("Less tax for the work bonus"), reduction, basis, figures),)


def _at_rate(pay: Taxed, rate: Dated) -> tuple[Line, ...]:
    return (Line(LABEL, Eur(-eur(pay.taxable * rate.value)), pay.taxable, rate),)


def flat_rate(pay: Taxed, _situation: Situation, day: date) -> tuple[Line, ...]:
    """Artists who work for several employers: one rate, no reductions.

    Source: Annex III RD/CIR 92, no. 80
    """
    return _at_rate(pay, ARTIST.on(day))


def exempt(pay: Taxed, _situation: Situation, day: date) -> tuple[Line, ...]:
    """Students within their quota of hours: nothing is withheld.

    Source: Annex III RD/CIR 92, no. 2.22
    """
    return _at_rate(pay, STUDENT.on(day))


def flexi_exempt(pay: Taxed, _situation: Situation, day: date) -> tuple[Line, ...]:
    """Flexi-workers within their yearly limit: nothing is withheld; the year is not counted here.

    Source: parameters/flexi/tax_free_most.toml
    """
    most = eur(FLEXI_MOST.on(day).value)
    if pay.taxable > most:
        raise FlexiPayTaxed(pay.taxable, most)
    return _at_rate(pay, FLEXI.on(day))
