"""What the cooperative knows about a client and a member when an assignment is sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from domain.doubts import flags
from domain.invoicing import InvoiceKind, InvoiceStatus
from domain.money import Eur
from domain.queues import Case
from domain.submission import AssignmentStatus
from web.extensions import db
from web.models.assignment import Assignment
from web.models.invoice import Invoice
from web.queries.amounts import sums
from web.queries.reckoning import Reckoning


@dataclass(frozen=True, slots=True)
class Record:
    """What was seen of a client and of a member before."""

    client_invoices: int  # issued, by any unit
    client_invoiced: Eur  # including VAT
    client_overdue: Eur
    member_accepted: int


def record_of(client_id: int | None, author_id: int, today: date) -> Record:
    """The history of a client and a member, in one statement."""
    theirs = (
        Invoice.client_id == client_id,
        Invoice.kind == InvoiceKind.INVOICE,
        Invoice.status != InvoiceStatus.DRAFT,
    )
    late = (Invoice.status == InvoiceStatus.ISSUED, Invoice.due_day < today)
    row = db.session.execute(
        sa.select(
            sa.select(sa.func.count()).where(*theirs).scalar_subquery(),
            sa.select(sums(Invoice.gross)).where(*theirs).scalar_subquery(),
            sa.select(sums(Invoice.gross - Invoice.paid)).where(*theirs, *late).scalar_subquery(),
            sa.select(sa.func.count())
            .where(
                Assignment.author_id == author_id,
                Assignment.status == AssignmentStatus.ACCEPTED,
            )
            .scalar_subquery(),
        )
    ).one()
    return Record(*row)


def first_day(days: Iterable[date]) -> date | None:
    """The first of some days, if there is any."""
    return min(days, default=None)


def case_of(reckoning: Reckoning, author_id: int) -> Case:
    """The facts that decide whether an adviser looks first."""
    assert reckoning.payer is not None
    assert reckoning.price is not None
    seen = record_of(reckoning.payer.id, author_id, reckoning.day)
    begins = first_day(day for item in reckoning.draft.wanted for day in item.days)
    return Case(
        day=reckoning.day,
        amount=reckoning.price,
        client_verified=reckoning.payer.verified is not None,
        client_invoices=seen.client_invoices,
        client_overdue=seen.client_overdue,
        member_accepted=seen.member_accepted,
        flags=tuple(flags(reckoning.vat, seen.client_invoices, begins, reckoning.day)),
    )
