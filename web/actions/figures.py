"""Kept figures: acts leave notes of what they change, a refresh counts exactly those days again.

The database writes the notes (migration 0021), in the transaction of the act. A note is taken out
together with counting its days, so that no order of commits can lose one: an act that commits
during a refresh leaves its own note for the next.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, TypeVar, cast

import sqlalchemy as sa

from web import clock
from web.actions import figure_facts as facts
from web.actions.figure_dirty import Change, Dirty, dirty_of
from web.extensions import db
from web.models.figure import WHOLE, FigureChange, FigureDay, FigureFirst, FigureStamp
from web.models.invoice import Invoice
from web.queries.figures import firsts
from web.queries.figures.keeping import EARLIEST, LATEST, Row, statements, waiting
from web.queries.figures.remembered import Part, forget_version, parts_of
from web.queries.figures.sql import Days, among, between

CHANGES, DAYS, FIRSTS, STAMPS = (
    cast("sa.Table", model.__table__)
    for model in (FigureChange, FigureDay, FigureFirst, FigureStamp)
)
NEW = sa.insert(CHANGES)
MOST = 5_000  # changes in one go
FEW = 200  # days in one statement
COLUMNS = ["measure", "region", "office", "day", "amount"]
OF_UNITS = ("unit", "invoicing", "employing")
Item = TypeVar("Item")


def note(changes: Iterable[Change]) -> None:
    """Have something counted again, in the caller's transaction, as the database notes acts.

    subject: unit (money of a unit), work (a contract), note (of expenses), person (lives or holds
             elsewhere), moved (a unit with another place); others only make a new version
    """
    rows = [{"subject": name, "subject_id": key, "day": day} for name, key, day in changes]
    if rows:
        db.session.execute(NEW, rows)


def refresh(limit: int = MOST) -> int:
    """Count again what changed; how many changes that were. Commits."""
    if not facts.is_anything_kept():
        rebuild()
        return 0
    known = facts.is_today_kept()
    if known and db.session.scalar(sa.select(FigureChange.id).limit(1)) is None:
        db.session.rollback()
        return 0
    _lock()
    query = sa.select(CHANGES).order_by(CHANGES.c.id).limit(limit)
    rows = db.session.execute(query).all()
    dirty = dirty_of((row.subject, row.subject_id, row.day) for row in rows)
    _keep_firsts(dirty)
    for days in _some(sorted(dirty.days), FEW):
        _keep(among(days), [(day, day) for day in days])
    facts.keep_some(dirty)
    facts.keep_days()
    _done([row.id for row in rows], parts_of({row.subject for row in rows}))
    return len(rows)


def rebuild(year: int | None = None) -> None:
    """Count everything again from the acts, or one year of it. Commits."""
    _lock()
    first, last = (EARLIEST, LATEST) if year is None else (date(year, 1, 1), date(year, 12, 31))
    known = list(db.session.scalars(sa.select(CHANGES.c.id))) if year is None else []
    db.session.execute(sa.delete(FIRSTS).where(FIRSTS.c.day.between(first, last)))
    for kind in firsts.COUNTS:
        query = firsts.first_days(kind, first, last)
        names = ["kind", "subject_id", "year", "day"]
        db.session.execute(sa.insert(FIRSTS).from_select(names, query))
    _keep(between(first, last), [(first, last)])
    facts.keep_all(first, last)
    _done(known, set(Part))


def _lock() -> None:
    """One refresh at a time; others wait here."""
    first = sa.select(STAMPS.c.version).where(STAMPS.c.id == Part.ALL)
    db.session.execute(first.with_for_update())


def _done(change_ids: list[int], parts: set[Part]) -> None:
    for some in _some(change_ids, MOST):
        db.session.execute(sa.delete(CHANGES).where(CHANGES.c.id.in_(some)))
    known = set(db.session.scalars(sa.select(STAMPS.c.id)))
    values = {"version": STAMPS.c.version + 1, "at": clock.now()}
    db.session.execute(sa.update(STAMPS).where(STAMPS.c.id.in_(parts)).values(values))
    new = [{"id": part, "version": 1, "at": clock.now()} for part in parts - known]
    if new:
        db.session.execute(sa.insert(STAMPS), new)
    db.session.commit()
    forget_version()


def _some(items: Sequence[Item], most: int) -> Iterator[Sequence[Item]]:
    for place in range(0, len(items), most):
        yield items[place : place + most]


def _keep_firsts(dirty: Dirty) -> None:
    """Find the first days of what acted, and add the days that were or are one of them."""
    if not dirty.days:
        return
    first, last = date(min(dirty.days).year, 1, 1), date(max(dirty.days).year, 12, 31)
    clients = sa.select(Invoice.client_id).where(
        Invoice.issue_day.in_(dirty.days), Invoice.unit_id.in_(dirty.units)
    )
    dirty.clients |= set(db.session.scalars(clients))
    subjects = {
        "client": dirty.clients,
        "employee": dirty.people,
        **dict.fromkeys(OF_UNITS, dirty.units),
    }
    for kind, keys in subjects.items():
        dirty.days |= _changed_firsts(kind, keys, first, last)


def _changed_firsts(kind: str, keys: Collection[int], first: date, last: date) -> set[date]:
    if not keys:
        return set()
    found = {
        (key, year): day
        for _kind, key, year, day in db.session.execute(firsts.first_days(kind, first, last, keys))
    }
    mine = sa.and_(FIRSTS.c.kind == kind, FIRSTS.c.subject_id.in_(keys))
    rows = db.session.execute(sa.select(FIRSTS).where(mine)).all()
    known = {(row.subject_id, row.year): row.day for row in rows}
    asked = {place: day for place, day in known.items() if first.year <= place[1] <= last.year}
    if found == asked:
        return set()
    db.session.execute(sa.delete(FIRSTS).where(mine, FIRSTS.c.day.between(first, last)))
    if found:
        new = [
            {"kind": kind, "subject_id": key, "year": year, "day": day}
            for (key, year), day in found.items()
        ]
        db.session.execute(sa.insert(FIRSTS), new)
    return {*known.values(), *found.values()}  # a new first year makes another one not the first


def _keep(days: Days, spans: Iterable[tuple[date, date]]) -> None:
    """Count some days again, from nothing."""
    db.session.execute(sa.delete(DAYS).where(days(DAYS.c.day)))
    for statement in statements(days):
        db.session.execute(sa.insert(DAYS).from_select(COLUMNS, statement))
    rows: list[Row] = [row for first, last in spans for row in waiting(first, last)]
    if rows:
        values: list[dict[str, Any]] = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
        db.session.execute(sa.insert(DAYS), values)
    whole = (
        sa.select(
            DAYS.c.measure,
            sa.literal(WHOLE),
            sa.literal(WHOLE),
            DAYS.c.day,
            sa.func.sum(sa.type_coerce(DAYS.c.amount, sa.BigInteger)),
        )
        .where(days(DAYS.c.day))
        .group_by(DAYS.c.measure, DAYS.c.day)
    )
    db.session.execute(sa.insert(DAYS).from_select(COLUMNS, whole))
