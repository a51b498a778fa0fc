"""Several people who are to work, with the facts of the database: one statement for each kind."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

import sqlalchemy as sa

from domain.assignment.plan import Worker
from domain.contract_life import ENDED
from domain.employment import ContractType
from domain.hiring import Hand
from domain.hours import Hours
from web.extensions import db
from web.models.contract import Contract, WorkDay
from web.models.unit import Unit
from web.queries.hours_elsewhere import hours_of_people
from web.queries.student_hours import student_hours, students
from web.queries.working import Candidate, already


def days_taken_by(unit_id: int, people: Collection[int]) -> Mapping[int, Collection[date]]:
    """The days on which each person already works for the running budget of a unit."""
    rows = db.session.execute(
        sa.select(Contract.person_id, WorkDay.day)
        .join(WorkDay, WorkDay.contract_id == Contract.id)
        .where(
            Contract.person_id.in_(people),
            Contract.unit_id == unit_id,
            Contract.assignment_id.is_(None),
            Contract.status.not_in(ENDED),
        )
    )
    taken: dict[int, set[date]] = defaultdict(set)
    for person_id, day in rows:
        taken[person_id].add(day)
    return taken


def crew_of(
    unit: Unit,
    people: Sequence[Candidate],
    contract_type: ContractType,
    days: tuple[date, ...],
    hours: Mapping[date, Hours],
) -> list[tuple[Worker, Hand]]:
    """Each person on these days, with all that a contract must know of them.

    hours: of days that are not full days
    """
    keys = [person.id for person in people]
    works = already(keys, unit.entity_id, days)
    taken = days_taken_by(unit.id, keys)
    others = hours_of_people(keys, days)
    asked = students((key, contract_type) for key in keys)
    counted = student_hours(asked, {day.year for day in days})
    return [
        (
            Worker(
                key=person.id,
                contract_type=contract_type,
                days=days,
                situation=person.situation,
                already=works.get(person.id, {}),
                birth_day=person.birth_day,
                hours=hours,
            ),
            Hand(
                name=person.name,
                has_national_number=person.has_national_number,
                taken=taken.get(person.id, ()),
                birth_day=person.birth_day,
                student_hours=counted.get(person.id, {}),
                others=others.get(person.id, {}),
            ),
        )
        for person in people
    ]
