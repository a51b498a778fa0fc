"""Declaring hours: what a worker may say of each day, and when it counts as approved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.errors import N_, RuleError
from domain.hours import Hours, clock_text
from domain.parameters import parameter
from domain.periods import add_working_days

APPROVAL_DAYS = parameter("cooperative/approval_days")


@dataclass(eq=False)
class DayNotPlanned(RuleError):
    """A day that the contract does not have."""

    message = N_("%(day)s is not a day of this contract. A contract cannot get days afterwards.")
    field: ClassVar[str] = "days"
    day: date


@dataclass(eq=False)
class MoreThanPlanned(RuleError):
    """Longer work is agreed first."""

    message = N_(
        "%(planned)s hours were agreed for %(day)s. More hours need an amendment of the contract: "
        "type at most these, and ask for the amendment."
    )
    field: ClassVar[str] = "days"
    day: date
    planned: str  # hours and minutes


@dataclass(eq=False)
class NothingWorked(RuleError):
    """A contract without an hour of work."""

    message = N_("No hour is left. If nothing was worked, cancel the contract instead.")
    field: ClassVar[str] = "days"


@dataclass(eq=False)
class DeclaredOtherwise(RuleError):
    """The worker's own words are not changed by others."""

    message = N_(
        "%(name)s declared other hours. Approve them as they are, or send them back and say why."
    )
    field: ClassVar[str] = "days"
    name: str


@dataclass(eq=False)
class NotDeclared(RuleError):
    """There is nothing to send back."""

    message = N_("These hours are not declared any more. Look at the contract again.")


@dataclass(eq=False)
class HoursLocked(RuleError):
    """What was approved is paid."""

    message = N_("These hours are approved and locked. If they are wrong, propose a correction.")


@dataclass(eq=False)
class NotBegun(RuleError):
    """Nobody can have worked yet."""

    message = N_("The work begins on %(first_day)s. Declare its hours from that day on.")
    field: ClassVar[str] = "days"
    first_day: date


def check_begun(first_day: date, today: date) -> None:
    """Refuse to declare hours before the first day."""
    if today < first_day:
        raise NotBegun(first_day)


def check_hours(planned: Mapping[date, Hours], worked: Mapping[date, Hours]) -> None:
    """Refuse a day that was not planned, more than was planned, or nothing at all."""
    for day, hours in sorted(worked.items()):
        if day not in planned:
            raise DayNotPlanned(day)
        if hours > planned[day]:
            raise MoreThanPlanned(day, clock_text(planned[day]))
    if not any(worked.values()):
        raise NothingWorked


def answer_until(declared: date, last_day: date) -> date:
    """The last day on which a holder can answer; after it, declared hours count as approved.

    declared: when the worker declared them
    Source:   working days, parameters/cooperative/approval_days.toml
    """
    begun = max(declared, last_day)
    return add_working_days(begun, int(APPROVAL_DAYS.on(begun).value))
