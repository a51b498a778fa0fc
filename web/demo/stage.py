"""The past of the demo: acts follow each other in the order of time, each done by its person."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from heapq import heappop, heappush

import sqlalchemy as sa
from flask import current_app, g

from domain.periods import is_working_day
from web import clock
from web.extensions import db
from web.models.person import Person

Act = Callable[[], None]


@contextmanager
def acting(email: str) -> Iterator[Person]:
    """As if this person were signed in, so that the audit names them."""
    person = db.session.scalars(sa.select(Person).where(Person.email == email)).one()
    with current_app.test_request_context(method="POST"):
        g.person, g.language = person, person.language
        try:
            yield person
        finally:
            del g.person, g.language


@dataclass(order=True, slots=True)
class Cue:
    """One act that will happen, unless its moment has not come yet."""

    moment: datetime
    place: int  # of two acts at one moment, the one planned first
    act: Act = field(compare=False)


class Stage:
    """Plans acts and carries them out, the clock moved to the moment of each."""

    def __init__(self, first: date, now: datetime) -> None:
        self.first, self.now = first, now
        self.today = clock.day_of(now)
        self.cues: list[Cue] = []
        self.planned = 0

    def ago(self, days: int) -> date:
        """The day so many days before today."""
        return self.today - timedelta(days=days)

    def plan(self, day: date, hour: str, act: Act) -> None:
        """Let an act happen on a day at ``hour`` (09:30); what lies before the first day does not."""
        if day < self.first:
            return
        hours, minutes = (int(part) for part in hour.split(":"))
        moment = clock.midnight(day) + timedelta(hours=hours, minutes=minutes)
        heappush(self.cues, Cue(moment, self.planned, act))
        self.planned += 1

    def play(self) -> Iterator[date]:
        """Carry out every act up to now; gives the day of each."""
        while self.cues and self.cues[0].moment <= self.now:
            cue = heappop(self.cues)
            with clock.moved_to(cue.moment):
                cue.act()
            yield clock.day_of(cue.moment)


def office_day(day: date) -> date:
    """The day itself if the office is open, else the next one on which it is."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day
