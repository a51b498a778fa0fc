"""People and their work, as the equation needs them: situation, usual contract, other contracts."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa

from domain.contract_life import AGREED, ENDED, ContractStatus
from domain.employment import ContractType
from domain.hours import Hours, not_full
from domain.money import Eur
from domain.payments import works_by_month
from domain.payroll.payslip import Situation, Work
from domain.periods import Month
from web.extensions import db
from web.models.contract import Contract, WorkDay
from web.models.person import Person
from web.models.unit import Holding

HOLDS = (ContractStatus.OFFERED, *AGREED)  # an offer stands until it is answered
SHOWN = 12  # people offered without being asked for
Key = tuple[int, int, ContractType, Eur]  # contract, person, kind, gross
Already = Mapping[int, Mapping[Month, tuple[Work, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Someone who may be chosen to work."""

    id: int
    name: str
    language: str
    situation: Situation
    has_national_number: bool
    holds: bool  # holds the unit
    usual: ContractType | None  # of their last contract with the unit
    birth_day: date | None = None


@cache
def _statement() -> sa.Select[*tuple[Any, ...]]:
    """Made once: making it again costs more than running it."""
    unit_id: sa.BindParameter[Any] = sa.bindparam("unit_id")
    today = sa.bindparam("today", type_=sa.Date)
    guests: sa.BindParameter[Any] = sa.bindparam("guests", expanding=True)
    holding, person, contract = (model.__table__.c for model in (Holding, Person, Contract))
    holds = sa.select(holding.person_id).where(
        holding.unit_id == unit_id,
        holding.since <= today,
        sa.or_(holding.until.is_(None), holding.until >= today),
    )
    last = (
        sa.select(contract.person_id, sa.func.max(contract.id).label("contract_id"))
        .where(contract.unit_id == unit_id)
        .group_by(contract.person_id)
        .subquery()
    )
    usual = Contract.__table__.alias()
    holder = person.id.in_(holds).label("holder")
    return (
        sa.select(
            person.id,
            person.given_name,
            person.family_name,
            person.language,
            person.spouse,
            person.children,
            person.flat_rate,
            person.single_parent,
            person.birth_day,
            person.national_number_sealed.is_not(None).label("known"),
            holder,
            usual.c.kind,
        )
        .select_from(
            sa.outerjoin(Person.__table__, last, last.c.person_id == person.id).outerjoin(
                usual, usual.c.id == last.c.contract_id
            )
        )
        .where(
            person.active,
            sa.or_(person.id.in_(holds), usual.c.id.is_not(None), person.id.in_(guests)),
        )
        .order_by(holder.desc(), usual.c.id.desc(), person.id)
    )


def candidates(unit_id: int, guests: Collection[int], today: date) -> dict[int, Candidate]:
    """Holders of the unit, people it employed before (latest first), and ``guests``."""
    asked = {"unit_id": unit_id, "guests": list(guests), "today": today}
    return {row.id: _candidate(row) for row in db.session.execute(_statement(), asked)}


def _candidate(row: Any) -> Candidate:
    return Candidate(
        id=row.id,
        name=f"{row.given_name} {row.family_name}",
        language=row.language,
        situation=Situation(row.spouse, row.children, row.flat_rate, row.single_parent),
        has_national_number=bool(row.known),
        holds=bool(row.holder),
        usual=row.kind,
        birth_day=row.birth_day,
    )


def person_with_email(email: str) -> int | None:
    """Someone by their exact address: nobody can be looked for by name."""
    query = sa.select(Person.id).where(Person.email == email.strip().lower(), Person.active)
    return db.session.scalar(query)


@cache
def _others() -> sa.Select[*tuple[Any, ...]]:
    """Made once, like the other statements of the live equation."""
    contract, work_day = Contract.__table__.c, WorkDay.__table__.c
    return (
        sa.select(
            contract.id,
            contract.person_id,
            contract.kind,
            contract.gross,
            work_day.day,
            work_day.hours,
        )
        .where(
            work_day.contract_id == contract.id,
            contract.person_id.in_(sa.bindparam("people", expanding=True)),
            contract.entity_id == sa.bindparam("entity_id"),
            contract.status.in_(HOLDS),
            contract.first_day <= sa.bindparam("until", type_=sa.Date),
            contract.last_day >= sa.bindparam("since", type_=sa.Date),
        )
        .order_by(contract.id)
    )


def already(people: Collection[int], entity_id: int, days: Iterable[date]) -> Already:
    """What these people already work for the entity in the months of ``days``."""
    months = {Month.of(day) for day in days}
    if not months:
        return {}
    asked = {
        "people": list(people),
        "entity_id": entity_id,
        "since": min(months).first_day,
        "until": max(months).last_day,
    }
    worked: dict[Key, dict[date, Hours]] = defaultdict(dict)
    for contract_id, person_id, kind, gross, day, hours in db.session.execute(_others(), asked):
        worked[contract_id, person_id, kind, gross][day] = hours
    return _by_person(worked, months)


def _by_person(worked: Mapping[Key, Mapping[date, Hours]], months: Collection[Month]) -> Already:
    found: dict[int, dict[Month, tuple[Work, ...]]] = defaultdict(dict)
    for (_, person_id, kind, gross), days in worked.items():
        for month, work in works_by_month(kind, gross, days, not_full(days)).items():
            if month in months:
                found[person_id][month] = (*found[person_id].get(month, ()), work)
    return found


def taken_days(assignment_id: int) -> dict[int, set[date]]:
    """The days that each person already works in an assignment."""
    rows = db.session.execute(
        sa.select(Contract.person_id, WorkDay.day)
        .join(WorkDay, WorkDay.contract_id == Contract.id)
        .where(
            Contract.assignment_id == assignment_id,
            Contract.status.not_in(ENDED),
        )
    )
    taken: dict[int, set[date]] = defaultdict(set)
    for person_id, day in rows:
        taken[person_id].add(day)
    return taken
