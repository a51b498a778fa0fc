"""What the cooperative must pay people by a day, entity by entity."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import contains_eager

from domain.debts import DebtKind
from domain.entities import EntityCode
from domain.errors import RuleError
from domain.identifiers import iban as read_iban
from domain.identifiers import mask_iban
from domain.money import ZERO, Eur
from web.extensions import db
from web.models.contract import Contract
from web.models.entity import Entity
from web.models.expense import ExpenseNote
from web.models.pay import Debt
from web.models.person import Person
from web.models.unit import Unit
from web.queries.debts import PAID_CONTRACT, REFUNDS, iban_of, payee_of
from web.queries.pay import SETTLED

MOST = 1000  # transfers of one file; the rest goes into the next one


@dataclass(frozen=True, slots=True, kw_only=True)
class Purse:
    """One entity, and what it must pay by a day."""

    id: int
    code: EntityCode
    name: str
    count: int
    due: Eur


def purses(until: date) -> list[Purse]:
    """Each entity with what is due by a day."""
    query = (
        sa.select(
            Entity.id,
            Entity.code,
            Entity.name,
            sa.func.count(Debt.id),
            sa.func.sum(Debt.amount),
        )
        .outerjoin(
            Debt,
            sa.and_(Debt.entity_id == Entity.id, Debt.paid_day.is_(None), Debt.due_day <= until),
        )
        .group_by(Entity.id)
        .order_by(Entity.id)
    )
    return [
        Purse(id=key, code=code, name=name, count=count, due=due or ZERO)
        for key, code, name, count, due in db.session.execute(query)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """One debt that can be paid, or the reason why not."""

    id: int
    kind: DebtKind
    amount: Eur
    due_day: date
    person_id: int
    name: str
    email: str
    phone: str
    iban: str  # masked; empty where the bank would refuse it
    unit: str
    adviser: str
    what: str
    contract_id: int | None
    expense_note_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DueList:
    """What one entity must pay by a day."""

    ready: tuple[DueLine, ...]
    blocked: tuple[DueLine, ...]  # nobody knows where to send the money
    more: bool  # there is more than one file holds


def due_list(entity_id: int, until: date) -> DueList:
    """The debts of one entity that are due by a day, the oldest first."""
    adviser = sa.orm.aliased(Person)
    query = (
        sa.select(
            Debt,
            Unit.name,
            (adviser.given_name + " " + adviser.family_name),
            sa.func.coalesce(Contract.work, ExpenseNote.title, ""),
            Contract.id,
        )
        .join(Debt.person)
        .outerjoin(Unit, Unit.id == Debt.unit_id)
        .outerjoin(adviser, adviser.id == Unit.adviser_id)
        .outerjoin(Contract, Contract.id == PAID_CONTRACT)
        .outerjoin(ExpenseNote, ExpenseNote.id == Debt.expense_note_id)
        .options(contains_eager(Debt.person), REFUNDS)
        .where(Debt.entity_id == entity_id, Debt.paid_day.is_(None), Debt.due_day <= until)
        .order_by(Debt.due_day, Debt.id)
        .limit(MOST + 1)
    )
    found = [_due_line(*row) for row in db.session.execute(query)]
    shown = found[:MOST]
    return DueList(
        ready=tuple(line for line in shown if line.iban),
        blocked=tuple(line for line in shown if not line.iban),
        more=len(found) > MOST,
    )


def _due_line(
    debt: Debt, unit: str | None, adviser: str | None, what: str, contract_id: int | None
) -> DueLine:
    person = debt.person
    return DueLine(
        id=debt.id,
        kind=debt.kind,
        amount=debt.amount,
        due_day=debt.due_day,
        person_id=person.id,
        name=payee_of(debt),
        email=person.email,
        phone=person.phone,
        iban=shown_iban(iban_of(debt)),
        unit=unit or "",
        adviser=adviser or "",
        what=_(SETTLED) if debt.payslip_id else what,
        contract_id=contract_id,
        expense_note_id=debt.expense_note_id,
    )


def shown_iban(number: str) -> str:
    """An account as its owner recognises it; nothing where a bank would refuse it."""
    try:
        return mask_iban(read_iban(number))
    except RuleError:
        return ""
