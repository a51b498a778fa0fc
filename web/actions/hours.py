"""Hours, from the worker's word to the lock: declared, sent back, or approved by silence."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

import sqlalchemy as sa

from domain.contract_life import ContractStatus, move_contract
from domain.declaring import (
    HoursLocked,
    NotDeclared,
    answer_until,
    check_begun,
    check_hours,
)
from domain.errors import RuleError
from domain.hours import Hours, add_hours, check_day_hours, clock_text
from domain.work import NeedsReason
from web import clock
from web.actions import contracts
from web.actions.audit import actor_id, record
from web.actions.contracts import declared_of, locked, planned_of
from web.actions.earnings import lock_pay
from web.extensions import db
from web.models.contract import Contract
from web.queries.hours_elsewhere import hours_elsewhere


def _open(contracts: Collection[Contract]) -> list[Contract]:
    """Contracts as they are now, if their hours are not locked; nobody else changes them."""
    lock_pay({contract.person_id for contract in contracts})
    rows = locked([contract.id for contract in contracts])
    for row in rows:
        if row.status is ContractStatus.CONFIRMED:
            raise HoursLocked
        move_contract(row.status, ContractStatus.CONFIRMED)  # only a contract that is made
    return rows


def declare(
    contract: Contract, *, now: datetime, hours: Mapping[date, Hours] | None = None
) -> Contract:
    """Say which hours were worked so far; once the work is over, that is all of them.

    hours: of each day; None: as planned. Days to come stay as planned.
    """
    (row,) = _open([contract])
    _declare(row, hours, now)
    db.session.commit()
    return row


def declare_all(contracts: Sequence[Contract], *, now: datetime) -> int:
    """Several contracts, worked as planned: all or none; those already declared stay so."""
    rows = [row for row in _open(contracts) if row.declared is None]
    for row in rows:
        _declare(row, None, now)
    db.session.commit()
    return len(rows)


def _declare(row: Contract, hours: Mapping[date, Hours] | None, now: datetime) -> None:
    today = clock.day_of(now)
    check_begun(row.first_day, today)
    planned = planned_of(row)
    said = {**planned, **(hours or {})}
    check_hours(planned, said)
    elsewhere = hours_elsewhere(row.person_id, list(said), without=row.id)
    check_day_hours(row.person.name, said, elsewhere)
    for item in row.days:
        item.declared = said[item.day] if item.day <= today else None
    if today >= row.last_day:
        row.declared, row.declared_by_id = now, actor_id()
        total = clock_text(add_hours(said.values()))
        record("hours_declared", row, hours=total, days=sum(map(bool, said.values())))


def send_back(contract: Contract, *, reason: str) -> None:
    """A holder does not agree: the worker reads why, and declares again."""
    if not reason.strip():
        raise NeedsReason
    (row,) = _open([contract])
    if row.declared is None:
        raise NotDeclared
    row.declared, row.declared_by_id = None, None
    record("hours_sent_back", row, reason=reason.strip())
    db.session.commit()


def approve_in_silence(now: datetime) -> int:
    """Approve what workers declared and no holder answered in time; tells how many there were."""
    today = clock.day_of(now)
    waiting = sa.select(Contract).where(
        Contract.status == ContractStatus.MADE,
        Contract.declared.is_not(None),
        Contract.declared_by_id == Contract.person_id,
        Contract.last_day < today,
    )
    done = 0
    for contract in db.session.scalars(waiting.order_by(Contract.id)).all():
        declared = clock.day_of(contract.declared or now)
        if answer_until(declared, contract.last_day) < today:
            done += _approve(contract, now)
    return done


def _approve(contract: Contract, now: datetime) -> bool:
    """Confirm one as declared; what a rule refuses waits for a person."""
    record("hours_approved_in_silence", contract, hours=_total(contract))
    try:
        contracts.confirm(contract, now=now)
    except RuleError:
        db.session.rollback()
        return False
    return True


def _total(contract: Contract) -> str:
    db.session.refresh(contract, ["days"])
    return clock_text(add_hours(declared_of(contract).values()))
