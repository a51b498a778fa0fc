"""The amendments of a contract, each as “was, becomes”."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from domain.hours import NO_HOURS, Hours
from domain.terms import Terms, from_json
from web.extensions import db
from web.models.amendment import Amendment, AmendmentState
from web.models.person import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class DayChange:
    """One day, before and after; 0 where it was not or is no longer a day of work."""

    day: date
    was: Hours
    becomes: Hours

    @property
    def kind(self) -> str:
        """What happened to it."""
        if self.was == self.becomes:
            return "kept"
        if not self.was:
            return "added"
        return "changed" if self.becomes else "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One amendment as its readers see it."""

    id: int
    number: int
    state: AmendmentState
    reason: str
    by: str
    made_by_id: int
    made: datetime
    answered: datetime | None
    answer: str
    before: Terms
    after: Terms

    @property
    def waits(self) -> bool:
        """Has nobody answered yet?"""
        return self.state is AmendmentState.OFFERED

    @property
    def days(self) -> tuple[DayChange, ...]:
        """Every day of either version, in order."""
        return day_changes(self.before, self.after)


def day_changes(before: Terms, after: Terms) -> tuple[DayChange, ...]:
    """What two versions of a contract say of each day."""
    was, becomes = dict(before.days), dict(after.days)
    return tuple(
        DayChange(day=day, was=was.get(day, NO_HOURS), becomes=becomes.get(day, NO_HOURS))
        for day in sorted({*was, *becomes})
    )


def changes_of(contract_id: int) -> tuple[Change, ...]:
    """The amendments of a contract, the first one first."""
    query = (
        sa.select(Amendment, (Person.given_name + " " + Person.family_name).label("by"))
        .join(Person, Person.id == Amendment.made_by_id)
        .where(Amendment.contract_id == contract_id)
        .order_by(Amendment.number)
    )
    return tuple(_change(row, by) for row, by in db.session.execute(query))


def _change(row: Any, by: str) -> Change:
    return Change(
        id=row.id,
        number=row.number,
        state=row.state,
        reason=row.reason,
        by=by,
        made_by_id=row.made_by_id,
        made=row.made,
        answered=row.answered,
        answer=row.answer,
        before=from_json(row.before),
        after=from_json(row.after),
    )
