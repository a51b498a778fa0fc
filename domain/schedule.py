"""A fixed week of work: how many hours on which weekday, and what the law asks of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Self

from domain.errors import N_, RuleError
from domain.hours import (
    DAYS_A_WEEK,
    FULL_DAY,
    FULL_TIME_WEEK,
    NO_HOURS,
    Hours,
    add_hours,
    clock_text,
    hours,
)
from domain.parameters import parameter
from domain.periods import ONE_DAY

LEAST_WEEK = parameter("part_time/least_week")
LEAST_PERIOD = parameter("part_time/least_period")

WEEK = 7


@dataclass(eq=False)
class NoWeekday(RuleError):
    """A week without work."""

    message = N_("Type the hours of at least one day of the week.")
    field: ClassVar[str] = "schedule"


@dataclass(eq=False)
class WeekTooLong(RuleError):
    """More than full time."""

    message = N_(
        "This week has %(hours)s hours. Full time is %(most)s hours (law of 10 August 2001, "
        "art. 2): plan fewer."
    )
    field: ClassVar[str] = "schedule"
    hours: str
    most: str


@dataclass(eq=False)
class WeekTooShort(RuleError):
    """Less than part-time work may be."""

    message = N_(
        "This week has %(hours)s hours. Part-time work is at least one third of full time, "
        "%(least)s hours (law of 3 July 1978, art. 11bis). Some sectors may do less: "
        "ask your adviser."
    )
    field: ClassVar[str] = "schedule"
    hours: str
    least: str


@dataclass(eq=False)
class DayTooShort(RuleError):
    """Nobody comes to work for an hour."""

    message = N_(
        "A day of work has at least %(least)s hours (law of 16 March 1971, art. 21); "
        "one has %(hours)s."
    )
    field: ClassVar[str] = "schedule"
    hours: str
    least: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """The hours of each weekday, Monday first; 0 where nobody works."""

    week: tuple[Hours, ...]

    @classmethod
    def full_time(cls) -> Self:
        """Five full days, from Monday to Friday."""
        return cls((FULL_DAY,) * DAYS_A_WEEK + (NO_HOURS,) * (WEEK - DAYS_A_WEEK))

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """As it was kept."""
        return cls(tuple(hours(kept.get(str(place), "0")) for place in range(WEEK)))

    def to_json(self) -> dict[str, str]:
        """As it is kept: the weekdays on which somebody works."""
        return {str(place): str(amount) for place, amount in enumerate(self.week) if amount}

    @property
    def weekly(self) -> Hours:
        """Hours a week."""
        return add_hours(self.week)

    @property
    def worked(self) -> tuple[Hours, ...]:
        """The hours of the weekdays on which somebody works."""
        return tuple(amount for amount in self.week if amount)

    def between(self, first: date, last: date) -> tuple[tuple[date, Hours], ...]:
        """The days of work from ``first`` to ``last``, with their hours.

        A public holiday on a day of work is one of them: it is paid as if it were worked.
        """
        return tuple(self._between(first, last))

    def _between(self, first: date, last: date) -> Iterator[tuple[date, Hours]]:
        day = first
        while day <= last:
            if amount := self.week[day.weekday()]:
                yield day, amount
            day += ONE_DAY


def is_full_time(weekly: Hours, day: date) -> bool:
    """Is it a full-time week on that day?"""
    return weekly >= FULL_TIME_WEEK.on(day).value


def check_schedule(schedule: Schedule, day: date) -> None:
    """Refuse a week that the law does not allow.

    day:    first day on which it is worked, which fixes the figures
    Source: law of 3 July 1978, art. 11bis; law of 16 March 1971, art. 21; docs/rules/open_ended.md
    """
    full = FULL_TIME_WEEK.on(day).value
    if not schedule.worked:
        raise NoWeekday
    shortest, least_day = min(schedule.worked), LEAST_PERIOD.on(day).value
    if shortest < least_day:
        raise DayTooShort(clock_text(shortest), clock_text(least_day))
    if schedule.weekly > full:
        raise WeekTooLong(clock_text(schedule.weekly), clock_text(full))
    least = full * LEAST_WEEK.on(day).value
    if schedule.weekly < least:
        raise WeekTooShort(clock_text(schedule.weekly), clock_text(least))
