"""Hours of work: exact decimals with two places; a day of full-time work; what a day can hold."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, ClassVar, NewType

from domain.errors import N_, RuleError
from domain.parameters import parameter

Hours = NewType("Hours", Decimal)

FULL_TIME_WEEK = parameter("employment/full_time_week")
DAYS_A_WEEK = 5
FULL_DAY = Hours(Decimal("7.60"))  # of a week of 38 hours: what a day stands for without a number
NO_HOURS = Hours(Decimal("0.00"))
LONGEST = Hours(Decimal("24.00"))
TWO_PLACES = Decimal("0.01")
MINUTES = 60
TYPED = re.compile(
    r"(?P<whole>\d{1,2})(?:[.,](?P<decimals>\d{1,2})|[:hHuU](?P<minutes>[0-5]\d)|[hHuU])?", re.ASCII
)


@dataclass(eq=False)
class NotHours(RuleError):
    """Not a number of hours that a day can have."""

    message = N_("Type hours from 0 to 24, such as 7.5 or 7:30.")
    field: ClassVar[str] = "hours"


@dataclass(eq=False)
class TooManyHours(RuleError):
    """More hours than the day has, over all contracts of the person."""

    message = N_(
        "With this, %(name)s would work %(hours)s hours on %(day)s. A day has 24: "
        "change the hours or choose another day."
    )
    field: ClassVar[str] = "hours"
    name: str
    day: date
    hours: Decimal

    def facts(self) -> dict[str, Any]:
        """Hours are not euros."""
        return {**super().facts(), "hours": clock_text(self.hours)}


def hours(amount: Decimal | int | str) -> Hours:
    """A number of hours with two decimals; refused where it has more, or is no number of hours."""
    found = Decimal(amount)
    if not found.is_finite() or found != found.quantize(TWO_PLACES):
        raise NotHours
    return Hours(found.quantize(TWO_PLACES))


def add_hours(parts: Iterable[Decimal]) -> Hours:
    """Hours added up."""
    return Hours(sum(parts, NO_HOURS))


def hours_of_days(days: int) -> Hours:
    """The hours of so many full-time days."""
    return Hours(days * FULL_DAY)


def hours_worked(days: Iterable[date], hours: Mapping[date, Hours]) -> Hours | None:
    """All hours of a contract; None where every day is a full day.

    hours: of days that are not full days
    """
    return add_hours(hours.get(day, FULL_DAY) for day in days) if hours else None


def clock_text(hours: Decimal) -> str:
    """Hours and minutes, the same in every language: 7:36."""
    minutes = int((hours * MINUTES).to_integral_value(ROUND_HALF_UP))
    return f"{minutes // MINUTES}:{minutes % MINUTES:02}"


def read_hours(typed: str) -> Hours:
    """Read hours as people type them: 7.5, 7,5, 7:30, 7h30 or 7u30; from 0 to 24."""
    found = TYPED.fullmatch("".join(typed.split()))
    if found is None:
        raise NotHours
    amount = Decimal(f"{found['whole']}.{found['decimals'] or 0}")
    if found["minutes"]:
        amount += Decimal(found["minutes"]) / MINUTES
    if amount > LONGEST:
        raise NotHours
    return Hours(amount.quantize(TWO_PLACES, ROUND_HALF_UP))


def hours_text(hours: Hours) -> str:
    """Hours as one would type them: 7:36; as a number where minutes do not say them exactly."""
    text = clock_text(hours)
    return text if read_hours(text) == hours else f"{hours:f}"


def full_or(days: Iterable[date], hours: Mapping[date, Hours]) -> dict[date, Hours]:
    """Each day with its hours; ``hours`` are those of days that are not full days."""
    return {day: hours.get(day, FULL_DAY) for day in days}


def not_full(days: Mapping[date, Hours]) -> dict[date, Hours]:
    """Of days with their hours, those that are not full days."""
    return {day: hours for day, hours in days.items() if hours != FULL_DAY}


def check_day_hours(name: str, planned: Mapping[date, Hours], others: Mapping[date, Hours]) -> None:
    """Refuse a day on which one person would work more hours than it has.

    name:    of the person
    planned: the hours of each day of one contract
    others:  those of all their other contracts, whoever employs them
    """
    for day, hours in sorted(planned.items()):
        together = add_hours((hours, others.get(day, NO_HOURS)))
        if together > LONGEST:
            raise TooManyHours(name, day, together)
