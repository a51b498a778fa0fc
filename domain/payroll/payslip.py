"""Gross to net: the order of the steps, over all contracts of one person with one employer."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import ClassVar

from domain.employment import ContractType, NoDay
from domain.errors import N_, RuleError
from domain.explain import Line
from domain.hours import NO_HOURS, Hours, add_hours, hours_of_days
from domain.money import Eur, total
from domain.parameters import Confidence
from domain.payroll import categories, special_contribution, withholding
from domain.payroll.categories import CATEGORIES, FLAT_RATE_CATEGORIES
from domain.payroll.situation import SPOUSES, Situation, Spouse
from domain.payroll.social_security import Pay, social_security
from domain.payroll.withholding import Method, Taxed
from domain.payroll.work_bonus import Presence, with_bonus
from domain.periods import Month, weekdays

__all__ = ["SPOUSES", "Payslip", "Situation", "Spouse", "Work", "payslip"]

FIGURES = (*categories.FIGURES, *withholding.FIGURES, *special_contribution.FIGURES)
SURE = list(Confidence)  # surest first


@dataclass(eq=False)
class NegativeGross(RuleError):
    """Pay below zero."""

    message = N_("Gross pay cannot be %(gross)s. Enter 0.00 or more.")
    field: ClassVar[str] = "gross"
    gross: Eur


@dataclass(eq=False)
class NoHours(RuleError):
    """Work that takes no time."""

    message = N_("Work takes some time. Type hours above zero, or leave them empty for full days.")
    field: ClassVar[str] = "hours"


@dataclass(frozen=True, slots=True)
class Work:
    """One contract of the month; part-time work has hours."""

    contract_type: ContractType
    gross: Eur
    days: int | None = None  # None: the whole month, full time
    hours: Hours | None = None  # None: full days

    def __post_init__(self) -> None:
        if self.gross < 0:
            raise NegativeGross(self.gross)
        if self.days is not None and self.days < 1:
            raise NoDay
        if self.hours is not None and self.hours <= NO_HOURS:
            raise NoHours

    def hours_of(self, full: Hours) -> Hours:
        """The hours worked; ``full`` is what the whole period has."""
        if self.hours is not None:
            return self.hours
        return full if self.days is None else hours_of_days(self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Payslip:
    """The pay of one person by one employer in one month; every amount is positive."""

    gross: Eur
    social_security: Eur  # what is due before the work bonus
    work_bonus_a: Eur  # for low pay
    work_bonus_b: Eur  # for very low pay
    taxable: Eur
    withholding: Eur
    special_contribution: Eur
    net: Eur
    lines: tuple[Line, ...]  # deductions are negative, the sum is the net
    confidence: Confidence  # the weakest of the figures used


@cache
def check_known(day: date) -> None:
    """Refuse a day on which any figure of pay is unknown, whoever is paid.

    A month of payroll is open as a whole or not at all.
    """
    for figure in FIGURES:
        figure.on(day)


@cache  # a search asks it of one month at every try
def full_hours(month: Month) -> Hours:
    """The hours of a month at full time: each day from Monday to Friday, public holidays too."""
    return hours_of_days(weekdays(month))


def presence(work: Iterable[Work], months: Iterable[Month]) -> Presence:
    """How much of a month, or of several, these contracts fill, in hours; never above full time.

    A contract without hours is worked in full days; one without days either fills everything.
    """
    full = add_hours(full_hours(month) for month in months)
    return Presence(min(add_hours(item.hours_of(full) for item in work), full), full)


def pays(work: Sequence[Work], situation: Situation, month: Month) -> list[Pay]:
    """All contracts added up by kind, with social security and the work bonus."""
    rows = FLAT_RATE_CATEGORIES if situation.flat_rate else CATEGORIES
    day = month.last_day
    gross = {
        kind: total(item.gross for item in work if item.contract_type == kind)
        for kind in sorted({item.contract_type for item in work}, key=list(rows).index)
    }
    paid = [social_security(amount, rows[kind], day) for kind, amount in gross.items() if amount]
    helped = [item for item in work if rows[item.contract_type].bonus]
    return with_bonus(paid, presence(helped, (month,)), day) if helped else paid


def withheld(paid: Iterable[Pay], situation: Situation, day: date) -> tuple[Line, ...]:
    """The tax lines, each method once over all pay that it taxes."""
    by_method: dict[Method, list[Pay]] = defaultdict(list)
    for pay in paid:
        by_method[pay.category.withholding].append(pay)
    return tuple(
        line for method, group in by_method.items() for line in method(taxed(group), situation, day)
    )


def taxed(paid: Sequence[Pay]) -> Taxed:
    """Taxable pay and the two parts of the work bonus, added up."""
    low, very_low = (total(pay.bonus[part].amount for pay in paid if pay.bonus) for part in (0, 1))
    return Taxed(total(pay.taxable for pay in paid), low, very_low)


def payslip(work: Sequence[Work], situation: Situation, month: Month) -> Payslip:
    """The payslip of one person for all contracts of a month with one employer.

    work:   every contract of the month, in any order
    month:  its last day fixes every figure
    Source: order of the steps and each of them, see docs/rules/payroll.md
    """
    day = month.last_day
    check_known(day)
    paid = pays(work, situation, month)
    base = total(pay.base for pay in paid if pay.category.pays_special)
    tax = withheld(paid, situation, day)
    special = special_contribution.special_contribution(base, situation.spouse, day)
    lines = (*(line for pay in paid for line in pay.lines), *tax, *([special] if base else []))
    whole = taxed(paid)
    return Payslip(
        gross=total(pay.paid for pay in paid),
        social_security=total(pay.due for pay in paid),
        work_bonus_a=whole.low_pay,
        work_bonus_b=whole.very_low_pay,
        taxable=whole.taxable,
        withholding=Eur(-total(line.amount for line in tax)),
        special_contribution=Eur(-special.amount),
        net=total(line.amount for line in lines),
        lines=lines,
        confidence=weakest(lines),
    )


def weakest(lines: Iterable[Line]) -> Confidence:
    """How sure we are of the least sure figure."""
    used = (line.rate.confidence for line in lines if line.rate)
    return max(used, key=SURE.index, default=Confidence.OFFICIAL)
