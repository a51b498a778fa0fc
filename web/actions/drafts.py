"""Drafts of assignments: begun with one tap, saved as typed, copied, put away and taken back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.exc import StaleDataError

from domain.assignment.draft import Direction, Draft, InvoiceMoment
from domain.money import Eur
from domain.submission import (
    ASSIGNMENT_STATUSES,
    EDITABLE,
    AssignmentStatus,
    ForbiddenAssignmentMove,
    WithoutAssignments,
    move_assignment,
)
from domain.units import Tool, UnitClosed
from web import clock
from web.actions.audit import record
from web.extensions import db
from web.models.assignment import Assignment
from web.models.contract import Contract
from web.models.invoice import Invoice
from web.models.person import Person
from web.models.unit import Unit

Form = Mapping[str, Sequence[str]]


def begin(unit: Unit, author: Person, *, now: datetime) -> Assignment:
    """An empty draft in which the author already works: most people work for themselves."""
    check_open(unit, now)
    form = {
        "worker": [str(author.id)],
        "kind": [unit.kind.value],
        "way": [Direction.PRICE.value],
        "invoice": [InvoiceMoment.NOW.value],
    }
    assignment = Assignment(
        unit_id=unit.id, author_id=author.id, kind=unit.kind, created=now, updated=now,
        typed=kept(form, guests=[], tab=""),
    )  # fmt: skip
    db.session.add(assignment)
    db.session.flush()
    record("assignment_begun", assignment)
    db.session.commit()
    return assignment


def check_open(unit: Unit, now: datetime) -> None:
    """Refuse a unit that is closed, or that works without assignments."""
    if unit.tool is Tool.ACTIVITY:
        raise WithoutAssignments(unit.name)
    if unit.closed is not None and unit.closed <= clock.day_of(now):
        raise UnitClosed


def kept(form: Form, *, guests: Sequence[int], tab: str) -> dict[str, Any]:
    """What a draft remembers: the form, people added by e-mail, and which browser tab wrote it."""
    return {
        "form": {name: list(values) for name, values in form.items()},
        "guests": list(guests),
        "tab": tab,
    }


def check_editable(assignment: Assignment) -> None:
    """Refuse to change what was sent."""
    if assignment.status not in EDITABLE:
        raise ForbiddenAssignmentMove(ASSIGNMENT_STATUSES[assignment.status])


@cache
def _keep() -> sa.Update:
    """Made once: it runs at every key. A draft changed since is not found under its version."""
    table = Assignment.__table__.c
    return sa.update(Assignment.__table__).where(  # type: ignore[arg-type]  # a table, surely
        table.id == sa.bindparam("key"), table.version == sa.bindparam("seen")
    )


def save(
    assignment: Assignment,
    typed: dict[str, Any],
    draft: Draft,
    price: Eur | None,
    *,
    now: datetime,
) -> None:
    """Keep a draft exactly as it was typed, right or wrong; what can be read goes to its columns.

    Nothing is written where nothing changed, so that a draft only looked at keeps its version.
    """
    check_editable(assignment)
    if assignment.typed == typed:
        return
    seen = assignment.version
    values = {**columns(typed, draft, price, now), "version": seen + 1}
    session = db.session()
    session.expire_on_commit = False  # the page is drawn from what was just written
    changed = session.execute(_keep(), {**values, "key": assignment.id, "seen": seen})
    if changed.rowcount != 1:  # type: ignore[attr-defined]  # the result of an UPDATE has it
        raise StaleDataError
    for name, value in values.items():
        set_committed_value(assignment, name, value)
    session.commit()


def columns(
    typed: dict[str, Any], draft: Draft, price: Eur | None, now: datetime
) -> dict[str, Any]:
    """What an assignment is, as far as it can be read."""
    return {
        "typed": typed,
        "title": draft.title,
        "kind": draft.kind,
        "client_id": draft.client_id,
        "price": price,
        "expenses": draft.expenses,
        "invoice_at_once": draft.invoice_at_once,
        "updated": now,
    }


def copy(assignment: Assignment, unit: Unit, author: Person, *, now: datetime) -> Assignment:
    """A new draft with everything but the days, which are over or taken."""
    check_open(unit, now)
    form = {
        name: values
        for name, values in assignment.typed.get("form", {}).items()
        if not name.startswith(("day-", "month", "client_q", "email"))
    }
    new = Assignment(
        unit_id=assignment.unit_id, author_id=author.id, kind=assignment.kind,
        title=assignment.title, client_id=assignment.client_id, price=assignment.price,
        expenses=assignment.expenses, invoice_at_once=assignment.invoice_at_once,
        typed=kept(form, guests=assignment.typed.get("guests", []), tab=""),
        created=now, updated=now,
    )  # fmt: skip
    db.session.add(new)
    db.session.flush()
    record("assignment_copied", new, source=assignment.id)
    db.session.commit()
    return new


def put_away(assignment: Assignment, *, now: datetime) -> bool:
    """Remove a draft: an empty one is gone, one with content can be taken back (True)."""
    check_editable(assignment)
    empty = is_empty(assignment) and assignment.submitted is None
    if empty:
        db.session.delete(assignment)
    else:
        assignment.status = move_assignment(assignment.status, AssignmentStatus.CANCELLED)
        assignment.updated = now
        record("assignment_put_away", assignment)
    db.session.commit()
    return not empty


def is_empty(assignment: Assignment) -> bool:
    """Nothing was typed that would be missed."""
    form = assignment.typed.get("form", {})
    return not any(
        value.strip()
        for name, values in form.items()
        if name in ("client", "title", "price", "net", "expenses") or name.startswith("day-")
        for value in values
    )


def take_back(assignment: Assignment, *, now: datetime) -> None:
    """A draft that was put away is a draft again; what was accepted once stays cancelled."""
    status = move_assignment(assignment.status, AssignmentStatus.DRAFT)
    if assignment.status is not AssignmentStatus.CANCELLED or was_accepted(assignment):
        raise ForbiddenAssignmentMove(ASSIGNMENT_STATUSES[assignment.status])
    assignment.status, assignment.updated = status, now
    record("assignment_taken_back", assignment)
    db.session.commit()


def was_accepted(assignment: Assignment) -> bool:
    """Contracts or an invoice were made for it."""
    made = sa.select(
        sa.or_(
            sa.exists().where(Contract.assignment_id == assignment.id),
            sa.exists().where(Invoice.assignment_id == assignment.id),
        )
    )
    return bool(db.session.scalar(made))
