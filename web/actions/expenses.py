"""The life of an expense note: sent, taken back, approved or sent back, thrown away."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm.exc import StaleDataError

from domain.debts import DebtKind
from domain.entities import EntityCode
from domain.expenses import (
    EXPENSE_STATUSES,
    ExpenseStatus,
    ForbiddenExpenseMove,
    NotComplete,
    OwnNote,
    move_expense,
    recovered,
)
from domain.ledger import Act, approve_expense
from domain.money import ZERO, total
from domain.submission import ReasonMissing
from web import clock
from web.actions.audit import actor_id, record
from web.actions.expense_drafts import Change, check_editable, count, locked, net_of, write
from web.actions.ledger import post
from web.actions.spending import lock_and_check
from web.extensions import db
from web.models.entity import Entity
from web.models.expense import ExpenseNote
from web.models.pay import Debt
from web.queries.expense_lines import found, live, resembling


def reference_of(code: EntityCode, note_id: int) -> str:
    """How an expense note is called in the ledger: SC-E-000012."""
    return f"{code}-E-{note_id:06d}"


def submit(note: ExpenseNote, change: Change, *, now: datetime) -> None:
    """Send a note to the adviser: complete, and covered by what is left to spend."""
    note = locked(note)
    saved = write(note, change, now=now)
    status = move_expense(note.status, ExpenseStatus.SUBMITTED)
    lines = live(note.lines)
    if saved.added or saved.refused:
        raise NotComplete
    if {line.id for line in lines} != set(change.lines):
        raise StaleDataError
    pairs = [(line, change.lines[line.id]) for line in lines]
    wrong = any(typed.wrong for typed in change.lines.values())
    if wrong or found(pairs, resembling(note.person_id, pairs), clock.day_of(now)):
        raise NotComplete
    lock_and_check(note.unit_id, net_of(note), assignment_id=note.assignment_id)
    note.lines = lines
    note.status, note.submitted, note.reason = status, now, ""
    record("expense_submitted", note, total=note.total)
    db.session.commit()


def withdraw(note: ExpenseNote) -> None:
    """The member takes back what the adviser has not decided yet."""
    note = locked(note)
    if note.status is not ExpenseStatus.SUBMITTED:
        raise ForbiddenExpenseMove(EXPENSE_STATUSES[note.status])
    note.status, note.submitted = move_expense(note.status, ExpenseStatus.DRAFT), None
    record("expense_withdrawn", note)
    db.session.commit()


def discard(note: ExpenseNote) -> None:
    """Throw a note away that was not approved; its receipts stay in the archive."""
    note = locked(note)
    check_editable(note)
    record("expense_discarded", note, title=note.title, total=note.total)
    db.session.delete(note)
    db.session.commit()


def _opened(note: ExpenseNote, version: int) -> ExpenseNote:
    """The note as it is now, if it is still the one that was shown, and somebody else's."""
    note = locked(note)
    if note.version != version:
        raise StaleDataError
    if note.person_id == actor_id():
        raise OwnNote
    return note


def approve(
    note: ExpenseNote, *, version: int, without_vat: Collection[int] = (), now: datetime
) -> None:
    """Charge the unit, owe the person, take the VAT back: all or nothing.

    without_vat: lines whose VAT does not come back, which the adviser decides; what that adds to
                 the charge must still be there, the rest was promised when the note was sent
    """
    note = _opened(note, version)
    status = move_expense(note.status, ExpenseStatus.APPROVED)
    entity = db.session.get_one(Entity, note.entity_id)
    refused = [line for line in note.lines if line.id in without_vat and line.vat != ZERO]
    dearer = total(recovered(line.vat, entity.code) for line in refused)
    lock_and_check(note.unit_id, dearer, assignment_id=note.assignment_id)
    for line in refused:
        record("expense_vat_refused", note, line=line.id, vat=line.vat)
        line.vat = ZERO
    count(note)
    legs = approve_expense(
        net=net_of(note),
        vat=note.vat,
        unit_id=note.unit_id,
        assignment_id=note.assignment_id,
        person_id=note.person_id,
    )
    note.status, note.decided, note.decided_by_id, note.reason = status, now, actor_id(), ""
    reference, day = reference_of(entity.code, note.id), clock.day_of(now)
    post(Act.EXPENSE, legs, entity_id=entity.id, day=day, reference=reference)
    db.session.add(
        Debt(
            entity_id=entity.id, person_id=note.person_id, unit_id=note.unit_id,
            kind=DebtKind.EXPENSES, expense_note_id=note.id, amount=note.total, due_day=day,
        )
    )  # fmt: skip
    record(Act.EXPENSE, note, reference=reference, total=note.total, vat=note.vat)
    db.session.commit()


def send_back(note: ExpenseNote, reason: str, *, version: int, now: datetime) -> None:
    """Ask for a change; the member reads why, and the money is free again meanwhile."""
    if not reason.strip():
        raise ReasonMissing
    note = _opened(note, version)
    note.status = move_expense(note.status, ExpenseStatus.SENT_BACK)
    note.reason = reason.strip()
    note.decided, note.decided_by_id = now, actor_id()
    record("expense_sent_back", note, reason=note.reason)
    db.session.commit()
