"""What can still be spent: of the running budget of an Activity, and of one assignment."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from domain.budget import Budget, budget
from domain.contribution import contribution
from domain.employment import ContractStatus
from domain.expenses import ExpenseStatus
from domain.invoicing import InvoiceKind, InvoiceStatus
from domain.ledger import Account
from domain.money import ZERO, Eur
from domain.submission import AssignmentStatus
from web import clock
from web.extensions import EurCents, db
from web.models.assignment import Assignment
from web.models.contract import Contract
from web.models.expense import ExpenseNote
from web.models.invoice import Invoice
from web.models.ledger import Posting, UnitSum

PROMISED = (ContractStatus.PROPOSED, ContractStatus.MADE)
Figure = sa.ScalarSelect[Any]


def budget_of(unit_id: int) -> Budget:
    """The running budget of a unit, as far as it uses the tool Activity: one statement."""
    found = db.session.execute(
        sa.select(_held(unit_id), _invoiced(unit_id), _expected(unit_id), *_promises(unit_id, None))
    ).one()
    held, invoiced, expected, *promises = (amount or ZERO for amount in found)
    return budget(
        balance=held,
        received=Eur(invoiced - expected),
        expected=expected,
        committed=Eur(sum(promises, ZERO)),
    )


def _held(unit_id: int) -> Figure:
    """What the ledger holds for the unit."""
    return (
        sa.select(_sum(-UnitSum.amount))
        .where(UnitSum.unit_id == unit_id, UnitSum.account == Account.UNIT_AVAILABLE)
        .scalar_subquery()
    )


def _invoiced(unit_id: int) -> Figure:
    """What invoices brought to the running budget, credit notes taken off."""
    return (
        sa.select(_sum(-Posting.amount))
        .where(
            Posting.unit_id == unit_id,
            Posting.account == Account.UNIT_AVAILABLE,
            Posting.invoice_id.is_not(None),
        )
        .scalar_subquery()
    )


def _expected(unit_id: int) -> Figure:
    """Of that, the part that clients still have to pay."""
    return (
        sa.select(_sum(unpaid_share()))
        .select_from(Invoice)
        .join(Posting, Posting.invoice_id == Invoice.id)
        .where(
            Invoice.unit_id == unit_id,
            Invoice.kind == InvoiceKind.INVOICE,
            Invoice.status == InvoiceStatus.ISSUED,
            Posting.account == Account.UNIT_AVAILABLE,
        )
        .scalar_subquery()
    )


def unpaid_share() -> sa.ColumnElement[Any]:
    """Of what an invoice brought to the budget, as much as its client still has to pay."""
    brought, gross, paid = (
        sa.type_coerce(column, sa.BigInteger)
        for column in (Posting.amount, Invoice.gross, Invoice.paid)
    )
    doubled = -2 * brought * (gross - paid) + gross
    return doubled // (2 * gross)  # whole cents, rounded half up


def _promises(unit_id: int, assignment_id: int | None) -> tuple[Figure, Figure]:
    """Promised, not yet in the ledger: contracts not confirmed, notes waiting for a decision."""
    contracts = sa.select(_sum(Contract.budget)).where(
        Contract.unit_id == unit_id,
        Contract.assignment_id.is_not_distinct_from(assignment_id),
        Contract.status.in_(PROMISED),
    )
    notes = sa.select(_sum(ExpenseNote.total - ExpenseNote.vat)).where(
        ExpenseNote.unit_id == unit_id,
        ExpenseNote.assignment_id.is_not_distinct_from(assignment_id),
        ExpenseNote.status == ExpenseStatus.SUBMITTED,
    )
    return contracts.scalar_subquery(), notes.scalar_subquery()


def _sum(amount: Any) -> Any:
    return sa.type_coerce(sa.func.coalesce(sa.func.sum(amount), 0), EurCents())


def available_of(unit_id: int) -> Eur:
    """What the running budget can still promise."""
    return _left(_held(unit_id), _promises(unit_id, None))


def left_of(unit_id: int, assignment_id: int) -> Eur:
    """What an assignment can still promise: what the ledger holds for it, less its promises.

    Once it is accepted, its price counts as held although the invoice goes out later: the
    price was decided with the contracts and the expenses that it pays.
    """
    held = (
        sa.select(_sum(-Posting.amount))
        .where(Posting.assignment_id == assignment_id, Posting.account == Account.ASSIGNMENT)
        .scalar_subquery()
    )
    left = _left(held, _promises(unit_id, assignment_id))
    price, day = _to_invoice(assignment_id)
    return Eur(left + price - contribution(price, day).amount) if price else left


def _to_invoice(assignment_id: int) -> tuple[Eur, date]:
    """The price of an accepted assignment without any invoice, and the day it was decided."""
    invoiced = sa.exists().where(
        Invoice.assignment_id == assignment_id, Invoice.status != InvoiceStatus.DRAFT
    )
    row = db.session.execute(
        sa.select(Assignment.price, Assignment.decided).where(
            Assignment.id == assignment_id,
            Assignment.status == AssignmentStatus.ACCEPTED,
            ~invoiced,
        )
    ).one_or_none()
    if row is None or row.price is None or row.decided is None:
        return ZERO, date.min
    return row.price, clock.day_of(row.decided)


def _left(held: Figure, promises: tuple[Figure, Figure]) -> Eur:
    found, *promised = db.session.execute(sa.select(held, *promises)).one()
    return Eur((found or ZERO) - sum((amount or ZERO for amount in promised), ZERO))
