"""Holders for tests of figures: people of some place, each with a unit, and what it sold."""

from datetime import date

import sqlalchemy as sa

from domain.offices import Office
from domain.people import Gender
from domain.sectors import Sector
from domain.shares.register import Movement
from domain.shares.subscribing import price
from domain.shares.words import Category, MovementKind
from domain.units import Tool
from domain.vat import WorkKind
from tests.web import make
from web.actions import figures
from web.actions.share_movements import Cause, write
from web.extensions import db
from web.models.person import Person
from web.models.share import CategorySpell, Shareholder
from web.models.unit import Holding, Unit

SINCE = date(2026, 3, 2)


def holder(
    number: int,
    *,
    postcode: str = "1000",
    price: str = "100.00",
    gender: Gender = Gender.NOT_SAID,
    office: Office = Office.NONE,
    sector: Sector = Sector.NONE,
    birth_day: date | None = None,
    since: date = SINCE,
    client_id: int = 1,
) -> int:
    """The unit of somebody new, with one invoice; without one where the price is empty."""
    somebody = Person(
        email=f"holder{number}@example.org",
        uid=f"holder{number}",
        given_name="Holder",
        family_name=f"Number {number}",
        postcode=postcode,
        gender=gender,
        birth_day=birth_day,
        created=make.NOON,
    )
    unit = Unit(
        name=f"Unit {number}",
        tool=Tool.ACTIVITY,
        kind=WorkKind.SERVICE,
        entity_id=1,
        office=office,
        sector=sector,
        opened=since,
    )
    db.session.add_all([somebody, unit])
    db.session.flush()
    unit_id = unit.id
    db.session.add(Holding(unit_id=unit_id, person_id=somebody.id, since=since))
    db.session.commit()
    if price:
        make.invoice(price=price, unit_id=unit_id, client_id=client_id)
    return unit_id


def shareholder(number: int, *, shares: int, category: Category, since: date) -> None:
    """The line in the register of one of them."""
    key = db.session.scalars(sa.select(Person.id).where(Person.uid == f"holder{number}")).one()
    line = Shareholder(
        number=1000 + number, person_id=key, name=f"Holder {number}", created=make.NOON
    )
    db.session.add(line)
    db.session.flush()
    move = Movement(
        kind=MovementKind.SUBSCRIPTION, day=since, shares=shares, paid_in=price(shares, since)
    )
    db.session.add(CategorySpell(shareholder_id=line.id, since=since, category=category))
    write(line.id, move, Cause())
    db.session.commit()


def keep() -> None:
    """Refresh until nothing is left."""
    while figures.refresh():
        pass
