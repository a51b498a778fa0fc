"""The lines of expense notes: those that count, what is wrong with them, what they resemble."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import sqlalchemy as sa
from flask_babel import gettext as _

from domain.errors import RuleError
from domain.expenses import (
    ExpenseKind,
    ExpenseLine,
    Likeness,
    LooksAlike,
    NothingClaimed,
    defects,
    likeness,
    mileage,
)
from domain.money import ZERO, Eur
from domain.parameters import Dated, NotInForce
from web import clock
from web.extensions import db
from web.i18n import day_text
from web.models import expense as models
from web.models.document import Document
from web.models.expense import ExpenseNote


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """One line as a form has it: exactly as typed, and what can be read of it."""

    raw: dict[str, str]
    day: date | None = None
    kind: ExpenseKind | None = None
    description: str = ""
    amount: Eur | None = None  # including VAT
    vat: Eur = ZERO
    km: Decimal | None = None
    other: bool = False  # “this is another expense than the one it looks like”
    wrong: bool = False  # something typed cannot be read

    def rule_line(self, *, has_receipt: bool) -> ExpenseLine:
        """What the rules judge."""
        return ExpenseLine(
            kind=self.kind, day=self.day, description=self.description, amount=self.amount,
            vat=self.vat, km=self.km, has_receipt=has_receipt,
        )  # fmt: skip

    @property
    def likeness(self) -> Likeness | None:
        """What it is compared with."""
        return likeness(day=self.day, kind=self.kind, amount=self.amount, km=self.km)

    @property
    def rate(self) -> Dated | None:
        """What a kilometre is worth that day, if this line is about kilometres."""
        if self.kind is not ExpenseKind.KILOMETRES or self.day is None:
            return None
        try:
            return mileage(Decimal(1), self.day).rate
        except NotInForce:
            return None

    @property
    def claimed(self) -> Eur | None:
        """What the line pays back, in EUR including VAT, as far as it is known."""
        if self.kind is not ExpenseKind.KILOMETRES:
            return self.amount if self.amount is not None and self.amount > ZERO else None
        if self.km is None or self.day is None or self.rate is None:
            return None
        amount = mileage(self.km, self.day).amount
        return amount if amount > ZERO else None


def of_row(line: models.ExpenseLine) -> Typed:
    """A line that needs no form: as it was stored."""
    return Typed(
        raw={}, day=line.day, kind=line.kind, description=line.description, amount=line.amount,
        vat=line.vat, km=line.kilometres, other="other" in line.typed,
    )  # fmt: skip


def live(lines: Iterable[models.ExpenseLine]) -> list[models.ExpenseLine]:
    """The lines that count: removed ones wait a while, so that they can be put back."""
    return [line for line in lines if "removed" not in line.typed]


def name_of(title: str, created: datetime) -> str:
    """What a note is called, also before it has a title."""
    if title:
        return title
    day = day_text(clock.day_of(created), "short")
    return str(_("Expenses, begun on %(day)s", day=day))


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A line that another one resembles, and where it is."""

    line_id: int
    note_id: int
    note: str  # what it is called


@dataclass(frozen=True, slots=True)
class Found:
    """One thing to mend: at which line (0: the note), and why."""

    line_id: int
    reason: RuleError


def found(
    pairs: Sequence[tuple[models.ExpenseLine, Typed]],
    resembling: dict[int, Elsewhere],
    today: date,
) -> list[Found]:
    """Everything to mend in a note before it can be sent, line by line."""
    if not pairs:
        return [Found(0, NothingClaimed())]
    reasons = []
    for line, typed in pairs:
        rule_line = typed.rule_line(has_receipt=line.receipt_id is not None)
        reasons += [Found(line.id, reason) for reason in defects(rule_line, today)]
        if line.id in resembling and not typed.other:
            reasons.append(Found(line.id, LooksAlike(resembling[line.id].note)))
    return reasons


def resembling(
    person_id: int, pairs: Sequence[tuple[models.ExpenseLine, Typed]]
) -> dict[int, Elsewhere]:
    """Which lines resemble another one of the same person, in one statement.

    Of two lines of one note, the later one resembles the earlier one.
    """
    days = {typed.day for _, typed in pairs if typed.likeness}
    if not days:
        return {}
    ours = {line.id: typed for line, typed in pairs}
    rows = db.session.execute(
        sa.select(models.ExpenseLine, ExpenseNote.id, ExpenseNote.title, ExpenseNote.created)
        .join(ExpenseNote, ExpenseNote.id == models.ExpenseLine.note_id)
        .where(ExpenseNote.person_id == person_id, models.ExpenseLine.day.in_(days))
        .order_by(models.ExpenseLine.id)
    ).all()
    matches: dict[int, Elsewhere] = {}
    for row, note_id, title, created in rows:
        theirs = (ours.get(row.id) or of_row(row)).likeness
        if "removed" in row.typed or theirs is None:
            continue
        there = Elsewhere(row.id, note_id, name_of(title, created))
        for line, typed in pairs:
            later = row.id < line.id or row.id not in ours
            if typed.likeness == theirs and later and row.id != line.id:
                matches.setdefault(line.id, there)
    return matches


def with_same_file(person_id: int, sha256: str, *, not_line: int = 0) -> Elsewhere | None:
    """Another line of this person that is proved by the same file."""
    rows = db.session.execute(
        sa.select(models.ExpenseLine, ExpenseNote.id, ExpenseNote.title, ExpenseNote.created)
        .join(ExpenseNote, ExpenseNote.id == models.ExpenseLine.note_id)
        .join(Document, Document.id == models.ExpenseLine.receipt_id)
        .where(
            ExpenseNote.person_id == person_id,
            Document.sha256 == sha256,
            models.ExpenseLine.id != not_line,
        )
        .order_by(models.ExpenseLine.id)
    )
    for row, note_id, title, created in rows:
        if "removed" not in row.typed:
            return Elsewhere(row.id, note_id, name_of(title, created))
    return None
