"""Facts that are kept, or counted where nobody has asked for that day before."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

import sqlalchemy as sa

from domain.ages import age_on
from web.extensions import Base, db
from web.models.figure_fact import FactDay, HolderFact, UnitFact
from web.queries.figures.facts import HolderFacts, UnitFacts, holders_on, units_on

Facts = TypeVar("Facts", HolderFacts, UnitFacts)
COUNTED = {"age", "years"}  # follow from the day


def columns(model: type[Base]) -> list[str]:
    """What is kept of each, the day left out."""
    return [name for name in model.__table__.columns.keys() if name != "day"]  # noqa: SIM118


def row_of(facts: HolderFacts | UnitFacts, day: date) -> Mapping[str, Any]:
    """As it is kept."""
    kept = {one.name: getattr(facts, one.name) for one in fields(facts) if one.name not in COUNTED}
    return {**kept, "day": day}


def is_kept(day: date) -> bool:
    """Are the facts of this day kept?"""
    return db.session.get(FactDay, day) is not None


def _rows(model: type[HolderFact | UnitFact], day: date) -> Iterator[dict[str, Any]]:
    table, names = model.__table__, columns(model)
    query = sa.select(*(table.c[name] for name in names)).where(table.c.day == day)
    for row in db.session.execute(query):
        yield dict(zip(names, row, strict=True))


def holders(day: date) -> list[HolderFacts]:
    """Who holds active units on the day."""
    if not is_kept(day):
        return holders_on(day)
    return [
        HolderFacts(
            **row,
            age=age_on(row["birth_day"], day) if row["birth_day"] else None,
            years=max(age_on(row["since"], day), 0),
        )
        for row in _rows(HolderFact, day)
    ]


def units(day: date) -> list[UnitFacts]:
    """Active units of the day."""
    if not is_kept(day):
        return units_on(day)
    return [
        UnitFacts(**row, years=max(age_on(row["opened"], day), 0)) for row in _rows(UnitFact, day)
    ]
