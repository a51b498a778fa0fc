"""Payment files and their lines."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from domain.debts import DebtKind
from domain.money import Eur
from domain.periods import Month
from web.extensions import db
from web.models.contract import Contract
from web.models.document import Document
from web.models.entity import Entity
from web.models.expense import ExpenseNote
from web.models.pay import Debt, LineState, PaymentFile, PaymentLine
from web.models.payslip import Payslip
from web.models.person import Person
from web.models.share import ShareExit, Shareholder
from web.queries.debts import PAID_CONTRACT
from web.queries.paging import Page, cut
from web.queries.pay import settlement_named

PAGE = 30
PAYEE = sa.func.coalesce(  # heirs and legal persons are paid in their own names
    sa.func.nullif(ShareExit.beneficiary, ""),
    Shareholder.name,
    Person.given_name + " " + Person.family_name,
)

Rows = sa.Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """One payment file of the list."""

    id: int
    message_id: str
    entity: str
    execution_day: date
    count: int
    total: Eur
    made: datetime
    by: str
    document_id: int
    sha256: str
    rejected: int


def _files() -> Rows:
    rejected = (
        sa.select(sa.func.count())
        .where(PaymentLine.file_id == PaymentFile.id, PaymentLine.state == LineState.REJECTED)
        .scalar_subquery()
    )
    return (
        sa.select(
            PaymentFile.id,
            PaymentFile.message_id,
            Entity.name.label("entity"),
            PaymentFile.execution_day,
            PaymentFile.count,
            PaymentFile.total,
            PaymentFile.made,
            (Person.given_name + " " + Person.family_name).label("by"),
            PaymentFile.document_id,
            Document.sha256,
            rejected.label("rejected"),
        )
        .join(Entity, Entity.id == PaymentFile.entity_id)
        .join(Person, Person.id == PaymentFile.made_by_id)
        .join(Document, Document.id == PaymentFile.document_id)
        .order_by(PaymentFile.id.desc())
    )


def files(*, before: int = 0) -> Page[FileLine]:
    """The payment files, the last first."""
    query = _files().limit(PAGE + 1)
    if before:
        query = query.where(PaymentFile.id < before)
    return cut([FileLine(**row) for row in db.session.execute(query).mappings()], PAGE)


def file(file_id: int) -> FileLine | None:
    """One payment file."""
    row = db.session.execute(_files().where(PaymentFile.id == file_id)).mappings().one_or_none()
    return FileLine(**row) if row else None


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferLine:
    """One transfer of a file."""

    id: int
    file_id: int
    amount: Eur
    state: LineState
    reason: str
    kind: DebtKind
    person: str
    what: str
    contract_id: int | None
    expense_note_id: int | None
    settled: Month | None  # whose payslip gave it back


def transfers(
    file_id: int, *, line_id: int = 0, after: int = 0, limit: int = PAGE
) -> Page[TransferLine]:
    """The transfers of a file, in the order of the file."""
    query = (
        sa.select(
            PaymentLine.id,
            PaymentLine.file_id,
            PaymentLine.amount,
            PaymentLine.state,
            PaymentLine.reason,
            Debt.kind,
            PAYEE.label("person"),
            sa.func.coalesce(Contract.work, ExpenseNote.title, "").label("what"),
            PAID_CONTRACT.label("contract_id"),
            Debt.expense_note_id,
            Payslip.month.label("settled"),
        )
        .join(Debt, Debt.id == PaymentLine.debt_id)
        .join(Person, Person.id == Debt.person_id)
        .outerjoin(ShareExit, ShareExit.id == Debt.share_exit_id)
        .outerjoin(Shareholder, Shareholder.id == ShareExit.shareholder_id)
        .outerjoin(Contract, Contract.id == PAID_CONTRACT)
        .outerjoin(ExpenseNote, ExpenseNote.id == Debt.expense_note_id)
        .outerjoin(Payslip, Payslip.id == Debt.payslip_id)
        .where(PaymentLine.file_id == file_id, PaymentLine.id > after)
        .order_by(PaymentLine.id)
        .limit(limit + 1)
    )
    if line_id:
        query = query.where(PaymentLine.id == line_id)
    found = db.session.execute(query).mappings()
    return cut([TransferLine(**settlement_named(row)) for row in found], limit)


def sent_lines(file_id: int) -> list[int]:
    """The transfers of a file that the bank did not send back."""
    query = sa.select(PaymentLine.id).where(
        PaymentLine.file_id == file_id, PaymentLine.state == LineState.SENT
    )
    return list(db.session.scalars(query))
