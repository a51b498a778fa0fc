"""Money that arrives from clients: recorded, recorded many at once, undone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm.exc import StaleDataError

from domain.invoicing import InvoiceStatus, move_invoice
from domain.ledger import Act, Leg, paid_in, undo_payment
from domain.money import Eur
from domain.receivables import Owed, PaymentGone, check_payment
from domain.work import NeedsReason
from web import clock
from web.actions.audit import record
from web.actions.ledger import post
from web.actions.locks import alone, lock_units
from web.extensions import db
from web.models.invoice import ClientPayment, Invoice


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """One payment as the bank statement shows it."""

    invoice_id: int
    amount: Eur
    day: date
    reference: str = ""  # of the bank


def owed_on(invoice: Invoice) -> Owed:
    """What a payment of this invoice is judged by; it was issued."""
    assert invoice.issue_day is not None
    return Owed(
        number=str(invoice.number),
        kind=invoice.kind,
        status=invoice.status,
        issue_day=invoice.issue_day,
        due=Eur(invoice.gross - invoice.paid),
    )


def record_payment(arrived: Arrived, *, author_id: int, now: datetime) -> ClientPayment:
    """A client paid an invoice, or a part of it."""
    (payment,) = record_payments([arrived], author_id=author_id, now=now)
    return payment


def record_payments(
    several: Sequence[Arrived], *, author_id: int, now: datetime
) -> list[ClientPayment]:
    """All of them or none; two parts of one invoice may stand in one list."""
    invoices = _locked({arrived.invoice_id for arrived in several})
    in_order = sorted(several, key=lambda item: invoices[item.invoice_id].unit_id)
    made = [_record(invoices[item.invoice_id], item, author_id, now) for item in in_order]
    db.session.commit()
    return made


def _locked(invoice_ids: set[int]) -> dict[int, Invoice]:
    """The invoices as they are now, for this act only."""
    lock_units(sa.select(Invoice.unit_id).where(Invoice.id.in_(invoice_ids)))
    query = (
        sa.select(Invoice)
        .where(Invoice.id.in_(invoice_ids), Invoice.number.is_not(None))
        .order_by(Invoice.id)
    )
    found = {invoice.id: invoice for invoice in db.session.scalars(alone(query))}
    if len(found) < len(invoice_ids):
        raise StaleDataError
    return found


def _record(invoice: Invoice, arrived: Arrived, author_id: int, now: datetime) -> ClientPayment:
    owed = owed_on(invoice)
    check_payment(owed, amount=arrived.amount, day=arrived.day, today=clock.day_of(now))
    payment = ClientPayment(
        invoice_id=invoice.id,
        amount=arrived.amount,
        day=arrived.day,
        reference=arrived.reference,
        recorded=now,
        recorded_by_id=author_id,
    )
    invoice.paid = Eur(invoice.paid + arrived.amount)
    if arrived.amount == owed.due:
        invoice.status = move_invoice(invoice.status, InvoiceStatus.PAID)
    db.session.add(payment)
    db.session.flush()
    _post(Act.PAID_IN, paid_in, invoice, arrived.amount, now)
    record(Act.PAID_IN, payment, invoice=owed.number, amount=arrived.amount, day=arrived.day)
    return payment


def undo(payment: ClientPayment, *, reason: str, author_id: int, now: datetime) -> Invoice:
    """Take a recorded payment back with the opposite entry; the client owes again."""
    if not reason.strip():
        raise NeedsReason
    (invoice,) = _locked({payment.invoice_id}).values()
    db.session.refresh(payment)
    if payment.undone is not None:
        raise PaymentGone
    payment.undone, payment.undone_by_id = now, author_id
    invoice.paid = Eur(invoice.paid - payment.amount)
    if invoice.status is InvoiceStatus.PAID:
        invoice.status = move_invoice(invoice.status, InvoiceStatus.ISSUED)
    _post(Act.PAYMENT_UNDONE, undo_payment, invoice, payment.amount, now)
    record(Act.PAYMENT_UNDONE, payment, invoice=str(invoice.number), reason=reason.strip())
    db.session.commit()
    return invoice


def _post(
    act: Act, entry: Callable[..., tuple[Leg, ...]], invoice: Invoice, amount: Eur, now: datetime
) -> None:
    legs = entry(
        amount=amount,
        unit_id=invoice.unit_id,
        assignment_id=invoice.assignment_id,
        invoice_id=invoice.id,
    )
    day = clock.day_of(now)
    post(act, legs, entity_id=invoice.entity_id, day=day, reference=str(invoice.number))
