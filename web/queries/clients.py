"""Clients: searched while typing, browsed, and compared with one that is being added."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from domain.finding import asked
from domain.identifiers import show_enterprise_number, show_vat_number
from domain.invoicing import InvoiceKind, InvoiceStatus
from domain.money import Eur
from domain.vat import ClientKind
from web.extensions import db
from web.models.client import Client, ClientWord
from web.models.invoice import Invoice
from web.models.person import Person
from web.models.unit import Unit

Rows = sa.Select[*tuple[Any, ...]]

PAGE = 20
MOST_MATCHES = 200  # of one question; beyond, another word helps more than another page
COUNTED = 2000  # longer stretches are all the same: they narrow nothing down


@dataclass(frozen=True, slots=True)
class ClientRow:
    """One client in a list."""

    id: int
    name: str
    kind: ClientKind
    country: str
    postcode: str
    city: str
    enterprise_number: str | None
    vat_number: str | None
    verified: bool

    @property
    def number(self) -> str:
        """The number people know it by, as printed."""
        if self.enterprise_number:
            return show_enterprise_number(self.enterprise_number)
        return show_vat_number(self.vat_number or "")


COLUMNS = (
    Client.id,
    Client.name,
    Client.kind,
    Client.country,
    Client.postcode,
    Client.city,
    Client.enterprise_number,
    Client.vat_number,
    Client.verified.is_not(None),
)
IN_ORDER = (Client.likeness, Client.id)


# The statements of the search are made once: making them again costs as much as running them.


def rows(query: Rows, **values: object) -> list[ClientRow]:
    """Run a statement that selects ``COLUMNS``."""
    return [ClientRow(*row) for row in db.session.execute(query, values)]


def begins(column: Any, name: str) -> sa.ColumnElement[bool]:
    """A stretch of an index that is kept byte by byte: from a beginning to just after it."""
    return sa.and_(column >= sa.bindparam(f"from_{name}"), column < sa.bindparam(f"to_{name}"))


def _stretch(name: object, prefix: str) -> dict[str, str]:
    """The values of ``begins``."""
    after = prefix[:-1] + chr(ord(prefix[-1]) + 1)
    return {f"from_{name}": prefix, f"to_{name}": after}


@cache
def _in_order(*, keyed: bool, leading: bool) -> Rows:
    """Clients in order: after a place, if keyed; whose name begins so, if leading."""
    query = sa.select(*COLUMNS).order_by(*IN_ORDER).limit(sa.bindparam("most"))
    if keyed:
        place = sa.tuple_(sa.bindparam("likeness"), sa.bindparam("last"))
        query = query.where(sa.tuple_(*IN_ORDER) > place)
    return query.where(begins(Client.likeness, "name")) if leading else query


@cache
def _with_words(count: int, *, keyed: bool) -> Rows:
    """Clients with a word for each of so many beginnings, and whose name does not begin so."""
    found = sa.select(ClientWord.client_id).where(begins(ClientWord.word, "0"))
    for place in range(1, count):
        also = aliased(ClientWord)
        same = also.client_id == ClientWord.client_id
        found = found.where(sa.exists().where(same, begins(also.word, str(place))))
    matches = found.distinct().limit(MOST_MATCHES)
    otherwise = ~begins(Client.likeness, "name")
    return _in_order(keyed=keyed, leading=False).where(otherwise, Client.id.in_(matches))


@cache
def _sizes(count: int) -> sa.Select[*tuple[int, ...]]:
    """How many words begin so, for each beginning."""
    stretches = (
        sa.select(ClientWord.client_id).where(begins(ClientWord.word, str(place))).limit(COUNTED)
        for place in range(count)
    )
    counts = (
        sa.select(sa.func.count()).select_from(stretch.subquery()).scalar_subquery()
        for stretch in stretches
    )
    return sa.select(*counts)


def stretches(prefixes: Sequence[str]) -> dict[str, str]:
    """The values of ``begins`` for each of several beginnings."""
    return {
        name: value
        for place, prefix in enumerate(prefixes)
        for name, value in _stretch(place, prefix).items()
    }


def rarest_first(prefixes: Sequence[str]) -> Sequence[str]:
    """The beginning that narrows down most leads the way."""
    if len(prefixes) == 1:
        return prefixes
    counted = db.session.execute(_sizes(len(prefixes)), stretches(prefixes)).one()
    sizes = dict(zip(prefixes, counted, strict=True))
    return sorted(prefixes, key=lambda prefix: (sizes[prefix], -len(prefix)))


def search(text: str, *, after: int | None = None, limit: int = PAGE) -> list[ClientRow]:
    """Clients by the beginnings of their words or numbers, those whose name begins so first.

    text:  what was typed; nothing at all lists everyone, one letter those who begin with it
    after: the last client of the page before
    """
    prefixes = asked(text)
    place = _place(after)
    if not prefixes and text.strip():
        return []
    if not prefixes:
        return rows(_in_order(keyed=bool(place), leading=False), most=limit, **place)
    begin = " ".join(prefixes)
    name = _stretch("name", begin)
    found: list[ClientRow] = []
    if not place or str(place["likeness"]).startswith(begin):
        found = rows(_in_order(keyed=bool(place), leading=True), most=limit, **place, **name)
        place = {}
    if len(found) < limit and len(begin) > 1:
        values = {
            "most": limit - len(found),
            **place,
            **name,
            **stretches(rarest_first(prefixes)),
        }
        found += rows(_with_words(len(prefixes), keyed=bool(place)), **values)
    return found


def _place(after: int | None) -> dict[str, object]:
    """Where a client stands in the order; nothing where there is no such client."""
    if after is None:
        return {}
    likeness = db.session.scalar(sa.select(Client.likeness).where(Client.id == after))
    return {} if likeness is None else {"likeness": likeness, "last": after}


def to_verify(*, after: int | None = None, limit: int = PAGE) -> list[ClientRow]:
    """Clients that nobody verified yet, the oldest first."""
    query = sa.select(*COLUMNS).where(Client.verified.is_(None), Client.id > (after or 0))
    return rows(query.order_by(Client.id).limit(limit))


def count_to_verify() -> int:
    """How many clients wait for the administrative team."""
    query = sa.select(sa.func.count()).where(Client.verified.is_(None))
    return int(db.session.execute(query).scalar_one())


@dataclass(frozen=True, slots=True)
class ClientInvoice:
    """One invoice of a client, as its page lists it."""

    id: int
    number: str | None
    kind: InvoiceKind
    title: str
    unit: str
    issue_day: date | None
    gross: Eur  # including VAT
    status: InvoiceStatus


def invoices_of(
    client_id: int, sight: sa.ColumnElement[bool], *, before: int | None = None, limit: int = PAGE
) -> list[ClientInvoice]:
    """Invoices and credit notes of a client, the newest first.

    sight: which invoices the reader may see
    """
    query = (
        sa.select(
            Invoice.id,
            Invoice.number,
            Invoice.kind,
            Invoice.title,
            Unit.name,
            Invoice.issue_day,
            Invoice.gross,
            Invoice.status,
        )
        .join(Unit, Unit.id == Invoice.unit_id)
        .where(Invoice.client_id == client_id, Invoice.number.is_not(None), sight)
        .order_by(Invoice.id.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(Invoice.id < before)
    return [ClientInvoice(*row) for row in db.session.execute(query)]


def names(*person_ids: int | None) -> dict[int, str]:
    """What the people who added or verified a client are called."""
    query = sa.select(Person.id, Person.given_name, Person.family_name).where(
        Person.id.in_([key for key in person_ids if key])
    )
    return {key: f"{given} {family}" for key, given, family in db.session.execute(query)}
