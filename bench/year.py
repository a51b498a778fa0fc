"""A member with a year of work, in an empty database: the demo's life, and forty jobs before it."""

from datetime import date, timedelta
from decimal import Decimal

import sqlalchemy as sa

from domain.contract_life import ContractStatus
from domain.employment import ContractType
from domain.expenses import ExpenseKind
from domain.ledger import Act, confirm_work
from domain.money import eur
from domain.submission import AssignmentStatus
from domain.vat import WorkKind
from web import clock
from web.actions import client_payments
from web.actions import expense_drafts as drafts
from web.actions import expenses as actions
from web.actions.expense_drafts import Change
from web.actions.invoicing import DraftLine, put_out
from web.actions.ledger import post
from web.demo import expenses, life
from web.demo.jobs import ADVISER_OF
from web.demo.stage import acting
from web.extensions import db
from web.models.assignment import Assignment
from web.models.client import Client
from web.models.contract import Contract, WorkDay
from web.models.entity import Entity
from web.models.person import Person
from web.models.unit import Unit

JOBS = 40  # in the nine months before the demo begins
JOBS_A_NOTE = 2
BEFORE = date(2025, 10, 1)
NOTHING = Change(lines={}, revisions={}, tab="", uploads=())
UNITS = ((1, 1, True), (2, 2, False))  # unit, holder, whether it works by assignments


def a_year_of_work() -> None:
    """Fill the database that the application is on."""
    life.live()
    for place in range(JOBS):
        for unit_id, holder_id, by_assignment in UNITS:
            day = BEFORE + timedelta(days=6 * place)
            with clock.moved_to(clock.midnight(day) + timedelta(hours=12)):
                one_job(unit_id, holder_id, by_assignment=by_assignment, place=place)
                if place % JOBS_A_NOTE == 0:
                    a_note(unit_id, holder_id)


def one_job(unit_id: int, holder_id: int, *, by_assignment: bool, place: int) -> None:
    """Invoiced, paid, and its work confirmed, as far as the ledger is concerned.

    The pay of these months is not worked out: its figures are not known.
    """
    now, today = clock.now(), clock.today()
    unit = db.session.get_one(Unit, unit_id)
    job_id = an_assignment(unit, holder_id, place).id if by_assignment else None
    invoice = put_out(
        unit=unit, client=db.session.get_one(Client, place % 200 + 1),
        entity=db.session.get_one(Entity, unit.entity_id),
        author=db.session.get_one(Person, holder_id), kind=WorkKind.SERVICE, title=f"Job {place}",
        lines=[DraftLine("Job", Decimal(1), "LS", Decimal(900))], assignment_id=job_id,
        delivered=None, now=now,
    )  # fmt: skip
    contract = a_contract(unit, holder_id, job_id, today)
    legs = confirm_work(
        budget=contract.budget, unit_id=unit_id, assignment_id=job_id, person_id=holder_id
    )
    reference = f"SC-C-{contract.id:06d}"
    post(Act.CONFIRM, legs, entity_id=unit.entity_id, day=today, reference=reference)
    db.session.commit()
    arrived = client_payments.Arrived(invoice_id=invoice.id, amount=invoice.gross, day=today)
    client_payments.record_payment(arrived, author_id=holder_id, now=now)


def a_note(unit_id: int, holder_id: int) -> None:
    """A trip, claimed at the last job of the unit and approved."""
    unit, author = db.session.get_one(Unit, unit_id), db.session.get_one(Person, holder_id)
    latest = sa.select(Assignment).where(Assignment.unit_id == unit_id)
    job = db.session.scalars(latest.order_by(Assignment.id.desc()).limit(1)).first()
    now, day = clock.now(), clock.today() - timedelta(days=1)
    with acting(author.email):
        note = drafts.begin(unit, job, author, now=now)
        line_id = drafts.add(note, NOTHING, ExpenseKind.KILOMETRES, now=now)
        typed = expenses.typed_of(expenses.drove(1, "Gent – Namur", "80"), day)
        change = Change(lines={line_id: typed}, revisions={}, tab="")
        actions.submit(note, change, now=now)
    with acting(ADVISER_OF[unit_id]):
        actions.approve(note, version=note.version, without_vat=[], now=now)


def an_assignment(unit: Unit, holder_id: int, place: int) -> Assignment:
    """An accepted one."""
    now = clock.now()
    row = Assignment(
        unit_id=unit.id, author_id=holder_id, entity_id=unit.entity_id, client_id=place % 200 + 1,
        status=AssignmentStatus.ACCEPTED, title=f"Job {place}", kind=WorkKind.SERVICE,
        price=eur(900), expenses=eur(0), created=now, updated=now, submitted=now, decided=now,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row


def a_contract(unit: Unit, holder_id: int, assignment_id: int | None, day: date) -> Contract:
    """A confirmed one of two days."""
    days = [day - timedelta(days=2), day - timedelta(days=1)]
    row = Contract(
        entity_id=unit.entity_id, unit_id=unit.id, assignment_id=assignment_id,
        person_id=holder_id, kind=ContractType.WHITE_COLLAR, status=ContractStatus.CONFIRMED,
        work="Job", language="fr", first_day=days[0], last_day=days[1], budget=eur(640),
        coefficient=Decimal("1.6"), gross=eur(400), estimated_net=eur(340), made=clock.now(),
        confirmed=clock.now(), days=[WorkDay(day=worked) for worked in days],
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row
