"""What confirmed work earns, month by month, and the debt it makes: steps of an act."""

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa

from domain.archived import to_plain
from domain.debts import DebtKind
from domain.hours import FULL_DAY, Hours
from domain.ledger import Leg, net_due
from domain.money import ZERO, Eur
from domain.payments import carry, due_day
from domain.payroll.payslip import Situation
from domain.work import MonthDue, add_up
from web.actions.locks import alone
from web.extensions import db
from web.models.contract import Contract, Earning
from web.models.pay import Carried, Debt
from web.models.person import Person


def lock_pay(person_ids: Collection[int]) -> dict[int, Situation]:
    """Let one act at a time change the pay of these people; returns their family situations."""
    people = (
        sa.select(Person.id, Person.spouse, Person.children, Person.flat_rate, Person.single_parent)
        .where(Person.id.in_(person_ids))
        .order_by(Person.id)
    )
    return {row[0]: Situation(*row[1:]) for row in db.session.execute(alone(people))}


def legs_of(contract: Contract, months: Collection[MonthDue]) -> tuple[Leg, ...]:
    """The entry that makes the pay of a contract due to its three creditors."""
    added = add_up(month.added for month in months)
    return net_due(
        gross=added.gross,
        net=added.net,
        social_security=added.social_security,
        withholding=added.withholding,
        special=added.special,
        unit_id=contract.unit_id,
        assignment_id=contract.assignment_id,
        person_id=contract.person_id,
    )


def write_earnings(contract: Contract, months: Collection[MonthDue], situation: Situation) -> None:
    """One row per month, with the family situation that the payslip was worked out for."""
    declared = to_plain(situation)
    db.session.add_all(
        Earning(
            contract_id=contract.id,
            person_id=contract.person_id,
            entity_id=contract.entity_id,
            month=month.month,
            kind=contract.kind,
            days=month.work.days,
            hours=month.work.hours or Hours(FULL_DAY * (month.work.days or 0)),
            gross=month.added.gross,
            social_security=month.added.social_security,
            withholding=month.added.withholding,
            special_contribution=month.added.special,
            net=month.added.net,
            situation=declared,
        )
        for month in months
    )


def owe(contract: Contract, net: Eur, last_day: date) -> Eur:
    """Make the net a debt; below zero, or owed back from before, it is carried. Returns the debt.

    net: EUR that the contract adds to the payslips of its months; the person's pay is locked
    """
    key = {"person_id": contract.person_id, "entity_id": contract.entity_id}
    kept = db.session.get(Carried, key)
    due, rest = carry(net, Eur(-kept.amount) if kept else ZERO)
    if kept:
        kept.amount = Eur(-rest)
    elif rest:
        db.session.add(Carried(**key, amount=Eur(-rest)))
    if due:
        db.session.add(
            Debt(
                **key,
                unit_id=contract.unit_id,
                kind=DebtKind.NET_PAY,
                contract_id=contract.id,
                amount=due,
                due_day=due_day(last_day),
            )
        )
    return due
