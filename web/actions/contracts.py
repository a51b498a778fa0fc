"""What people do with contracts once they are made: confirm the work, or cancel it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from domain.contract_life import ContractStatus, move_contract
from domain.declaring import DeclaredOtherwise
from domain.employment import coefficient
from domain.hours import FULL_DAY, Hours, add_hours, clock_text
from domain.ledger import Act, Leg, confirm_work
from domain.money import Eur, total
from domain.payments import days_by_month, due_day
from domain.payroll.payslip import Situation
from domain.work import (
    AlreadyConfirmed,
    NeedsReason,
    StillProposed,
    Worked,
    check_cancellable,
    check_over,
    dues,
    worked_part,
)
from web import clock
from web.actions.audit import actor_id, record
from web.actions.earnings import legs_of, lock_pay, owe, write_earnings
from web.actions.ledger import post
from web.actions.locks import alone, lock_units
from web.actions.real_figures import require_real
from web.documents.contract import reference_of
from web.extensions import db
from web.models.contract import Contract
from web.queries.earned import earned

Worktime = Mapping[date, Hours]


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """What confirming made due."""

    net: Eur  # added to the payslips of its months
    due: Eur  # to be paid; less than the net where too much was paid before
    due_day: date


def confirm(contract: Contract, *, now: datetime, hours: Worktime | None = None) -> Confirmed:
    """The work was done: its budget is spent, its net is due, nothing changes it any more.

    hours: really worked on each day; None: as declared, else as planned
    """
    situation = lock_pay([contract.person_id])[contract.person_id]
    (row,) = locked([contract.id])
    if row.status is ContractStatus.CONFIRMED:
        raise AlreadyConfirmed
    confirmed = _confirm(row, situation, hours, now)
    db.session.commit()
    return confirmed


def confirm_all(contracts: Sequence[Contract], *, now: datetime) -> list[Confirmed]:
    """Several contracts, as declared or else as planned: all or none; those confirmed stay so."""
    situations = lock_pay({contract.person_id for contract in contracts})
    rows = locked([contract.id for contract in contracts])
    done = [
        _confirm(row, situations[row.person_id], None, now)
        for row in rows
        if row.status is not ContractStatus.CONFIRMED
    ]
    db.session.commit()
    return done


def locked(contract_ids: Collection[int]) -> list[Contract]:
    """The contracts as they are now, for this act only.

    In the order of their units: acts on several units write their sums in that order.
    """
    lock_units(sa.select(Contract.unit_id).where(Contract.id.in_(contract_ids)))
    query = (
        sa.select(Contract)
        .where(Contract.id.in_(contract_ids))
        .options(
            joinedload(Contract.entity), joinedload(Contract.person), selectinload(Contract.days)
        )
        .order_by(Contract.unit_id, Contract.id)
    )
    return list(db.session.scalars(alone(query, Contract)))


def planned_of(contract: Contract) -> dict[date, Hours]:
    """The hours that were agreed for each day."""
    return {item.day: item.hours for item in contract.days}


def declared_of(contract: Contract) -> dict[date, Hours]:
    """The hours of each day as far as they are declared, the others as planned."""
    return {
        item.day: item.hours if item.declared is None else item.declared for item in contract.days
    }


def _hours(contract: Contract, hours: Worktime | None) -> Worktime:
    """What is confirmed; what the worker declared is not changed by somebody else."""
    said = declared_of(contract)
    if hours is None:
        return said
    by_worker = contract.declared_by_id == contract.person_id
    if by_worker and actor_id() != contract.person_id and _worked(hours) != _worked(said):
        raise DeclaredOtherwise(contract.person.name)
    return hours


def _worked(hours: Worktime) -> dict[date, Hours]:
    return {day: number for day, number in hours.items() if number}


def _confirm(
    contract: Contract, situation: Situation, hours: Worktime | None, now: datetime
) -> Confirmed:
    status = move_contract(contract.status, ContractStatus.CONFIRMED)
    check_over(contract.last_day, clock.day_of(now))
    planned = planned_of(contract)
    worked = worked_part(
        gross=contract.gross,
        budget=contract.budget,
        planned=planned,
        worked=_hours(contract, hours),
    )
    before = earned(contract.person_id, contract.entity_id, list(days_by_month(worked.days)))
    months = tuple(dues(contract.kind, worked, situation, before))
    rates = [line.rate for month in months for line in month.slip.lines]
    require_real(coefficient(contract.kind, contract.first_day), *rates)
    net = total(month.added.net for month in months)
    _change(contract, worked, status, now)
    write_earnings(contract, months)
    due = owe(contract, net, contract.last_day)
    day, reference = clock.day_of(now), reference_of(contract.entity.code, contract.id)
    for act, legs in (
        (Act.CONFIRM, _spent(contract)),
        (Act.NET_DUE, legs_of(contract, months)),
    ):
        post(act, legs, entity_id=contract.entity_id, day=day, reference=reference)
    record(Act.CONFIRM, contract, net=net, due=due)
    _note_less(contract, planned)
    return Confirmed(net=net, due=due, due_day=due_day(contract.last_day))


def _note_less(contract: Contract, planned: Worktime) -> None:
    """Tell in the history what was worked less than planned."""
    worked = planned_of(contract)
    if idle := sorted(set(planned).difference(worked)):
        record("days_not_worked", contract, days=", ".join(map(str, idle)))
    kept = add_hours(planned[day] for day in worked)
    if kept != add_hours(worked.values()):
        facts = {"hours": clock_text(add_hours(worked.values())), "planned": clock_text(kept)}
        record("fewer_hours_worked", contract, **facts)


def _change(contract: Contract, worked: Worked, status: ContractStatus, now: datetime) -> None:
    """Everything of the row at once: a half-changed one would be refused by the database."""
    contract.agreed_gross, contract.agreed_budget = contract.gross, contract.budget
    contract.agreed_hours = add_hours(planned_of(contract).values())
    contract.days = [item for item in contract.days if item.day in worked.days]
    for item in contract.days:
        item.hours = worked.hours.get(item.day, FULL_DAY)
    contract.first_day, contract.last_day = worked.days[0], worked.days[-1]
    contract.gross, contract.budget = worked.gross, worked.budget
    contract.status, contract.confirmed, contract.confirmed_by_id = status, now, actor_id()


def _spent(contract: Contract) -> tuple[Leg, ...]:
    return confirm_work(
        budget=contract.budget,
        unit_id=contract.unit_id,
        assignment_id=contract.assignment_id,
        person_id=contract.person_id,
    )


def cancel(contract: Contract, *, reason: str, now: datetime) -> None:
    """The work is not done after all: nobody is paid, the budget stays with the unit."""
    if not reason.strip():
        raise NeedsReason
    (row,) = locked([contract.id])
    if row.status is ContractStatus.PROPOSED and row.assignment_id is not None:
        raise StillProposed
    status = move_contract(row.status, ContractStatus.CANCELLED)
    check_cancellable(row.first_day, row.last_day, clock.day_of(now))
    row.status = status
    record("work_cancelled", row, reason=reason.strip())
    db.session.commit()
