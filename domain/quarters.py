"""Quarters: when one may be closed, what stands in the way, and where it is."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, Self

from domain.entities import EntityCode
from domain.errors import N_, Msg, RuleError
from domain.money import Eur
from domain.payrun import RunState
from domain.periods import ONE_DAY, Month

TYPED = re.compile(r"(?P<year>20\d\d)-[Qq](?P<number>[1-4])", re.ASCII)
MONTHS = 3


@dataclass(eq=False)
class NotAQuarter(RuleError):
    """What was typed cannot be read as a quarter."""

    message = N_("“%(typed)s” is not a quarter. Write the year and the quarter, like 2026-Q3.")
    field: ClassVar[str] = "quarter"
    typed: str


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """Three months: what employer contributions are settled for."""

    year: int
    number: int  # 1 to 4

    @classmethod
    def of(cls, day: date) -> Self:
        """The quarter of a day."""
        return cls(day.year, (day.month + MONTHS - 1) // MONTHS)

    @classmethod
    def read(cls, typed: str) -> Self:
        """Read ``2026-Q3``, as addresses and commands have it."""
        found = TYPED.fullmatch(typed.strip())
        if found is None:
            raise NotAQuarter(typed)
        return cls(int(found["year"]), int(found["number"]))

    @property
    def months(self) -> tuple[Month, Month, Month]:
        """Its three months."""
        last = self.number * MONTHS
        return Month(self.year, last - 2), Month(self.year, last - 1), Month(self.year, last)

    @property
    def first_day(self) -> date:
        """Its first day."""
        return self.months[0].first_day

    @property
    def last_day(self) -> date:
        """Its last day, which fixes the rates of its contributions."""
        return self.months[-1].last_day

    def __str__(self) -> str:
        return f"{self.year:04}-Q{self.number}"


class QuarterState(StrEnum):
    """Where the quarter of one employer is."""

    GOING_ON = "going-on"  # it has not ended
    WAITING = "waiting"  # it ended, and a month of it is not closed
    OPEN = "open"  # to be closed
    CLOSED = "closed"
    CORRECTION = "correction"  # closed, and work or figures were added since


QUARTER_STATES: Mapping[QuarterState, Msg] = {
    QuarterState.GOING_ON: N_("The quarter goes on"),
    QuarterState.WAITING: N_("Waiting for its months"),
    QuarterState.OPEN: N_("To close"),
    QuarterState.CLOSED: N_("Closed"),
    QuarterState.CORRECTION: N_("Correction to close"),
}


@dataclass(eq=False)
class QuarterNotOver(RuleError):
    """Work of it may still be done, and confirmed."""

    message = N_("%(quarter)s has not ended. It can be closed from %(first)s.")
    quarter: Quarter
    first: date


@dataclass(eq=False)
class MonthsNotClosed(RuleError):
    """The pay of a month may still change."""

    message = N_(
        "%(quarter)s cannot be closed yet: the payslips of these months are not closed with "
        "%(employer)s: %(months)s. Close them first."
    )
    quarter: Quarter
    employer: str
    months: tuple[Month, ...]


@dataclass(eq=False)
class NobodyInQuarter(RuleError):
    """No confirmed work."""

    message = N_(
        "No work of %(quarter)s is confirmed with %(employer)s: there is nothing to close."
    )
    quarter: Quarter
    employer: str


@dataclass(eq=False)
class ContributionsUnknown(RuleError):
    """What the employer owes cannot be guessed."""

    message = N_(
        "%(quarter)s cannot be closed: nobody knows these figures on its last day: %(figures)s. "
        "Nothing was written."
    )
    quarter: Quarter
    figures: tuple[Msg, ...]


@dataclass(eq=False)
class BudgetsOtherwise(RuleError):
    """The employment budgets are not those that were booked: nobody may guess which is right."""

    message = N_(
        "The employment budgets of %(quarter)s come to %(counted)s and %(booked)s was booked. "
        "Nothing was closed: a contract was changed since. Tell your technicians."
    )
    quarter: Quarter
    counted: Eur
    booked: Eur


@dataclass(eq=False)
class NothingNewInQuarter(RuleError):
    """Every amount is the one that was booked."""

    message = N_(
        "%(quarter)s is closed already, perhaps by someone else, and nothing changed since. "
        "Nothing was booked a second time."
    )
    quarter: Quarter


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """How much confirmed work there is, and how much of it the last run of the quarter covers."""

    earned: int  # rows, which are only ever added
    closed: int | None  # None: the quarter was never closed
    known_since: bool = False  # a reduction that was not known then is known now


def state(
    quarter: Quarter, today: date, covered: Covered, months: Collection[RunState]
) -> QuarterState:
    """Where a quarter is, on a day.

    months: where those of its months are in which somebody worked
    """
    if quarter.last_day >= today:
        return QuarterState.GOING_ON
    changed = covered.closed is None or covered.earned > covered.closed or covered.known_since
    if not changed:
        return QuarterState.CLOSED
    if any(month is not RunState.CLOSED for month in months):
        return QuarterState.WAITING
    return QuarterState.OPEN if covered.closed is None else QuarterState.CORRECTION


def check_over(quarter: Quarter, today: date) -> None:
    """Refuse a quarter that has not ended."""
    if quarter.last_day >= today:
        raise QuarterNotOver(quarter, quarter.last_day + ONE_DAY)


def check_months(quarter: Quarter, employer: str, months: Mapping[Month, RunState]) -> None:
    """Refuse while a month in which somebody worked is not closed, or has a correction to close."""
    still_open = tuple(
        month for month, where in sorted(months.items()) if where is not RunState.CLOSED
    )
    if still_open:
        raise MonthsNotClosed(quarter, employer, still_open)


def check_budgets(quarter: Quarter, counted: Eur, booked: Eur) -> None:
    """Refuse where the budgets counted now are not those that the ledger holds."""
    if counted != booked:
        raise BudgetsOtherwise(quarter, counted, booked)


def quarter_mark(code: EntityCode, quarter: Quarter) -> str:
    """How everything booked for a quarter begins: PA-Q-2026-Q3."""
    return f"{code}-Q-{quarter}"


def quarter_reference(code: EntityCode, quarter: Quarter, person_id: int, sequence: int) -> str:
    """How one person's true-up is called: PA-Q-2026-Q3-000012, then -2 for a correction."""
    again = f"-{sequence}" if sequence > 1 else ""
    return f"{quarter_mark(code, quarter)}-{person_id:06d}{again}"
