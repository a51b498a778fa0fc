"""Taking declarations along as a file: who took national numbers, and when, is kept."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

import sqlalchemy as sa

from domain.entities import EntityCode
from domain.errors import N_, RuleError
from web.actions.audit import actor_id, record
from web.extensions import db
from web.formats.dimona_file import FileKind, as_csv, as_json
from web.models.dimona import DimonaExport, DimonaExported
from web.models.entity import Entity
from web.queries.declarations import Wanted
from web.queries.dimona_export import Checked, Line, checked

LONGEST = 366  # days of one export


@dataclass(eq=False)
class PeriodReversed(RuleError):
    """The dates of a period are the wrong way round."""

    message = N_("The period ends before it begins. Turn the two days round.")
    field: ClassVar[str] = "last"


@dataclass(eq=False)
class PeriodTooLong(RuleError):
    """More than one file should hold."""

    message = N_("Choose a period of at most %(most)s days.")
    field: ClassVar[str] = "last"
    most: int


@dataclass(eq=False)
class NothingToExport(RuleError):
    """An empty file helps nobody."""

    message = N_("No declaration of this period can be exported.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which file."""

    first: date
    last: date
    employer: EntityCode | None = None
    recorded: bool = False
    kind: FileKind = FileKind.CSV


@dataclass(frozen=True, slots=True)
class Made:
    """The file, and what was looked at to make it."""

    data: bytes
    checked: Checked


def check_period(first: date, last: date) -> None:
    """Refuse a period that is the wrong way round or too long."""
    if last < first:
        raise PeriodReversed
    if (last - first).days >= LONGEST:
        raise PeriodTooLong(LONGEST)


def look(asked: Asked, today: date) -> Checked:
    """The declarations of the period with their checks; nothing is kept."""
    check_period(asked.first, asked.last)
    wanted = Wanted(
        entity=asked.employer, first=asked.first, last=asked.last, recorded=asked.recorded
    )
    return checked(wanted, today)


def export(asked: Asked, *, now: datetime, today: date) -> Made:
    """Make the file, and keep that it was taken: by whom, when, of what."""
    seen = look(asked, today)
    if not seen.right:
        raise NothingToExport
    items = [line.declaration for line in seen.right]
    if asked.kind is FileKind.CSV:
        data = as_csv(items)
    else:
        data = as_json(items, first_day=str(asked.first), last_day=str(asked.last))
    _keep(asked, seen.right, hashlib.sha256(data).hexdigest(), now)
    return Made(data, seen)


def _keep(asked: Asked, lines: Sequence[Line], sha256: str, now: datetime) -> None:
    entity = sa.select(Entity.id).where(Entity.code == asked.employer)
    kept = DimonaExport(
        at=now,
        person_id=actor_id(),
        entity_id=db.session.scalar(entity) if asked.employer else None,
        first_day=asked.first,
        last_day=asked.last,
        rows=len(lines),
        sha256=sha256,
    )
    db.session.add(kept)
    db.session.flush()
    rows = [_exported(kept.id, line) for line in lines if not line.is_recorded]
    if rows:
        db.session.execute(sa.insert(DimonaExported), rows)
    record("dimona_exported", kept, rows=len(lines), first=asked.first, last=asked.last)
    db.session.commit()


def _exported(export_id: int, line: Line) -> dict[str, object]:
    is_contract = line.letter == "C"
    return {
        "export_id": export_id,
        "contract_id": line.id if is_contract else None,
        "employment_id": None if is_contract else line.id,
        "act": line.declaration.act,
        "last_day": line.last_day,
    }
