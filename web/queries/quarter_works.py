"""The confirmed work of a quarter with one employer, person by person and contract by contract."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa

from domain.cost_shares import Job, budget_share
from domain.hours import NO_HOURS, Hours
from domain.money import ZERO, Eur, total
from domain.periods import Month
from domain.quarters import Quarter
from web.extensions import db
from web.models.contract import Contract, Earning

PORTION = 500  # people read at once


@dataclass(slots=True)
class InMonth:
    """What a contract earned in one month, its corrections included."""

    days: int = 0
    hours: Hours = NO_HOURS
    gross: Eur = ZERO


@dataclass(slots=True, kw_only=True)
class Placed:
    """A contract with work in the quarter, and where its money came from."""

    contract_id: int
    unit_id: int
    assignment_id: int | None
    first_day: date
    last_day: date
    job: Job
    months: Mapping[Month, InMonth]


@dataclass(slots=True)
class PersonQuarter:
    """All confirmed work of one person with one employer in a quarter."""

    placed: list[Placed] = field(default_factory=list)
    rows: int = 0  # of confirmed work, corrections included
    social_security: Eur = ZERO  # the person's own, as booked; the work bonus is taken off
    special: Eur = ZERO  # advances of the special contribution, as booked

    @property
    def jobs(self) -> list[Job]:
        """What each contract costs."""
        return [item.job for item in self.placed]


def everyone(entity_id: int, quarter: Quarter) -> sa.Select[int]:
    """Those who worked for an employer in a quarter."""
    return sa.select(Earning.person_id).where(*_here(entity_id, quarter)).distinct()


def count_workers(entity_id: int, quarter: Quarter) -> int:
    """How many people were paid."""
    return db.session.execute(
        sa.select(sa.func.count(Earning.person_id.distinct())).where(*_here(entity_id, quarter))
    ).scalar_one()


def portions(entity_id: int, quarter: Quarter) -> Iterator[list[int]]:
    """Everyone, a few hundred at a time: their work is never all in memory."""
    ids = list(db.session.scalars(everyone(entity_id, quarter).order_by(Earning.person_id)))
    for start in range(0, len(ids), PORTION):
        yield ids[start : start + PORTION]


def works_of(entity_id: int, quarter: Quarter, ids: Collection[int]) -> dict[int, PersonQuarter]:
    """The work of these people; all of one person in one statement, so wholly in or out."""
    elsewhere = _elsewhere(entity_id, quarter, ids)
    found: dict[int, PersonQuarter] = defaultdict(PersonQuarter)
    contracts: dict[int, list[Any]] = defaultdict(list)
    for row in db.session.execute(_rows(entity_id, quarter, ids)):
        person = found[row.person_id]
        person.rows += 1
        person.social_security = Eur(person.social_security + row.social_security)
        person.special = Eur(person.special + row.special_contribution)
        contracts[row.contract_id].append(row)
    for contract_id, rows in contracts.items():
        placed = _placed(rows, elsewhere.get(contract_id, {}), quarter)
        found[rows[0].person_id].placed.append(placed)
    return found


def _here(entity_id: int, quarter: Quarter) -> tuple[sa.ColumnElement[bool], ...]:
    return Earning.entity_id == entity_id, Earning.month.in_(quarter.months)


def _rows(entity_id: int, quarter: Quarter, ids: Collection[int]) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            Earning.person_id,
            Earning.contract_id,
            Earning.month,
            Earning.kind,
            Earning.days,
            Earning.hours,
            Earning.gross,
            Earning.social_security,
            Earning.special_contribution,
            Contract.unit_id,
            Contract.assignment_id,
            Contract.first_day,
            Contract.last_day,
            Contract.budget,
        )
        .join(Contract, Contract.id == Earning.contract_id)
        .where(*_here(entity_id, quarter), Earning.person_id.in_(ids))
        .order_by(Earning.person_id, Earning.contract_id, Earning.id)
    )


def _elsewhere(
    entity_id: int, quarter: Quarter, ids: Collection[int]
) -> dict[int, dict[Month, Eur]]:
    """What contracts that reach over the edge of the quarter earned outside it."""
    over = sa.or_(Contract.first_day < quarter.first_day, Contract.last_day > quarter.last_day)
    query = (
        sa.select(Earning.contract_id, Earning.month, Earning.gross)
        .join(Contract, Contract.id == Earning.contract_id)
        .where(Earning.entity_id == entity_id, Earning.person_id.in_(ids), over)
        .where(Earning.month.not_in(quarter.months))
    )
    found: dict[int, dict[Month, Eur]] = defaultdict(lambda: defaultdict(lambda: ZERO))
    for contract_id, month, gross in db.session.execute(query):
        found[contract_id][month] = Eur(found[contract_id][month] + gross)
    return found


def _placed(rows: list[Any], elsewhere: Mapping[Month, Eur], quarter: Quarter) -> Placed:
    first = rows[0]
    months: dict[Month, InMonth] = defaultdict(InMonth)
    for row in rows:
        month = months[row.month]
        month.days += row.days
        month.hours = Hours(month.hours + row.hours)
        month.gross = Eur(month.gross + row.gross)
    gross = total(month.gross for month in months.values())
    begins = quarter.months[0]
    before = total(amount for month, amount in elsewhere.items() if month < begins)
    after = total(amount for month, amount in elsewhere.items() if month > begins)
    return Placed(
        contract_id=first.contract_id,
        unit_id=first.unit_id,
        assignment_id=first.assignment_id,
        first_day=first.first_day,
        last_day=first.last_day,
        job=Job(
            contract_id=first.contract_id,
            kind=first.kind,
            days=sum(month.days for month in months.values()),
            hours=Hours(sum((month.hours for month in months.values()), NO_HOURS)),
            gross=gross,
            budget=budget_share(first.budget, before, gross, after),
        ),
        months=dict(months),
    )
