"""Expense notes while they are written: begun with one tap, saved as typed, lines put back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.orm.exc import StaleDataError

from domain.expenses import (
    EXPENSE_EDITABLE,
    EXPENSE_STATUSES,
    ExpenseKind,
    ExpenseStatus,
    ForbiddenExpenseMove,
    NoPurse,
    recovered,
)
from domain.money import ZERO, Eur, total
from domain.submission import AssignmentStatus
from domain.units import Tool, UnitClosed
from web import clock
from web.actions.audit import record
from web.actions.locks import alone
from web.actions.receipts import Upload, attach, check_new
from web.extensions import db
from web.models.assignment import Assignment
from web.models.entity import Entity
from web.models.expense import ExpenseLine, ExpenseNote
from web.models.person import Person
from web.models.unit import Unit
from web.queries.expense_lines import Typed, live

LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one form says about a note."""

    lines: Mapping[int, Typed]
    revisions: Mapping[int, int]  # of each line, as the form knew it
    tab: str  # which window of a browser sends it: it never contradicts itself
    batch: str = ""  # the showing of the form that the new files come from: they count once
    uploads: Sequence[Upload] = ()


@dataclass(slots=True)
class Saved:
    """What saving did beside the fields."""

    refused: list[Upload] = field(default_factory=list)
    proved: list[int] = field(default_factory=list)  # lines with another receipt
    added: list[int] = field(default_factory=list)


def begin(
    unit: Unit, assignment: Assignment | None, person: Person, *, now: datetime
) -> ExpenseNote:
    """An empty note; the one that is still empty, if there is one."""
    _check_purse(unit, assignment, now)
    empty = db.session.scalar(
        sa.select(ExpenseNote).where(
            ExpenseNote.person_id == person.id,
            ExpenseNote.unit_id == unit.id,
            ExpenseNote.assignment_id.is_not_distinct_from(assignment.id if assignment else None),
            ExpenseNote.status == ExpenseStatus.DRAFT,
            ~sa.exists().where(ExpenseLine.note_id == ExpenseNote.id),
        )
    )
    if empty is not None:
        return empty
    note = ExpenseNote(
        unit_id=unit.id, person_id=person.id, total=ZERO, vat=ZERO, created=now,
        assignment_id=assignment.id if assignment else None,
        entity_id=assignment.entity_id if assignment else unit.entity_id,
    )  # fmt: skip
    db.session.add(note)
    db.session.flush()
    record("expense_begun", note)
    db.session.commit()
    return note


def _check_purse(unit: Unit, assignment: Assignment | None, now: datetime) -> None:
    if unit.closed is not None and unit.closed <= clock.day_of(now):
        raise UnitClosed
    if assignment is None:
        payable = unit.tool is not Tool.THREE_IN_ONE
    else:
        accepted = assignment.status is AssignmentStatus.ACCEPTED
        payable = accepted and assignment.unit_id == unit.id
    if not payable:
        raise NoPurse


def locked(note: ExpenseNote) -> ExpenseNote:
    """The note as it is now, for this act only."""
    query = sa.select(ExpenseNote).where(ExpenseNote.id == note.id)
    return db.session.scalars(alone(query.options(selectinload(ExpenseNote.lines)))).one()


def check_editable(note: ExpenseNote) -> None:
    """Refuse to change what was sent."""
    if note.status not in EXPENSE_EDITABLE:
        raise ForbiddenExpenseMove(EXPENSE_STATUSES[note.status])


def save(note: ExpenseNote, change: Change, *, now: datetime) -> Saved:
    """Keep a note exactly as it was typed, right or wrong, with the receipts that came along."""
    saved = write(locked(note), change, now=now)
    db.session.commit()
    return saved


def write(note: ExpenseNote, change: Change, *, now: datetime) -> Saved:
    """The same as one step of a larger act; the note is locked."""
    check_editable(note)
    lines = {line.id: line for line in live(note.lines)}
    for line_id, typed in change.lines.items():
        if line_id in lines:
            _write_line(lines[line_id], typed, change)
    saved = Saved()
    for upload in change.uploads:
        _keep(note, lines.get(upload.place), upload, saved, change.batch, now)
    count(note)
    return saved


