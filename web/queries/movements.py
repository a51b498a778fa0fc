"""The movements of a running budget, what it has promised and what it still expects."""

from dataclasses import dataclass

import sqlalchemy as sa

from domain.contract_life import PROMISED
from domain.expenses import ExpenseStatus
from domain.invoicing import InvoiceKind, InvoiceStatus
from domain.ledger import Account
from domain.ledger.details import TOPICS
from domain.money import ZERO, Eur
from domain.spans import EVERYTHING, Span
from web.extensions import db
from web.models.client import Client
from web.models.contract import Contract
from web.models.expense import ExpenseNote
from web.models.invoice import Invoice
from web.models.ledger import Posting, UnitSum
from web.models.person import Person
from web.queries.budget import unpaid_share
from web.queries.going_on import THE_UNIT, Going, Matter, row_of, sorted_out, together
from web.queries.lines import NAME, Line, lines, with_work
from web.queries.paging import Page, bound

BUDGET = TOPICS[Account.UNIT_AVAILABLE.value]
ALWAYS = Span.read(EVERYTHING)
SHOWN = 20  # movements on one page


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """One entry, and what was in the budget after it."""

    line: Line
    balance: Eur


def movements(unit_id: int, *, before: int = 0) -> Page[Movement]:
    """The movements of the budget, the latest first; ``before`` as for ``lines``."""
    found = with_work(lines(unit_id, BUDGET, ALWAYS, before=before, size=SHOWN))
    balance, items = _balance(unit_id, before), []
    for line in found.items:
        items.append(Movement(line=line, balance=balance))
        balance = Eur(balance - line.amount)
    return Page(tuple(items), found.next)


HELD_BEFORE = sa.select(-sa.func.sum(Posting.amount)).where(
    Posting.unit_id == THE_UNIT,
    Posting.account == Account.UNIT_AVAILABLE,
    Posting.entry_id < sa.bindparam("before"),
)
HELD_NOW = sa.select(-sa.func.sum(UnitSum.amount)).where(
    UnitSum.unit_id == THE_UNIT, UnitSum.account == Account.UNIT_AVAILABLE
)
OPEN = together(
    row_of(Matter.CONTRACT, Contract, Contract.work, NAME, Contract.budget, Contract.last_day)
    .join(Person, Person.id == Contract.person_id)
    .where(Contract.unit_id == THE_UNIT, Contract.assignment_id.is_(None))
    .where(Contract.status.in_(PROMISED))
    .order_by(Contract.last_day, Contract.id),
    row_of(
        Matter.NOTE,
        ExpenseNote,
        ExpenseNote.title,
        NAME,
        ExpenseNote.total - ExpenseNote.vat,
        sa.null(),
    )
    .join(Person, Person.id == ExpenseNote.person_id)
    .where(ExpenseNote.unit_id == THE_UNIT, ExpenseNote.assignment_id.is_(None))
    .where(ExpenseNote.status == ExpenseStatus.SUBMITTED)
    .order_by(ExpenseNote.id),
    row_of(Matter.INVOICE, Invoice, Invoice.title, Client.name, unpaid_share(), Invoice.due_day)
    .join(Client, Client.id == Invoice.client_id)
    .join(Posting, Posting.invoice_id == Invoice.id)
    .where(Invoice.unit_id == THE_UNIT, Invoice.status == InvoiceStatus.ISSUED)
    .where(Invoice.kind == InvoiceKind.INVOICE)
    .where(Posting.unit_id == THE_UNIT, Posting.account == Account.UNIT_AVAILABLE)
    .order_by(Invoice.due_day, Invoice.id),
)


def _balance(unit_id: int, before: int) -> Eur:
    """What was in the budget before an entry; 0 means now, which its running sum tells."""
    given = {"unit_id": unit_id, "before": bound(before)} if before else {"unit_id": unit_id}
    return db.session.scalar(HELD_BEFORE if before else HELD_NOW, given) or ZERO


def open_matters(unit_id: int) -> dict[Matter, list[Going]]:
    """What the budget promised (contracts, notes) and expects (invoices): one statement."""
    return sorted_out(OPEN, unit_id)
