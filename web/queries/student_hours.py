"""What people have already taken from their quota of student hours, with all our employers."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

import sqlalchemy as sa

from domain.assignment.shares import Share
from domain.contract_life import ENDED
from domain.employment import ContractType
from domain.hours import Hours
from domain.payroll.student_quota import Counted, counted
from web.extensions import db
from web.models.contract import Contract, WorkDay


def students(wanted: Iterable[tuple[int, ContractType]]) -> frozenset[int]:
    """Those of these people whose hours count."""
    return frozenset(key for key, kind in wanted if kind is ContractType.STUDENT)


def student_hours(people: Collection[int], years: Collection[int]) -> Mapping[int, Counted]:
    """Hours by person and calendar year, over every student contract that has not ended.

    years: those that are asked about
    """
    if not people or not years:
        return {}
    rows = db.session.execute(
        sa.select(Contract.person_id, WorkDay.day, WorkDay.hours)
        .join(WorkDay, WorkDay.contract_id == Contract.id)
        .where(
            Contract.person_id.in_(people),
            Contract.kind == ContractType.STUDENT,
            Contract.status.not_in(ENDED),
            Contract.last_day >= date(min(years), 1, 1),
            Contract.first_day <= date(max(years), 12, 31),
        )
    )
    worked: dict[int, list[tuple[date, Hours]]] = defaultdict(list)
    for person_id, day, hours in rows:
        worked[person_id].append((day, hours))
    return {person_id: counted(days) for person_id, days in worked.items()}


def student_hours_of(person_id: int, share: Share) -> Counted:
    """The hours that one person has already taken in the years of a contract."""
    asked = students([(person_id, share.contract_type)])
    return student_hours(asked, {day.year for day in share.days}).get(person_id, {})
