"""The journal of a unit: every entry that names it, with the legs its reader may see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from domain.ledger import Account, Act
from domain.money import ZERO, Eur, total
from domain.spans import Span
from web.extensions import db
from web.models.assignment import Assignment
from web.models.client import Client
from web.models.invoice import Invoice
from web.models.ledger import Entry, Posting
from web.models.person import Person
from web.models.unit import Unit
from web.queries.lines import NAME, contract_of, given_span, in_span, note_of
from web.queries.paging import Page, bound, cut


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One leg of an entry."""

    entry_id: int
    day: date
    act: Act
    reference: str
    account: Account
    amount: Eur  # debit positive
    unit_id: int | None
    unit: str | None
    client: str | None
    person: str | None
    title: str | None
    invoice_id: int | None
    assignment_id: int | None

    @property
    def words(self) -> str:
        """With whom, and for what."""
        return " · ".join(text for text in (self.client or self.person, self.title) if text)


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """One act and its legs."""

    id: int
    day: date
    act: Act
    reference: str
    legs: tuple[Leg, ...]

    @property
    def words(self) -> str:
        """With whom, and for what: the longest that a leg says."""
        return max((leg.words for leg in self.legs), key=len)


SHOWN = 25  # entries on one page, with all their legs

# The statements are built once: building one costs more than asking it.
LEGS = (
    sa.select(
        Posting.entry_id,
        Entry.day,
        Entry.act,
        Entry.reference,
        Posting.account,
        Posting.amount,
        Posting.unit_id,
        Unit.name.label("unit"),
        Client.name.label("client"),
        NAME.label("person"),
        sa.func.coalesce(Invoice.title, Assignment.title).label("title"),
        Posting.invoice_id,
        Posting.assignment_id,
    )
    .join(Entry, Entry.id == Posting.entry_id)
    .outerjoin(Unit, Unit.id == Posting.unit_id)
    .outerjoin(Invoice, Invoice.id == Posting.invoice_id)
    .outerjoin(Client, Client.id == Invoice.client_id)
    .outerjoin(Person, Person.id == Posting.person_id)
    .outerjoin(Assignment, Assignment.id == Posting.assignment_id)
)
OF_UNIT = Posting.unit_id == sa.bindparam("unit_id")
WANTED = (
    sa.select(Posting.entry_id)
    .join(Entry, Entry.id == Posting.entry_id)
    .where(OF_UNIT, Posting.entry_id < sa.bindparam("before"), in_span())
    .distinct()
    .order_by(Posting.entry_id.desc())
    .limit(sa.bindparam("size"))
    .subquery()
)
JOURNAL = LEGS.where(OF_UNIT, Posting.entry_id.in_(sa.select(WANTED.c.entry_id))).order_by(
    Posting.entry_id.desc(), Posting.id
)
WHOLE = LEGS.where(OF_UNIT, in_span()).order_by(Entry.day, Posting.entry_id, Posting.id)


def journal(unit_id: int, span: Span, *, before: int = 0, size: int = SHOWN) -> Page[JournalEntry]:
    """The entries of a unit in a span, newest first; ``before`` as for ``lines``."""
    given = {
        "unit_id": unit_id,
        "before": bound(before),
        "size": size + 1,
        **given_span(span),
    }
    rows = db.session.execute(JOURNAL, given).mappings()
    return cut(_entries(Leg(**row) for row in rows), size)


def _entries(legs: Iterable[Leg]) -> list[JournalEntry]:
    found = []
    for entry_id, group in groupby(legs, key=lambda leg: leg.entry_id):
        mine = tuple(group)
        first = mine[0]
        found.append(
            JournalEntry(
                id=entry_id,
                day=first.day,
                act=first.act,
                reference=first.reference,
                legs=mine,
            )
        )
    return found


def whole_journal(unit_id: int, span: Span) -> list[Leg]:
    """Every leg of a unit in a span, oldest first, for a spreadsheet."""
    rows = db.session.execute(WHOLE, {"unit_id": unit_id, **given_span(span)}).mappings()
    return [Leg(**row) for row in rows]


def legs_of(entry_id: int, sight: sa.ColumnElement[bool]) -> tuple[Leg, ...]:
    """The legs of one entry that its reader may see.

    sight: the postings in sight, as ``visible`` gives them
    """
    rows = db.session.execute(_legs(sight), {"entry": entry_id}).mappings()
    return tuple(Leg(**row) for row in rows)


@lru_cache(maxsize=64)
def _legs(sight: sa.ColumnElement[bool]) -> sa.Select[*tuple[Any, ...]]:
    return LEGS.where(Posting.entry_id == sa.bindparam("entry"), sight).order_by(Posting.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Who wrote an entry, and which papers it comes from."""

    at: datetime
    by: str | None  # None: the system itself
    reference: str
    invoice_id: int | None
    contract_id: int | None
    note_id: int | None
    assignment_id: int | None
    title: str | None
    words: str
    moved: Eur | None  # each side; None where the reader does not see every leg


def about(entry: Entry, legs: Sequence[Leg]) -> About:
    """What stands beside an entry, from the legs that its reader may see."""
    name = db.session.scalar(sa.select(NAME).where(Person.id == entry.written_by_id))
    invoices = [leg.invoice_id for leg in legs if leg.invoice_id]
    titled = [leg for leg in legs if leg.assignment_id]
    return About(
        at=entry.written,
        by=name,
        reference=entry.reference,
        invoice_id=invoices[0] if invoices else None,
        contract_id=contract_of(entry.reference),
        note_id=note_of(entry.reference),
        assignment_id=titled[0].assignment_id if titled else None,
        title=titled[0].title if titled else None,
        words=max((leg.words for leg in legs), key=len, default=""),
        moved=_moved(legs),
    )


def _moved(legs: Sequence[Leg]) -> Eur | None:
    debits = total(leg.amount for leg in legs if leg.amount > ZERO)
    credits_ = total(leg.amount for leg in legs if leg.amount < ZERO)
    return debits if debits + credits_ == ZERO else None
