"""Open-ended employment: what is agreed, and what each month of it comes to.

One agreement (“CDI”) goes on until one of both ends it, or until a last day that was agreed.
Each month of it is an ordinary contract: days, hours, gross pay, what it costs the unit.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_UP, Decimal
from typing import ClassVar

from domain.employment import CONTRACT_TYPES, ContractType
from domain.errors import N_, Msg, RuleError
from domain.explain import Line
from domain.hours import FULL_TIME_WEEK, Hours, add_hours, clock_text
from domain.minimum_pay import minimum_month_pay
from domain.money import CENT, Eur, eur
from domain.periods import ONE_DAY, Month
from domain.schedule import Schedule

# Students work for a fixed time, an artist under article 1bis has no employment contract.
LASTING_TYPES: Mapping[ContractType, Msg] = {
    kind: CONTRACT_TYPES[kind]
    for kind in (ContractType.WHITE_COLLAR, ContractType.BLUE_COLLAR, ContractType.ARTIST)
}
MONTHS = 12  # of a year of whole months


@dataclass(eq=False)
class BelowMonthlyMinimum(RuleError):
    """The pay of a whole month is under the legal minimum for its hours."""

    message = N_(
        "The gross pay is %(gross)s a month. The legal minimum for %(hours)s hours a week is "
        "%(minimum)s a month: raise the pay or plan fewer hours."
    )
    field: ClassVar[str] = "amount"
    gross: Eur
    hours: str
    minimum: Eur


@dataclass(eq=False)
class NoWorkThen(RuleError):
    """The schedule has no day in that month."""

    message = N_("There is no day of work in this month, so there is nothing to prepare.")


@dataclass(eq=False)
class MonthTooFar(RuleError):
    """Months are prepared one after the other."""

    message = N_("Only this month and the next one can be prepared.")


@dataclass(eq=False)
class NotGoingOn(RuleError):
    """It was not accepted, or it is over."""

    message = N_("This contract is not in force, so nothing can be done with it. Look again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """What is paid for which week, from a month on."""

    monthly_gross: Eur
    schedule: Schedule


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPart:
    """What one month of the agreement comes to."""

    month: Month
    days: tuple[tuple[date, Hours], ...]  # public holidays on days of work included
    whole: Hours  # of the whole month at this week
    gross: Eur

    @property
    def hours(self) -> Hours:
        """All hours together."""
        return add_hours(amount for _, amount in self.days)

    @property
    def is_whole(self) -> bool:
        """Is the whole month worked?"""
        return self.hours == self.whole


def month_part(
    regime: Regime, month: Month, *, first_day: date, last_day: date | None
) -> MonthPart:
    """The days and the gross pay of one month; refused where there is no day of work.

    A whole month is paid exactly the monthly gross, whatever its number of days. Of the first
    and the last month, the scheduled hours from or until that day count, in proportion.

    Source: docs/rules/open_ended.md
    """
    begins = max(first_day, month.first_day)
    ends = month.last_day if last_day is None else min(last_day, month.last_day)
    days = regime.schedule.between(begins, ends)
    if not days:
        raise NoWorkThen
    whole = add_hours(
        amount for _, amount in regime.schedule.between(month.first_day, month.last_day)
    )
    part = add_hours(amount for _, amount in days)
    gross = max(eur(regime.monthly_gross * part / whole), CENT)
    return MonthPart(month=month, days=days, whole=whole, gross=Eur(gross))


def regime_in(month: Month, first: Regime, changes: Iterable[tuple[Month, Regime]]) -> Regime:
    """The regime in force in a month.

    first:   what was agreed at the start
    changes: those accepted since, each from a month on, in the order of their acceptance
    """
    found = first
    for since, regime in sorted(changes, key=lambda change: change[0]):
        if since <= month:
            found = regime
    return found


def months_between(first_day: date, last_day: date | None, until: Month) -> list[Month]:
    """The months that the agreement touches, up to ``until``."""
    month, last = Month.of(first_day), until
    if last_day is not None:
        last = min(until, Month.of(last_day))
    found = []
    while month <= last:
        found.append(month)
        month = month.next()
    return found


def least_monthly(schedule: Schedule, kind: ContractType, age: int, day: date) -> Line:
    """The least gross pay of a whole month: the minimum of full time, in proportion, rounded up.

    Source: CCT/CAO 43 of the National Labour Council; docs/rules/open_ended.md
    """
    full = minimum_month_pay(age, kind, day)
    part = min(schedule.weekly / FULL_TIME_WEEK.on(day).value, Decimal(1))
    amount = Eur((full.amount * part).quantize(CENT, ROUND_UP))
    return Line(full.label, amount, full.amount, full.rate)


def check_monthly_pay(regime: Regime, kind: ContractType, age: int, day: date) -> None:
    """Refuse monthly pay under the legal minimum for its hours."""
    least = least_monthly(regime.schedule, kind, age, day)
    if regime.monthly_gross < least.amount:
        weekly = clock_text(regime.schedule.weekly)
        raise BelowMonthlyMinimum(regime.monthly_gross, weekly, least.amount)


def check_not_too_far(month: Month, today: date) -> None:
    """Refuse to prepare a month after the next one."""
    if month > Month.of(today).next():
        raise MonthTooFar


def first_change(today: date) -> Month:
    """The first month from which something may change: one that has not begun."""
    return Month.of(Month.of(today).last_day + ONE_DAY)
