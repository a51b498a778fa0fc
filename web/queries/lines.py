"""The lines behind a figure of a unit, newest entry first, paged by entry."""

import re
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa

from domain.ledger import Act
from domain.ledger.details import Topic
from domain.money import ZERO, Eur
from domain.spans import Span
from web.extensions import db
from web.models.assignment import Assignment
from web.models.client import Client
from web.models.contract import Contract
from web.models.invoice import Invoice
from web.models.ledger import Entry, Posting
from web.models.person import Person
from web.queries.paging import PAGE, Page, bound, cut

NAME = Person.given_name + " " + Person.family_name
ABOUT = ("invoice_id", "person_id", "assignment_id")
PAPER = re.compile(r"[A-Z]{2}-(?P<kind>[CE])-0*(?P<id>\d+)", re.ASCII)  # SC-C-12: a contract


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What one entry changed in a figure."""

    id: int  # of the entry
    day: date
    act: Act
    reference: str
    amount: Eur
    invoice_id: int | None
    client: str | None
    person: str | None
    title: str | None  # of the invoice or of the assignment

    @property
    def words(self) -> str:
        """With whom, and for what."""
        return " · ".join(text for text in (self.client or self.person, self.title) if text)

    @property
    def contract_id(self) -> int | None:
        """The contract that the entry is about, if it is one."""
        return contract_of(self.reference)

    @property
    def note_id(self) -> int | None:
        """The expense note that the entry is about, if it is one."""
        return note_of(self.reference)


def contract_of(reference: str) -> int | None:
    """The contract that a reference names, if it names one."""
    return _named(reference, "C")


def note_of(reference: str) -> int | None:
    """The expense note that a reference names, if it names one."""
    return _named(reference, "E")


def _named(reference: str, kind: str) -> int | None:
    found = PAPER.fullmatch(reference)
    return int(found["id"]) if found and found["kind"] == kind else None


def in_span() -> sa.ColumnElement[bool]:
    """Entries whose day lies in the span that ``given_span`` gives."""
    return Entry.day.between(sa.bindparam("first_day"), sa.bindparam("last_day"))


def given_span(span: Span) -> dict[str, date]:
    """The days of a span, for a statement with ``in_span``."""
    return {"first_day": span.first_day, "last_day": span.last_day}


# The statements are built once: building one costs more than asking it.
MOVED = (
    sa.select(
        Posting.entry_id.label("id"),
        sa.func.sum(Posting.amount).label("amount"),
        *(sa.func.max(getattr(Posting, name)).label(name) for name in ABOUT),
    )
    .join(Entry, Entry.id == Posting.entry_id)
    .where(
        Posting.unit_id == sa.bindparam("unit_id"),
        Posting.account.in_(sa.bindparam("accounts", expanding=True)),
        Posting.entry_id < sa.bindparam("before"),
        in_span(),
    )
    .group_by(Posting.entry_id)
    .having(sa.func.sum(Posting.amount) != ZERO)
    .order_by(Posting.entry_id.desc())
    .limit(sa.bindparam("size"))
    .subquery()
)
LINES = (
    sa.select(
        MOVED.c.id,
        Entry.day,
        Entry.act,
        Entry.reference,
        MOVED.c.amount,
        MOVED.c.invoice_id,
        Client.name.label("client"),
        NAME.label("person"),
        sa.func.coalesce(Invoice.title, Assignment.title).label("title"),
    )
    .join(Entry, Entry.id == MOVED.c.id)
    .outerjoin(Invoice, Invoice.id == MOVED.c.invoice_id)
    .outerjoin(Client, Client.id == Invoice.client_id)
    .outerjoin(Person, Person.id == MOVED.c.person_id)
    .outerjoin(Assignment, Assignment.id == MOVED.c.assignment_id)
    .order_by(MOVED.c.id.desc())
)
WORKS = sa.select(Contract.id, Contract.work).where(
    Contract.id.in_(sa.bindparam("ids", expanding=True))
)


def lines(
    unit_id: int, topic: Topic, span: Span, *, before: int = 0, size: int = PAGE
) -> Page[Line]:
    """What each entry changed in a figure, those that changed nothing in it left out.

    before: the entry behind which the page begins, 0 for the first page
    """
    given = {
        "unit_id": unit_id,
        "accounts": topic.accounts,
        "before": bound(before),
        "size": size + 1,
        **given_span(span),
    }
    rows = db.session.execute(LINES, given).mappings()
    found = [Line(**{**row, "amount": Eur(topic.sign * row["amount"])}) for row in rows]
    return cut(found, size)


def with_work(found: Page[Line]) -> Page[Line]:
    """The same page; contracts without an assignment say what their work was."""
    wanted = {line.contract_id for line in found.items if line.contract_id and not line.title}
    if not wanted:
        return found
    rows = db.session.execute(WORKS, {"ids": tuple(wanted)})
    works = {key: work for key, work in rows}  # noqa: C416 - pairs, not rows
    items = [
        replace(line, title=line.title or works.get(line.contract_id or 0)) for line in found.items
    ]
    return replace(found, items=tuple(items))
