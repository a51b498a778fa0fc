"""Invoices: lists by key, one invoice with all that happened to it, what clients still owe."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from domain.finding import asked
from domain.invoicing import InvoiceKind, InvoiceStatus
from domain.money import ZERO, Eur
from web.extensions import EurCents, db
from web.models.client import Client, ClientWord
from web.models.invoice import ClientPayment, Invoice
from web.models.person import Person
from web.models.unit import Unit
from web.queries.paging import BEFORE, Page, bound, cut
from web.queries.reader import TODAY, Rows

PAGE = 80
LONGEST_SEQUENCE = 7  # digits

STATES = ("all", "draft", "unpaid", "late", "paid", "credited")


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """One line of a list of invoices."""

    id: int
    kind: InvoiceKind
    status: InvoiceStatus
    number: str | None
    title: str
    client: str
    unit: str
    issue_day: date | None
    due_day: date | None
    net: Eur
    vat: Eur
    gross: Eur
    paid: Eur

    @property
    def is_credit(self) -> bool:
        """Is it a credit note?"""
        return self.kind is InvoiceKind.CREDIT_NOTE

    @property
    def signed(self) -> Eur:
        """What it adds to the turnover, VAT included: a credit note takes away."""
        return Eur(-self.gross) if self.is_credit else self.gross

    @property
    def shown(self) -> Eur:
        """The amount of a list; a draft has no VAT yet."""
        return self.net if self.status is InvoiceStatus.DRAFT else self.signed

    def state(self, today: date) -> str:
        """In one word, for its tag."""
        if self.is_credit:
            return "credit_note"
        if self.status is not InvoiceStatus.ISSUED:
            return self.status.value
        if self.due_day is not None and self.due_day < today:
            return "late"
        return "part" if self.paid else "unpaid"


@dataclass(frozen=True, slots=True)
class Awaited:
    """What clients still owe."""

    amount: Eur
    late: Eur
    late_count: int


COLUMNS = (
    Invoice.id,
    Invoice.kind,
    Invoice.status,
    Invoice.number,
    Invoice.title,
    Client.name,
    Unit.name,
    Invoice.issue_day,
    Invoice.due_day,
    Invoice.net,
    Invoice.vat,
    Invoice.gross,
    Invoice.paid,
)
IS_INVOICE = Invoice.kind == InvoiceKind.INVOICE
UNPAID = Invoice.status == InvoiceStatus.ISSUED


LATE = Invoice.due_day < TODAY
FILTERS: Mapping[str, tuple[sa.ColumnElement[bool], ...]] = {  # any other filters nothing
    "draft": (Invoice.status == InvoiceStatus.DRAFT,),
    "unpaid": (UNPAID, IS_INVOICE),
    "late": (UNPAID, IS_INVOICE, LATE),
    "paid": (Invoice.status == InvoiceStatus.PAID,),
    "credited": (Invoice.status == InvoiceStatus.CREDITED,),
}


def _begins(prefix: str) -> sa.Select[int]:
    after = prefix[:-1] + chr(ord(prefix[-1]) + 1)
    return sa.select(ClientWord.client_id).where(ClientWord.word >= prefix, ClientWord.word < after)


def _fits(typed: str) -> list[sa.ColumnElement[bool]]:
    """A number, its last digits, or the beginnings of words of the client's name."""
    prefixes = asked(typed)
    if not prefixes:
        return []
    by_client = sa.and_(*(Invoice.client_id.in_(_begins(prefix)) for prefix in prefixes))
    ways = [by_client, Invoice.number == typed.strip().upper()]
    digits = typed.strip().lstrip("0")
    if digits.isdecimal() and len(digits) <= LONGEST_SEQUENCE:
        ways.append(Invoice.sequence == int(digits))
    return [sa.or_(*ways)]


NEWEST_FIRST: Rows = (  # made once: making it costs as much as running it
    sa.select(*COLUMNS)
    .join(Client, Client.id == Invoice.client_id)
    .join(Unit, Unit.id == Invoice.unit_id)
    .order_by(Invoice.id.desc())
)


@cache
def _in_state(state: str, *, of_unit: bool) -> Rows:
    """The rows of one filter, of one unit with its drafts or of all; built once."""
    mine = Invoice.unit_id == sa.bindparam("unit") if of_unit else Invoice.number.is_not(None)
    query = NEWEST_FIRST.where(mine, *FILTERS.get(state, ()), Invoice.id < BEFORE)
    return query.limit(sa.bindparam("size", type_=sa.Integer))


def list_of(
    *,
    unit_id: int | None = None,
    typed: str = "",
    state: str = "all",
    today: date,
    before: int = 0,
    size: int = PAGE,
) -> Page[InvoiceRow]:
    """Invoices and credit notes, newest first, before an id (0: from the newest).

    unit_id: of one unit with its drafts; None: everybody's, without drafts
    """
    query = _in_state(state if state in FILTERS else "all", of_unit=bool(unit_id))
    if typed.strip():
        query = query.where(*_fits(typed))
    given = {"unit": unit_id, "today": today, "before": bound(before), "size": size + 1}
    return cut([InvoiceRow(*row) for row in db.session.execute(query, given)], size)


REST = sa.type_coerce(Invoice.gross - Invoice.paid, EurCents())
OWED: Rows = sa.select(
    sa.func.sum(REST), sa.func.sum(sa.case((LATE, REST))), sa.func.count(sa.case((LATE, 1)))
).where(Invoice.unit_id == sa.bindparam("unit"), UNPAID, IS_INVOICE)


def awaited(unit_id: int, today: date) -> Awaited:
    """What the clients of a unit still owe."""
    row = db.session.execute(OWED, {"unit": unit_id, "today": today}).one()
    return Awaited(row[0] or ZERO, row[1] or ZERO, row[2])


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that came in for an invoice, or was taken back as a mistake."""

    id: int
    amount: Eur
    day: date
    reference: str
    recorded: datetime
    who: str
    undone: datetime | None


def payments_of(invoice_id: int) -> list[Payment]:
    """What the client paid, oldest first."""
    return [Payment(*row) for row in db.session.execute(_payments(), {"invoice": invoice_id})]


@cache
def _payments() -> Rows:
    return (
        sa.select(
            ClientPayment.id,
            ClientPayment.amount,
            ClientPayment.day,
            ClientPayment.reference,
            ClientPayment.recorded,
            Person.given_name + " " + Person.family_name,
            ClientPayment.undone,
        )
        .join(Person, Person.id == ClientPayment.recorded_by_id)
        .where(ClientPayment.invoice_id == sa.bindparam("invoice"))
        .order_by(ClientPayment.id)
    )


@dataclass(frozen=True, slots=True)
class Related:
    """The other half: the credit note of an invoice, or the invoice of a credit note."""

    id: int
    number: str
    day: date
    reason: str


def related_to(invoice: Invoice) -> Related | None:
    """The invoice that a credit note undoes, or the credit note that undid an invoice."""
    if invoice.credits_id is not None:
        other = Invoice.id == invoice.credits_id
    else:
        other = Invoice.credits_id == invoice.id
    query = sa.select(Invoice.id, Invoice.number, Invoice.issue_day, Invoice.reason).where(other)
    row: Any = db.session.execute(query).one_or_none()
    return Related(*row) if row else None
