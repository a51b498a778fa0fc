"""Keep the facts of units and holders on the days that are asked for most."""

from collections.abc import Collection
from datetime import date
from typing import Any

import sqlalchemy as sa

from domain.periods import same_day_before
from web import clock
from web.extensions import Base, db
from web.models.figure import FigureFirst
from web.models.figure_fact import FactDay, HolderFact, UnitFact, WorkPair
from web.models.unit import Holding
from web.queries.figures.facts import holders_on, units_on
from web.queries.figures.known import is_kept, row_of
from web.queries.figures.worked import pairs_of


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
        theirs = UnitFact.day == day, UnitFact.unit_id.in_(sorted(all_units))
        db.session.execute(sa.delete(UnitFact).where(*theirs))
        mine = HolderFact.day == day, HolderFact.person_id.in_(sorted(all_people))
        db.session.execute(sa.delete(HolderFact).where(*mine))
        _insert(UnitFact, [row_of(one, day) for one in units_on(day, all_units)])
        _insert(HolderFact, [row_of(one, day) for one in holders_on(day, all_people)])
    for year in years:
        pairs = WorkPair.year == year, WorkPair.unit_id.in_(sorted(all_units))
        db.session.execute(sa.delete(WorkPair).where(*pairs))
        _insert(WorkPair, pairs_of(date(year, 1, 1), date(year, 12, 31), all_units))


def _insert(model: type[Base], rows: list[Any]) -> None:
    if rows:
        db.session.execute(sa.insert(model), rows)


def _forget(day: date) -> None:
    for kept in (UnitFact, HolderFact, FactDay):
        db.session.execute(sa.delete(kept).where(kept.day == day))
