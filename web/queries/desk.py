"""The first page of the office: what waits for a decision, what is due, what is late."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from domain.expenses import ExpenseStatus
from domain.invoicing import InvoiceKind, InvoiceStatus
from domain.money import Eur
from domain.submission import AssignmentStatus
from web.extensions import EurCents, db
from web.models.assignment import Assignment
from web.models.client import Client
from web.models.expense import ExpenseNote
from web.models.invoice import Invoice
from web.models.pay import Debt
from web.models.person import Person
from web.models.unit import Unit
from web.queries.reader import Rows

MOST = 5
# Written out in the statement: only then does SQLite use the index of open invoices.
OPEN = Invoice.status == sa.literal(InvoiceStatus.ISSUED, literal_execute=True)


class Case(StrEnum):
    """What waits for a decision; the queue calls one ``assignment-12`` or ``expense-5``."""

    ASSIGNMENT = "assignment"
    EXPENSE = "expense"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One thing that waits for a decision."""

    case: Case
    id: int
    title: str
    unit: str
    author: str
    amount: Eur | None
    submitted: datetime


@dataclass(frozen=True, slots=True)
class Queue:
    """The head of a queue, and how long it is."""

    head: tuple[Waiting, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Till:
    """What finance has to do today."""

    due: Eur  # to people, today or before
    due_count: int
    late: Eur  # of clients, past the due day
    late_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """An invoice that a client should have paid."""

    id: int
    number: str
    client: str
    amount: Eur
    due_day: date


def queue(units: sa.ColumnElement[bool]) -> Queue:
    """What waits in some units, the longest waiting first, and how much of it there is."""
    name = Person.given_name + " " + Person.family_name

    def case(kind: Case, model: Any, author: Any, amount: Any, status: Any) -> Rows:
        return (
            sa.select(
                sa.literal(kind.value).label("case"),
                model.id.label("id"),
                model.title.label("title"),
                Unit.name.label("unit"),
                name.label("author"),
                sa.type_coerce(amount, EurCents()).label("amount"),
                model.submitted.label("submitted"),
            )
            .join(Unit, Unit.id == model.unit_id)
            .join(Person, Person.id == author)
            .where(model.status == status, units)
        )

    every = sa.union_all(
        case(
            Case.ASSIGNMENT,
            Assignment,
            Assignment.author_id,
            Assignment.price,
            AssignmentStatus.SUBMITTED,
        ),
        case(
            Case.EXPENSE,
            ExpenseNote,
            ExpenseNote.person_id,
            ExpenseNote.total,
            ExpenseStatus.SUBMITTED,
        ),
    ).subquery()
    rows = db.session.execute(
        sa.select(every, sa.func.count().over())
        .order_by(every.c.submitted, every.c.case, every.c.id)
        .limit(MOST)
    ).all()
    head = tuple(
        Waiting(
            case=Case(kind),
            id=key,
            title=title,
            unit=unit,
            author=author,
            amount=amount,
            submitted=submitted,
        )
        for kind, key, title, unit, author, amount, submitted, _count in rows
    )
    return Queue(head, rows[0][-1] if rows else 0)


def till(today: date) -> Till:
    """What is due to people and what clients owe too long: one statement, over open rows only."""
    due = Debt.paid_day.is_(None), Debt.due_day <= today
    late = OPEN, Invoice.kind == InvoiceKind.INVOICE, Invoice.due_day < today
    queries = (
        _euros(Debt.amount).where(*due),
        sa.select(sa.func.count()).select_from(Debt).where(*due),
        _euros(Invoice.gross - Invoice.paid).where(*late),
        sa.select(sa.func.count()).select_from(Invoice).where(*late),
    )
    row = db.session.execute(sa.select(*(query.scalar_subquery() for query in queries))).one()
    return Till(due=row[0], due_count=row[1], late=row[2], late_count=row[3])


def _euros(amount: Any) -> Rows:
    return sa.select(sa.type_coerce(sa.func.coalesce(sa.func.sum(amount), 0), EurCents()))


def latest_late(today: date) -> list[Late]:
    """The invoices that wait longest for their client."""
    rows = db.session.execute(
        sa.select(
            Invoice.id,
            Invoice.number,
            Client.name,
            sa.type_coerce(Invoice.gross - Invoice.paid, EurCents()),
            Invoice.due_day,
        )
        .join(Client, Client.id == Invoice.client_id)
        .where(OPEN, Invoice.kind == InvoiceKind.INVOICE, Invoice.due_day < today)
        .order_by(Invoice.due_day, Invoice.id)
        .limit(MOST)
    )
    return [
        Late(id=key, number=number or "", client=client, amount=amount, due_day=day or today)
        for key, number, client, amount, day in rows
    ]
