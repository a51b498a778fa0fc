"""The only place that reads the time: moments in UTC, days in Brussels."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import current_app

BRUSSELS = ZoneInfo("Europe/Brussels")
MOVED: ContextVar[datetime | None] = ContextVar("moved", default=None)


def now() -> datetime:
    """This moment; in the demo cooperative, moved to the day on which its clock is held."""
    moved = MOVED.get()
    if moved is not None:
        return moved
    moment = datetime.now(UTC)
    held = held_on(day_of(moment))
    if held is None:
        return moment
    # The hour stays that of Brussels, also from winter to summer: else late at night is tomorrow.
    local = moment.astimezone(BRUSSELS)
    return datetime.combine(held, local.time(), BRUSSELS).astimezone(UTC)


def held_on(day: date) -> date | None:
    """The day on which the clock stands instead of ``day``: TODAY, or where the figures end."""
    named: date | None = current_app.config["TODAY"]
    usable: tuple[date, date] | None = current_app.config["DEMO_DAYS"]
    if named is not None or usable is None:
        return named
    first, last = usable
    return None if first <= day <= last else last


def without_figures() -> bool:
    """Is the clock held because the figures of the real day are not known?"""
    if current_app.config["TODAY"] is not None:
        return False
    return held_on(day_of(datetime.now(UTC))) is not None


@contextmanager
def moved_to(moment: datetime) -> Iterator[None]:
    """Live at another moment for a while: the demo's past is made by the real acts."""
    token = MOVED.set(moment)
    try:
        yield
    finally:
        MOVED.reset(token)


def age_of(place: Path) -> float:
    """Seconds since a file was written, on the clock of this machine, which is never held."""
    return datetime.now(UTC).timestamp() - place.stat().st_mtime


def today() -> date:
    """The day it is in Brussels."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The Brussels day of a moment."""
    return moment.astimezone(BRUSSELS).date()


def midnight(day: date) -> datetime:
    """The moment at which a Brussels day begins."""
    return datetime.combine(day, time(), BRUSSELS).astimezone(UTC)
