"""Whatever acts come, in whatever order: the kept figures are what the acts say, everywhere."""

import random
from collections import defaultdict
from dataclasses import asdict
from datetime import date, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from domain.errors import RuleError
from domain.hours import hours
from domain.offices import Office
from domain.people import Gender
from domain.periods import Month
from domain.sectors import Sector
from domain.shares.words import Category
from tests.web import closing, correcting, crowd, lasting, make, shareholders
from web import clock
from web.actions import (
    account,
    client_payments,
    contracts,
    employment_ending,
    figures,
    invoices,
    payrun,
    units,
)
from web.actions import shareholders as register
from web.demo.people import MEMBER, OTHER_MEMBER, WORKER
from web.extensions import db
from web.models.contract import Contract
from web.models.employment import Employment
from web.models.entity import Entity
from web.models.figure import WHOLE, FigureDay
from web.models.figure_fact import FactDay, WorkPair
from web.models.invoice import ClientPayment, Invoice
from web.models.person import Person
from web.models.share import Shareholder
from web.models.unit import Unit
from web.queries import figures as queries
from web.queries.figures import facts, known
from web.queries.figures.acts import HUNDRED
from web.queries.figures.checking import check_cells
from web.queries.figures.keeping import EARLIEST, LATEST, statements, waiting
from web.queries.figures.sql import between
from web.queries.figures.worked import pairs_of

END = date(2026, 12, 31)
AUGUST = [date(2026, 8, day) for day in range(3, 29) if date(2026, 8, day).weekday() < 5]
PLACES = ("1060", "4000", "9000", "")


class NothingThere(RuleError):
    """The act needs another one before it."""

    message = "Nothing there"


def one(rng, model, *where):
    """Some row."""
    found = db.session.scalars(sa.select(model).where(*where).order_by(model.id)).all()
    if not found:
        raise NothingThere
    return rng.choice(found)


def sell(rng):
    then = clock.midnight(rng.choice(AUGUST)) + timedelta(hours=12)
    unit, client, price = rng.choice([1, 2]), rng.choice([1, 2, 3]), rng.choice([200, 25000])
    with clock.moved_to(then):
        make.invoice(unit_id=unit, client_id=client, price=f"{price}.00", now=then)


def credit(rng):
    invoices.credit(one(rng, Invoice, Invoice.kind == "invoice"), reason="X", now=clock.now())


def be_paid(rng):
    invoice = one(rng, Invoice, Invoice.status == "issued", Invoice.kind == "invoice")
    day = clock.today() - timedelta(days=rng.randint(0, 9))
    arrived = client_payments.Arrived(invoice_id=invoice.id, amount=invoice.gross, day=day)
    client_payments.record_payment(arrived, author_id=1, now=clock.now())


def undo_payment(rng):
    payment = one(rng, ClientPayment)
    client_payments.undo(payment, reason="Wrong", author_id=1, now=clock.now())


def spend(rng):
    make.approved_expense(email=rng.choice([MEMBER, WORKER]), unit_id=rng.choice([1, 2]))


def work(rng):
    days = tuple(rng.sample(AUGUST, 2))
    made = closing.worked(email=rng.choice([WORKER, OTHER_MEMBER]), days=days, unit_id=1)
    correcting.made_early(made, date(2026, 7, 1))


def plan_work(rng):
    day = date(2026, 10, rng.randint(1, 28))
    make.contract(email=WORKER, days=(day,), unit_id=1)


def cancel_work(rng):
    contract = one(rng, Contract, Contract.status == "made", Contract.employment_id.is_(None))
    contracts.cancel(contract, reason="Rain", now=clock.now())


def correct_work(rng):
    contract = one(rng, Contract, Contract.status == "confirmed")
    said = {contract.first_day: hours("3.80"), rng.choice(AUGUST): hours("7.60")}
    correcting.accepted(contract, said)


def employ(rng):
    lasting.employ(email=rng.choice([WORKER, OTHER_MEMBER]))


def end_job(rng):
    job = one(rng, Employment, Employment.status == "made")
    employment_ending.end(
        job, last_day=date(2026, 10, rng.randint(2, 20)), reason="Moves", now=clock.now()
    )


def pay_slips(_rng):
    payrun.close(db.session.get_one(Entity, 2), Month(2026, 8), now=clock.now())


def share_unit(rng):
    email = rng.choice([OTHER_MEMBER, WORKER, MEMBER])
    unit, by = db.session.get_one(Unit, rng.choice([1, 2])), make.person(MEMBER)
    units.invite(unit, email, by=by, today=clock.today(), now=clock.now())


