"""The points of an agenda and their documents, as long as nobody is convened for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from domain.assembly.agenda import check_number
from domain.assembly.ballots import Settings
from domain.assembly.life import check_draft
from domain.voting.words import Kind, Method
from web.actions.assemblies import locked
from web.actions.audit import record
from web.documents import archive
from web.documents.agenda_files import clean_pdf
from web.documents.receipts import file_name
from web.extensions import db
from web.models.assembly import AgendaFile, AgendaItem, Assembly

PDF = "application/pdf"
# Content of the agenda in its three languages, which the office can change.
DISCHARGE = {
    "fr": "Décharge à %(name)s",
    "nl": "Kwijting aan %(name)s",
    "en": "Discharge of %(name)s",
}
DISCHARGED = {
    "fr": "L’assemblée donne décharge à %(name)s pour l’exercice de son mandat.",
    "nl": "De vergadering verleent %(name)s kwijting voor de uitoefening van het mandaat.",
    "en": "The assembly discharges %(name)s for the exercise of the mandate.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What the office writes about one point."""

    number: str
    titles: Mapping[str, str]
    texts: Mapping[str, str]
    settings: Settings | None = None  # of its vote; None: nothing is voted

    @property
    def ballot(self) -> dict[str, Any]:
        """As the table keeps it."""
        return {} if self.settings is None else self.settings.to_ballot()


def items_of(assembly_id: int) -> list[AgendaItem]:
    """The points in their order."""
    query = sa.select(AgendaItem).where(AgendaItem.assembly_id == assembly_id)
    return list(db.session.scalars(query.order_by(AgendaItem.position, AgendaItem.id)))


def add_item(assembly: Assembly, point: Point) -> AgendaItem:
    """A new point, at the end."""
    item = _put(locked(assembly.id), point)
    db.session.commit()
    return item


def _put(row: Assembly, point: Point) -> AgendaItem:
    """The same inside a larger act."""
    check_draft(row.state)
    items = items_of(row.id)
    check_number(point.number, [item.number for item in items])
    item = AgendaItem(
        assembly_id=row.id,
        position=max((item.position for item in items), default=0) + 1,
        number=point.number,
        titles=dict(point.titles),
        texts=dict(point.texts),
        ballot=point.ballot,
    )
    db.session.add(item)
    db.session.flush()
    record("agenda_item_added", item, number=point.number)
    return item


def edit_item(item: AgendaItem, point: Point) -> None:
    """Write a point anew."""
    check_draft(locked(item.assembly_id).state)
    others = [one.number for one in items_of(item.assembly_id) if one.id != item.id]
    check_number(point.number, others)
    item.number, item.ballot = point.number, point.ballot
    item.titles, item.texts = dict(point.titles), dict(point.texts)
    record("agenda_item_changed", item, number=point.number)
    db.session.commit()


def move_item(item: AgendaItem, steps: int) -> None:
    """Earlier (negative) or later on the agenda; at either end it stays."""
    check_draft(locked(item.assembly_id).state)
    items = items_of(item.assembly_id)
    place = next(at for at, one in enumerate(items) if one.id == item.id)
    items.insert(min(max(place + steps, 0), len(items) - 1), items.pop(place))
    for position, one in enumerate(items, 1):
        one.position = position
    record("agenda_item_moved", item, number=item.number)
    db.session.commit()


def remove_item(item: AgendaItem) -> None:
    """Take a point off the agenda, with its documents; the audit keeps that it was there."""
    check_draft(locked(item.assembly_id).state)
    db.session.execute(sa.delete(AgendaFile).where(AgendaFile.item_id == item.id))
    record("agenda_item_removed", item, number=item.number)
    db.session.delete(item)
    db.session.commit()


@dataclass(frozen=True, slots=True)
class Kept:
    """A document that lies safe in the archive."""

    filename: str
    sha256: str
    size: int


def receive(name: str, data: bytes) -> Kept:
    """Check a PDF and store it. It takes seconds: no transaction may be open meanwhile."""
    safe = clean_pdf(data)
    return Kept(file_name(name, "pdf"), archive.store(safe), len(safe))


def add_file(
    item: AgendaItem, name: str, language: str, kept: Kept, *, now: datetime
) -> AgendaFile:
    """Put a document beside its other languages; one of the same name and language is replaced."""
    check_draft(locked(item.assembly_id).state)
    same = sa.select(AgendaFile).where(
        AgendaFile.item_id == item.id, AgendaFile.name == name, AgendaFile.language == language
    )
    file = db.session.scalar(same)
    if file is None:
        file = AgendaFile(item_id=item.id, name=name, language=language)
        db.session.add(file)
    file.filename, file.media_type, file.added = kept.filename, PDF, now
    file.sha256, file.size = kept.sha256, kept.size
    db.session.flush()
    record("agenda_file_added", file, name=name, language=language)
    db.session.commit()
    return file


def remove_file(file: AgendaFile) -> None:
    """Take a document away again; its bytes stay in the archive."""
    item = db.session.get_one(AgendaItem, file.item_id)
    check_draft(locked(item.assembly_id).state)
    record("agenda_file_removed", file, name=file.name, language=file.language)
    db.session.delete(file)
    db.session.commit()


def add_discharges(assembly: Assembly, number: str, names: Sequence[str]) -> None:
    """One vote for each director: 4.1, 4.2 and so on, in the order of their names."""
    row = locked(assembly.id)
    for place, name in enumerate(names, 1):
        settings = Settings(kind=Kind.DISCHARGE, method=Method.MAJORITY)
        titles = {code: text % {"name": name} for code, text in DISCHARGE.items()}
        texts = {code: text % {"name": name} for code, text in DISCHARGED.items()}
        point = Point(number=f"{number}.{place}", titles=titles, texts=texts, settings=settings)
        _put(row, point)
    db.session.commit()
