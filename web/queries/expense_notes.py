"""One expense note: what it is, where it stands, who must act, and when it is paid."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import aliased

from domain.expenses import EXPENSE_EDITABLE, ExpenseStatus
from domain.money import Eur
from web import clock
from web.extensions import db
from web.i18n import day_text
from web.models.assignment import Assignment
from web.models.expense import ExpenseLine, ExpenseNote
from web.models.pay import Debt
from web.models.person import Person
from web.models.unit import Unit
from web.queries.assignments import Stand
from web.queries.expense_lines import name_of
from web.queries.reader import READER

Adviser = aliased(Person)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine:
    """One expense note, as lists and pages need it."""

    id: int
    title: str
    created: datetime
    unit_id: int
    unit: str
    assignment_id: int | None
    assignment: str | None  # its title
    person_id: int
    who: str
    adviser: str
    adviser_id: int | None
    status: ExpenseStatus
    total: Eur
    vat: Eur
    reason: str
    submitted: datetime | None
    decided: datetime | None
    paid_day: date | None
    version: int
    lines: int
    mine: bool  # the reader wrote it

    @property
    def name(self) -> str:
        """What it is called."""
        return name_of(self.title, self.created)

    @property
    def purse(self) -> str:
        """What pays it."""
        return f"{self.unit}, {self.assignment}" if self.assignment else self.unit

    @property
    def net(self) -> Eur:
        """What it costs the unit or the assignment."""
        return Eur(self.total - self.vat)

    @property
    def editable(self) -> bool:
        """May its author still change it?"""
        return self.status in EXPENSE_EDITABLE

    @property
    def stand(self) -> Stand:
        """Where it stands, who must act, and when it is paid."""
        if self.status is ExpenseStatus.SUBMITTED:
            return Stand(
                f"{self._waiting()} {_('Paid with the next payment file after approval.')}", "wait"
            )
        if self.status is ExpenseStatus.SENT_BACK:
            to_you, to_member = _("Sent back to you"), _("Sent back to the member")
            return Stand(f"{to_you if self.mine else to_member}: “{self.reason}”", "todo")
        if self.status is ExpenseStatus.DRAFT:
            if self.mine:
                return Stand(_("Draft: finish it and send it."), "draft")
            return Stand(_("Draft of %(who)s.", who=self.who), "draft")
        if self.paid_day is not None:
            return Stand(_("Paid on %(day)s.", day=day_text(self.paid_day)), "done")
        return Stand(_("Approved: paid with the next payment file."), "done")

    def _waiting(self) -> str:
        day = day_text(clock.day_of(self.submitted or self.created), "weekday")
        if self.adviser:
            return str(_("Waiting for %(who)s since %(day)s.", who=self.adviser, day=day))
        return str(_("Waiting for an adviser since %(day)s.", day=day))


def note(note_id: int, reader_id: int) -> NoteLine:
    """One note, as the list shows it."""
    given = {"note_id": note_id, "reader": reader_id}
    return NoteLine(**db.session.execute(_one(), given).mappings().one())


@cache
def _one() -> sa.Select[*tuple[Any, ...]]:
    return select().where(ExpenseNote.id == sa.bindparam("note_id"))


@cache
def select() -> sa.Select[*tuple[Any, ...]]:
    """The columns of a note; ask it with the number of the ``reader``. Built once."""
    count = (
        sa.select(sa.func.count())
        .where(ExpenseLine.note_id == ExpenseNote.id)
        .correlate(ExpenseNote)
        .scalar_subquery()
    )
    return (
        sa.select(
            ExpenseNote.id,
            ExpenseNote.title,
            ExpenseNote.created,
            ExpenseNote.unit_id,
            Unit.name.label("unit"),
            ExpenseNote.assignment_id,
            Assignment.title.label("assignment"),
            ExpenseNote.person_id,
            (Person.given_name + " " + Person.family_name).label("who"),
            sa.func.coalesce(Adviser.given_name + " " + Adviser.family_name, "").label("adviser"),
            Unit.adviser_id,
            ExpenseNote.status,
            ExpenseNote.total,
            ExpenseNote.vat,
            ExpenseNote.reason,
            ExpenseNote.submitted,
            ExpenseNote.decided,
            Debt.paid_day,
            ExpenseNote.version,
            count.label("lines"),
            (ExpenseNote.person_id == READER).label("mine"),
        )
        .join(Unit, Unit.id == ExpenseNote.unit_id)
        .join(Person, Person.id == ExpenseNote.person_id)
        .outerjoin(Adviser, Adviser.id == Unit.adviser_id)
        .outerjoin(Assignment, Assignment.id == ExpenseNote.assignment_id)
        .outerjoin(Debt, Debt.expense_note_id == ExpenseNote.id)
    )