def leave_unit(rng):
    unit = db.session.get_one(Unit, rng.choice([1, 2]))
    held = sorted(units.holders_of(unit.id, clock.today()))
    person = db.session.get_one(Person, rng.choice(held))
    units.leave(unit, person, today=clock.today())


def move_house(rng):
    code, who = rng.choice(PLACES), rng.choice([MEMBER, OTHER_MEMBER, WORKER])
    country = rng.choice(["BE", "BE", "FR"])
    there = account.Address(street="X 1", postcode=code, city="Y", country=country, phone="")
    account.move_house(make.person(who), there)


def move_unit(rng):
    unit = db.session.get_one(Unit, rng.choice([1, 2]))
    office = rng.choice(list(Office))
    units.edit(
        unit, units.Description(name=unit.name, description="", tool=unit.tool, office=office)
    )


def take_shares(rng):
    email = f"shares{rng.randint(0, 10**9)}@example.org"
    made = Person(email=email, uid=email, given_name="S", family_name="H", created=make.NOON)
    shareholders.a_shareholder(make.save(made), shares=rng.randint(1, 9))


def change_category(rng):
    holder, since = one(rng, Shareholder), clock.today() - timedelta(days=rng.randint(0, 300))
    register.change_category(holder, rng.choice(list(Category)), since=since)


def look_otherwise(rng):
    account.say_gender(make.person(rng.choice([MEMBER, WORKER])), rng.choice(list(Gender)))
    unit, sector = db.session.get_one(Unit, rng.choice([1, 2])), rng.choice(list(Sector))
    units.edit(
        unit, units.Description(name=unit.name, description="", tool=unit.tool, sector=sector)
    )


ACTS = (
    sell, sell, sell, credit, be_paid, be_paid, undo_payment, spend, work, work, plan_work,
    cancel_work, correct_work, employ, end_job, pay_slips, share_unit, leave_unit, move_house,
    move_unit, take_shares, change_category, look_otherwise, look_otherwise,
)  # fmt: skip


def kept():
    """What is kept, by measure, region, office and day."""
    columns = sa.select(FigureDay.measure, FigureDay.region, FigureDay.office, FigureDay.day)
    found = db.session.execute(columns.add_columns(FigureDay.amount))
    return {tuple(place): amount for *place, amount in found}


def said():
    """What the acts say, by the same; and everywhere together."""
    sums = defaultdict(Decimal)
    counted = [
        (*place, Decimal(int(cents)) / HUNDRED)
        for statement in statements(between(EARLIEST, LATEST), exact=True)
        for *place, cents in db.session.execute(statement)
    ]
    for measure, region, office, day, amount in [*counted, *waiting(EARLIEST, LATEST)]:
        sums[measure, region, office, day] += amount
        sums[measure, WHOLE, WHOLE, day] += amount
    return dict(sums)


def by_key(facts):
    """Facts in one order, as plain values."""
    return sorted(tuple(str(value) for value in asdict(one).values()) for one in facts)


def known_facts_agree(done):
    """Of units, holders and cells, on each day that is kept; and who worked for whom."""
    days = db.session.scalars(sa.select(FactDay.day)).all()
    assert clock.today() in days
    for day in days:
        assert by_key(known.units(day)) == by_key(facts.units_on(day)), (day, done)
        assert by_key(known.holders(day)) == by_key(facts.holders_on(day)), (day, done)
        assert check_cells(day) == {}, (day, done)
    pairs = map(tuple, db.session.execute(sa.select(WorkPair.__table__)))
    assert set(pairs) == {tuple(row.values()) for row in pairs_of(EARLIEST, LATEST)}, done


@pytest.mark.slow
def test_after_each_of_random_acts_the_kept_figures_are_what_the_acts_say(app_context):
    rng, done = random.Random(1), []
    for act in [*rng.sample(ACTS, len(ACTS)), *rng.choices(ACTS, k=7)]:
        try:
            act(rng)
        except RuleError:  # refused as things are
            db.session.rollback()
            continue
        done.append(act.__name__)
        crowd.keep()
        assert kept() == said(), done
        known_facts_agree(done)
    assert len(set(done)) > len(set(ACTS)) * 3 / 4, set(ACTS) - set(done)
    for place in ({}, {"region": "wallonia"}, {"office": "gent"}, {"region": "", "office": ""}):
        assert queries.check(END, **place) == {}
    before = kept()
    figures.rebuild()
    assert kept() == before
    known_facts_agree(done)
