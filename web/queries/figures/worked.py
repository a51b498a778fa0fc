"""Who worked for which unit in a year: kept, and counted."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from web.extensions import db
from web.models.contract import Contract, WorkDay
from web.models.figure_fact import WorkPair
from web.models.unit import Unit
from web.queries.figures.acts import CONFIRMED_WORK, holds
from web.queries.figures.facts import Keys, among


def pairs_of(first: date, last: date, units: Keys = None) -> list[dict[str, Any]]:
    """Each unit with each person who worked for it in a year: rows as they are kept."""
    where = *CONFIRMED_WORK, WorkDay.day.between(first, last), *among(Contract.unit_id, units)
    year = sa.cast(sa.extract("year", WorkDay.day), sa.Integer)
    keys = year, Contract.unit_id, Contract.person_id
    hired = sa.case(
        (~holds(Contract.unit_id, Contract.person_id, WorkDay.day), WorkDay.day), else_=sa.null()
    )
    query = (
        sa.select(*keys, sa.func.min(WorkDay.day), sa.func.min(hired))
        .select_from(WorkDay)
        .join(Contract, Contract.id == WorkDay.contract_id)
        .where(*where)
        .group_by(*keys)
    )
    names = ("year", "unit_id", "person_id", "day", "hired")
    return [dict(zip(names, row, strict=True)) for row in db.session.execute(query)]


def hired_by_unit(day: date) -> list[int]:
    """How many people who did not hold it each unit employed, from 1 January to the day."""
    query = (
        sa.select(sa.func.count())
        .where(WorkPair.year == day.year, WorkPair.hired <= day)
        .group_by(WorkPair.unit_id)
    )
    return list(db.session.scalars(query))


def people_by_sector(day: date) -> dict[str, int]:
    """Different people who worked in each sector; "" where the unit says none."""
    query = (
        sa.select(Unit.sector, sa.func.count(WorkPair.person_id.distinct()))
        .join(Unit, Unit.id == WorkPair.unit_id)
        .where(WorkPair.year == day.year, WorkPair.day <= day)
        .group_by(Unit.sector)
    )
    return {sector.value: many for sector, many in db.session.execute(query)}
