"""Hours of work: exact decimals with two places; a day of full-time work; what a day can hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, NewType

from domain.errors import N_, RuleError
from domain.parameters import parameter

Hours = NewType("Hours", Decimal)

FULL_TIME_WEEK = parameter("employment/full_time_week")
DAYS_A_WEEK = 5
FULL_DAY = Hours(Decimal("7.60"))  # of a week of 38 hours: what a day stands for without a number
NO_HOURS = Hours(Decimal("0.00"))
LONGEST = Hours(Decimal("24.00"))
TWO_PLACES = Decimal("0.01")


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


def hours(amount: Decimal | int | str) -> Hours:
    """A number of hours with two decimals; refused where it has more, or is no number of hours."""
    found = Decimal(amount)
    if not found.is_finite() or found != found.quantize(TWO_PLACES):
        raise NotHours
    return Hours(found.quantize(TWO_PLACES))


def add_hours(parts: Iterable[Decimal]) -> Hours:
    """Hours added up."""
    return Hours(sum(parts, NO_HOURS))
