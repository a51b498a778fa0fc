"""Rows for tests, one small function each. Every one commits and gives the row back.

The cast is in web/demo: units 1 to 4, clients in the order of BUYERS from 1 on.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TypeVar

import sqlalchemy as sa

from domain.contract_life import ContractStatus
from domain.debts import DebtKind
from domain.employment import ContractType
from domain.expenses import ExpenseStatus
from domain.ledger import Act, approve_expense
from domain.money import Eur, eur
from domain.submission import AssignmentStatus
from domain.vat import WorkKind
from web import clock
from web.actions.invoicing import DraftLine, put_out
from web.actions.ledger import post
from web.demo.people import WORKER
from web.extensions import Base, db
from web.models.assignment import Assignment
from web.models.client import Client
from web.models.contract import Contract, WorkDay
from web.models.entity import Entity
from web.models.expense import ExpenseNote
from web.models.invoice import Invoice
from web.models.pay import Debt
from web.models.person import Person
from web.models.unit import Unit

SEPTEMBER = (date(2026, 9, 3), date(2026, 9, 4))  # both past on the tests' TODAY
NOON = datetime(2026, 9, 14, 10, 0, tzinfo=UTC)


Row = TypeVar("Row", bound=Base)


def save(row: Row) -> Row:
    """Store a row."""
    db.session.add(row)
    db.session.commit()
    return row


def person(email: str) -> Person:
    """Someone of the cast."""
    return db.session.scalars(sa.select(Person).where(Person.email == email)).one()


def assignment(
    *, unit_id: int = 1, client_id: int = 1, price: str = "1000.00", expenses: str = "50.00"
) -> Assignment:
    """An accepted assignment of tool 3en1."""
    unit = db.session.get_one(Unit, unit_id)
    return save(
        Assignment(
            unit_id=unit_id,
            author_id=1,
            entity_id=unit.entity_id,
            client_id=client_id,
            status=AssignmentStatus.ACCEPTED,
            title="Regie",
            kind=WorkKind.PERFORMANCE,
            price=eur(price),
            expenses=eur(expenses),
            created=NOON,
            updated=NOON,
            submitted=NOON,
            decided=NOON,
        )
    )


def contract(
    *,
    email: str = WORKER,
    unit_id: int = 1,
    days: Sequence[date] = SEPTEMBER,
    gross: str = "553.12",
    budget: str = "885.00",
    kind: ContractType = ContractType.WHITE_COLLAR,
    status: ContractStatus = ContractStatus.MADE,
    assignment_id: int | None = None,
    work: str = "Regie",
) -> Contract:
    """A contract of employment, made and not confirmed."""
    worker, unit = person(email), db.session.get_one(Unit, unit_id)
    return save(
        Contract(
            entity_id=unit.entity_id,
            unit_id=unit_id,
            assignment_id=assignment_id,
            person_id=worker.id,
            kind=kind,
            status=status,
            work=work,
            language=worker.language,
            first_day=min(days),
            last_day=max(days),
            budget=eur(budget),
            gross=eur(gross),
            coefficient=Decimal("1.6"),
            estimated_net=eur("480.83"),
            made=NOON,
            days=[WorkDay(day=day) for day in days],
        )
    )


def invoice(
    *,
    unit_id: int = 1,
    client_id: int = 1,
    price: str = "1000.00",
    kind: WorkKind = WorkKind.SERVICE,
    assignment_id: int | None = None,
    now: datetime | None = None,
    title: str = "Regie",
) -> Invoice:
    """An issued invoice, with its number and its entry in the ledger."""
    unit = db.session.get_one(Unit, unit_id)
    made = put_out(
        unit=unit,
        client=db.session.get_one(Client, client_id),
        entity=db.session.get_one(Entity, unit.entity_id),
        author=db.session.get_one(Person, 1),
        kind=kind,
        title=title,
        lines=[DraftLine(title, Decimal(1), "LS", eur(price))],
        assignment_id=assignment_id,
        delivered=None,
        now=now or clock.now(),
    )
    db.session.commit()
    return made


def approved_expense(
    *,
    email: str = WORKER,
    unit_id: int = 1,
    net: str = "50.00",
    vat: str = "10.50",
    assignment_id: int | None = None,
) -> Debt:
    """An approved expense note: its entry in the ledger, and the debt to the person."""
    claimant, unit = person(email), db.session.get_one(Unit, unit_id)
    amount = Eur(eur(net) + eur(vat))
    note = save(
        ExpenseNote(
            unit_id=unit_id,
            assignment_id=assignment_id,
            entity_id=unit.entity_id,
            person_id=claimant.id,
            status=ExpenseStatus.APPROVED,
            title="Train",
            total=amount,
            vat=eur(vat),
            created=NOON,
            submitted=NOON,
            decided=NOON,
        )
    )
    legs = approve_expense(
        net=eur(net),
        vat=eur(vat),
        unit_id=unit_id,
        assignment_id=assignment_id,
        person_id=claimant.id,
    )
    today = clock.today()
    post(Act.EXPENSE, legs, entity_id=unit.entity_id, day=today, reference=f"note {note.id}")
    return save(
        Debt(
            entity_id=unit.entity_id,
            person_id=claimant.id,
            unit_id=unit_id,
            kind=DebtKind.EXPENSES,
            expense_note_id=note.id,
            amount=amount,
            due_day=today,
        )
    )
