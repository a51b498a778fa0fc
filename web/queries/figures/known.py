"""Facts that are kept, or counted where nobody has asked for that day before."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

import sqlalchemy as sa

from domain.ages import age_on
from web.extensions import Base, db
from web.models.figure_fact import FactDay, HolderFact, UnitFact
from web.queries.figures.facts import HolderFacts, UnitFacts, holders_on, units_on

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


def _facts_of(model: type[HolderFact | UnitFact], row: Mapping[str, Any], day: date) -> Any:
    """From what is kept, with what follows from the day."""
    if model is UnitFact:
        return UnitFacts(**row, years=max(age_on(row["opened"], day), 0))
    return HolderFacts(
        **row,
        age=age_on(row["birth_day"], day) if row["birth_day"] else None,
        years=max(age_on(row["since"], day), 0),
    )


def kept_facts(
    model: type[HolderFact | UnitFact], day: date, mine: sa.ColumnElement[bool] | None = None
) -> list[Any]:
    """What is kept of a day.

    mine: of some only
    """
    table, names = model.__table__, columns(model)
    where = (table.c.day == day,) if mine is None else (table.c.day == day, mine)
    query = sa.select(*(table.c[name] for name in names)).where(*where)
    return [
        _facts_of(model, dict(zip(names, row, strict=True)), day)
        for row in db.session.execute(query)
    ]


def holders(day: date) -> list[HolderFacts]:
    """Who holds active units on the day."""
    return kept_facts(HolderFact, day) if is_kept(day) else holders_on(day)


def units(day: date) -> list[UnitFacts]:
    """Active units of the day."""
    return kept_facts(UnitFact, day) if is_kept(day) else units_on(day)
