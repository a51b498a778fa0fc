"""Lines of figures about money, clients, units and expense notes."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from domain.expenses import ExpenseStatus
from domain.invoicing import InvoiceKind
from domain.ledger import Account, Act
from domain.periods import ONE_DAY
from web import clock
from web.models.client import Client
from web.models.expense import ExpenseNote
from web.models.figure import FigureFirst
from web.models.invoice import Invoice
from web.models.ledger import Entry, Posting
from web.models.unit import Unit
from web.queries.figures.sql import Rows
from web.queries.figures.sums import begins, terms_of
from web.sight import visible


def in_year(column: Any, day: date) -> sa.ColumnElement[bool]:
    """From 1 January to the day."""
    return column.between(date(day.year, 1, 1), day)  # type: ignore[no-any-return]


def measured(name: str) -> tuple[Act, Account]:
    """The act and the account of a measure of money."""
    act, account = name.split(".")
    return Act(act), Account(account)


def postings(key: str, day: date) -> Rows:
    """The legs of the ledger that a sum of money adds up."""
    acts = [measured(name) for name, _sign in terms_of(key)]
    sign = terms_of(key)[0][1]
    raw = sa.type_coerce(Posting.amount, sa.BigInteger)
    return (
        sa.select(Posting.invoice_id, Entry.reference, Entry.day, Entry.act, Unit.name, raw * sign)
        .join(Entry, Entry.id == Posting.entry_id)
        .outerjoin(Unit, Unit.id == Posting.unit_id)
        .where(
            sa.or_(
                *(sa.and_(Entry.act == act, Posting.account == account) for act, account in acts)
            ),
            Entry.day.between(begins(key, day), day),
            visible(Posting),
        )
        .order_by(Entry.day.desc(), Posting.id.desc())
    )


def invoices(_key: str, day: date) -> Rows:
    """Invoices with a number."""
    return (
        sa.select(
            Invoice.id,
            Invoice.number,
            Client.name,
            Unit.name,
            Invoice.issue_day,
            sa.type_coerce(Invoice.net, sa.BigInteger),
        )
        .join(Client, Client.id == Invoice.client_id)
        .join(Unit, Unit.id == Invoice.unit_id)
        .where(
            Invoice.number.is_not(None),
            Invoice.kind == InvoiceKind.INVOICE,
            in_year(Invoice.issue_day, day),
            visible(Invoice),
        )
        .order_by(Invoice.issue_day.desc(), Invoice.id.desc())
    )


def _firsts(kind: str, day: date) -> Any:
    return sa.and_(FigureFirst.kind == kind, in_year(FigureFirst.day, day))


def clients(key: str, day: date) -> Rows:
    """Clients with an invoice in the year."""
    earlier = sa.orm.aliased(FigureFirst)
    known = sa.exists().where(
        earlier.kind == "client",
        earlier.subject_id == FigureFirst.subject_id,
        earlier.year < day.year,
    )
    return (
        sa.select(Client.id, Client.name, FigureFirst.day)
        .join(FigureFirst, FigureFirst.subject_id == Client.id)
        .where(_firsts("client", day), sa.true() if key == "clients" else ~known, visible(Client))
        .order_by(FigureFirst.day.desc(), Client.id.desc())
    )


UNIT_KINDS = {"units_invoicing": "invoicing", "employing_units": "employing"}


def units(key: str, day: date) -> Rows:
    """Units with an act in the year, by the first."""
    invoicing = sa.select(FigureFirst.subject_id).where(_firsts("invoicing", day))
    return (
        sa.select(Unit.id, Unit.name, FigureFirst.day)
        .join(FigureFirst, FigureFirst.subject_id == Unit.id)
        .where(
            _firsts(UNIT_KINDS.get(key, "unit"), day),
            Unit.id.not_in(invoicing) if key == "units_idle" else sa.true(),
            visible(Unit),
        )
        .order_by(FigureFirst.day.desc(), Unit.id.desc())
    )


def notes(key: str, day: date) -> Rows:
    """Expense notes that were decided."""
    decided = [ExpenseStatus.APPROVED, ExpenseStatus.SENT_BACK]
    return (
        sa.select(
            ExpenseNote.id,
            ExpenseNote.title,
            Unit.name,
            ExpenseNote.submitted,
            ExpenseNote.decided,
            sa.type_coerce(ExpenseNote.total, sa.BigInteger),
        )
        .join(Unit, Unit.id == ExpenseNote.unit_id)
        .where(
            ExpenseNote.status.in_(decided if key == "expenses_waiting_days" else decided[:1]),
            ExpenseNote.decided >= clock.midnight(date(day.year, 1, 1)),
            ExpenseNote.decided < clock.midnight(day + ONE_DAY),
            visible(ExpenseNote),
        )
        .order_by(ExpenseNote.decided.desc(), ExpenseNote.id.desc())
    )
