"""What confirmed work earns, month by month, and the debt it makes: steps of an act."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from domain.archived import to_plain
from domain.debts import DebtKind
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


def write_earnings(contract: Contract, months: Collection[MonthDue], *, sequence: int = 1) -> None:
    """One row per month, with the family situation that the payslip was worked out for.

    sequence: 1 for the confirmation, one more than its number for a correction
    """
    db.session.add_all(
        Earning(
            contract_id=contract.id,
            person_id=contract.person_id,
            entity_id=contract.entity_id,
            month=month.month,
            sequence=sequence,
            kind=contract.kind,
            days=month.days,
            hours=month.hours,
            gross=month.added.gross,
            social_security=month.added.social_security,
            withholding=month.added.withholding,
            special_contribution=month.added.special,
            net=month.added.net,
            situation=to_plain(month.situation),
        )
        for month in months
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Why something is owed: work that was confirmed, or a correction of it."""

    contract_id: int | None = None
    amendment_id: int | None = None


def owe(contract: Contract, net: Eur, last_day: date) -> Eur:
    """Make the net of confirmed work a debt. Returns the debt.

    net: EUR that the contract adds to the payslips of its months; the person's pay is locked
    """
    return _owe(contract, net, due_day(last_day), Cause(contract_id=contract.id))


def owe_correction(contract: Contract, net: Eur, answered: date, amendment_id: int) -> Eur:
    """Make the net of a correction a debt, due so many working days after the yes. Returns it."""
    return _owe(contract, net, due_day(answered), Cause(amendment_id=amendment_id))


def _owe(contract: Contract, net: Eur, due: date, cause: Cause) -> Eur:
    """Below zero, or owed back from before, it is carried to the next payment."""
    key = {"person_id": contract.person_id, "entity_id": contract.entity_id}
    kept = db.session.get(Carried, key)
    amount, rest = carry(net, Eur(-kept.amount) if kept else ZERO)
    if kept:
        kept.amount = Eur(-rest)
    elif rest:
        db.session.add(Carried(**key, amount=Eur(-rest)))
    if amount:
        db.session.add(
            Debt(
                **key,
                unit_id=contract.unit_id,
                kind=DebtKind.NET_PAY,
                contract_id=cause.contract_id,
                amendment_id=cause.amendment_id,
                amount=amount,
                due_day=due,
            )
        )
    return amount
