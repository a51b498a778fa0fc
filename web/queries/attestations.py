"""What can be attested of a person's work and pay, and the attestations asked for before."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from domain.attestations import (
    EmployerWork,
    OpenMonth,
    WorkedLine,
    YearPay,
    part_of,
)
from domain.contract_life import ContractStatus
from domain.hours import NO_HOURS, Hours, add_hours
from domain.money import ZERO, Eur, total
from domain.periods import Month
from web.documents.contract import employer_party, reference_of
from web.extensions import db
from web.models.contract import Contract, Earning, WorkDay
from web.models.entity import Entity
from web.models.payslip import PayRun, Payslip


def worked(person_id: int, first: date, last: date) -> tuple[EmployerWork, ...]:
    """Confirmed work between two days, contract by contract; three statements."""
    days = _days(person_id)
    found: dict[int, list[WorkedLine]] = defaultdict(list)
    for contract_id, rows in _contracts(person_id, Month.of(first), Month.of(last)).items():
        line = _line(rows, days[contract_id], first, last)
        if line is not None:
            found[rows[0].entity_id].append(line)
    return tuple(
        EmployerWork(employer=employer_party(entity), lines=tuple(found[entity.id]))
        for entity in _entities(found)
    )


def _entities(ids: Any) -> Sequence[Entity]:
    query = sa.select(Entity).where(Entity.id.in_(list(ids))).order_by(Entity.id)
    return db.session.scalars(query).all()


def _days(person_id: int) -> dict[int, dict[date, Hours]]:
    """The days really worked of each confirmed contract, with their hours."""
    query = (
        sa.select(WorkDay.contract_id, WorkDay.day, WorkDay.hours)
        .join(Contract, Contract.id == WorkDay.contract_id)
        .where(
            Contract.person_id == person_id,
            Contract.confirmed.is_not(None),
            WorkDay.hours > NO_HOURS,
        )
        .order_by(WorkDay.day)
    )
    found: dict[int, dict[date, Hours]] = defaultdict(dict)
    for contract_id, day, hours in db.session.execute(query):
        found[contract_id][day] = hours
    return found


def _contracts(person_id: int, first: Month, last: Month) -> dict[int, list[Any]]:
    """What each contract earned in each month, its corrections added up."""
    query = (
        sa.select(
            Earning.contract_id,
            Earning.entity_id,
            Earning.month,
            Earning.kind,
            sa.func.sum(Earning.gross).label("gross"),
            Contract.work,
            Entity.code,
        )
        .join(Contract, Contract.id == Earning.contract_id)
        .join(Entity, Entity.id == Earning.entity_id)
        .where(Earning.person_id == person_id, Earning.month.between(first, last))
        .group_by(
            Earning.contract_id,
            Earning.entity_id,
            Earning.month,
            Earning.kind,
            Contract.work,
            Contract.first_day,
            Entity.code,
        )
        .order_by(Contract.first_day, Earning.contract_id, Earning.month)
    )
    found: dict[int, list[Any]] = defaultdict(list)
    for row in db.session.execute(query):
        found[row.contract_id].append(row)
    return found


def _line(
    rows: Sequence[Any], days: Mapping[date, Hours], first: date, last: date
) -> WorkedLine | None:
    """One contract within the period; a month that is cut is shared by hours."""
    inside = {day: hours for day, hours in days.items() if first <= day <= last}
    if not inside:
        return None
    return WorkedLine(
        reference=reference_of(rows[0].code, rows[0].contract_id),
        work=rows[0].work,
        kind=rows[0].kind,
        first_day=min(inside),
        last_day=max(inside),
        days=len(inside),
        hours=add_hours(inside.values()),
        gross=total(_part(row, days, first, last) for row in rows),
    )


def _part(row: Any, days: Mapping[date, Hours], first: date, last: date) -> Eur:
    """What a contract earned in one month, as far as its days lie in the period."""
    of_month = {day: hours for day, hours in days.items() if Month.of(day) == row.month}
    if not of_month:
        return ZERO
    return part_of(
        row.gross,
        [hours for day, hours in of_month.items() if day < first],
        [hours for day, hours in of_month.items() if first <= day <= last],
        [hours for day, hours in of_month.items() if day > last],
    )


def count_to_confirm(person_id: int, first: date, last: date) -> int:
    """Contracts made with days in the period that nobody confirmed."""
    there = sa.select(WorkDay.day).where(
        WorkDay.contract_id == Contract.id, WorkDay.day.between(first, last)
    )
    query = sa.select(sa.func.count()).where(
        Contract.person_id == person_id, Contract.status == ContractStatus.MADE, there.exists()
    )
    return db.session.execute(query).scalar_one()


def paid(person_id: int, year: int) -> tuple[YearPay, ...]:
    """The last closed payslip of each month of a year, added up by employer."""
    later = sa.orm.aliased(Payslip)
    newer = (
        sa.select(later.id)
        .where(later.entity_id == Payslip.entity_id, later.person_id == Payslip.person_id)
        .where(later.month == Payslip.month, later.sequence > Payslip.sequence)
    )
    query = (
        sa.select(Payslip)
        .options(sa.orm.defer(Payslip.sheet))
        .where(Payslip.person_id == person_id, ~newer.exists())
        .where(Payslip.month.between(Month(year, 1), Month(year, 12)))
        .order_by(Payslip.month)
    )
    found: dict[int, list[Payslip]] = defaultdict(list)
    for slip in db.session.scalars(query):
        found[slip.entity_id].append(slip)
    return tuple(_year(entity, found[entity.id]) for entity in _entities(found))


def _year(entity: Entity, slips: Sequence[Payslip]) -> YearPay:
    return YearPay(
        employer=employer_party(entity),
        months=tuple(str(slip.month) for slip in slips),
        gross=total(slip.gross for slip in slips),
        social_security=total(
            Eur(slip.social_security - slip.work_bonus_a - slip.work_bonus_b) for slip in slips
        ),
        taxable=total(slip.taxable for slip in slips),
        withholding=total(slip.withholding for slip in slips),
        special_contribution=total(
            Eur(slip.special_contribution + slip.settlement) for slip in slips
        ),
        net=total(slip.net for slip in slips),
    )


def still_open(person_id: int, year: int) -> tuple[OpenMonth, ...]:
    """Months with work that was confirmed after the last closing, or that nobody closed."""
    covered = (
        sa.select(sa.func.max(PayRun.earned))
        .where(PayRun.entity_id == Earning.entity_id, PayRun.month == Earning.month)
        .correlate(Earning)
        .scalar_subquery()
    )
    rows = sa.orm.aliased(Earning)
    there = (
        sa.select(sa.func.count())
        .where(rows.entity_id == Earning.entity_id, rows.month == Earning.month)
        .correlate(Earning)
        .scalar_subquery()
    )
    query = (
        sa.select(Entity.id, Entity.name, Earning.month)
        .join(Entity, Entity.id == Earning.entity_id)
        .where(Earning.person_id == person_id)
        .where(Earning.month.between(Month(year, 1), Month(year, 12)))
        .where(sa.or_(covered.is_(None), covered < there))
        .distinct()
        .order_by(Earning.month, Entity.id)
    )
    return tuple(
        OpenMonth(employer=name, month=str(month))
        for _key, name, month in db.session.execute(query)
    )


def years(person_id: int) -> list[int]:
    """The years with a closed payslip, the last first."""
    query = sa.select(Payslip.month).where(Payslip.person_id == person_id).distinct()
    return sorted({month.year for month in db.session.scalars(query)}, reverse=True)
