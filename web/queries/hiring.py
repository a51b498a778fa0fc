"""A contract on a running budget with the facts of the database: who works, on which days."""

from collections.abc import Mapping
from datetime import date

import sqlalchemy as sa

from domain.assignment.plan import Worker
from domain.assignment.shares import Share
from domain.contract_life import ENDED
from domain.employment import ContractType
from domain.hiring import Hand
from domain.hours import Hours
from domain.payments import FULL_DAYS
from web.extensions import db
from web.models.contract import Contract, WorkDay
from web.queries.hours_elsewhere import hours_elsewhere
from web.queries.student_hours import student_hours_of
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
    person: Candidate,
    contract_type: ContractType,
    days: tuple[date, ...],
    entity_id: int,
    *,
    hours: Mapping[date, Hours] = FULL_DAYS,
) -> Worker:
    """One person on these days, with their other contracts of the same months and employer.

    hours: of days that are not full days
    """
    others = already([person.id], entity_id, days) if days else {}
    return Worker(
        key=person.id,
        contract_type=contract_type,
        days=days,
        situation=person.situation,
        already=others.get(person.id, {}),
        birth_day=person.birth_day,
        hours=hours,
    )


def days_with_same_purse(contract: Contract) -> frozenset[date]:
    """The days on which the person works for the same assignment, or the same running budget."""
    assignment = Contract.assignment_id
    same = (
        assignment.is_(None)
        if contract.assignment_id is None
        else assignment == (contract.assignment_id)
    )
    query = (
        sa.select(WorkDay.day)
        .join(Contract, Contract.id == WorkDay.contract_id)
        .where(
            Contract.person_id == contract.person_id,
            Contract.unit_id == contract.unit_id,
            same,
            Contract.id != contract.id,
            Contract.status.not_in(ENDED),
        )
    )
    return frozenset(db.session.scalars(query))


def hand_of(
    unit_id: int, share: Share, *, name: str, has_national_number: bool, birth_day: date | None
) -> Hand:
    """The person who is to work for ``share``, with all that other contracts say of these days."""
    return Hand(
        name=name,
        has_national_number=has_national_number,
        taken=days_taken(unit_id, share.key),
        birth_day=birth_day,
        student_hours=student_hours_of(share.key, share),
        others=hours_elsewhere(share.key, share.days),
    )
