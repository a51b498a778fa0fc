"""The months of a year with something to close, and where the payslips of each of them are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from domain.entities import EntityCode
from domain.money import ZERO, Eur
from domain.payrun import Covered, RunState, state
from domain.periods import Month
from web.extensions import db
from web.models.contract import Earning
from web.models.entity import Entity
from web.models.payslip import PayRun
from web.queries.amounts import sums
from web.queries.payrun_quarter import count_only_settled
from web.queries.payslips import RunLine, runs_where

Runs = Mapping[tuple[int, Month], RunLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthLine:
    """What was earned with one employer in one month, and where its payslips are."""

    code: EntityCode
    entity: str
    month: Month
    people: int
    gross: Eur
    net: Eur
    state: RunState
    closed: datetime | None  # the last time
    corrections: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lone:
    """The end of a quarter in which nobody worked, as a row of months has it."""

    id: int
    code: EntityCode
    name: str
    month: Month
    people: int
    earned: int = 0
    gross: Eur = ZERO
    net: Eur = ZERO


def months(year: int, today: date) -> list[MonthLine]:
    """The months of a year with something to close, the last first.

    Those in which somebody earned something, and the last of a quarter that is still to settle.
    """
    runs = _last_runs(year)
    query = (
        sa.select(
            Entity.id,
            Entity.code,
            Entity.name,
            Earning.month,
            sa.func.count().label("earned"),
            sa.func.count(Earning.person_id.distinct()).label("people"),
            sums(Earning.gross).label("gross"),
            sums(Earning.net).label("net"),
        )
        .join(Entity, Entity.id == Earning.entity_id)
        .where(Earning.month.between(Month(year, 1), Month(year, 12)))
        .group_by(Entity.id, Earning.month)
    )
    found = {(row.id, row.month): _month(row, runs, today) for row in db.session.execute(query)}
    found |= {key: line for key, line in _settling(year, today, runs) if key not in found}
    return [found[key] for key in sorted(found, key=lambda key: (-key[1].month, key[0]))]


def _last_runs(year: int) -> Runs:
    """The last run of each month, by employer."""
    return {
        (line.entity_id, line.month): line
        for line in runs_where(PayRun.month.between(Month(year, 1), Month(year, 12)))
    }


def _month(row: Any, runs: Runs, today: date) -> MonthLine:
    last = runs.get((row.id, row.month))
    return MonthLine(
        code=row.code,
        entity=row.name,
        month=row.month,
        people=row.people,
        gross=row.gross,
        net=row.net,
        state=state(row.month, today, Covered(row.earned, last.earned if last else None)),
        closed=last.closed if last else None,
        corrections=last.sequence - 1 if last else 0,
    )


def _settling(year: int, today: date, runs: Runs) -> Iterator[tuple[tuple[int, Month], MonthLine]]:
    """Ends of quarters in which nobody worked, but whose advances are to be settled."""
    entities = db.session.execute(sa.select(Entity.id, Entity.code, Entity.name)).all()
    ended = [Month(year, 3 * quarter) for quarter in range(1, 5)]
    for month in (month for month in ended if month.last_day < today):
        for key, code, name in entities:
            people = count_only_settled(key, month)
            if people:
                row = Lone(id=key, code=code, name=name, month=month, people=people)
                yield (key, month), _month(row, runs, today)


def years(this_year: int) -> list[int]:
    """The years in which somebody earned something, and this one; the last first."""
    first, last = db.session.execute(
        sa.select(sa.func.min(Earning.month), sa.func.max(Earning.month))
    ).one()
    if first is None:
        return [this_year]
    return list(range(max(last.year, this_year), min(first.year, this_year) - 1, -1))
