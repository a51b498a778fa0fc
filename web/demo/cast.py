"""The cast of the tests and of the demo: people, units, clients and legal entities."""

from datetime import date, datetime

import sqlalchemy as sa

from domain.clients import found_by, likeness
from domain.entities import EntityCode
from domain.offices import Office
from domain.people import Gender
from domain.sectors import Sector
from domain.units import Tool
from domain.vat import WorkKind
from web import clock
from web.demo.buyers import BUYERS, ENTITIES
from web.demo.people import (
    ADVISER,
    GENDERS,
    MEMBER,
    OTHER_ADVISER,
    OTHER_MEMBER,
    PASSWORD,
    PEOPLE,
    STRANGER,
    account_number,
    national_number,
)
from web.extensions import db
from web.models.client import Client, ClientWord
from web.models.entity import Entity
from web.models.person import Person, PersonRole
from web.models.unit import Holding, Unit
from web.passwords import hash_password

OPENED = date(2026, 1, 5)


def build() -> None:
    """Write the cast into an empty database."""
    now = clock.now()
    entities = _entities()
    people = _people(now)
    _units(entities, people)
    _clients(now)
    db.session.commit()


def _entities() -> dict[EntityCode, Entity]:
    made = {
        code: Entity(
            code=code,
            name=name,
            legal_form=form,
            enterprise_number=number,
            vat_number="BE" + number,
            street="Rue de l'Exemple 100",
            postcode="1060",
            city="Bruxelles",
            court="Bruxelles",
            email="factures@demo.example",
            iban=account_number(9_000_000 + place),
            bic="DEMOBEBB",
        )
        for place, (code, name, form, number) in enumerate(ENTITIES)
    }
    db.session.add_all(made.values())
    db.session.flush()
    return made


def _people(now: datetime) -> dict[str, Person]:
    password_hash = hash_password(PASSWORD)
    made = {}
    for place, part in enumerate(PEOPLE):
        street, postcode, city = part.address
        made[part.email] = Person(
            email=part.email,
            given_name=part.given_name,
            family_name=part.family_name,
            language=part.language,
            password_hash=password_hash,
            birth_day=part.birth_day,
            spouse=part.spouse,
            children=part.children,
            gender=GENDERS.get(part.email, Gender.NOT_SAID),
            street=street,
            postcode=postcode,
            city=city,
            national_number=national_number(part.birth_day, place),
            iban=account_number(place + 1),
            created=now,
            granted=[PersonRole(role=role) for role in part.roles],
        )
    db.session.add_all(made.values())
    db.session.flush()
    return made


def _units(entities: dict[EntityCode, Entity], people: dict[str, Person]) -> None:
    rows = (
        (
            "Nour Haddad, scène",
            Tool.THREE_IN_ONE,
            WorkKind.PERFORMANCE,
            EntityCode.PA,
            ADVISER,
            (MEMBER,),
            (Office.BRUXELLES, Sector.PERFORMING),
        ),
        (
            "Studio Peeters",
            Tool.ACTIVITY,
            WorkKind.SERVICE,
            EntityCode.SC,
            ADVISER,
            (OTHER_MEMBER,),
            (Office.GENT, Sector.VISUAL),
        ),
        (
            "Claes & co",
            Tool.BOTH,
            WorkKind.SERVICE,
            EntityCode.SC,
            OTHER_ADVISER,
            (STRANGER,),
            (Office.ANTWERPEN, Sector.LANGUAGE),
        ),
        (
            "Leren met Lotte",
            Tool.THREE_IN_ONE,
            WorkKind.TRAINING,
            EntityCode.FA,
            ADVISER,
            (OTHER_MEMBER, MEMBER),
            (Office.GENT, Sector.TEACHING),
        ),
    )
    for name, tool, kind, code, adviser, holders, (office, sector) in rows:
        unit = Unit(
            name=name,
            tool=tool,
            kind=kind,
            entity_id=entities[code].id,
            adviser_id=people[adviser].id,
            office=office,
            sector=sector,
            opened=OPENED,
        )
        db.session.add(unit)
        db.session.flush()
        db.session.add_all(
            Holding(unit_id=unit.id, person_id=people[email].id, since=OPENED) for email in holders
        )


def _clients(now: datetime) -> None:
    for buyer in BUYERS:
        street, postcode, city = buyer.address
        found = found_by(buyer.name, city, postcode, buyer.enterprise_number, buyer.vat_number)
        client = Client(
            name=buyer.name,
            kind=buyer.kind,
            country=buyer.country,
            enterprise_number=buyer.enterprise_number,
            vat_number=buyer.vat_number,
            street=street,
            postcode=postcode,
            city=city,
            language=buyer.language,
            likeness=likeness(buyer.name, city),
            created=now,
            verified=now if buyer.known else None,
        )
        db.session.add(client)
        db.session.flush()
        db.session.execute(
            sa.insert(ClientWord), [{"client_id": client.id, "word": word} for word in found]
        )
