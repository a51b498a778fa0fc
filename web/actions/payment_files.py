"""The file that pays what is due through the bank, and what the bank sends back."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

import sqlalchemy as sa
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import contains_eager, joinedload
from sqlalchemy.orm.exc import StaleDataError

from domain.debts import DebtKind
from domain.employment import coefficient
from domain.ledger import Act, Due, sepa_sent, transfer_rejected
from domain.money import total
from domain.transfers import ACCOUNTS, AlreadySent, NothingTicked, NotSent, check_execution_day
from domain.work import NeedsReason
from web import clock
from web.actions import share_refunds
from web.actions.audit import record
from web.actions.ledger import next_number, post
from web.actions.locks import alone
from web.actions.real_figures import require_real
from web.documents import archive
from web.documents.contract import reference_of
from web.documents.version import fingerprint
from web.extensions import db
from web.formats.sepa import Transfer, pain001
from web.i18n import LOCALES, month_text
from web.models.contract import Contract
from web.models.document import Document, DocumentKind, DocumentState
from web.models.entity import Entity
from web.models.pay import Debt, LineState, PaymentFile, PaymentLine
from web.models.payslip import Payslip
from web.queries.debts import REFUNDS, iban_of, payee_of


def make_file(
    entity: Entity,
    debt_ids: Collection[int],
    *,
    execution_day: date,
    author_id: int,
    now: datetime,
) -> PaymentFile:
    """One file that pays these debts of one entity: all of them, once, or nothing at all."""
    if not debt_ids:
        raise NothingTicked
    check_execution_day(execution_day, clock.day_of(now))
    debts = _locked(entity.id, set(debt_ids))
    _check(debts)
    year = clock.day_of(now).year
    number = next_number(f"payment-file:{entity.code}:{year}")
    message_id = f"{entity.code}-PAY-{year}-{number:06d}"
    data = pain001(
        debtor_name=entity.name,
        debtor_iban=entity.iban,
        debtor_bic=entity.bic,
        transfers=[_transfer(debt, entity, message_id) for debt in debts],
        message_id=message_id,
        execution_day=execution_day,
        now=now.astimezone(clock.BRUSSELS),
    )
    file = PaymentFile(
        entity_id=entity.id, message_id=message_id, execution_day=execution_day,
        count=len(debts), total=total(debt.amount for debt in debts), made=now,
        made_by_id=author_id, document_id=_keep(data, message_id, now).id,
    )  # fmt: skip
    _write(file, debts, now)
    db.session.commit()
    return file


def _locked(entity_id: int, debt_ids: set[int]) -> list[Debt]:
    """The debts as they are now, for this act only."""
    query = (
        sa.select(Debt)
        .where(Debt.id.in_(debt_ids), Debt.entity_id == entity_id)
        .options(joinedload(Debt.person), joinedload(Debt.payslip).defer(Payslip.sheet))
        .options(joinedload(Debt.amendment), REFUNDS)
        .order_by(Debt.id)
    )
    debts = list(db.session.scalars(alone(query, Debt)))
    if len(debts) < len(debt_ids):
        raise StaleDataError
    return debts


def _check(debts: Sequence[Debt]) -> None:
    """Each of them is still due, and none comes from a figure that is only an example."""
    for debt in debts:
        if debt.paid_day is not None:
            raise AlreadySent(debt.person.name, debt.amount)
    contracts = [debt.work_id for debt in debts if debt.work_id]
    kinds = sa.select(Contract.kind, Contract.first_day).where(Contract.id.in_(contracts))
    for kind, first_day in db.session.execute(kinds.distinct()):
        require_real(coefficient(kind, first_day))


def _transfer(debt: Debt, entity: Entity, message_id: str) -> Transfer:
    """One payment, worded for the person who reads it on a bank statement."""
    with force_locale(LOCALES[debt.person.language]):
        if debt.payslip is not None:
            month = month_text(debt.payslip.month)
            text = _("Special contribution given back, %(month)s", month=month)
        elif debt.kind is DebtKind.SHARE_REFUND:
            text = _("Shares paid back")
        elif debt.kind is DebtKind.NET_PAY:
            text = _("Net pay %(number)s", number=reference_of(entity.code, debt.work_id or 0))
        else:
            text = _("Expenses, note %(number)s", number=debt.expense_note_id)
    return Transfer(
        name=payee_of(debt),
        iban=iban_of(debt),
        amount=debt.amount,
        text=text,
        end_to_end=f"{message_id}-{debt.id}",
    )


def _keep(data: bytes, message_id: str, now: datetime) -> Document:
    """Store the file for ever: downloading it again gives the same bytes."""
    document = Document(
        kind=DocumentKind.PAYMENT_FILE, state=DocumentState.READY, language="en",
        filename=f"{message_id}.xml", media_type="application/xml", sha256=archive.store(data),
        size=len(data), code_version=fingerprint(), asked=now, made=now,
    )  # fmt: skip
    db.session.add(document)
    db.session.flush()
    return document


def _write(file: PaymentFile, debts: Sequence[Debt], now: datetime) -> None:
    """The file and its lines, the debts paid, the ledger."""
    db.session.add(file)
    for debt in debts:
        debt.paid_day = file.execution_day
    share_refunds.sent(debts, file.execution_day)
    db.session.flush()
    rows = [{"file_id": file.id, "debt_id": debt.id, "amount": debt.amount} for debt in debts]
    db.session.execute(sa.insert(PaymentLine), rows)
    legs = sepa_sent(dues_of(debts))
    day = clock.day_of(now)
    post(Act.SEPA_SENT, legs, entity_id=file.entity_id, day=day, reference=file.message_id)
    record(Act.SEPA_SENT, file, number=file.message_id, count=file.count, total=file.total)


def dues_of(debts: Sequence[Debt]) -> list[Due]:
    """The debts as the ledger names them."""
    return [Due(ACCOUNTS[debt.kind], debt.amount, debt.person_id) for debt in debts]


def reject(line_ids: Collection[int], *, reason: str, now: datetime) -> None:
    """The bank sent transfers of one file back: what they paid is due again."""
    if not reason.strip():
        raise NeedsReason
    lines = list(db.session.scalars(alone(_lines(line_ids), Debt, PaymentLine)))
    if not lines or any(line.state is not LineState.SENT for line in lines):
        raise NotSent
    file = db.session.get_one(PaymentFile, lines[0].file_id)
    for line in lines:
        line.state, line.reason, line.debt.paid_day = LineState.REJECTED, reason.strip(), None
        record(Act.TRANSFER_REJECTED, line, file=file.message_id, reason=reason.strip())
    share_refunds.came_back([line.debt for line in lines])
    legs = transfer_rejected(dues_of([line.debt for line in lines]))
    day = clock.day_of(now)
    post(Act.TRANSFER_REJECTED, legs, entity_id=file.entity_id, day=day, reference=file.message_id)
    db.session.commit()


def _lines(line_ids: Collection[int]) -> sa.Select[PaymentLine]:
    """In the order of their debts, as files lock them."""
    return (
        sa.select(PaymentLine)
        .join(PaymentLine.debt)
        .options(contains_eager(PaymentLine.debt).joinedload(Debt.share_exit))
        .where(PaymentLine.id.in_(line_ids))
        .order_by(Debt.id)
    )
