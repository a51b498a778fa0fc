"""What can pay a new expense note: an accepted assignment with money left, or an Activity."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from domain.contract_life import PROMISED
from domain.contribution import contribution
from domain.expenses import ExpenseStatus
from domain.invoicing import InvoiceStatus
from domain.ledger import Account
from domain.money import ZERO, Eur
from domain.submission import AssignmentStatus
from domain.units import Tool
from web import clock
from web.extensions import EurCents, db
from web.models.assignment import Assignment
from web.models.contract import Contract
from web.models.expense import ExpenseNote
from web.models.invoice import Invoice
from web.models.ledger import Posting, UnitSum
from web.models.unit import Unit

Rows = sa.Select[*tuple[Any, ...]]
MOST = 60  # assignments, the latest decided


@dataclass(frozen=True, slots=True)
class Purse:
    """One answer to “who pays?”."""

    unit_id: int
    unit: str
    assignment_id: int | None
    title: str  # of the assignment
    left: Eur  # to spend, excluding VAT

    @property
    def key(self) -> str:
        """How a form names it: the unit, and the assignment where there is one."""
        return f"{self.unit_id}-{self.assignment_id or 0}"


def purses(held: sa.Select[int]) -> list[Purse]:
    """Everything that can pay: two statements, however many there are.

    held: the units that the reader holds
    """
    return [*_activities(held), *(purse for purse in _assignments(held) if purse.left > ZERO)]


def _activities(held: sa.Select[int]) -> list[Purse]:
    """The running budgets of open units; an empty one may still be written for."""
    return [
        Purse(unit_id, name, None, "", _left(*figures))
        for unit_id, name, *figures in db.session.execute(_open_units(held))
    ]


@cache
def _open_units(held: sa.Select[int]) -> Rows:
    """Built once: building a statement costs more than asking it."""
    held_now = _sum(
        sa.select(-sa.func.sum(UnitSum.amount)).where(
            UnitSum.unit_id == Unit.id, UnitSum.account == Account.UNIT_AVAILABLE
        )
    )
    contracts = _sum(
        sa.select(sa.func.sum(Contract.budget)).where(
            Contract.unit_id == Unit.id,
            Contract.assignment_id.is_(None),
            Contract.status.in_(PROMISED),
        )
    )
    notes = _sum(
        sa.select(sa.func.sum(ExpenseNote.total - ExpenseNote.vat)).where(
            ExpenseNote.unit_id == Unit.id,
            ExpenseNote.assignment_id.is_(None),
            ExpenseNote.status == ExpenseStatus.SUBMITTED,
        )
    )
    return (
        sa.select(Unit.id, Unit.name, held_now, contracts, notes)
        .where(Unit.id.in_(held), Unit.tool != Tool.THREE_IN_ONE, Unit.closed.is_(None))
        .order_by(Unit.likeness, Unit.id)
    )


def _assignments(held: sa.Select[int]) -> list[Purse]:
    """Accepted assignments, the latest first, with what is left of each."""
    return [
        Purse(
            row.unit_id,
            row.name,
            row.id,
            row.title,
            Eur(
                _left(row.balance, row.contracts, row.notes)
                + _to_come(row.price, row.decided, invoiced=row.invoiced)
            ),
        )
        for row in db.session.execute(_accepted(held))
    ]


@cache
def _accepted(held: sa.Select[int]) -> Rows:
    """Built once, see above; without the JSON of what was typed, which is long to read."""
    balance = _sum(
        sa.select(-sa.func.sum(Posting.amount)).where(
            Posting.assignment_id == Assignment.id, Posting.account == Account.ASSIGNMENT
        )
    )
    contracts = _sum(
        sa.select(sa.func.sum(Contract.budget)).where(
            Contract.assignment_id == Assignment.id, Contract.status.in_(PROMISED)
        )
    )
    notes = _sum(
        sa.select(sa.func.sum(ExpenseNote.total - ExpenseNote.vat)).where(
            ExpenseNote.assignment_id == Assignment.id,
            ExpenseNote.status == ExpenseStatus.SUBMITTED,
        )
    )
    invoiced = sa.exists().where(
        Invoice.assignment_id == Assignment.id, Invoice.status != InvoiceStatus.DRAFT
    )
    return (
        sa.select(
            Assignment.unit_id,
            Unit.name,
            Assignment.id,
            Assignment.title,
            Assignment.price,
            Assignment.decided,
            invoiced.label("invoiced"),
            balance.label("balance"),
            contracts.label("contracts"),
            notes.label("notes"),
        )
        .join(Unit, Unit.id == Assignment.unit_id)
        .where(
            Assignment.unit_id.in_(held),
            Assignment.status == AssignmentStatus.ACCEPTED,
            Unit.closed.is_(None),
        )
        .order_by(Assignment.decided.desc(), Assignment.id.desc())
        .limit(MOST)
    )


def _to_come(price: Eur | None, decided: datetime | None, *, invoiced: bool) -> Eur:
    """What an assignment that is not invoiced yet will bring."""
    if invoiced or price is None or decided is None:
        return ZERO
    return Eur(price - contribution(price, clock.day_of(decided)).amount)


def _left(balance: Eur | None, contracts: Eur | None, notes: Eur | None) -> Eur:
    return Eur((balance or ZERO) - (contracts or ZERO) - (notes or ZERO))


def _sum(query: sa.Select[Eur]) -> sa.ColumnElement[Eur | None]:
    """One figure of each row."""
    return sa.type_coerce(query.correlate(Unit, Assignment).scalar_subquery(), EurCents())
