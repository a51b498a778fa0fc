"""Keep the facts of units and holders on the days that are asked for most."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Any

import sqlalchemy as sa

from domain.periods import same_day_before
from web import clock
from web.actions import figure_cells as cells
from web.actions.figure_dirty import Dirty
from web.extensions import Base, db
from web.models.figure import FigureFirst, FigureStamp
from web.models.figure_fact import FactDay, HolderFact, UnitFact, WorkPair
from web.models.unit import Holding
from web.queries.figures.facts import HolderFacts, UnitFacts, holders_on, units_on
from web.queries.figures.kept_cells import Cells, add_facts
from web.queries.figures.known import is_kept, kept_facts, row_of
from web.queries.figures.remembered import Part, stamp_of
from web.queries.figures.worked import pairs_of

Row = Mapping[str, Any]
Kept = type[UnitFact | HolderFact]
Facts = Sequence[UnitFacts] | Sequence[HolderFacts]
OWN: Mapping[Kept, str] = {UnitFact: "unit_id", HolderFact: "person_id"}
OF_WORKERS = ("person_months", "payroll_budget", "sector_people")  # by each worker


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
        units, holders = units_on(day), holders_on(day)
        _insert(UnitFact, [row_of(one, day) for one in units])
        _insert(HolderFact, [row_of(one, day) for one in holders])
        cells.keep(day, [*units, *holders])
        _stamp(day)


def keep_all(first: date, last: date) -> None:
    """Count everything again; who worked for whom, between two days."""
    for day in db.session.scalars(sa.select(FactDay.day)).all():
        _forget(day)
    db.session.execute(sa.delete(WorkPair).where(WorkPair.year.between(first.year, last.year)))
    _insert(WorkPair, pairs_of(first, last))
    keep_days()


def keep_some(dirty: Dirty) -> None:
    """Count again what changed, and who holds a unit with or before somebody."""
    units, people = _beside(dirty.units, dirty.people)
    for year in {day.year for day in dirty.days} if units else ():
        pairs = WorkPair.year == year, WorkPair.unit_id.in_(sorted(units))
        db.session.execute(sa.delete(WorkPair).where(*pairs))
        _insert(WorkPair, pairs_of(date(year, 1, 1), date(year, 12, 31), units))
    subjects, workers = {"clients": dirty.clients, "employing_units": units}, dirty.workers()
    subjects |= {"members": dirty.members(), **dict.fromkeys(OF_WORKERS, workers)}
    for day in db.session.scalars(sa.select(FactDay.day)).all():
        found: Cells = {}
        if people or units:
            _keep_facts(day, units, people, found)
        if dirty.is_about(day):
            cells.add_again(day, subjects, found)
        cells.keep_changes(day, found)


def _keep_facts(day: date, units: Collection[int], people: Collection[int], found: Cells) -> None:
    changed = _again(UnitFact, units, day, units_on(day, units), found)
    if _again(HolderFact, people, day, holders_on(day, people), found) or changed:
        _stamp(day)


def _beside(units: Collection[int], people: Collection[int]) -> tuple[set[int], set[int]]:
    """These units and those that these people ever held, and all who ever held one of them."""
    if not units and not people:
        return set(), set()
    held = sa.select(Holding.unit_id).where(Holding.person_id.in_(sorted(people)))
    all_units = {*units, *db.session.scalars(held)}
    beside = sa.select(Holding.person_id).where(Holding.unit_id.in_(sorted(all_units)))
    return all_units, {*people, *db.session.scalars(beside)}


def _again(model: Kept, keys: Collection[int], day: date, now: Facts, found: Cells) -> bool:
    """Keep what some are on a day; is it anything else than it was?"""
    name = OWN[model]
    mine, key = getattr(model, name).in_(sorted(keys)), attrgetter(name)
    before = {key(one): one for one in kept_facts(model, day, mine)}
    after = {key(one): one for one in now}
    if before == after:
        return False
    gone = [one for name, one in before.items() if after.get(name) != one]
    new = [one for name, one in after.items() if before.get(name) != one]
    add_facts(found, day, gone, -1)
    add_facts(found, day, new)
    db.session.execute(sa.delete(model).where(model.day == day, mine))
    _insert(model, [row_of(one, day) for one in now])
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
    cells.forget(day)
    for kept in (UnitFact, HolderFact, FactDay):
        db.session.execute(sa.delete(kept).where(kept.day == day))
    db.session.execute(sa.delete(FigureStamp).where(FigureStamp.id == stamp_of(day)))
