"""What clients paid, as it was recorded."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from domain.money import Eur
from web.extensions import db
from web.models.invoice import ClientPayment
from web.models.person import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """One payment of an invoice."""

    id: int
    amount: Eur
    day: date
    reference: str
    recorded: datetime
    by: str
    undone: datetime | None


def payments_of(invoice_id: int) -> list[Payment]:
    """What was recorded for an invoice, undone or not, the last first."""
    query = (
        sa.select(
            ClientPayment.id,
            ClientPayment.amount,
            ClientPayment.day,
            ClientPayment.reference,
            ClientPayment.recorded,
            (Person.given_name + " " + Person.family_name).label("by"),
            ClientPayment.undone,
        )
        .join(Person, Person.id == ClientPayment.recorded_by_id)
        .where(ClientPayment.invoice_id == invoice_id)
        .order_by(ClientPayment.id.desc())
    )
    return [Payment(**row) for row in db.session.execute(query).mappings()]


def recorded(invoice_ids: list[int]) -> set[tuple[int, Eur, date]]:
    """Payments of these invoices that stand: invoice, amount, day."""
    query = sa.select(ClientPayment.invoice_id, ClientPayment.amount, ClientPayment.day).where(
        ClientPayment.invoice_id.in_(invoice_ids), ClientPayment.undone.is_(None)
    )
    return {(row[0], row[1], row[2]) for row in db.session.execute(query)}
