"""Months, working days and public holidays."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import ClassVar, Self

from domain.errors import N_, Msg, RuleError

ONE_DAY = timedelta(days=1)
TYPED = re.compile(r"(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])", re.ASCII)


def same_day_before(day: date) -> date:
    """The same day of the year before; 28 February for a leap day."""
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


@dataclass(eq=False)
class NotAMonth(RuleError):
    """What was typed cannot be read as a month."""

    message = N_("“%(typed)s” is not a month. Write the year and the month, like 2026-09.")
    field: ClassVar[str] = "month"
    typed: str


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A calendar month: what payslips and closings are made for."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> Self:
        """The month of a day."""
        return cls(day.year, day.month)

    @classmethod
    def read(cls, typed: str) -> Self:
        """Read ``2026-09``, as a month field sends it."""
        found = TYPED.fullmatch(typed.strip())
        if found is None or found["year"] == "0000":
            raise NotAMonth(typed)
        return cls(int(found["year"]), int(found["month"]))

    @property
    def first_day(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        """Its last day, which fixes the rates of a payslip."""
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    def next(self) -> "Month":
        """The month after it."""
        return Month.of(self.last_day + ONE_DAY)

    def previous(self) -> "Month":
        """The month before it."""
        return Month.of(self.first_day - ONE_DAY)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"


def weekdays(month: Month) -> int:
    """How many days from Monday to Friday a month has, public holidays included.

    These are the days of someone employed full time for the whole month.
    """
    last = monthrange(month.year, month.month)[1]
    return sum(date(month.year, month.month, day).weekday() < 5 for day in range(1, last + 1))


def easter(year: int) -> date:
    """Easter Sunday of a Gregorian year.

    Source: “anonymous Gregorian computus”, Nature, 20 April 1876
    """
    golden = year % 19
    century, rest = divmod(year, 100)
    moon = (19 * golden + century - century // 4 - (8 * century + 13) // 25 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = moon + sunday - 7 * ((golden + 11 * moon + 22 * sunday) // 451)
    return date(year, 3, 22) + timedelta(days=shift)


@lru_cache(maxsize=64)
def public_holidays(year: int) -> Mapping[date, Msg]:
    """The ten legal public holidays of Belgium; Easter and Whit Sunday are not among them.

    Source: royal decree of 18 April 1974, art. 1
    """
    sunday = easter(year)
    return MappingProxyType(
        {
            date(year, 1, 1): N_("New Year's Day"),
            sunday + timedelta(days=1): N_("Easter Monday"),
            date(year, 5, 1): N_("Labour Day"),
            sunday + timedelta(days=39): N_("Ascension Day"),
            sunday + timedelta(days=50): N_("Whit Monday"),
            date(year, 7, 21): N_("Belgian National Day"),
            date(year, 8, 15): N_("Assumption of Mary"),
            date(year, 11, 1): N_("All Saints' Day"),
            date(year, 11, 11): N_("Armistice Day"),
            date(year, 12, 25): N_("Christmas Day"),
        }
    )


def is_working_day(day: date) -> bool:
    """Monday to Friday, public holidays excepted."""
    return day.weekday() < 5 and day not in public_holidays(day.year)


def add_working_days(day: date, n: int) -> date:
    """The ``n``-th working day after ``day``, which itself does not count; ``n`` is 0 or more."""
    for _ in range(n):
        day += ONE_DAY
        while not is_working_day(day):
            day += ONE_DAY
    return day
