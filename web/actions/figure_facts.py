"""Keep the facts of units and holders on the days that are asked for most."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from domain.periods import same_day_before
from web import clock
from web.extensions import Base, db
from web.models.figure import FigureFirst, FigureStamp
from web.models.figure_fact import FactDay, HolderFact, UnitFact, WorkPair
from web.models.unit import Holding
from web.queries.figures.facts import holders_on, units_on
from web.queries.figures.known import columns, is_kept, row_of
from web.queries.figures.remembered import Part, stamp_of
from web.queries.figures.worked import pairs_of

Row = Mapping[str, Any]


def wanted_days(today: date) -> set[date]:
    """Today, the same day a year ago, and the end of each year that is over."""
    years = db.session.scalars(sa.select(FigureFirst.year).distinct())
    ends = {date(year, 12, 31) for year in years if year < today.year}
    return {today, same_day_before(today), *ends}


def is_anything_kept() -> bool:
    """False in a database whose figures were never counted."""
    return db.session.scalar(sa.select(FactDay.day).limit(1)) is not None


def is_today_kept() -> bool:
    """False after midnight, until the facts of the new day are counted."""
    return is_kept(clock.today())


def keep_days() -> None:
    """Forget days that nobody asks for any more, count new ones."""
    known, wanted = set(db.session.scalars(sa.select(FactDay.day))), wanted_days(clock.today())
    for day in known - wanted:
        _forget(day)
    for day in sorted(wanted - known):
        db.session.execute(sa.insert(FactDay), [{"day": day}])
        _insert(UnitFact, [row_of(one, day) for one in units_on(day)])
        _insert(HolderFact, [row_of(one, day) for one in holders_on(day)])
        _stamp(day)


def keep_all(first: date, last: date) -> None:
    """Count everything again; who worked for whom, between two days."""
    for day in db.session.scalars(sa.select(FactDay.day)).all():
        _forget(day)
    db.session.execute(sa.delete(WorkPair).where(WorkPair.year.between(first.year, last.year)))
    _insert(WorkPair, pairs_of(first, last))
    keep_days()


def keep_some(units: Collection[int], people: Collection[int], years: Collection[int]) -> None:
    """Count some units and people again, and who holds a unit with or before them."""
    if not units and not people:
        return
    held = sa.select(Holding.unit_id).where(Holding.person_id.in_(sorted(people)))
    all_units = {*units, *db.session.scalars(held)}
    beside = sa.select(Holding.person_id).where(Holding.unit_id.in_(sorted(all_units)))
    all_people = {*people, *db.session.scalars(beside)}
    for day in db.session.scalars(sa.select(FactDay.day)).all():
        found = units_on(day, all_units), holders_on(day, all_people)
        rows = [[row_of(one, day) for one in some] for some in found]
        changed = _again(UnitFact, UnitFact.unit_id.in_(sorted(all_units)), day, rows[0])
        changed |= _again(HolderFact, HolderFact.person_id.in_(sorted(all_people)), day, rows[1])
        if changed:
            _stamp(day)
    for year in years:
        pairs = WorkPair.year == year, WorkPair.unit_id.in_(sorted(all_units))
        db.session.execute(sa.delete(WorkPair).where(*pairs))
        _insert(WorkPair, pairs_of(date(year, 1, 1), date(year, 12, 31), all_units))


def _again(
    model: type[UnitFact | HolderFact], mine: sa.ColumnElement[bool], day: date, rows: Sequence[Row]
) -> bool:
    """Keep what some are on a day; is it anything else than it was?"""
    where = model.day == day, mine
    names = columns(model)
    query = sa.select(*(getattr(model, name) for name in names)).where(*where)
    before = {tuple(row) for row in db.session.execute(query)}
    if before == {tuple(row[name] for name in names) for row in rows}:
        return False
    db.session.execute(sa.delete(model).where(*where))
    _insert(model, rows)
    return True


def _stamp(day: date) -> None:
    """The facts of the day are others: they are at the version that this refresh makes."""
    version = sa.select(FigureStamp.version).where(FigureStamp.id == Part.ALL)
    new = {"id": stamp_of(day), "version": (db.session.scalar(version) or 0) + 1}
    db.session.execute(sa.delete(FigureStamp).where(FigureStamp.id == new["id"]))
    db.session.execute(sa.insert(FigureStamp), [{**new, "at": clock.now()}])


def _insert(model: type[Base], rows: Sequence[Row]) -> None:
    if rows:
        db.session.execute(sa.insert(model), rows)


def _forget(day: date) -> None:
    for kept in (UnitFact, HolderFact, FactDay):
        db.session.execute(sa.delete(kept).where(kept.day == day))
    db.session.execute(sa.delete(FigureStamp).where(FigureStamp.id == stamp_of(day)))
