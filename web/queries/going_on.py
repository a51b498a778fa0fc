"""What is going on in a unit: what is unpaid, to confirm, in progress. One statement."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from domain.contract_life import ContractStatus
from domain.expenses import ExpenseStatus
from domain.invoicing import InvoiceKind, InvoiceStatus
from domain.money import Eur
from domain.submission import AssignmentStatus
from web.extensions import EurCents, db
from web.models.assignment import Assignment
from web.models.client import Client
from web.models.contract import Contract
from web.models.expense import ExpenseNote
from web.models.invoice import Invoice
from web.models.person import Person
from web.queries.lines import NAME

MOST = 6  # of each kind; a list of all is one tap away

OPEN_ASSIGNMENTS = (
    AssignmentStatus.DRAFT,
    AssignmentStatus.SENT_BACK,
    AssignmentStatus.SUBMITTED,
)
OPEN_CONTRACTS = (ContractStatus.OFFERED, ContractStatus.MADE)
OPEN_NOTES = (ExpenseStatus.DRAFT, ExpenseStatus.SENT_BACK, ExpenseStatus.SUBMITTED)


class Matter(StrEnum):
    """What kind of thing is going on."""

    INVOICE = "invoice"
    DRAFT = "draft"  # an invoice being written
    CONTRACT = "contract"
    ASSIGNMENT = "assignment"
    UNINVOICED = "uninvoiced"  # accepted, the invoice is still to be sent
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """One thing that is not finished."""

    matter: Matter
    id: int
    title: str
    who: str | None
    amount: Eur | None
    day: date | None  # due, last day of work, …
    status: str


def going_on(unit_id: int) -> dict[Matter, list[Going]]:
    """What is not finished in a unit, by kind, the most urgent first."""
    return sorted_out(GOING_ON, unit_id)


def sorted_out(query: sa.CompoundSelect[Any], unit_id: int) -> dict[Matter, list[Going]]:
    """The rows of a statement made of ``row_of``, by kind."""
    found: dict[Matter, list[Going]] = {matter: [] for matter in Matter}
    for row in db.session.execute(query, {"unit_id": unit_id}).mappings():
        going = Going(**{**row, "matter": Matter(row["matter"])})
        found[going.matter].append(going)
    return found


def row_of(
    matter: Matter, model: Any, title: Any, who: Any, amount: Any, day: Any
) -> sa.Select[Any]:
    """The same columns from every table."""
    return sa.select(
        sa.literal(matter.value, sa.String).label("matter"),
        model.id.label("id"),
        title.label("title"),
        who.label("who"),
        sa.type_coerce(amount, EurCents()).label("amount"),
        sa.cast(day, sa.Date).label("day") if isinstance(day, sa.Null) else day.label("day"),
        sa.cast(model.status, sa.String).label("status"),
    ).limit(MOST)


def together(*queries: sa.Select[Any]) -> sa.CompoundSelect[Any]:
    """Several of ``row_of`` as one statement, each with its own order and limit."""
    return sa.union_all(*(query.subquery().select() for query in queries))


THE_UNIT: sa.BindParameter[Any] = sa.bindparam("unit_id")
ASSIGNMENT = Assignment, Assignment.title, Client.name, Assignment.price, sa.null()
INVOICED = sa.exists().where(
    Invoice.assignment_id == Assignment.id,
    Invoice.kind == InvoiceKind.INVOICE,
    Invoice.status != InvoiceStatus.CREDITED,
)
# Built once: building it costs more than asking it.
GOING_ON = together(
    row_of(
        Matter.INVOICE,
        Invoice,
        Invoice.title,
        Client.name,
        Invoice.gross - Invoice.paid,
        Invoice.due_day,
    )
    .join(Client, Client.id == Invoice.client_id)
    .where(Invoice.unit_id == THE_UNIT, Invoice.status == InvoiceStatus.ISSUED)
    .where(Invoice.kind == InvoiceKind.INVOICE)
    .order_by(Invoice.due_day, Invoice.id),
    row_of(Matter.DRAFT, Invoice, Invoice.title, Client.name, Invoice.net, sa.null())
    .join(Client, Client.id == Invoice.client_id)
    .where(Invoice.unit_id == THE_UNIT, Invoice.status == InvoiceStatus.DRAFT)
    .order_by(Invoice.id.desc()),
    row_of(Matter.CONTRACT, Contract, Contract.work, NAME, Contract.gross, Contract.last_day)
    .join(Person, Person.id == Contract.person_id)
    .where(Contract.unit_id == THE_UNIT, Contract.status.in_(OPEN_CONTRACTS))
    .order_by(Contract.last_day, Contract.id),
    row_of(Matter.ASSIGNMENT, *ASSIGNMENT)
    .outerjoin(Client, Client.id == Assignment.client_id)
    .where(Assignment.unit_id == THE_UNIT, Assignment.status.in_(OPEN_ASSIGNMENTS))
    .order_by(Assignment.updated.desc(), Assignment.id.desc()),
    row_of(Matter.UNINVOICED, *ASSIGNMENT)
    .outerjoin(Client, Client.id == Assignment.client_id)
    .where(Assignment.unit_id == THE_UNIT, Assignment.status == AssignmentStatus.ACCEPTED)
    .where(~INVOICED)
    .order_by(Assignment.id),
    row_of(Matter.NOTE, ExpenseNote, ExpenseNote.title, NAME, ExpenseNote.total, sa.null())
    .join(Person, Person.id == ExpenseNote.person_id)
    .where(ExpenseNote.unit_id == THE_UNIT, ExpenseNote.status.in_(OPEN_NOTES))
    .order_by(ExpenseNote.id.desc()),
)
