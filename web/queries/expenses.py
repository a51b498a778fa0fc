"""Expense notes in a list, and those that wait for a decision."""

from dataclasses import dataclass
from functools import cache, lru_cache

import sqlalchemy as sa

from domain.expenses import EXPENSE_EDITABLE, ExpenseStatus
from domain.money import ZERO, Eur
from domain.roles import Role
from web.extensions import EurCents, db
from web.models.assignment import Assignment
from web.models.expense import ExpenseLine, ExpenseNote
from web.models.pay import Debt
from web.models.person import Person
from web.models.unit import Unit
from web.queries.expense_notes import NoteLine, note, select
from web.queries.expense_story import DecisionCase, decision_case
from web.queries.paging import BEFORE, Page, bound, cut, matching
from web.queries.reader import READER, Rows

PAGE = 25
MOST_WAITING = 100
FILTERS: dict[str, frozenset[ExpenseStatus]] = {
    "": frozenset(ExpenseStatus),
    "drafts": EXPENSE_EDITABLE,
    "waiting": frozenset({ExpenseStatus.SUBMITTED}),
    "to-pay": frozenset({ExpenseStatus.APPROVED}),
    "paid": frozenset({ExpenseStatus.APPROVED}),
}


def notes(
    sight: sa.ColumnElement[bool],
    reader_id: int,
    *,
    typed: str = "",
    show: str = "",
    before: int = 0,
) -> Page[NoteLine]:
    """The notes in sight, newest first, before one of them (0: from the newest on)."""
    query, text = _shown(sight, show if show in FILTERS else ""), typed.strip()
    if text:
        query = query.where(_found_by(text))
    given = {"reader": reader_id, "before": bound(before)}
    return cut([NoteLine(**row) for row in db.session.execute(query, given).mappings()], PAGE)


@lru_cache(maxsize=64)
def _shown(sight: sa.ColumnElement[bool], show: str) -> Rows:
    """The notes of one filter; built once."""
    query = select().where(sight, ExpenseNote.status.in_(FILTERS[show]), ExpenseNote.id < BEFORE)
    if show in ("to-pay", "paid"):
        unpaid = Debt.paid_day.is_(None)
        query = query.where(unpaid if show == "to-pay" else ~unpaid)
    return query.order_by(ExpenseNote.id.desc()).limit(PAGE + 1)


def _found_by(text: str) -> sa.ColumnElement[bool]:
    """Notes that what was typed may mean: by a title, a line, a unit or a person."""
    lines = sa.select(ExpenseLine.note_id).where(
        ExpenseLine.description.icontains(text, autoescape=True)
    )
    return sa.or_(
        ExpenseNote.title.icontains(text, autoescape=True),
        Assignment.title.icontains(text, autoescape=True),
        ExpenseNote.id.in_(lines),
        sa.and_(*matching(Unit.likeness, text)),
        sa.and_(*matching(Person.likeness, text)),
    )


@dataclass(frozen=True, slots=True)
class OnItsWay:
    """What a person is going to be paid back."""

    waiting: Eur  # sent, not decided
    due: Eur  # approved, not in a payment file yet


@cache
def _on_its_way() -> Rows:
    sent = sa.select(sa.func.sum(ExpenseNote.total)).where(
        ExpenseNote.person_id == READER, ExpenseNote.status == ExpenseStatus.SUBMITTED
    )
    due = sa.select(sa.func.sum(Debt.amount)).where(
        Debt.person_id == READER,
        Debt.expense_note_id.is_not(None),
        Debt.paid_day.is_(None),
    )
    figures = (sa.type_coerce(part.scalar_subquery(), EurCents()) for part in (sent, due))
    return sa.select(*figures)


def on_its_way(person_id: int) -> OnItsWay:
    """What is coming to a person, in one statement."""
    row = db.session.execute(_on_its_way(), {"reader": person_id}).one()
    return OnItsWay(*(amount or ZERO for amount in row))


def decidable(person: Person) -> sa.ColumnElement[bool]:
    """Notes on which this person decides: of the units they follow, all for the team, never own."""
    followed = (
        sa.true()
        if Role.ADMIN_TEAM in person.roles
        else sa.and_(sa.literal(Role.ADVISER in person.roles), Unit.adviser_id == person.id)
    )
    return sa.and_(followed, ExpenseNote.person_id != person.id)


def waiting(person: Person) -> list[NoteLine]:
    """Notes that wait for this reader's decision, the oldest first."""
    query = (
        select()
        .where(ExpenseNote.status == ExpenseStatus.SUBMITTED, decidable(person))
        .order_by(ExpenseNote.submitted, ExpenseNote.id)
        .limit(MOST_WAITING)
    )
    rows = db.session.execute(query, {"reader": person.id}).mappings()
    return [NoteLine(**row) for row in rows]


def for_decision(note_id: int) -> DecisionCase:
    """Everything about one note on one screen, for who decides; show it with queue/expense.html."""
    return decision_case(note(note_id, 0))


def decides(note_id: int, person: Person) -> sa.ColumnElement[bool]:
    """Is it up to this person to decide on this note?"""
    return sa.exists().where(
        ExpenseNote.id == note_id, Unit.id == ExpenseNote.unit_id, decidable(person)
    )
