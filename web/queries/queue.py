"""What waits for a decision, and everything about one case on one screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import ngettext

from domain.contract_life import ContractStatus
from domain.money import Eur
from domain.submission import AssignmentStatus
from web import clock
from web.extensions import db
from web.models.assignment import Assignment
from web.models.client import Client
from web.models.contract import Contract
from web.models.person import Person
from web.models.unit import Unit
from web.queries import expenses
from web.queries.expense_notes import NoteLine
from web.queries.expense_story import DecisionCase

MOST = 100  # in one list; the oldest first, so that nothing is forgotten
HOUR, DAY = 3600, 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One thing that waits, of whatever kind."""

    key: str  # assignment-12 or expense-5
    who: str
    what: str
    amount: Eur
    since: datetime
    first_day: date | None = None  # of the work
    version: int | None = None  # for a decision on several at once; None: one at a time

    @property
    def for_how_long(self) -> str:
        """The waiting time in words."""
        seconds = int((clock.now() - self.since).total_seconds())
        if seconds < HOUR:
            return str(_("for less than an hour"))
        if seconds < DAY:
            return str(ngettext("for %(num)s hour", "for %(num)s hours", seconds // HOUR))
        return str(ngettext("for %(num)s day", "for %(num)s days", seconds // DAY))


def assignments(decidable: sa.ColumnElement[bool]) -> list[Waiting]:
    """Assignments that wait for this reader, the oldest first."""
    begins = (
        sa.select(sa.func.min(Contract.first_day))
        .where(Contract.assignment_id == Assignment.id, Contract.status == ContractStatus.PROPOSED)
        .correlate(Assignment)
        .scalar_subquery()
    )
    name = Person.given_name + " " + Person.family_name
    rows = db.session.execute(
        sa.select(
            Assignment.id,
            name.label("who"),
            Client.name.label("client"),
            Assignment.title,
            Assignment.price,
            Assignment.submitted,
            Assignment.version,
            begins.label("first_day"),
        )
        .join(Unit, Unit.id == Assignment.unit_id)
        .join(Person, Person.id == Assignment.author_id)
        .join(Client, Client.id == Assignment.client_id)
        .where(Assignment.status == AssignmentStatus.SUBMITTED, decidable)
        .order_by(Assignment.submitted, Assignment.id)
        .limit(MOST)
    )
    return [
        Waiting(
            key=f"assignment-{row.id}",
            who=row.who,
            what=f"{row.title}, {row.client}",
            amount=row.price,
            since=row.submitted,
            first_day=row.first_day,
            version=row.version,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Member:
    """Who sent a case."""

    name: str
    email: str
    phone: str
    since: datetime


def member(person_id: int) -> Member:
    """How to reach who sent it."""
    name = Person.given_name + " " + Person.family_name
    query = sa.select(name, Person.email, Person.phone, Person.created)
    return Member(*db.session.execute(query.where(Person.id == person_id)).one())


def next_key(waiting: Sequence[Waiting], key: str) -> str:
    """What comes after one thing, or the first of the list; empty when nothing is left."""
    keys = [item.key for item in waiting]
    if key in keys:
        place = keys.index(key)
        after = [*keys[place + 1 :], *keys[:place]]
        return after[0] if after else ""
    return keys[0] if keys else ""


def waiting(person: Person, decidable: sa.ColumnElement[bool]) -> list[Waiting]:
    """Everything that waits for this reader: assignments and expense notes, the oldest first."""
    found = [*assignments(decidable), *map(_note, expenses.waiting(person))]
    return sorted(found, key=lambda item: item.since)


def _note(note: NoteLine) -> Waiting:
    return Waiting(
        key=f"expense-{note.id}",
        who=note.who,
        what=f"{note.name}, {note.purse}",
        amount=note.total,
        since=note.submitted or note.created,
    )


def expense(note_id: int) -> DecisionCase:
    """Everything about one expense note, as its own slice shows it."""
    return expenses.for_decision(note_id)
