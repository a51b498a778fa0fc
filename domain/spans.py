"""Spans of whole months: the stretches of time over which people look at their money."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from domain.errors import N_, RuleError
from domain.periods import Month

TYPED = re.compile(r"(?P<year>20\d\d)(?:-(?P<month>0[1-9]|1[0-2])|-q(?P<quarter>[1-4]))?", re.ASCII)
EVERYTHING = "all"
EARLIEST, LATEST = Month(2000, 1), Month(2099, 12)


class Grain(StrEnum):
    """How long a span is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    ALL = "all"


MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}


@dataclass(eq=False)
class NotASpan(RuleError):
    """What stands in the address is no stretch of time."""

    message = N_("“%(typed)s” is not a period. Write 2026, 2026-q3, 2026-09 or all.")
    field: ClassVar[str] = "period"
    typed: str


@dataclass(frozen=True, slots=True)
class Span:
    """A month, a quarter, a year, or everything so far."""

    grain: Grain
    first: Month
    last: Month

    @classmethod
    def around(cls, grain: Grain, day: date) -> "Span":
        """The month, the quarter or the year in which a day lies."""
        if grain is Grain.ALL:
            return cls(grain, EARLIEST, LATEST)
        length = MONTHS[grain]
        start = (day.month - 1) // length * length + 1
        return cls(grain, Month(day.year, start), Month(day.year, start + length - 1))

    @classmethod
    def read(cls, typed: str) -> "Span":
        """Read ``2026``, ``2026-q3``, ``2026-09`` or ``all``, as addresses have it."""
        if typed == EVERYTHING:
            return cls(Grain.ALL, EARLIEST, LATEST)
        found = TYPED.fullmatch(typed)
        if found is None:
            raise NotASpan(typed)
        year = int(found["year"])
        if found["month"]:
            return cls.around(Grain.MONTH, date(year, int(found["month"]), 1))
        if found["quarter"]:
            return cls.around(Grain.QUARTER, date(year, int(found["quarter"]) * 3, 1))
        return cls.around(Grain.YEAR, date(year, 1, 1))

    def previous(self) -> "Span":
        """The span of the same length before it; there is none before everything."""
        return Span.around(self.grain, self.first.previous().first_day)

    def next(self) -> "Span":
        """The span of the same length after it."""
        return Span.around(self.grain, self.last.next().first_day)

    @property
    def quarter(self) -> int:
        """The quarter in which it begins, 1 to 4."""
        return (self.first.month + 2) // 3

    @property
    def first_day(self) -> date:
        """Its first day."""
        return self.first.first_day

    @property
    def last_day(self) -> date:
        """Its last day."""
        return self.last.last_day

    def holds(self, day: date) -> bool:
        """Does a day lie in it?"""
        return self.first_day <= day <= self.last_day

    def __str__(self) -> str:
        if self.grain is Grain.ALL:
            return EVERYTHING
        if self.grain is Grain.YEAR:
            return f"{self.first.year:04}"
        if self.grain is Grain.QUARTER:
            return f"{self.first.year:04}-q{self.quarter}"
        return str(self.first)
