"""The special contribution of a quarter, settled on payslips: who, when, and how much is new."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.explain import Line
from domain.money import ZERO, Eur, total
from domain.parameters import NotInForce
from domain.payments import PayIncrement
from domain.payroll import special_contribution
from domain.payroll.payslip import Situation, Work, check_known, payslip
from domain.periods import Month
from domain.spans import Grain, Span

NAMES = frozenset(figure.name for figure in special_contribution.FIGURES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Advanced:
    """All confirmed work of one person with one employer in one month of the quarter."""

    works: tuple[Work, ...]
    advance: Eur  # what was booked for it as special contribution
    situation: Situation  # as declared when the last of it was confirmed


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What the payslip of one month says of its quarter; below zero, it gives back."""

    amount: Eur  # of this month's payslip, all of its versions together
    added: Eur  # of it, what no payslip said before: to be booked now
    line: Line | None  # None: nothing to say


NOT_SETTLED = Settled(amount=ZERO, added=ZERO, line=None)


def quarter_of(month: Month) -> tuple[Month, Month, Month]:
    """The three months of the quarter in which a month lies."""
    span = Span.around(Grain.QUARTER, month.first_day)
    return span.first, span.first.next(), span.last


def ends_quarter(month: Month) -> bool:
    """Is it the month with which a quarter is settled?"""
    return month == quarter_of(month)[-1]


def can_settle(month: Month) -> bool:
    """Is every figure of pay known in all three months of the quarter?

    A quarter that began before our first figures is left to whoever paid its first months.
    """
    try:
        for each in quarter_of(month):
            check_known(each.last_day)
    except NotInForce:
        return False
    return True


def special_base(works: Sequence[Work], situation: Situation, month: Month) -> Eur:
    """The pay of a month on which the special contribution is counted."""
    lines = payslip(works, situation, month).lines
    return total(
        line.basis
        for line in lines
        if line.basis is not None and line.rate is not None and line.rate.name in NAMES
    )


def settle(
    quarter: Mapping[Month, Advanced], month: Month, *, said: Eur, elsewhere: Eur
) -> Settled:
    """Count the quarter of one person with one employer again, on the payslip of one month.

    quarter:   every month with confirmed work; the family situation of the last of them decides
    month:     whose payslip says it: the last one, or an earlier one that is corrected afterwards
    said:      EUR, what the closed payslips of ``month`` settled already
    elsewhere: EUR, what those of the other months of the quarter settled already
    Source:    special_contribution.settlement, see docs/rules/payroll.md
    """
    spouse = quarter[max(quarter)].situation.spouse
    bases = (special_base(item.works, item.situation, each) for each, item in quarter.items())
    taken = [*(item.advance for item in quarter.values()), elsewhere]
    day = quarter_of(month)[-1].last_day
    line = special_contribution.settlement(total(bases), taken, spouse, day)
    amount = Eur(-line.amount)
    return Settled(amount=amount, added=Eur(amount - said), line=line if amount else None)


def kept(said: Eur) -> Settled:
    """What a closed payslip settled already, and goes on saying: nothing is new."""
    return Settled(amount=said, added=ZERO, line=None)


def booking(added: Eur) -> PayIncrement:
    """What a settlement adds to what is due: the net pays it to the social security office."""
    return PayIncrement(
        gross=ZERO, social_security=ZERO, withholding=ZERO, special=added, net=Eur(-added)
    )
