"""Contracts of a month whose days nobody confirmed yet: they may become a correction."""

from dataclasses import dataclass

import sqlalchemy as sa

from domain.contract_life import ContractStatus
from domain.periods import Month
from web.extensions import db
from web.models.contract import Contract, WorkDay
from web.models.person import Person
from web.models.unit import Unit

SHOWN = 20  # by name


@dataclass(frozen=True, slots=True)
class Waiting:
    """One contract of the month whose days nobody confirmed yet."""

    contract_id: int
    person: str
    work: str
    unit: str


def _waiting(entity_id: int, month: Month) -> list[sa.ColumnElement[bool]]:
    day = sa.select(WorkDay.day).where(
        WorkDay.contract_id == Contract.id, WorkDay.day.between(month.first_day, month.last_day)
    )
    return [
        Contract.status == ContractStatus.MADE,
        Contract.last_day >= month.first_day,
        Contract.first_day <= month.last_day,
        Contract.entity_id == entity_id,
        day.exists(),
    ]


def count_waiting(entity_id: int, month: Month) -> int:
    """How many contracts have days in the month that are not confirmed."""
    query = sa.select(sa.func.count()).select_from(Contract).where(*_waiting(entity_id, month))
    return db.session.execute(query).scalar_one()


def waiting(entity_id: int, month: Month) -> list[Waiting]:
    """The first of them, by name."""
    query = (
        sa.select(
            Contract.id, Person.given_name + " " + Person.family_name, Contract.work, Unit.name
        )
        .join(Person, Person.id == Contract.person_id)
        .join(Unit, Unit.id == Contract.unit_id)
        .where(*_waiting(entity_id, month))
        .order_by(Person.likeness, Contract.id)
        .limit(SHOWN)
    )
    return [Waiting(*row) for row in db.session.execute(query)]
