"""The first page: what must I do, what is coming. The figures on it: web.queries.purse."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

import sqlalchemy as sa

from domain.contract_life import ContractStatus
from domain.debts import DebtKind
from domain.expenses import ExpenseStatus
from domain.invoicing import InvoiceKind, InvoiceStatus
from domain.money import Eur
from domain.submission import AssignmentStatus
from web.extensions import EurCents, db
from web.models.assignment import Assignment
from web.models.client import Client
from web.models.contract import Contract
from web.models.document import Document, DocumentState
from web.models.employment import Employment
from web.models.employment_terms import EmploymentTerms
from web.models.expense import ExpenseNote
from web.models.invoice import Invoice
from web.models.pay import Debt
from web.models.person import Person
from web.queries.debts import PAID_CONTRACT
from web.queries.employment_tasks import CHANGE_OPEN, MISSING, bounds
from web.queries.offers import AMENDED, corrections_asked, offered
from web.queries.reader import HELD, READER, TODAY, Rows, asked

LATELY = timedelta(days=7)
MOST = 5  # of each list; the pages behind them show all
NO_DAY, NO_EUROS = sa.cast(sa.null(), sa.Date), sa.cast(sa.null(), sa.BigInteger)
NO_TEXT = sa.literal("")


class Task(StrEnum):
    """What may be left for someone to do; in the order in which it is shown."""

    OFFER = "offer"
    AMENDMENT = "amendment"
    NOT_ACCEPTED = "not_accepted"
    EMPLOYMENT = "employment"
    EMPLOYMENT_CHANGE = "employment_change"
    MONTH_MISSING = "month_missing"
    ASSIGNMENT_BACK = "assignment_back"
    NOTE_BACK = "note_back"
    CONFIRM = "confirm"
    CORRECTION = "correction"
    INVOICE_FAILED = "invoice_failed"
    CONTRACT_FAILED = "contract_failed"
    UNINVOICED = "uninvoiced"
    INVOICE_DRAFT = "invoice_draft"
    ASSIGNMENT_DRAFT = "assignment_draft"
    NOTE_DRAFT = "note_draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDo:
    """One thing to do."""

    task: Task
    id: int
    title: str
    note: str  # a reason, or whose work it is
    day: date | None


class Event(StrEnum):
    """What may be coming."""

    PAY = "pay"
    EXPENSES = "expenses"
    INVOICE = "invoice"
    WORK = "work"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """One thing that is coming."""

    event: Event
    id: int
    title: str
    amount: Eur | None
    day: date


def not_accepted() -> sa.ColumnElement[bool]:
    """Declined, or not answered in time: to be known until a week after its first day."""
    return sa.and_(
        Contract.status.in_((ContractStatus.DECLINED, ContractStatus.LAPSED)),
        Contract.first_day >= sa.bindparam("lately", type_=sa.Date),
    )


def _task(task: Task, key: Any, title: Any, note: Any = NO_TEXT, day: Any = NO_DAY) -> Rows:
    rank = list(Task).index(task)
    return sa.select(
        sa.literal(rank).label("rank"),
        sa.literal(task.value).label("task"),
        key.label("id"),
        title.label("title"),
        note.label("note"),
        day.label("day"),
    )


def _employments() -> tuple[Rows, ...]:
    """Of open-ended employment: what to answer, and for holders a month that is missing."""
    own, name = Employment.person_id == READER, Person.given_name + " " + Person.family_name
    return (
        _task(Task.EMPLOYMENT, Employment.id, Employment.work, day=Employment.first_day).where(
            own, Employment.status == ContractStatus.OFFERED, Employment.first_day > TODAY
        ),
        _task(Task.EMPLOYMENT_CHANGE, Employment.id, Employment.work)
        .join(EmploymentTerms, EmploymentTerms.employment_id == Employment.id)
        .where(own, Employment.status == ContractStatus.MADE, CHANGE_OPEN),
        _task(Task.MONTH_MISSING, Employment.id, Employment.work, name)
        .join(Person, Person.id == Employment.person_id)
        .where(Employment.unit_id.in_(HELD), MISSING),
    )


@cache
def _to_do() -> Rows:
    """Everything that may be left to do, as one statement."""
    mine = sa.or_(Contract.person_id == READER, Contract.unit_id.in_(HELD))
    name = Person.given_name + " " + Person.family_name
    whose = sa.case((Contract.person_id == READER, ""), else_=name)
    failed = Document.state == sa.literal(DocumentState.FAILED, literal_execute=True)  # its index
    invoiced = sa.exists().where(Invoice.assignment_id == Assignment.id)
    own_note = ExpenseNote.person_id == READER
    in_units = Assignment.unit_id.in_(HELD)
    own = Contract.person_id == READER
    every = sa.union_all(
        _task(Task.OFFER, Contract.id, Contract.work, day=Contract.first_day).where(
            own, offered(TODAY)
        ),
        _task(Task.AMENDMENT, Contract.id, Contract.work).where(own, AMENDED),
        _task(Task.NOT_ACCEPTED, Contract.id, Contract.work, name, Contract.first_day)
        .join(Person, Person.id == Contract.person_id)
        .where(Contract.unit_id.in_(HELD), ~own, not_accepted()),
        *_employments(),
        _task(Task.ASSIGNMENT_BACK, Assignment.id, Assignment.title, Assignment.reason).where(
            in_units, Assignment.status == AssignmentStatus.SENT_BACK
        ),
        _task(Task.NOTE_BACK, ExpenseNote.id, ExpenseNote.title, ExpenseNote.reason).where(
            own_note, ExpenseNote.status == ExpenseStatus.SENT_BACK
        ),
        _task(Task.CONFIRM, Contract.id, Contract.work, whose, Contract.last_day)
        .join(Person, Person.id == Contract.person_id)
        .where(mine, Contract.status == ContractStatus.MADE, Contract.last_day <= TODAY)
        .where(sa.or_(Contract.unit_id.in_(HELD), Contract.declared.is_(None))),
        _task(Task.CORRECTION, Contract.id, Contract.work, whose)
        .join(Person, Person.id == Contract.person_id)
        .where(Contract.id.in_(corrections_asked(own, HELD))),
        _task(Task.INVOICE_FAILED, Invoice.id, Invoice.title)
        .join(Document, Document.invoice_id == Invoice.id)
        .where(Invoice.unit_id.in_(HELD), failed),
        _task(Task.CONTRACT_FAILED, Contract.id, Contract.work)
        .join(Document, Document.contract_id == Contract.id)
        .where(mine, failed),
        _task(Task.UNINVOICED, Assignment.id, Assignment.title).where(
            in_units, Assignment.status == AssignmentStatus.ACCEPTED, ~invoiced
        ),
        _task(Task.INVOICE_DRAFT, Invoice.id, Invoice.title).where(
            Invoice.unit_id.in_(HELD), Invoice.status == InvoiceStatus.DRAFT
        ),
        _task(Task.ASSIGNMENT_DRAFT, Assignment.id, Assignment.title).where(
            in_units, Assignment.status == AssignmentStatus.DRAFT
        ),
        _task(Task.NOTE_DRAFT, ExpenseNote.id, ExpenseNote.title).where(
            own_note, ExpenseNote.status == ExpenseStatus.DRAFT
        ),
    ).subquery()
    found = sa.select(every.c.task, every.c.id, every.c.title, every.c.note, every.c.day)
    return found.order_by(every.c.rank, every.c.day, every.c.id.desc()).limit(MOST + 1)


def to_do(person_id: int, today: date) -> list[ToDo]:
    """What is left to do, the most pressing first; one more than is shown, if there is more."""
    given = {**asked(person_id, today), "lately": today - LATELY, **bounds(today)}
    return [
        ToDo(task=Task(task), id=key, title=title, note=note, day=day)
        for task, key, title, note, day in db.session.execute(_to_do(), given)
    ]


def _event(event: Event, key: Any, title: Any, day: Any, amount: Any = NO_EUROS) -> Rows:
    return sa.select(
        sa.literal(event.value).label("event"),
        key.label("id"),
        title.label("title"),
        sa.type_coerce(amount, EurCents()).label("amount"),
        day.label("day"),
    )


@cache
def _coming() -> Rows:
    """Everything that may be coming, as one statement."""
    unpaid = Debt.person_id == READER, sa.or_(Debt.paid_day.is_(None), Debt.paid_day > TODAY)
    arrives = sa.func.coalesce(Debt.paid_day, Debt.due_day)
    every = sa.union_all(
        _event(Event.PAY, Contract.id, Contract.work, arrives, Debt.amount)
        .join(Contract, Contract.id == PAID_CONTRACT)
        .where(*unpaid, Debt.kind == DebtKind.NET_PAY),
        _event(Event.EXPENSES, ExpenseNote.id, ExpenseNote.title, arrives, Debt.amount)
        .join(ExpenseNote, ExpenseNote.id == Debt.expense_note_id)
        .where(*unpaid, Debt.kind == DebtKind.EXPENSES),
        _event(
            Event.INVOICE, Invoice.id, Client.name, Invoice.due_day, Invoice.gross - Invoice.paid
        )
        .join(Client, Client.id == Invoice.client_id)
        .where(
            Invoice.unit_id.in_(HELD),
            Invoice.status == InvoiceStatus.ISSUED,
            Invoice.kind == InvoiceKind.INVOICE,
        ),
        _event(Event.WORK, Contract.id, Contract.work, Contract.first_day).where(
            Contract.person_id == READER,
            Contract.status == ContractStatus.MADE,
            Contract.first_day > TODAY,
        ),
    ).subquery()
    found = sa.select(every.c.event, every.c.id, every.c.title, every.c.amount, every.c.day)
    return found.order_by(every.c.day, every.c.event, every.c.id).limit(MOST + 1)


def coming(person_id: int, today: date) -> list[Coming]:
    """What is coming, the first day first: pay and expenses, invoices, days of work."""
    return [
        Coming(event=Event(event), id=key, title=title, amount=amount, day=day)
        for event, key, title, amount, day in db.session.execute(_coming(), asked(person_id, today))
    ]
