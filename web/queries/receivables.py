"""What clients owe: found by communication, number or name, and by age."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from domain.entities import EntityCode
from domain.errors import N_, Msg, RuleError
from domain.identifiers import WrongCommunication, read_communication, show_communication
from domain.invoicing import InvoiceKind, InvoiceStatus
from domain.money import ZERO, Eur, total
from domain.receivables import AGES, Age, due_between
from web.extensions import db
from web.models.client import Client
from web.models.entity import Entity
from web.models.invoice import Invoice
from web.models.unit import Unit
from web.queries import clients
from web.queries.paging import Page, cut

PAGE = 30
MOST_CLIENTS = 50  # of one question: beyond, another word helps more
NUMBER = re.compile(r"(SC|PA|FA)\W?(\d{4})\W?(\d{1,7})", re.IGNORECASE | re.ASCII)
COMMUNICATION = re.compile(r"[\d\s+*/.-]{12,30}", re.ASCII)
OPEN = sa.and_(Invoice.status == InvoiceStatus.ISSUED, Invoice.kind == InvoiceKind.INVOICE)
DUE: Any = Invoice.gross - Invoice.paid

Rows = sa.Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Receivable:
    """One invoice, as finance looks at it."""

    id: int
    number: str
    kind: InvoiceKind
    status: InvoiceStatus
    entity: EntityCode
    client: str
    unit: str
    unit_id: int
    title: str
    issue_day: date
    due_day: date | None
    gross: Eur
    paid: Eur
    communication: str

    @property
    def due(self) -> Eur:
        """What is still to be paid."""
        return Eur(self.gross - self.paid)

    @property
    def printed(self) -> str:
        """The structured communication as it is printed."""
        return show_communication(self.communication)

    def days_late(self, today: date) -> int:
        """How many days it should have been paid; 0 while there is time."""
        return max((today - self.due_day).days, 0) if self.due_day else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search found; ``exact`` when what was typed names one invoice."""

    page: Page[Receivable]
    exact: bool = False
    refusal: RuleError | None = None


@dataclass(eq=False)
class NoSuchInvoice(RuleError):
    """Nothing was ever invoiced under this."""

    message = N_("No invoice has %(typed)s. Look at it again, or search by the client's name.")
    typed: str


def _rows() -> Rows:
    return (
        sa.select(
            Invoice.id,
            Invoice.number,
            Invoice.kind,
            Invoice.status,
            Entity.code.label("entity"),
            Client.name.label("client"),
            Unit.name.label("unit"),
            Invoice.unit_id,
            Invoice.title,
            Invoice.issue_day,
            Invoice.due_day,
            Invoice.gross,
            Invoice.paid,
            Invoice.communication,
        )
        .join(Entity, Entity.id == Invoice.entity_id)
        .join(Client, Client.id == Invoice.client_id)
        .join(Unit, Unit.id == Invoice.unit_id)
        .where(Invoice.number.is_not(None))
    )


def _read(query: Rows) -> list[Receivable]:
    return [Receivable(**row) for row in db.session.execute(query).mappings()]


def one(invoice_id: int) -> Receivable | None:
    """One issued invoice."""
    return next(iter(_read(_rows().where(Invoice.id == invoice_id))), None)


def open_invoices(
    where: sa.ColumnElement[bool] | None = None, *, after: int = 0, limit: int = PAGE
) -> Page[Receivable]:
    """Invoices that wait for money, the oldest due day first."""
    query = _rows().where(OPEN).order_by(Invoice.due_day, Invoice.id)
    if where is not None:
        query = query.where(where)
    if after:
        place = sa.select(Invoice.due_day).where(Invoice.id == after).scalar_subquery()
        query = query.where(
            sa.or_(Invoice.due_day > place, sa.and_(Invoice.due_day == place, Invoice.id > after))
        )
    return cut(_read(query.limit(limit + 1)), limit)


def search(typed: str, *, after: int = 0) -> Found:
    """Invoices by structured communication, by number, or open ones by the client's name."""
    text = typed.strip()
    if not text:
        return Found(page=open_invoices(after=after))
    try:
        where = _named(text)
    except WrongCommunication as wrong:
        return Found(page=Page((), 0), refusal=wrong)
    if where is None:
        ids = [row.id for row in clients.search(text, limit=MOST_CLIENTS)]
        return Found(page=open_invoices(Invoice.client_id.in_(ids), after=after))
    found = _read(_rows().where(where))
    refusal = None if found else NoSuchInvoice(text)
    return Found(page=Page(tuple(found), 0), exact=len(found) == 1, refusal=refusal)


def _named(text: str) -> sa.ColumnElement[bool] | None:
    """The one invoice that this text names, if it is a number or a communication."""
    if number := NUMBER.fullmatch(text):
        code, year, sequence = number.groups()
        return Invoice.number == f"{code.upper()}-{year}-{int(sequence):06d}"
    digits = sum(sign.isdigit() for sign in text)
    if COMMUNICATION.fullmatch(text) and (digits == 12 or text.startswith(("+", "*"))):
        return Invoice.communication == read_communication(text)
    return None


def by_communication(numbers: list[str]) -> dict[str, Invoice]:
    """The invoices that these structured communications name."""
    query = sa.select(Invoice).where(Invoice.communication.in_(numbers))
    return {str(invoice.communication): invoice for invoice in db.session.scalars(query)}


@dataclass(frozen=True, slots=True)
class Aged:
    """The open invoices of one age."""

    age: Age
    label: Msg
    count: int
    due: Eur


def by_age(today: date) -> list[Aged]:
    """How much is owed, by how late it is: one statement."""
    found = {key: due_between(key, today) for key in AGES}
    kind = sa.case(
        *(
            (Invoice.due_day.between(first, last), key.value)
            for key, (first, last) in found.items()
        ),
        else_=Age.NOT_DUE.value,
    ).label("age")
    query = sa.select(kind, sa.func.count(), sa.func.sum(Invoice.gross), sa.func.sum(Invoice.paid))
    rows = {row[0]: row for row in db.session.execute(query.where(OPEN).group_by(kind))}
    return [
        Aged(key, label, rows[key][1], Eur(rows[key][2] - rows[key][3]))
        if key in rows
        else Aged(key, label, 0, ZERO)
        for key, label in AGES.items()
    ]


def outstanding(ages: list[Aged]) -> Eur:
    """All that clients owe."""
    return total(item.due for item in ages)


def of_age(key: Age, today: date) -> sa.ColumnElement[bool]:
    """The invoices of one age."""
    return Invoice.due_day.between(*due_between(key, today))


def everything() -> Iterator[Receivable]:
    """Every open invoice, the oldest due day first, read in parts."""
    query = _rows().where(OPEN).order_by(Invoice.due_day, Invoice.id)
    result = db.session.execute(query.execution_options(yield_per=500))
    for row in result.mappings():
        yield Receivable(**row)
