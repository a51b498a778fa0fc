"""Who is in the register: letting people and legal persons in, categories, representatives.

``admit`` and ``admit_legal`` write within the transaction of whoever calls them, who commits.
"""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from domain.roles import Role
from domain.shares.admission import AlreadyKnown, check_category_day, check_representation_day
from domain.shares.words import Category
from web import clock
from web.actions.audit import record
from web.actions.ledger import next_number
from web.actions.locks import alone, flush_or
from web.extensions import db
from web.models.likeness import likeness
from web.models.person import Person, PersonRole
from web.models.share import CategorySpell, Representation, Shareholder
from web.queries.register import shareholder_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A legal person as the register names it."""

    name: str
    enterprise_number: str
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = "BE"


def admit(person: Person, *, category: Category, day: date) -> Shareholder:
    """Give a person their line in the register; the same line when they have one already.

    They hold shares, and vote, once they have paid for some. The caller commits.
    """
    known = shareholder_of(person.id)
    if known is not None:
        return known
    holder = _enter(Shareholder(person_id=person.id, name=person.name), category=category, day=day)
    grant(person.id)
    return holder


def admit_legal(
    seat: Seat, *, representative: Person, category: Category, day: date
) -> Shareholder:
    """Give a legal person its line, and the person who acts and votes for it. Caller commits."""
    holder = Shareholder(
        name=seat.name,
        enterprise_number=seat.enterprise_number,
        street=seat.street,
        postcode=seat.postcode,
        city=seat.city,
        country=seat.country,
    )
    holder = _enter(holder, category=category, day=day)
    _represent(holder, representative, day)
    return holder


def _enter(holder: Shareholder, *, category: Category, day: date) -> Shareholder:
    holder.number = next_number("shareholder")
    holder.created = clock.now()
    db.session.add(holder)
    flush_or(AlreadyKnown())
    db.session.add(CategorySpell(shareholder_id=holder.id, since=day, category=category))
    record("shareholder_admitted", holder, number=holder.number, category=category.value)
    return holder


def grant(person_id: int) -> None:
    """Somebody of the register votes: the role says so."""
    if db.session.get(PersonRole, (person_id, Role.SHAREHOLDER)) is None:
        db.session.execute(
            sa.insert(PersonRole), [{"person_id": person_id, "role": Role.SHAREHOLDER}]
        )


def follow_name(person: Person) -> None:
    """The register shows a person by their name of today; papers made before keep the old one."""
    query = sa.select(Shareholder).where(Shareholder.person_id == person.id)
    holder = db.session.scalar(query)
    if holder is None or holder.name == person.name:
        return
    record("shareholder_renamed", holder, before=holder.name, after=person.name)
    holder.name, holder.likeness = person.name, likeness(person.name)


def locked(shareholder_id: int) -> Shareholder:
    """One act at a time changes what a shareholder has."""
    query = sa.select(Shareholder).where(Shareholder.id == shareholder_id)
    return db.session.scalars(alone(query, Shareholder)).one()


def change_category(holder: Shareholder, category: Category, *, since: date) -> None:
    """Another category from a day on; what was true before stays readable."""
    locked(holder.id)
    last = sa.select(CategorySpell).where(CategorySpell.shareholder_id == holder.id)
    spell = db.session.scalars(last.order_by(CategorySpell.since.desc()).limit(1)).one()
    check_category_day(since, last=spell.since, before=spell.category, after=category)
    db.session.add(CategorySpell(shareholder_id=holder.id, since=since, category=category))
    record("category_changed", holder, before=spell.category.value, after=category.value)
    db.session.commit()


def change_representative(holder: Shareholder, person: Person, *, since: date) -> None:
    """Another person acts for a legal person from a day on."""
    locked(holder.id)
    last = sa.select(sa.func.max(Representation.since)).where(
        Representation.shareholder_id == holder.id
    )
    check_representation_day(since, last=db.session.scalar(last))
    _represent(holder, person, since)
    db.session.commit()


def _represent(holder: Shareholder, person: Person, since: date) -> None:
    row = Representation(shareholder_id=holder.id, since=since, person_id=person.id)
    db.session.add(row)
    grant(person.id)
    record("representative_changed", holder, person=person.name, since=since)


def admit_now(person: Person, *, category: Category, now: datetime) -> Shareholder:
    """The administrative team lets somebody in by hand."""
    holder = admit(person, category=category, day=clock.day_of(now))
    db.session.commit()
    return holder


def admit_legal_now(
    seat: Seat, *, representative: Person, category: Category, now: datetime
) -> Shareholder:
    """The administrative team lets a legal person in."""
    day = clock.day_of(now)
    holder = admit_legal(seat, representative=representative, category=category, day=day)
    db.session.commit()
    return holder
