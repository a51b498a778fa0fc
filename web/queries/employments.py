"""Open-ended employment: who works so for a unit, how it stands, and what the next months need."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from domain.budget import check_covered
from domain.contract_life import ContractStatus
from domain.errors import RuleError
from domain.lasting_offer import Party
from domain.lasting_state import State, state_of
from domain.money import Eur
from domain.open_ended import NoWorkThen, Regime, months_between
from domain.periods import Month
from domain.schedule import is_full_time
from web.extensions import db
from web.models.contract import Contract
from web.models.employment import Employment
from web.models.employment_terms import EmploymentTerms
from web.models.person import Person
from web.queries.budget import available_of
from web.queries.employment_months import MonthPlan, draw_up, regime_for

STANDING = (ContractStatus.OFFERED, ContractStatus.MADE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """A month that is not made yet: what it needs, and what stands in the way."""

    month: Month
    plan: MonthPlan | None
    reason: RuleError | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One agreement of a list."""

    row: Employment
    state: State
    regime: Regime
    full_time: bool
    outlook: tuple[Outlook, ...]

    @property
    def problems(self) -> list[Outlook]:
        """The months that cannot be made as things are."""
        return [item for item in self.outlook if item.reason]


def facts_of(person: Person, unit_id: int, first_day: date) -> Party:
    """What must be known of someone before anything is offered."""
    same = sa.exists().where(
        Employment.person_id == person.id,
        Employment.unit_id == unit_id,
        Employment.status.in_(STANDING),
        sa.or_(Employment.last_day.is_(None), Employment.last_day >= first_day),
    )
    return Party(
        name=person.name,
        has_national_number=bool(person.national_number_sealed),
        birth_day=person.birth_day,
        employed=bool(db.session.scalar(sa.select(same))),
    )


def lines(where: sa.ColumnElement[bool], today: date) -> list[Line]:
    """The agreements that fit, those that need something first."""
    query = (
        sa.select(Employment)
        .where(where)
        .options(joinedload(Employment.person), joinedload(Employment.unit))
        .order_by(Employment.first_day.desc(), Employment.id.desc())
    )
    rows = db.session.scalars(query).all()
    keys = [row.id for row in rows]
    changes, months = _changes(keys), _months(keys)
    left: dict[int, Eur] = {}
    found = []
    for row in rows:
        if row.unit_id not in left:
            left[row.unit_id] = available_of(row.unit_id)
        found.append(_line(row, changes[row.id], months[row.id], left, today))
    order = {state: place for place, state in enumerate(State)}
    return sorted(found, key=lambda line: (not line.problems, order[line.state]))


def _line(
    row: Employment,
    changes: Sequence[EmploymentTerms],
    months: Collection[Month],
    left: dict[int, Eur],
    today: date,
) -> Line:
    shown = max(Month.of(today), Month.of(row.first_day))
    regime = regime_for(row, changes, shown)
    ahead, left[row.unit_id] = outlook(row, changes, months, left[row.unit_id], today)
    return Line(
        row=row,
        state=state_of(row.status, row.first_day, row.last_day, today),
        regime=regime,
        full_time=is_full_time(regime.schedule.weekly, shown.first_day),
        outlook=ahead,
    )


def outlook(
    row: Employment,
    changes: Iterable[EmploymentTerms],
    months: Collection[Month],
    available: Eur,
    today: date,
) -> tuple[tuple[Outlook, ...], Eur]:
    """The months up to the next one that are not made, and what the budget has left after them.

    months: those that were made, even if they were cancelled since: that was somebody's decision
    """
    if row.status is not ContractStatus.MADE:
        return (), available
    found, changes = [], list(changes)
    for month in months_between(row.first_day, row.last_day, Month.of(today).next()):
        if month in months:
            continue
        plan = None
        try:
            plan = draw_up(row, regime_for(row, changes, month), month)
            check_covered(available, plan.budget)
        except NoWorkThen:
            continue
        except RuleError as reason:
            found.append(Outlook(month=month, plan=plan, reason=reason))
        else:
            available = Eur(available - plan.budget)
            found.append(Outlook(month=month, plan=plan, reason=None))
    return tuple(found), available


def _changes(keys: Collection[int]) -> Mapping[int, list[EmploymentTerms]]:
    found: dict[int, list[EmploymentTerms]] = defaultdict(list)
    query = sa.select(EmploymentTerms).where(EmploymentTerms.employment_id.in_(keys))
    for change in db.session.scalars(query.order_by(EmploymentTerms.number)):
        found[change.employment_id].append(change)
    return found


def _months(keys: Collection[int]) -> Mapping[int, set[Month]]:
    found: dict[int, set[Month]] = defaultdict(set)
    query: sa.Select[*tuple[Any, ...]] = sa.select(Contract.employment_id, Contract.first_day)
    for key, day in db.session.execute(query.where(Contract.employment_id.in_(keys))):
        found[key].add(Month.of(day))
    return found


def made_months(employment_id: int) -> Collection[Month]:
    """The months of one agreement that were made."""
    return _months([employment_id])[employment_id]


@dataclass(frozen=True, slots=True)
class Count:
    """How many open-ended agreements are in force on a day: a figure of the yearly report."""

    full_time: int
    part_time: int


def count(today: date) -> Count:
    """Open-ended agreements in force, without those for a fixed time; by the week of that day."""
    query = sa.select(Employment).where(
        Employment.status == ContractStatus.MADE,
        Employment.first_day <= today,
        Employment.last_day.is_(None),
    )
    rows = db.session.scalars(query).all()
    changes = _changes([row.id for row in rows])
    month = Month.of(today)
    full = sum(
        is_full_time(regime_for(row, changes[row.id], month).schedule.weekly, today) for row in rows
    )
    return Count(full_time=full, part_time=len(rows) - full)
