"""What can still be spent: of the running budget of an Activity, and of one assignment."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from domain.budget import Budget, budget
from domain.contract_life import PROMISED
from domain.contribution import contribution
from domain.expenses import ExpenseStatus
from domain.invoicing import InvoiceKind, InvoiceStatus
from domain.ledger import Account
from domain.money import ZERO, Eur, total
from domain.submission import AssignmentStatus
from web import clock
from web.extensions import EurCents, db
from web.models.assignment import Assignment
from web.models.contract import Contract
from web.models.expense import ExpenseNote
from web.models.invoice import Invoice
from web.models.ledger import Posting, UnitSum

Figure = sa.ScalarSelect[Any]


def _sum(amount: Any) -> Any:
    return sa.type_coerce(sa.func.coalesce(sa.func.sum(amount), 0), EurCents())


def unpaid_share() -> sa.ColumnElement[Any]:
    """Of what an invoice brought to the budget, as much as its client still has to pay."""
    brought, gross, paid = (
        sa.type_coerce(column, sa.BigInteger)
        for column in (Posting.amount, Invoice.gross, Invoice.paid)
    )
    doubled = -2 * brought * (gross - paid) + gross
    return doubled // (2 * gross)  # whole cents, rounded half up


def _promises(of: sa.BindParameter[Any] | None) -> tuple[Figure, Figure]:
    """Promised, not yet in the ledger: contracts not confirmed, notes waiting for a decision."""
    contracts = sa.select(_sum(Contract.budget)).where(
        Contract.unit_id == THE_UNIT,
        Contract.assignment_id.is_(None) if of is None else Contract.assignment_id == of,
        Contract.status.in_(PROMISED),
    )
    notes = sa.select(_sum(ExpenseNote.total - ExpenseNote.vat)).where(
        ExpenseNote.unit_id == THE_UNIT,
        ExpenseNote.assignment_id.is_(None) if of is None else ExpenseNote.assignment_id == of,
        ExpenseNote.status == ExpenseStatus.SUBMITTED,
    )
    return contracts.scalar_subquery(), notes.scalar_subquery()


THE_UNIT: sa.BindParameter[Any] = sa.bindparam("unit_id")
THE_ASSIGNMENT: sa.BindParameter[Any] = sa.bindparam("assignment_id")
# The statements are built once: building one costs more than asking it.
HELD = (
    sa.select(_sum(-UnitSum.amount))
    .where(UnitSum.unit_id == THE_UNIT, UnitSum.account == Account.UNIT_AVAILABLE)
    .scalar_subquery()
)
INVOICED = (  # credit notes taken off
    sa.select(_sum(-Posting.amount))
    .where(
        Posting.unit_id == THE_UNIT,
        Posting.account == Account.UNIT_AVAILABLE,
        Posting.invoice_id.is_not(None),
    )
    .scalar_subquery()
)
EXPECTED = (
    sa.select(_sum(unpaid_share()))
    .select_from(Invoice)
    .join(Posting, Posting.invoice_id == Invoice.id)
    .where(
        Invoice.unit_id == THE_UNIT,
        Invoice.kind == InvoiceKind.INVOICE,
        Invoice.status == InvoiceStatus.ISSUED,
        Posting.unit_id == THE_UNIT,  # its own index: else every running budget is read
        Posting.account == Account.UNIT_AVAILABLE,
    )
    .scalar_subquery()
)
HELD_FOR_ASSIGNMENT = (
    sa.select(_sum(-Posting.amount))
    .where(Posting.assignment_id == THE_ASSIGNMENT, Posting.account == Account.ASSIGNMENT)
    .scalar_subquery()
)
BUDGET = sa.select(HELD, INVOICED, EXPECTED, *_promises(None))
AVAILABLE = sa.select(HELD, *_promises(None))
UNINVOICED = sa.select(Assignment.price, Assignment.decided).where(
    Assignment.id == THE_ASSIGNMENT,
    Assignment.status == AssignmentStatus.ACCEPTED,
    ~sa.exists().where(
        Invoice.assignment_id == THE_ASSIGNMENT, Invoice.status != InvoiceStatus.DRAFT
    ),
)
LEFT = sa.select(HELD_FOR_ASSIGNMENT, *_promises(THE_ASSIGNMENT))


def budget_of(unit_id: int) -> Budget:
    """The running budget of a unit, as far as it uses the tool Activity: one statement."""
    held, invoiced, expected, *promises = db.session.execute(BUDGET, {"unit_id": unit_id}).one()
    return budget(
        balance=held,
        received=Eur(invoiced - expected),
        expected=expected,
        committed=total(promises),
    )


def available_of(unit_id: int) -> Eur:
    """What the running budget can still promise."""
    held, *promises = db.session.execute(AVAILABLE, {"unit_id": unit_id}).one()
    return Eur(held - total(promises))


def left_of(unit_id: int, assignment_id: int) -> Eur:
    """What an assignment can still promise: what the ledger holds for it, less its promises.

    Once it is accepted, its price counts as held although the invoice goes out later: the
    price was decided with the contracts and the expenses that it pays.
    """
    given = {"unit_id": unit_id, "assignment_id": assignment_id}
    held, *promises = db.session.execute(LEFT, given).one()
    price, day = _to_invoice(assignment_id)
    to_come = Eur(price - contribution(price, day).amount) if price else ZERO
    return Eur(held + to_come - total(promises))


def _to_invoice(assignment_id: int) -> tuple[Eur, date]:
    """The price of an accepted assignment without any invoice, and the day it was decided."""
    row = db.session.execute(UNINVOICED, {"assignment_id": assignment_id}).one_or_none()
    if row is None or row.price is None or row.decided is None:
        return ZERO, date.min
    return row.price, clock.day_of(row.decided)
