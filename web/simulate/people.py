"""Legal entities, people with their roles, units with their holders, clients with their words."""

from collections import Counter as Count
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from domain.clients import examine, found_by, likeness
from domain.entities import EntityCode, entity_for
from domain.people import Gender
from domain.sectors import Sector
from domain.simulated.chance import chance
from domain.simulated.numbers import account_number, national_number
from domain.simulated.persons import MAIL, office_of
from domain.simulated.population import Human, Population
from domain.simulated.units import Production
from web.demo.buyers import ENTITIES
from web.demo.people import PASSWORD
from web.extensions import db
from web.models.client import Client, ClientWord
from web.models.entity import Entity
from web.models.person import Person, PersonRole
from web.models.unit import Holding, Unit
from web.passwords import hash_password
from web.simulate.cast import advisers, details_of, roles_of
from web.simulate.store import Making, Row, audited, moment, settle_sequences, write, write_audit

PORTION = 2_000
# The twelve sectors in the order of the report.
SECTORS = (
    Sector.ARCHITECTURE, Sector.PERFORMING, Sector.VISUAL, Sector.AUDIOVISUAL, Sector.WELLBEING,
    Sector.COSTUMES, Sector.CREATION, Sector.TEACHING, Sector.STAGE, Sector.LANGUAGE,
    Sector.MUSIC, Sector.TRADES,
)  # fmt: skip


def write_entities() -> int:
    """The three legal entities of the demo."""
    for place, (code, name, form, number) in enumerate(ENTITIES):
        db.session.add(
            Entity(
                id=place + 1, code=code, name=name, legal_form=form, enterprise_number=number,
                vat_number="BE" + number, street="Rue de l'Exemple 100", postcode="1060",
                city="Bruxelles", court="Bruxelles", email=f"factures@{MAIL}",
                iban=account_number(9_000_000 + place), bic="DEMOBEBB",
            )
        )  # fmt: skip
    db.session.flush()
    settle_sequences([Entity])
    return len(ENTITIES)


def entity_ids() -> dict[EntityCode, int]:
    """The row of each legal entity."""
    return {code: place + 1 for place, (code, *_) in enumerate(ENTITIES)}


def write_people(making: Making) -> int:
    """Everybody, with roles; all of them sign in with the password of the demo."""
    born, acts = Count[tuple[date, bool]](), 0
    password = hash_password(PASSWORD)
    people = making.plan.people
    for start in range(0, len(people.people), PORTION):
        rows, grants, audit = [], [], []
        for human in people.people[start : start + PORTION]:
            place = born[human.born, human.woman]
            born[human.born, human.woman] += 1
            row = _person(human, making, place)
            rows.append({**row, "password_hash": password})
            roles = roles_of(human, making)
            grants += [{"person_id": human.key, "role": role} for role in roles]
            audit.append(
                audited(row["created"], None, "person_added", "person", human.key, roles=roles)
            )
        write(Person, rows)
        write(PersonRole, grants)
        acts += write_audit(audit)
    settle_sequences([Person])
    return acts


def _person(human: Human, making: Making, place: int) -> Row:
    luck = chance(making.plan.seed, "uid", human.key)
    known = details_of(human.key, making)
    since = human.shares_since or human.since or making.plan.totals.first_day
    uid = UUID(int=luck.getrandbits(128), version=4).hex
    sealed = Person(uid=uid)
    sealed.iban = account_number(human.key)
    sealed.national_number = national_number(human.born, place, woman=human.woman)
    return {
        "id": human.key,
        "uid": uid,
        "email": known.email,
        "given_name": known.given_name,
        "family_name": known.family_name,
        "language": known.language,
        "street": known.street,
        "postcode": known.postcode,
        "city": known.city,
        "country": known.country,
        "birth_day": human.born,
        "gender": Gender.WOMAN if human.woman else Gender.MAN,
        "spouse": known.spouse,
        "children": known.children,
        "iban_sealed": sealed.iban_sealed,
        "national_number_sealed": sealed.national_number_sealed,
        "national_number_index": sealed.national_number_index,
        "created": moment(min(since, human.since or since)),
        "version": 1,
    }


def write_units(making: Making) -> int:
    """Units with their holders; every office has its advisers."""
    plan, acts = making.plan, 0
    advising, entities = advisers(making), entity_ids()
    for start in range(0, len(plan.units), PORTION):
        rows, held, audit = [], [], []
        for unit in plan.units[start : start + PORTION]:
            row = _unit(unit, making, entities)
            row["adviser_id"] = advising[unit.key % len(advising)]
            rows.append(row)
            held += list(_holdings(unit, plan.people))
            audit.append(
                audited(
                    moment(unit.opened), unit.holders[0], "unit_opened", "unit", unit.key,
                    tool=unit.tool.value,
                )
            )  # fmt: skip
        write(Unit, rows)
        write(Holding, held)
        acts += write_audit(audit)
    settle_sequences([Unit])
    return acts


def _unit(unit: Production, making: Making, entities: dict[EntityCode, int]) -> Row:
    home = details_of(unit.holders[0], making)
    return {
        "id": unit.key,
        "name": f"{home.given_name} {home.family_name} {unit.key}",
        "tool": unit.tool,
        "kind": unit.kind,
        "entity_id": entities[entity_for(unit.kind)],
        "office": office_of(home.postcode, home.country),
        "sector": SECTORS[unit.sector],
        "opened": unit.opened,
        "version": 1,
    }


def _holdings(unit: Production, people: Population) -> Iterator[dict[str, Any]]:
    for key in unit.holders:
        since = max(unit.opened, people.of(key).since or unit.opened)
        yield {"unit_id": unit.key, "person_id": key, "since": since}


def write_clients(making: Making) -> int:
    """The directory, checked as if somebody had typed it."""
    clients, acts = making.plan.clients, 0
    created = moment(date(making.plan.year - 1, 1, 2))
    for start in range(0, len(clients), PORTION):
        rows, words, audit = [], [], []
        for place in range(start, min(start + PORTION, len(clients))):
            identity, wrong = examine(clients.typed(place))
            if identity is None:
                raise AssertionError(wrong)
            one, key = identity, place + 1
            rows.append(
                {
                    "id": key, "kind": one.kind, "name": one.name, "country": one.country,
                    "enterprise_number": one.enterprise_number, "vat_number": one.vat_number,
                    "street": one.street, "postcode": one.postcode, "city": one.city,
                    "email": one.email, "language": one.language, "created": created,
                    "likeness": likeness(one.name, one.city), "verified": created, "version": 1,
                }
            )  # fmt: skip
            found = found_by(
                one.name, one.city, one.postcode, one.enterprise_number, one.vat_number
            )
            words += [{"client_id": key, "word": word} for word in found]
            audit.append(audited(created, None, "client_added", "client", key))
        write(Client, rows)
        write(ClientWord, words)
        acts += write_audit(audit)
    settle_sequences([Client])
    return acts
