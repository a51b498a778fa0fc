"""What each day adds to the figures, counted from the acts themselves: the one place that says so.

Every function gives measure, subject (a unit), day and amount in hundredths.
"""

from typing import Any

import sqlalchemy as sa

from domain.contract_life import AGREED, ContractStatus
from domain.figures.flow import DECIDING
from domain.invoicing import InvoiceKind
from domain.ledger import Account, Act
from web.models.contract import Contract, WorkDay
from web.models.invoice import Invoice
from web.models.ledger import Entry, Posting
from web.models.unit import Holding
from web.queries.figures.sql import Days, Rows

HUNDRED = 100
FIGURED = (*sorted(DECIDING), Act.PAID_IN, Act.PAYMENT_UNDONE)


def of(act: Act, account: Account) -> str:
    """The measure of what an act writes in an account."""
    return f"{act.value}.{account.value}"


def _counted(measure: str, subject: Any, day: Any, amount: Any) -> Rows:
    return sa.select(
        sa.literal(measure).label("measure"),
        subject.label("subject_id"),
        day.label("day"),
        amount.label("amount"),
    ).group_by(subject, day)


def _raw(column: Any) -> Any:
    """The whole number that is stored, hundredths of a euro or of an hour."""
    return sa.type_coerce(column, sa.BigInteger)


def _in(account: Account) -> sa.ColumnElement[bool]:
    """Legs in an account, among those of a few entries: not by the index of all its legs."""
    return sa.cast(Posting.account, sa.String) == account.value


def money(days: Days) -> Rows:
    """Everything that the acts about units write in the ledger, by act and account."""
    act, account = (sa.type_coerce(column, sa.String) for column in (Entry.act, Posting.account))
    return (
        sa.select(
            (act + "." + account).label("measure"),
            Posting.unit_id.label("subject_id"),
            Entry.day.label("day"),
            sa.func.sum(_raw(Posting.amount)).label("amount"),
        )
        .join(Posting, Posting.entry_id == Entry.id)
        .where(days(Entry.day), Entry.act.in_(FIGURED))
        .group_by(Entry.act, Posting.account, Posting.unit_id, Entry.day)
    )


def invoices(days: Days) -> Rows:
    """Invoices, credit notes left out; a draft has no day."""
    many = sa.func.count() * HUNDRED
    return _counted("invoices", Invoice.unit_id, Invoice.issue_day, many).where(
        days(Invoice.issue_day), Invoice.kind == InvoiceKind.INVOICE
    )


def expense_notes(days: Days) -> Rows:
    """Approved notes: each writes one leg of what is due to a person."""
    many = sa.func.count() * HUNDRED
    return (
        _counted("expense_notes", Posting.unit_id, Entry.day, many)
        .select_from(Entry)
        .join(Posting, Posting.entry_id == Entry.id)
        .where(days(Entry.day), Entry.act == Act.EXPENSE, _in(Account.EXPENSES_DUE))
    )


def contracts(days: Days) -> Rows:
    """Contracts that both agreed to, on their first day; months of open-ended jobs left out."""
    many = sa.func.count() * HUNDRED
    alone = sa.func.coalesce(Contract.employment_id, 0) == 0  # by the day, not by this index
    return _counted("contracts", Contract.unit_id, Contract.first_day, many).where(
        days(Contract.first_day), Contract.status.in_(AGREED), alone
    )


def _work(measure: str, amount: Any, days: Days) -> Rows:
    return (
        _counted(measure, Contract.unit_id, WorkDay.day, amount)
        .select_from(WorkDay)
        .join(Contract, Contract.id == WorkDay.contract_id)
        .where(days(WorkDay.day), *CONFIRMED_WORK)
    )


CONFIRMED_WORK = (
    Contract.status == ContractStatus.CONFIRMED,
    sa.type_coerce(WorkDay.hours, sa.Integer) > 0,
)


def worked_days(days: Days) -> Rows:
    """Days of confirmed work."""
    return _work("days", sa.func.count() * HUNDRED, days)


def worked_hours(days: Days) -> Rows:
    """Hours of confirmed work."""
    return _work("hours", sa.func.sum(_raw(WorkDay.hours)), days)


def holds(unit_id: Any, person_id: Any, day: Any) -> sa.Exists:
    """Did the person hold the unit on the day?"""
    return (
        sa.select(Holding.id)
        .where(
            Holding.unit_id == unit_id,
            Holding.person_id == person_id,
            Holding.since <= day,
            sa.or_(Holding.until.is_(None), Holding.until >= day),
        )
        .exists()
    )


def paid_to_others(days: Days) -> Rows:
    """Employment budget for people who did not hold the unit on the day of the entry."""
    amount = sa.func.sum(-_raw(Posting.amount))
    return (
        _counted("others_budget", Posting.unit_id, Entry.day, amount)
        .select_from(Entry)
        .join(Posting, Posting.entry_id == Entry.id)
        .where(
            days(Entry.day),
            Entry.act == Act.CONFIRM,
            _in(Account.EMPLOYMENT_IN_TRANSIT),
            ~holds(Posting.unit_id, Posting.person_id, Entry.day),
        )
    )


OF_UNITS = (
    money,
    invoices,
    expense_notes,
    contracts,
    worked_days,
    worked_hours,
    paid_to_others,
)
