"""Members of any cooperative who have as much to read as one with a year of work."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from domain.invoicing import InvoiceKind
from web import clock
from web.access import token_hash
from web.extensions import db
from web.models.assignment import Assignment
from web.models.contract import Contract
from web.models.expense import ExpenseNote
from web.models.invoice import Invoice
from web.models.ledger import Posting
from web.models.person import SignIn
from web.models.unit import Holding
from web.queries.holdings import held_on

# About as many of each as the busiest holder of ``bench/year.py`` has, for pages as long.
YEAR_OF_WORK: tuple[tuple[Any, int], ...] = (
    (Invoice, 45), (Contract, 45), (Assignment, 45), (ExpenseNote, 23),
)  # fmt: skip
PAGES = (
    "/", "/assignments", "/contracts", "/expenses", "/units", "/units/{unit}",
    "/units/{unit}/money", "/units/{unit}/money/to_pay?period=all", "/units/{unit}/invoices",
    "/clients", "/rules", "/account",
)  # fmt: skip


def count_by_unit(model: Any) -> sa.Subquery:
    """How many of them each unit has: drafts of invoices do not count."""
    query = sa.select(model.unit_id, sa.func.count().label("many")).group_by(model.unit_id)
    if model is Invoice:
        query = query.where(Invoice.number.is_not(None), Invoice.kind == InvoiceKind.INVOICE)
    return query.subquery()


def usual(many: int) -> list[tuple[int, int]]:
    """Holders with the units of theirs whose numbers come nearest: person, unit."""
    counts = [(count_by_unit(model), wanted) for model, wanted in YEAR_OF_WORK]
    far = sum(sa.func.abs(count.c.many - wanted) for count, wanted in counts)
    query = sa.select(sa.func.min(Holding.person_id), Holding.unit_id)
    for count, _wanted in counts:
        query = query.join(count, count.c.unit_id == Holding.unit_id)
    query = query.where(held_on(clock.today())).group_by(Holding.unit_id, far)
    query = query.order_by(far, Holding.unit_id).limit(many)
    return [(person_id, unit_id) for person_id, unit_id in db.session.execute(query)]


def pages(unit_id: int) -> Iterator[tuple[str, str]]:
    """Every page that the holder of a unit opens: its name anywhere, and its address here."""
    for path in PAGES:
        yield path, path.format(unit=unit_id)
    latest = {
        "/assignments": sa.select(sa.func.max(Assignment.id)).where(Assignment.unit_id == unit_id),
        "/invoices": sa.select(sa.func.max(Invoice.id)).where(Invoice.unit_id == unit_id),
        "/contracts": sa.select(sa.func.max(Contract.id)).where(Contract.unit_id == unit_id),
        "/entries": sa.select(sa.func.max(Posting.entry_id)).where(Posting.unit_id == unit_id),
    }
    for path, query in latest.items():
        found = db.session.scalar(query)
        if found is not None:
            yield f"{path}/…", f"{path}/{found}"


def sign_in(person_id: int, token: str) -> None:
    """Let somebody in, as a browser with this token."""
    now = clock.now()
    row = SignIn(person_id=person_id, token_hash=token_hash(token), began=now, seen=now)
    db.session.add(row)
    db.session.commit()
