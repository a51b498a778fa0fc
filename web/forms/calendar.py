"""A month of days to tick, ready for the day picker."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from flask_babel import gettext as _

from domain.periods import ONE_DAY, Month, public_holidays
from web.i18n import day_text, locale, month_text

MONDAY = date(2024, 1, 1)
WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCell:
    """One day of a calendar."""

    date: date
    label: str
    chosen: bool
    closed: bool  # cannot be chosen any more
    free: bool  # weekend or public holiday
    note: str  # the name of the holiday
    today: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A month in weeks from Monday; days of other months are left blank."""

    month: Month
    title: str
    weekdays: tuple[tuple[str, str], ...]  # short and long
    weeks: tuple[tuple[DayCell | None, ...], ...]
    previous: Month | None  # None: nothing can be chosen there
    next: Month


@lru_cache(maxsize=8)
def weekday_names(name: str) -> tuple[tuple[str, str], ...]:
    """The days of the week, short and long, from Monday."""
    from babel.dates import format_date  # noqa: PLC0415 - once per language

    days = [MONDAY + timedelta(days=place) for place in range(WEEK)]
    return tuple(
        (format_date(day, "EEEEEE", locale=name), format_date(day, "EEEE", locale=name))
        for day in days
    )


def calendar(month: Month, chosen: Collection[date], *, first: date, today: date) -> Calendar:
    """The calendar of a month.

    first: the first day that can be chosen; a day chosen before it can only be taken away
    """
    start = month.first_day - timedelta(days=month.first_day.weekday())
    weeks = []
    while start <= month.last_day:
        days = [start + timedelta(days=place) for place in range(WEEK)]
        weeks.append(tuple(_cell(day, month, chosen, first, today) for day in days))
        start = days[-1] + ONE_DAY
    return Calendar(
        month=month,
        title=month_text(month),
        weekdays=weekday_names(locale()),
        weeks=tuple(weeks),
        previous=month.previous() if month > Month.of(first) else None,
        next=month.next(),
    )


def _cell(
    day: date, month: Month, chosen: Collection[date], first: date, today: date
) -> DayCell | None:
    if Month.of(day) != month:
        return None
    holiday = public_holidays(day.year).get(day)
    return DayCell(
        date=day,
        label=day_text(day, "weekday"),
        chosen=day in chosen,
        closed=day < first and day not in chosen,
        free=day.weekday() >= 5 or holiday is not None,
        note=_(holiday) if holiday else "",
        today=day == today,
    )
