"""An assignment that somebody only thinks of: one person, some days, nothing kept."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import islice, takewhile
from typing import ClassVar

from domain.assignment.draft import Direction, Draft, Wanted, work_out
from domain.assignment.equation import Equation
from domain.assignment.plan import Worker
from domain.employment import ContractType, NoDay
from domain.errors import N_, RuleError
from domain.known import known_days
from domain.money import Eur
from domain.payroll.situation import Situation
from domain.periods import ONE_DAY, Month, is_working_day
from domain.vat import WorkKind

WHO = 0  # the key of the one person who works


@dataclass(eq=False)
class MonthWithoutFigures(RuleError):
    """A month whose pay we cannot work out, and those whose pay we can."""

    message = N_(
        "We do not know every figure of pay for %(month)s. "
        "Choose a month from %(first)s to %(last)s."
    )
    field: ClassVar[str] = "month"
    month: Month
    first: Month
    last: Month


@dataclass(eq=False)
class TooManyDays(RuleError):
    """More days of work than the month has."""

    message = N_("There are %(most)s working days in %(month)s. Type that many or fewer.")
    field: ClassVar[str] = "days"
    most: int
    month: Month


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """What one person would like to know."""

    direction: Direction
    amount: Eur | None  # the price excluding VAT or the net that is wanted, by direction
    expenses: Eur  # planned, excluding VAT
    contract_type: ContractType
    days: tuple[date, ...]
    day: date  # of the invoice, which fixes the contribution and the VAT
    situation: Situation = field(default_factory=Situation)
    kind: WorkKind = WorkKind.SERVICE

    @property
    def draft(self) -> Draft:
        """The same as a member would write it."""
        wanted = Wanted(person_id=WHO, contract_type=self.contract_type, days=self.days)
        return Draft(
            title="",
            kind=self.kind,
            client_id=None,
            direction=self.direction,
            amount=self.amount,
            expenses=self.expenses,
            invoice_at_once=True,
            wanted=(wanted,),
        )

    @property
    def worker(self) -> Worker:
        """The one person, who has no other contract."""
        return Worker(
            key=WHO,
            contract_type=self.contract_type,
            days=self.days,
            situation=self.situation,
        )


def simulate(asked: Simulation) -> Equation:
    """The equation of an assignment, worked out as the real one is.

    Source: docs/rules/assignment.md
    """
    return work_out(asked.draft, (asked.worker,), asked.day)


def working_days(first: date, count: int) -> tuple[date, ...]:
    """The first ``count`` working days from ``first`` on."""
    return tuple(islice(_working_days(first), count))


def days_in(month: Month, count: int) -> tuple[date, ...]:
    """The first ``count`` working days of a month, all with the figures of that month."""
    check_month(month)
    if count < 1:
        raise NoDay
    days = tuple(takewhile(lambda day: day <= month.last_day, _working_days(month.first_day)))
    if count > len(days):
        raise TooManyDays(len(days), month)
    return days[:count]


def check_month(month: Month) -> None:
    """Refuse a month in which a figure of pay is missing."""
    months = known_months()
    if month not in months:
        raise MonthWithoutFigures(month, months[0], months[-1])


@cache
def known_months() -> tuple[Month, ...]:
    """The whole months for which everybody's pay can be worked out, in order."""
    first, last = known_days()
    month = Month.of(first) if first.day == 1 else Month.of(first).next()
    months = []
    while month.last_day <= last:
        months.append(month)
        month = month.next()
    return tuple(months)


def nearest_month(day: date) -> Month:
    """The month of a day, or the known one that is nearest to it."""
    months = known_months()
    return min(max(Month.of(day), months[0]), months[-1])


def _working_days(day: date) -> Iterator[date]:
    while True:
        if is_working_day(day):
            yield day
        day += ONE_DAY
