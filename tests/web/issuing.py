"""Invoices for tests, issued as members issue them."""

from datetime import date, datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from domain.vat import WorkKind
from web import clock
from web.actions.invoicing import DraftLine, put_out
from web.demo.people import OTHER_MEMBER
from web.extensions import db
from web.models.client import Client
from web.models.document import Document
from web.models.invoice import Invoice
from web.models.person import Person
from web.models.unit import Unit

STUDIO = 2  # the Activity unit of OTHER_MEMBER, who reads Dutch; its adviser is ADVISER


def one_line(price="1000", quantity="1", unit="DAY", what="Design of a poster"):
    return DraftLine(what, Decimal(quantity), unit, Decimal(price))


def issued(
    *lines: DraftLine,
    client: int = 1,
    unit: int = STUDIO,
    kind: WorkKind = WorkKind.SERVICE,
    title: str = "Poster",
    assignment_id: int | None = None,
    delivered: tuple[date, date] | None = None,
    now: datetime | None = None,
) -> int:
    """Issue an invoice and commit; returns its id."""
    found = db.session.scalars(
        sa.select(Unit).where(Unit.id == unit).options(joinedload(Unit.entity))
    ).one()
    author = db.session.scalars(sa.select(Person).where(Person.email == OTHER_MEMBER)).one()
    invoice = put_out(
        unit=found,
        client=db.session.get_one(Client, client),
        entity=found.entity,
        author=author,
        kind=kind,
        title=title,
        lines=lines or (one_line(),),
        assignment_id=assignment_id,
        delivered=delivered,
        now=now or clock.now(),
    )
    made_id = invoice.id  # afterwards it would be read again, which a busy database may refuse
    db.session.commit()
    return made_id


def invoice(invoice_id: int) -> Invoice:
    """The row as it is now."""
    return db.session.get_one(Invoice, invoice_id, populate_existing=True)


def documents_of(invoice_id: int) -> list[Document]:
    """Its documents as they are now."""
    return list(
        db.session.scalars(
            sa.select(Document)
            .where(Document.invoice_id == invoice_id)
            .order_by(Document.id)
            .execution_options(populate_existing=True)
        )
    )
