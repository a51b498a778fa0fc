"""Days of work over all contracts: one person's month, and a period as a table to take along."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from domain.contract_life import CONTRACT_STATUSES, ENDED, ContractStatus
from domain.employment import CONTRACT_TYPES, ContractType
from domain.entities import EntityCode
from domain.errors import N_, Msg
from domain.hours import NO_HOURS, Hours
from domain.periods import Month
from web.documents.contract import reference_of
from web.extensions import db
from web.models.contract import Contract, WorkDay
from web.models.entity import Entity
from web.models.payslip import PayRun
from web.models.person import Person
from web.models.unit import Unit

APPROVED, DECLARED, PLANNED = N_("Approved"), N_("Declared"), N_("Planned")
MOST_ROWS = 100_000  # days of one file


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkLine:
    """One day of one contract."""

    day: date
    contract_id: int
    entity: EntityCode
    employer: str
    unit: str
    person: str
    work: str
    kind: ContractType
    status: ContractStatus
    hours: Hours  # planned; once approved, worked
    said: Hours | None  # what the worker declared
    declared: bool  # the whole contract is declared

    @property
    def reference(self) -> str:
        """How the contract is called."""
        return reference_of(self.entity, self.contract_id)

    @property
    def counted(self) -> Hours:
        """The hours as far as they are known."""
        if self.said is None or self.status is ContractStatus.CONFIRMED:
            return self.hours
        return self.said

    @property
    def state(self) -> Msg:
        """How sure they are."""
        if self.status is ContractStatus.CONFIRMED:
            return APPROVED
        if self.status is ContractStatus.MADE:
            return PLANNED if self.said is None else DECLARED
        return CONTRACT_STATUSES[self.status]


def _lines() -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            WorkDay.day,
            WorkDay.contract_id,
            Entity.code.label("entity"),
            Entity.name.label("employer"),
            Unit.name.label("unit"),
            (Person.given_name + " " + Person.family_name).label("person"),
            Contract.work,
            Contract.kind,
            Contract.status,
            WorkDay.hours,
            WorkDay.declared.label("said"),
            Contract.declared.is_not(None).label("declared"),
        )
        .join(Contract, Contract.id == WorkDay.contract_id)
        .join(Entity, Entity.id == Contract.entity_id)
        .join(Unit, Unit.id == Contract.unit_id)
        .join(Person, Person.id == Contract.person_id)
        .where(Contract.status.not_in(ENDED))
    )


LINES = _lines()


def _between(first: date, last: date) -> tuple[sa.ColumnElement[bool], ...]:
    """Days of a period; the contract's own days let its index find them."""
    return (
        WorkDay.day.between(first, last),
        Contract.first_day <= last,
        Contract.last_day >= first,
    )


def of_person(person_id: int, month: Month) -> list[WorkLine]:
    """Every day of one person in a month, in order."""
    query = LINES.where(
        Contract.person_id == person_id, *_between(month.first_day, month.last_day)
    ).order_by(WorkDay.day, WorkDay.contract_id)
    return [WorkLine(**row) for row in db.session.execute(query).mappings()]


def between(sight: sa.ColumnElement[bool], first: date, last: date) -> Iterator[WorkLine]:
    """Every day in sight, person by person."""
    query = (
        LINES.where(sight, *_between(first, last))
        .order_by(Person.likeness, Person.id, WorkDay.day, WorkDay.contract_id)
        .limit(MOST_ROWS)
    )
    for row in db.session.execute(query).mappings():
        yield WorkLine(**row)


HEADER: tuple[Msg, ...] = (
    N_("Day"),
    N_("Person"),
    N_("Employer"),
    N_("Unit"),
    N_("Contract"),
    N_("Work"),
    N_("Kind"),
    N_("State"),
    N_("Hours planned"),
    N_("Hours declared"),
    N_("Hours approved"),
)


def cells(line: WorkLine) -> tuple[Any, ...]:
    """One line of the file; words are msgids, hours are numbers or nothing."""
    approved = line.status is ContractStatus.CONFIRMED
    return (
        line.day,
        line.person,
        line.employer,
        line.unit,
        line.reference,
        line.work,
        CONTRACT_TYPES[line.kind],
        line.state,
        None if approved else line.hours,
        line.said,
        line.hours if approved else None,
    )


def months_closed(entity_id: int, days: Collection[date]) -> list[Month]:
    """Which months of these days are closed with an employer: what changes makes a correction."""
    months = {Month.of(day) for day in days}
    query = sa.select(PayRun.month).where(PayRun.entity_id == entity_id, PayRun.month.in_(months))
    return sorted(set(db.session.scalars(query)))


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySum:
    """One day with all its contracts."""

    lines: tuple[WorkLine, ...]

    @property
    def hours(self) -> Hours:
        """All hours of the day."""
        return Hours(sum((line.counted for line in self.lines), NO_HOURS))

    @property
    def state(self) -> str:
        """For the look of it: done when everything is approved."""
        if all(line.status is ContractStatus.CONFIRMED for line in self.lines):
            return "approved"
        return "declared" if all(line.said is not None for line in self.lines) else "planned"


def by_day(lines: Collection[WorkLine]) -> dict[date, DaySum]:
    """The days of a month, each with its contracts."""
    days = dict.fromkeys(line.day for line in lines)
    return {day: DaySum(lines=tuple(x for x in lines if x.day == day)) for day in days}
