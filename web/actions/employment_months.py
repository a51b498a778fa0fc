"""The months of open-ended employment: each is made once, as an ordinary contract."""

import logging
from collections.abc import Collection
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from domain.budget import check_covered
from domain.contract_life import ENDED, ContractStatus, move_contract
from domain.errors import RuleError
from domain.money import ZERO, Eur
from domain.open_ended import MonthPart, NotGoingOn, check_not_too_far, months_between
from domain.periods import Month
from web import clock
from web.actions.audit import record
from web.actions.locks import alone, lock_units
from web.actions.real_figures import require_real
from web.extensions import db
from web.models.contract import Contract, WorkDay
from web.models.employment import Employment
from web.queries.budget import available_of
from web.queries.employment_months import (
    MonthPlan,
    changes_of,
    draw_up,
    draw_up_again,
    regime_for,
)
from web.queries.employment_tasks import due_until

RECENT = timedelta(days=60)  # how long after its last day a missing month is still made

log = logging.getLogger(__name__)


def locked(employment_id: int) -> Employment:
    """The agreement as it is now, with its person and unit; others who act on it wait."""
    lock_units(sa.select(Employment.unit_id).where(Employment.id == employment_id))
    query = (
        sa.select(Employment)
        .where(Employment.id == employment_id)
        .options(joinedload(Employment.person), joinedload(Employment.unit))
    )
    row: Employment = db.session.scalars(alone(query, Employment)).one()
    return row


def contracts_of(employment_id: int) -> list[Contract]:
    """Its contracts, month after month, with their days; the agreement is locked."""
    query = (
        sa.select(Contract)
        .where(Contract.employment_id == employment_id)
        .options(selectinload(Contract.days))
        .order_by(Contract.first_day, Contract.id)
    )
    return list(db.session.scalars(alone(query, Contract)))


def made_in(contracts: Collection[Contract], month: Month) -> list[Contract]:
    """Those of a month."""
    return [item for item in contracts if Month.of(item.first_day) == month]


def prepare(employment: Employment, month: Month, *, now: datetime) -> Contract:
    """Make the contract of a month, once; asked again, the one that stands is given."""
    row = locked(employment.id)
    standing = [item for item in made_in(contracts_of(row.id), month) if item.status not in ENDED]
    if standing:
        db.session.commit()
        return standing[0]
    if row.status is not ContractStatus.MADE:
        raise NotGoingOn
    check_not_too_far(month, clock.day_of(now))
    contract = add_month(row, draw_up(row, regime_for(row, changes_of(row.id), month), month), now)
    db.session.commit()
    return contract


def add_month(row: Employment, plan: MonthPlan, now: datetime) -> Contract:
    """Write the contract of a month, if the budget covers it; the caller commits.

    Its declaration is that of the whole agreement: no other one is made for the month.
    """
    check_covered(available_of(row.unit_id), plan.budget)
    require_real(*plan.figures)
    days = plan.part.days
    contract = Contract(
        entity_id=row.entity_id,
        unit_id=row.unit_id,
        person_id=row.person_id,
        employment_id=row.id,
        kind=row.kind,
        status=ContractStatus.MADE,
        work=row.work,
        language=row.language,
        first_day=days[0][0],
        last_day=days[-1][0],
        budget=plan.budget,
        coefficient=plan.coefficient.value,
        gross=plan.part.gross,
        estimated_net=plan.pay.added.net,
        answered=row.answered,
        made=now,
        dimona_number=row.dimona_number,
        dimona_last_day=days[-1][0] if row.dimona_number else None,
        days=[WorkDay(day=day, hours=amount) for day, amount in days],
    )
    db.session.add(contract)
    db.session.flush()
    record("month_prepared", contract, month=plan.part.month, gross=contract.gross)
    return contract


def refit(row: Employment, contract: Contract) -> None:
    """Bring the contract of a month into line with what is agreed now; the caller commits."""
    month = Month.of(contract.first_day)
    plan = draw_up_again(row, regime_for(row, changes_of(row.id), month), month, contract)
    if not differs(contract, plan.part):
        return
    more = Eur(plan.budget - contract.budget)
    check_covered(available_of(row.unit_id), max(more, ZERO))
    require_real(*plan.figures)
    before = contract.gross
    wanted = dict(plan.part.days)
    kept = {item.day: item for item in contract.days if item.day in wanted}
    for day, amount in wanted.items():
        kept.setdefault(day, WorkDay(day=day)).hours = amount
    contract.days = [kept[day] for day in wanted]
    contract.first_day, contract.last_day = min(wanted), max(wanted)
    contract.gross, contract.budget = plan.part.gross, plan.budget
    contract.coefficient = plan.coefficient.value
    contract.estimated_net = plan.pay.added.net
    if contract.dimona_number:
        contract.dimona_last_day = contract.last_day
    record("month_changed", contract, month=month, before=before, after=contract.gross)


def differs(contract: Contract, part: MonthPart) -> bool:
    """Is a contract something else than what the month comes to now?"""
    days = tuple((item.day, item.hours) for item in contract.days)
    return (days, contract.gross) != (part.days, part.gross)


def cancel_month(contract: Contract, reason: str) -> None:
    """A month that will not be worked after all; the caller commits."""
    contract.status = move_contract(contract.status, ContractStatus.CANCELLED)
    record("work_cancelled", contract, reason=reason)


def prepare_due(now: datetime) -> int:
    """Make every month that is due; what cannot be made is left, and shown to those concerned.

    Returns how many contracts were made.
    """
    in_force = sa.select(Employment.id).where(
        Employment.status == ContractStatus.MADE,
        sa.or_(Employment.last_day.is_(None), Employment.last_day >= clock.day_of(now) - RECENT),
    )
    keys = db.session.scalars(in_force.order_by(Employment.id)).all()
    db.session.rollback()
    return sum(prepare_all(key, now=now) for key in keys)


def prepare_all(employment_id: int, *, now: datetime) -> int:
    """Make the months of one agreement that are due and were never made."""
    row = db.session.get_one(Employment, employment_id)
    until = due_until(clock.day_of(now))
    had = {
        Month.of(day)
        for day in db.session.scalars(
            sa.select(Contract.first_day).where(Contract.employment_id == employment_id)
        )
    }
    due = [
        month for month in months_between(row.first_day, row.last_day, until) if month not in had
    ]
    return sum(_prepared(row, month, now) for month in due)


def _prepared(row: Employment, month: Month, now: datetime) -> bool:
    try:
        prepare(row, month, now=now)
    except RuleError as reason:
        db.session.rollback()
        log.info("employment %s, %s: not prepared, %s", row.id, month, type(reason).__name__)
        return False
    return True
