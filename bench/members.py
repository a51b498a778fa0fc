"""Members of any cooperative who have as much to read as one with a year of work."""

from collections.abc import Iterator

import sqlalchemy as sa

from domain.invoicing import InvoiceKind
from web import clock
from web.access import token_hash
from web.extensions import db
from web.models.assignment import Assignment
from web.models.contract import Contract
from web.models.invoice import Invoice
from web.models.ledger import Posting
from web.models.person import SignIn
from web.models.unit import Holding
from web.queries.holdings import held_on

YEAR_OF_WORK = (45, 45)  # about as many invoices and contracts as ``bench/year.py`` writes
PAGES = (
    "/", "/assignments", "/contracts", "/expenses", "/units", "/units/{unit}",
    "/units/{unit}/money", "/units/{unit}/money/to_pay?period=all", "/units/{unit}/invoices",
    "/clients", "/rules", "/account",
)  # fmt: skip


def usual(many: int) -> list[tuple[int, int]]:
    """Holders with the units of theirs whose numbers come nearest: person, unit."""
    invoices = (
        sa.select(Invoice.unit_id, sa.func.count().label("many"))
        .where(Invoice.number.is_not(None), Invoice.kind == InvoiceKind.INVOICE)
        .group_by(Invoice.unit_id)
        .subquery()
    )
    contracts = (
        sa.select(Contract.unit_id, sa.func.count().label("many"))
        .group_by(Contract.unit_id)
        .subquery()
    )
    wanted, worked = YEAR_OF_WORK
    far = sa.func.abs(invoices.c.many - wanted) + sa.func.abs(contracts.c.many - worked)
    holder = sa.func.min(Holding.person_id)
    query = (
        sa.select(holder, Holding.unit_id)
        .join(invoices, invoices.c.unit_id == Holding.unit_id)
        .join(contracts, contracts.c.unit_id == Holding.unit_id)
        .where(held_on(clock.today()))
        .group_by(Holding.unit_id, far)
        .order_by(far, Holding.unit_id)
        .limit(many)
    )
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
