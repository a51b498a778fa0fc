"""Quarters of each employer as pages list them: where they are, what their runs booked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from domain.archived import from_plain
from domain.cost_shares import NO_AMOUNTS, Amounts
from domain.employers import SECTOR_OF
from domain.entities import EntityCode
from domain.money import Eur
from domain.payrun import Covered as MonthCovered
from domain.payrun import RunState
from domain.payrun import state as month_state
from domain.periods import Month
from domain.quarter_sheet import QuarterSheet
from domain.quarters import Covered, Quarter, QuarterState, state
from domain.true_up import unknown_reductions
from web.extensions import db
from web.models.contract import Earning
from web.models.entity import Entity
from web.models.payslip import PayRun
from web.models.person import Person
from web.models.quarter import QuarterRun
from web.queries.amounts import sums


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLine:
    """One run of a quarter: its first true-up, or differences booked later."""

    id: int
    entity_id: int
    code: EntityCode
    quarter: Quarter
    sequence: int
    closed: datetime
    by: str  # empty: closed from the terminal
    earned: int
    people: int
    amounts: Amounts  # what this run added
    sheet: QuarterSheet  # the whole quarter as it was then


def runs(*where: sa.ColumnElement[bool]) -> list[RunLine]:
    """Runs, the first one first."""
    query = (
        sa.select(
            QuarterRun,
            Entity.code,
            sa.func.coalesce(Person.given_name + " " + Person.family_name, ""),
        )
        .join(Entity, Entity.id == QuarterRun.entity_id)
        .outerjoin(Person, Person.id == QuarterRun.closed_by_id)
        .where(*where)
        .order_by(QuarterRun.sequence)
    )
    return [
        RunLine(
            id=run.id,
            entity_id=run.entity_id,
            code=code,
            quarter=run.quarter,
            sequence=run.sequence,
            closed=run.closed,
            by=by,
            earned=run.earned,
            people=run.people,
            amounts=amounts_of(run),
            sheet=from_plain(QuarterSheet, run.sheet),
        )
        for run, code, by in db.session.execute(query)
    ]


def amounts_of(run: QuarterRun) -> Amounts:
    """What a run added."""
    return Amounts(
        gross=run.gross,
        budget=run.budget,
        contributions=run.contributions,
        holiday=run.holiday,
        reductions=run.reductions,
    )


def runs_of(entity_id: int, quarter: Quarter) -> list[RunLine]:
    """The runs of one quarter with one employer."""
    return runs(QuarterRun.entity_id == entity_id, QuarterRun.quarter == quarter)


def booked_by(found: list[RunLine]) -> Amounts:
    """What all runs together booked."""
    amounts = NO_AMOUNTS
    for run in found:
        amounts = amounts.plus(run.amounts)
    return amounts


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterLine:
    """What was earned with one employer in one quarter, and where its true-up is."""

    entity_id: int
    code: EntityCode
    employer: str
    quarter: Quarter
    people: int
    gross: Eur
    earned: int
    months: Mapping[Month, RunState]  # those in which somebody worked
    state: QuarterState
    runs: tuple[RunLine, ...]

    @property
    def booked(self) -> Amounts | None:
        """What was booked, if it was closed."""
        return booked_by(list(self.runs)) if self.runs else None


def quarters(year: int, today: date) -> list[QuarterLine]:
    """The quarters of a year in which somebody worked, the last first."""
    of_year = Month(year, 1), Month(year, 12)
    query = (
        sa.select(Entity, Earning.month)
        .join(Earning, Earning.entity_id == Entity.id)
        .where(Earning.month.between(*of_year))
        .group_by(Entity.id, Earning.month)
    )
    found = {
        (Quarter.of(month.first_day), entity.id): entity
        for entity, month in db.session.execute(query)
    }
    ordered = sorted(found.items(), key=lambda item: (-item[0][0].number, item[0][1]))
    return [line_of(entity, quarter, today) for (quarter, _key), entity in ordered]


def line_of(entity: Entity, quarter: Quarter, today: date) -> QuarterLine:
    """One quarter of one employer."""
    here = Earning.entity_id == entity.id, Earning.month.in_(quarter.months)
    earned, people, gross = db.session.execute(
        sa.select(
            sa.func.count(), sa.func.count(Earning.person_id.distinct()), sums(Earning.gross)
        ).where(*here)
    ).one()
    months = months_of(entity.id, quarter, today)
    closed = runs_of(entity.id, quarter)
    return QuarterLine(
        entity_id=entity.id,
        code=entity.code,
        employer=entity.name,
        quarter=quarter,
        people=people,
        gross=gross,
        earned=earned,
        months=months,
        state=state(
            quarter, today, covered(entity.code, quarter, earned, closed), [*months.values()]
        ),
        runs=tuple(closed),
    )


def covered(code: EntityCode, quarter: Quarter, earned: int, closed: list[RunLine]) -> Covered:
    """How much of the quarter its last run covers."""
    if not closed:
        return Covered(earned=earned, closed=None)
    still = set(unknown_reductions(SECTOR_OF[code], quarter.last_day))
    known_since = not still.issuperset(closed[-1].sheet.unknown)
    return Covered(earned=earned, closed=closed[-1].earned, known_since=known_since)


def months_of(entity_id: int, quarter: Quarter, today: date) -> dict[Month, RunState]:
    """Where each month of a quarter is in which somebody worked."""
    earned = (
        sa.select(Earning.month, sa.func.count())
        .where(Earning.entity_id == entity_id, Earning.month.in_(quarter.months))
        .group_by(Earning.month)
        .order_by(Earning.month)
    )
    closed = (
        sa.select(PayRun.month, sa.func.max(PayRun.earned))
        .where(PayRun.entity_id == entity_id, PayRun.month.in_(quarter.months))
        .group_by(PayRun.month)
    )
    kept: dict[Month, int] = {month: many for month, many in db.session.execute(closed)}  # noqa: C416 - pairs
    return {
        month: month_state(month, today, MonthCovered(many, kept.get(month)))
        for month, many in db.session.execute(earned)
    }


def years(this_year: int) -> list[int]:
    """The years in which somebody worked, and this one; the last first."""
    first, last = db.session.execute(
        sa.select(sa.func.min(Earning.month), sa.func.max(Earning.month))
    ).one()
    if first is None:
        return [this_year]
    return list(range(max(last.year, this_year), min(first.year, this_year) - 1, -1))
