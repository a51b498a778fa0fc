"""What the settlement of a quarter adds to what people are owed: booked once, with its payslip."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, cast

import sqlalchemy as sa

from domain.debts import DebtKind
from domain.ledger import Act, Leg, settle_special
from domain.money import ZERO, Eur
from domain.payments import carry, due_day
from domain.payrun import run_reference
from domain.settling import booking
from web import clock
from web.actions.earnings import lock_pay
from web.actions.ledger import post
from web.actions.real_figures import require_real
from web.extensions import db
from web.models.entity import Entity
from web.models.pay import Carried, Debt
from web.models.payslip import PayRun, Payslip
from web.queries.payrun import Earner

DEBTS, CARRIED = (cast("sa.Table", model.__table__) for model in (Debt, Carried))
NEW_DEBT, NEW_CARRIED = sa.insert(DEBTS), sa.insert(CARRIED)
NOW_CARRIED = (
    sa.update(CARRIED)
    .where(
        CARRIED.c.person_id == sa.bindparam("of_person"),
        CARRIED.c.entity_id == sa.bindparam("of_entity"),
    )
    .values(amount=sa.bindparam("left"))
)


def book_settlements(
    run: PayRun, entity: Entity, people: Sequence[Earner], *, now: datetime
) -> None:
    """Take what a quarter still costs off the next pay, or owe what its advances took too much.

    people: of this run, whose payslips settle something that none said before
    """
    if not people:
        return
    lines = [item.reckoned.settled.line for item in people]
    require_real(*(line.rate for line in lines if line))
    lock_pay([item.id for item in people])
    day = clock.day_of(now)
    _owe(run, people, due_day(day))
    legs = [leg for item in people for leg in _legs(item)]
    reference = run_reference(entity.code, run.month, run.sequence)
    post(Act.SETTLEMENT, legs, entity_id=entity.id, day=day, reference=reference)


def _legs(item: Earner) -> tuple[Leg, ...]:
    added = item.reckoned.settled.added
    return settle_special(added=added, unit_id=unit_of(item), person_id=item.id)


def unit_of(item: Earner) -> int:
    """The unit of the last work of the quarter: there is one, or nothing would be settled."""
    assert item.unit_id is not None
    return item.unit_id


def _owe(run: PayRun, people: Sequence[Earner], day: date) -> None:
    """Debts and what is carried on, in a few statements; the pay of these people is locked."""
    before = _carried(run.entity_id, [item.id for item in people])
    slips = _slips(run.id)
    debts, changed, fresh = [], [], []
    for item in people:
        kept = before.get(item.id)
        due, rest = carry(booking(item.reckoned.settled.added).net, Eur(-(kept or ZERO)))
        if kept is not None:
            changed.append({"of_person": item.id, "of_entity": run.entity_id, "left": Eur(-rest)})
        elif rest:
            fresh.append({"person_id": item.id, "entity_id": run.entity_id, "amount": Eur(-rest)})
        if due:
            debts.append(_debt(item, run, slips[item.id], due, day))
    for statement, rows in ((NOW_CARRIED, changed), (NEW_CARRIED, fresh), (NEW_DEBT, debts)):
        if rows:
            db.session.execute(statement, rows)


def _debt(item: Earner, run: PayRun, payslip_id: int, due: Eur, day: date) -> dict[str, Any]:
    """One debt a payslip: the database refuses a second one."""
    return {
        "entity_id": run.entity_id,
        "person_id": item.id,
        "unit_id": unit_of(item),
        "kind": DebtKind.NET_PAY,
        "payslip_id": payslip_id,
        "amount": due,
        "due_day": day,
        "version": 1,
    }


def _carried(entity_id: int, ids: Sequence[int]) -> dict[int, Eur]:
    query = sa.select(Carried.person_id, Carried.amount).where(
        Carried.entity_id == entity_id, Carried.person_id.in_(ids)
    )
    return dict(_pairs(query))


def _slips(run_id: int) -> dict[int, int]:
    return dict(_pairs(sa.select(Payslip.person_id, Payslip.id).where(Payslip.run_id == run_id)))


def _pairs(query: sa.Select[Any, Any]) -> Iterator[tuple[Any, Any]]:
    return ((key, value) for key, value in db.session.execute(query))
