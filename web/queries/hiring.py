"""A contract on a running budget with the facts of the database: who works, on which days."""

from datetime import date

import sqlalchemy as sa

from domain.assignment.plan import Worker
from domain.contract_life import ENDED
from domain.employment import ContractType
from web.extensions import db
from web.models.contract import Contract, WorkDay
from web.queries.working import Candidate, already


def days_taken(unit_id: int, person_id: int) -> frozenset[date]:
    """The days on which a person already works for the running budget of a unit."""
    query = (
        sa.select(WorkDay.day)
        .join(Contract, Contract.id == WorkDay.contract_id)
        .where(
            Contract.person_id == person_id,
            Contract.unit_id == unit_id,
            Contract.assignment_id.is_(None),
            Contract.status.not_in(ENDED),
        )
    )
    return frozenset(db.session.scalars(query))


def worker_of(
    person: Candidate, contract_type: ContractType, days: tuple[date, ...], entity_id: int
) -> Worker:
    """One person on these days, with their other contracts of the same months and employer."""
    others = already([person.id], entity_id, days) if days else {}
    return Worker(
        key=person.id,
        contract_type=contract_type,
        days=days,
        situation=person.situation,
        already=others.get(person.id, {}),
    )
