"""Rows for pages that show what others have begun; written straight into the tables."""

from datetime import timedelta
from decimal import Decimal

import sqlalchemy as sa

from domain.contract_life import ContractStatus
from domain.debts import DebtKind
from domain.employment import ContractType
from domain.expenses import ExpenseStatus
from domain.invoicing import InvoiceStatus
from domain.ledger import Account, Act, Leg
from domain.money import eur
from domain.submission import AssignmentStatus
from domain.vat import WorkKind
from web import clock
from web.actions.ledger import post
from web.demo.people import MEMBER
from web.extensions import db
from web.models.assignment import Assignment
from web.models.audit import AuditEntry
from web.models.contract import Contract
from web.models.expense import ExpenseNote
from web.models.invoice import Invoice
from web.models.pay import Debt
from web.models.person import Person
from web.models.unit import Unit


def today():
    return clock.today()


def in_days(days):
    return today() + timedelta(days=days)


def id_of(email):
    return db.session.scalars(sa.select(Person.id).where(Person.email == email)).one()


def entity_of(unit_id):
    return db.session.get_one(Unit, unit_id).entity_id


def person(email=MEMBER):
    """Someone of the cast, as they are now."""
    db.session.expire_all()
    return db.session.scalars(sa.select(Person).where(Person.email == email)).one()


def unit(unit_id):
    """A unit, as it is now."""
    db.session.expire_all()
    return db.session.get_one(Unit, unit_id)


def edited(unit_id, **more):
    row = unit(unit_id)
    return {
        "name": row.name,
        "description": "",
        "tool": row.tool.value,
        "version": row.version,
        **more,
    }


def acts():
    """What was recorded, in order."""
    return db.session.scalars(sa.select(AuditEntry.act).order_by(AuditEntry.id)).all()


def keep(row):
    """Store a row; its id."""
    db.session.add(row)
    db.session.commit()
    return row.id


def assignment(unit_id, email, status, title="Spectacle", **more):
    now = clock.now()
    submitted = None if status is AssignmentStatus.DRAFT else now
    return keep(Assignment(
        unit_id=unit_id, author_id=id_of(email), entity_id=entity_of(unit_id), client_id=1,
        status=status, title=title, kind=WorkKind.PERFORMANCE, price=eur(1000), expenses=eur(0),
        created=now, updated=now, submitted=submitted, **more,
    ))  # fmt: skip


def contract(unit_id, email, status, days, assignment_id=None, work="Comédienne"):
    """``days``: the first and the last, counted from today."""
    first, last = days
    return keep(Contract(
        entity_id=entity_of(unit_id), unit_id=unit_id, assignment_id=assignment_id,
        person_id=id_of(email), kind=ContractType.ARTIST, status=status, work=work, language="fr",
        first_day=in_days(first), last_day=in_days(last), budget=eur(885), gross=eur("553.12"),
        coefficient=Decimal("1.6"), estimated_net=eur("480.83"), made=clock.now(),
    ))  # fmt: skip


def note(unit_id, email, status, title="Train", **more):
    """An expense note of 24 €."""
    submitted = None if status is ExpenseStatus.DRAFT else clock.now()
    return keep(ExpenseNote(
        unit_id=unit_id, entity_id=entity_of(unit_id), person_id=id_of(email), status=status,
        title=title, total=eur(24), vat=eur(0), created=clock.now(), submitted=submitted, **more,
    ))  # fmt: skip


def invoice(unit_id, email, due=30, status=InvoiceStatus.ISSUED, **more):
    """``due``: in so many days."""
    sequence = db.session.scalar(sa.select(sa.func.count()).select_from(Invoice)) + 9000
    numbered = {} if status is InvoiceStatus.DRAFT else {
        "year": 2026, "sequence": sequence, "number": f"X-{sequence}",
        "issue_day": today(), "due_day": in_days(due),
    }  # fmt: skip
    return keep(Invoice(
        entity_id=entity_of(unit_id), unit_id=unit_id, client_id=1, author_id=id_of(email),
        status=status, title="Spectacle", net=eur(1000), vat=eur(210), gross=eur(1210),
        paid=eur(0), **numbered, **more,
    ))  # fmt: skip


def debt(unit_id, email, amount, due, contract_id):
    return keep(Debt(
        entity_id=entity_of(unit_id), person_id=id_of(email), unit_id=unit_id,
        kind=DebtKind.NET_PAY, contract_id=contract_id, amount=eur(amount), due_day=in_days(due),
    ))  # fmt: skip


def money(unit_id, amount, account=Account.UNIT_AVAILABLE):
    """Bring some euros into a unit."""
    legs = [
        Leg(Account.CLIENT_RECEIVABLE, eur(amount), unit_id=unit_id),
        Leg(account, eur(-Decimal(amount)), unit_id=unit_id),
    ]
    post(Act.ISSUE, legs, entity_id=entity_of(unit_id), day=today(), reference="test")
    db.session.commit()


__all__ = ["AssignmentStatus", "ContractStatus", "ExpenseStatus", "InvoiceStatus"]
