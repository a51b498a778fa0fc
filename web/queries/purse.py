"""The money of a person and of the units they hold."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa

from domain.contract_life import PROMISED
from domain.expenses import ExpenseStatus
from domain.ledger import Account
from domain.money import Eur
from domain.units import Tool
from web.extensions import EurCents, db
from web.models.contract import Contract
from web.models.expense import ExpenseNote
from web.models.ledger import UnitSum
from web.models.pay import Debt
from web.models.unit import Unit
from web.queries.reader import HELD, READER, TODAY, Rows, asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Purse:
    """The money of one person and their units."""

    available: Eur  # of running budgets, promises taken off
    in_assignments: Eur
    awaited: Eur  # invoiced, VAT included, not paid by clients
    due: Eur  # owed to the person, or sent to their bank and not there yet
    next_day: date | None  # when the first of it arrives


@dataclass(frozen=True, slots=True)
class OwnUnit:
    """A unit that one can start something in."""

    id: int
    name: str
    tool: Tool


def _cents(amount: Any) -> Rows:
    """A sum, in euros; of nothing it is zero."""
    return sa.select(sa.type_coerce(sa.func.coalesce(sa.func.sum(amount), 0), EurCents()))


def _held(account: Account) -> Rows:
    """What the ledger holds for the reader's units in one account, debits positive."""
    return _cents(UnitSum.amount).where(UnitSum.unit_id.in_(HELD), UnitSum.account == account)


@cache
def _purse() -> Rows:
    contracts = _cents(Contract.budget).where(
        Contract.unit_id.in_(HELD),
        Contract.assignment_id.is_(None),
        Contract.status.in_(PROMISED),
    )
    notes = _cents(ExpenseNote.total - ExpenseNote.vat).where(
        ExpenseNote.unit_id.in_(HELD),
        ExpenseNote.assignment_id.is_(None),
        ExpenseNote.status == ExpenseStatus.SUBMITTED,
    )
    arrives = sa.func.coalesce(Debt.paid_day, Debt.due_day)
    owed = Debt.person_id == READER, sa.or_(Debt.paid_day.is_(None), Debt.paid_day > TODAY)
    queries = (
        _held(Account.UNIT_AVAILABLE),
        _held(Account.ASSIGNMENT),
        _held(Account.CLIENT_RECEIVABLE),
        contracts,
        notes,
        _cents(Debt.amount).where(*owed),
        sa.select(sa.func.min(arrives)).where(*owed),
    )
    return sa.select(*(query.scalar_subquery() for query in queries))


def purse(person_id: int, today: date) -> Purse:
    """The figures on top: from running sums and what is promised, in one statement."""
    row = db.session.execute(_purse(), asked(person_id, today)).one()
    available, assigned, awaited, planned, claimed, due, next_day = row
    return Purse(
        available=Eur(-available - planned - claimed),
        in_assignments=Eur(-assigned),
        awaited=awaited,
        due=due,
        next_day=next_day,
    )


@cache
def _own_units() -> Rows:
    own = Unit.id.in_(HELD), Unit.closed.is_(None)
    return sa.select(Unit.id, Unit.name, Unit.tool).where(*own).order_by(Unit.likeness, Unit.id)


def own_units(person_id: int, today: date) -> list[OwnUnit]:
    """The open units that one holds, by name."""
    return [OwnUnit(*row) for row in db.session.execute(_own_units(), asked(person_id, today))]
