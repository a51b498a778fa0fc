"""What an expense note says, line by line, with its receipts; and all that a decision needs."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import sqlalchemy as sa

from domain.expenses import ExpenseKind, recovers_vat
from domain.money import Eur
from domain.parameters import Dated
from web.documents.receipts import IMAGES
from web.extensions import db
from web.models.document import Document
from web.models.entity import Entity
from web.models.expense import ExpenseLine, ExpenseNote
from web.models.person import Person
from web.queries.audit import Happening, history_of
from web.queries.budget import available_of, left_of
from web.queries.expense_lines import live, name_of, of_row
from web.queries.expense_notes import NoteLine


@dataclass(frozen=True, slots=True)
class Receipt:
    """The file that proves one line."""

    id: int
    filename: str
    media_type: str
    sha256: str | None

    @property
    def is_image(self) -> bool:
        """Can it be shown in the page?"""
        return self.media_type in IMAGES


@dataclass(frozen=True, slots=True)
class Double:
    """The same file in another note of the cooperative."""

    note_id: int
    note: str
    who: str
    day: date | None
    amount: Eur | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """One line to read."""

    id: int
    number: int
    day: date | None
    kind: ExpenseKind | None
    description: str
    amount: Eur | None
    vat: Eur
    km: Decimal | None
    rate: Dated | None  # of a kilometre
    answered: bool  # looked like another expense; the person said that it is not
    receipt: Receipt | None
    doubles: tuple[Double, ...] = ()

    @property
    def explained(self) -> dict[str, object]:
        """How kilometres became money, for the macro that tells why."""
        return {"rate": self.rate}


def receipts_of(lines: list[ExpenseLine]) -> dict[int, Receipt]:
    """The receipts of lines, by their id."""
    wanted = [line.receipt_id for line in lines if line.receipt_id is not None]
    if not wanted:
        return {}
    query = sa.select(Document.id, Document.filename, Document.media_type, Document.sha256)
    rows = db.session.execute(query.where(Document.id.in_(wanted)))
    return {row.id: Receipt(*row) for row in rows}


def lines_of(note_id: int, *, with_doubles: bool = False) -> list[LineView]:
    """The lines of a note, in order."""
    query = sa.select(ExpenseLine).where(ExpenseLine.note_id == note_id).order_by(ExpenseLine.id)
    lines = live(db.session.scalars(query))
    receipts = receipts_of(lines)
    doubles = _doubles(note_id, receipts) if with_doubles else {}
    return [
        _view(number, line, receipts.get(line.receipt_id or 0), doubles)
        for number, line in enumerate(lines, start=1)
    ]


def _view(
    number: int, line: ExpenseLine, receipt: Receipt | None, doubles: dict[str | None, list[Double]]
) -> LineView:
    return LineView(
        id=line.id,
        number=number,
        day=line.day,
        kind=line.kind,
        description=line.description,
        amount=line.amount,
        vat=line.vat,
        km=line.kilometres,
        rate=of_row(line).rate,
        answered="other" in line.typed,
        receipt=receipt,
        doubles=tuple(doubles.get(receipt.sha256, ())) if receipt else (),
    )


def _doubles(note_id: int, receipts: dict[int, Receipt]) -> dict[str | None, list[Double]]:
    """Where else in the cooperative the same files are claimed: one statement."""
    hashes = {receipt.sha256 for receipt in receipts.values()}
    if not hashes:
        return {}
    rows = db.session.execute(
        sa.select(Document.sha256, ExpenseLine, ExpenseNote, Person.given_name, Person.family_name)
        .join(ExpenseLine, ExpenseLine.receipt_id == Document.id)
        .join(ExpenseNote, ExpenseNote.id == ExpenseLine.note_id)
        .join(Person, Person.id == ExpenseNote.person_id)
        .where(Document.sha256.in_(hashes), ExpenseNote.id != note_id)
        .order_by(ExpenseLine.id)
    )
    found: dict[str | None, list[Double]] = defaultdict(list)
    for sha256, line, note, given, family in rows:
        if live([line]):
            name = name_of(note.title, note.created)
            found[sha256].append(Double(note.id, name, f"{given} {family}", line.day, line.amount))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionCase:
    """A note as who decides sees it."""

    note: NoteLine
    lines: list[LineView]
    left: Eur  # what remains to spend once this note is approved
    takes_vat_back: bool
    entity: str
    happenings: list[Happening]


def decision_case(note: NoteLine) -> DecisionCase:
    """The receipts beside the data, the same files elsewhere, what is left, what happened."""
    entity = db.session.execute(
        sa.select(Entity.code, Entity.name)
        .join(ExpenseNote, ExpenseNote.entity_id == Entity.id)
        .where(ExpenseNote.id == note.id)
    ).one()
    return DecisionCase(
        note=note,
        lines=lines_of(note.id, with_doubles=True),
        left=left_in(note.unit_id, note.assignment_id),
        takes_vat_back=recovers_vat(entity.code),
        entity=entity.name,
        happenings=history_of("expense_note", note.id),
    )


def left_in(unit_id: int, assignment_id: int | None) -> Eur:
    """What a unit or an assignment can still promise; what waits counts as promised."""
    if assignment_id is None:
        return available_of(unit_id)
    return left_of(unit_id, assignment_id)