def _write_line(line: ExpenseLine, typed: Typed, change: Change) -> None:
    """Nothing is written where nothing changed; two windows never overwrite each other."""
    before = line.typed.get("form", {})
    mark = typed.likeness.mark if typed.other and typed.likeness else None
    if before == typed.raw and line.typed.get("other") == mark:
        return
    known = line.typed.get("revision", 0)
    if change.revisions.get(line.id, known) != known and line.typed.get("tab") != change.tab:
        raise StaleDataError
    kept = {"other": mark, "batch": line.typed.get("batch")}
    line.typed = {
        "form": typed.raw,
        "revision": known + 1,
        "tab": change.tab,
        **{name: value for name, value in kept.items() if value is not None},
    }
    amount = typed.claimed
    line.day, line.kind, line.description = typed.day, typed.kind, typed.description
    line.vat = typed.vat if amount is not None and ZERO <= typed.vat < amount else ZERO
    line.amount = amount
    line.kilometres = typed.km if typed.kind is ExpenseKind.KILOMETRES else None


def _keep(
    note: ExpenseNote,
    line: ExpenseLine | None,
    upload: Upload,
    saved: Saved,
    batch: str,
    now: datetime,
) -> None:
    checked = check_new(note, upload)
    if checked.kept is None:
        if not _sent_twice(note, checked, batch):
            saved.refused.append(checked)
        return
    if line is None:
        line = add_line(note, None)
        line.typed = {"batch": batch}
        saved.added.append(line.id)
    language = db.session.scalars(sa.select(Person.language).where(Person.id == note.person_id))
    attach(line, checked.kept, note.person_id, language=language.one(), now=now)
    saved.proved.append(line.id)


def _sent_twice(note: ExpenseNote, upload: Upload, batch: str) -> bool:
    """Did this showing of the form already bring this file? A double click is not a mistake."""
    twin = upload.twin.line_id if upload.twin else 0
    return bool(batch) and any(
        line.id == twin and line.typed.get("batch") == batch for line in note.lines
    )


def add_line(note: ExpenseNote, kind: ExpenseKind | None) -> ExpenseLine:
    """One more expense, still empty; of kilometres where that is said."""
    check_editable(note)
    line = ExpenseLine(kind=kind, vat=ZERO, typed={})
    note.lines.append(line)
    flag_modified(note, "total")
    db.session.flush()
    return line


def count(note: ExpenseNote) -> None:
    """What the note comes to, the VAT in it that comes back, and what it is called."""
    words = (line.description for line in live(note.lines) if line.description)
    note.title = next(words, "")[:LONGEST_TITLE]
    entity = db.session.get_one(Entity, note.entity_id)
    lines = [line for line in live(note.lines) if line.amount is not None]
    note.total = total(line.amount for line in lines if line.amount is not None)
    note.vat = total(recovered(line.vat, entity.code) for line in lines)


def net_of(note: ExpenseNote) -> Eur:
    """What the unit or the assignment pays: the VAT that comes back costs it nothing."""
    return Eur(note.total - note.vat)


def add(note: ExpenseNote, change: Change, kind: ExpenseKind | None, *, now: datetime) -> int:
    """Save, and add a line without a receipt; returns its id."""
    note = locked(note)
    write(note, change, now=now)
    line_id = add_line(note, kind).id
    db.session.commit()
    return line_id


def remove_line(note: ExpenseNote, change: Change, line_id: int, *, now: datetime) -> Saved:
    """Save the others, and put one line aside until the note is sent."""
    note = locked(note)
    saved = write(note, change, now=now)
    for line in live(note.lines):
        if line.id == line_id:
            line.typed = {**line.typed, "removed": now.isoformat()}
            record("expense_line_removed", note, line=line_id, amount=line.amount or "")
            _touch(note)
    db.session.commit()
    return saved


def put_back_line(note: ExpenseNote, line_id: int) -> None:
    """Take a removed line back, as it was."""
    note = locked(note)
    check_editable(note)
    for line in note.lines:
        if line.id == line_id and "removed" in line.typed:
            line.typed = {key: value for key, value in line.typed.items() if key != "removed"}
            record("expense_line_put_back", note, line=line_id)
            _touch(note)
    db.session.commit()


def _touch(note: ExpenseNote) -> None:
    """Others who look at this note see that it changed."""
    count(note)
    flag_modified(note, "total")
