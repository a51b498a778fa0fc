"""What people change of themselves."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from domain.identifiers import birth_date
from domain.payroll.situation import Situation
from domain.people import Gender, NationalNumberSet, NationalNumberTaken
from web.actions.audit import record
from web.actions.locks import flush_or
from web.actions.sign_ins import ask_password
from web.extensions import db
from web.models.person import Person, SignIn


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where someone lives and is called."""

    street: str
    postcode: str
    city: str
    country: str
    phone: str


def choose(person_id: int, **chosen: str) -> None:
    """Remember a language or a theme. It disturbs nobody who edits this person meanwhile."""
    db.session.execute(sa.update(Person).where(Person.id == person_id).values(**chosen))
    db.session.commit()


def move_house(person: Person, address: Address) -> None:
    """Change the address; documents made before keep the old one."""
    if write_address(person, address):
        record("address_changed", person)
    db.session.commit()


def write_address(person: Person, address: Address) -> bool:
    """Set the address, as a step of another act; did it change?"""
    changed = False
    for name in Address.__slots__:
        if getattr(person, name) != getattr(address, name):
            setattr(person, name, getattr(address, name))
            changed = True
    return changed


def say_gender(person: Person, gender: Gender) -> None:
    """Say one's gender, or take it back: it only counts, and the history does not repeat it."""
    if person.gender is not gender:
        person.gender = gender
        record("gender_changed", person)
    db.session.commit()


def change_iban(row: SignIn, iban: str, password: str, *, now: datetime) -> None:
    """Change the account on which one is paid, after asking the password again."""
    person = row.person
    ask_password(row, password, now=now)
    if person.iban != iban:
        person.iban = iban
        record("iban_changed", person)
    db.session.commit()


def set_national_number(person: Person, number: str) -> None:
    """Say one's national number, once."""
    if person.national_number:
        raise NationalNumberSet
    write_national_number(person, number)
    record("national_number_set", person)
    db.session.commit()


def write_national_number(person: Person, number: str) -> None:
    """Set the number, and the day of birth that is in it, as a step of another act."""
    index = Person.national_number.fingerprint(number)
    other = sa.select(Person.id).where(
        Person.national_number_index == index, Person.id != person.id
    )
    with db.session.no_autoflush:
        if db.session.scalar(other) is not None:
            raise NationalNumberTaken
    person.national_number = number
    person.birth_day = birth_date(number) or person.birth_day
    flush_or(NationalNumberTaken())


def change_situation(person: Person, situation: Situation) -> None:
    """Declare one's family situation: payslips made from now on follow it."""
    names = ("spouse", "children", "single_parent", "flat_rate")
    changed = [name for name in names if getattr(person, name) != getattr(situation, name)]
    for name in changed:
        setattr(person, name, getattr(situation, name))
    if changed:
        record("situation_changed", person)
    db.session.commit()
