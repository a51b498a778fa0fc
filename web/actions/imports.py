"""Taking over a whole directory: everything in one transaction, or nothing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa

from domain.clients import Identity, found_by, likeness
from domain.entities import EntityCode, entity_for
from domain.intake.members import Newcomer, NewUnit
from domain.intake.refused import EntityMissing
from web.actions.audit import actor_id
from web.extensions import Base, db
from web.models.audit import AuditEntry
from web.models.client import Client, ClientWord
from web.models.entity import Entity
from web.models.person import Person, PersonRole
from web.models.unit import Holding, Unit

STEP = 1000  # rows handed to the database at once
PERSON_COLUMNS = (
    "uid",
    "email",
    "given_name",
    "family_name",
    "language",
    "birth_day",
    "street",
    "postcode",
    "city",
    "country",
    "national_number_sealed",
    "national_number_index",
    "iban_sealed",
    "created",
    "version",
)

Item = TypeVar("Item")


def steps(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """The items in handy portions."""
    return (items[start : start + STEP] for start in range(0, len(items), STEP))


def insert_rows(model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Write many rows, a portion at a time."""
    for portion in steps(rows):
        db.session.execute(sa.insert(model), list(portion))


def insert_clients(
    identities: Sequence[Identity], *, now: datetime, verified: bool, file: str
) -> None:
    """Add clients and the words under which they are found.

    file: the SHA-256 of the file they come from, for the audit
    """
    last = db.session.execute(sa.select(sa.func.coalesce(sa.func.max(Client.id), 0))).scalar_one()
    more = {
        "created": now,
        "created_by_id": actor_id(),
        "verified": now if verified else None,
        "version": 1,
    }
    rows = [
        {**asdict(identity), "likeness": likeness(identity.name, identity.city), **more}
        for identity in identities
    ]
    insert_rows(Client, rows)
    # One row after the other took the next id: their order is the order of the file.
    ids = db.session.scalars(
        sa.select(Client.id).where(Client.id > last, Client.created == now).order_by(Client.id)
    )
    words = [
        {"client_id": key, "word": word}
        for key, one in zip(ids, identities, strict=True)
        for word in found_by(
            one.name, one.city, one.postcode, one.enterprise_number, one.vat_number
        )
    ]
    insert_rows(ClientWord, words)
    record_import("clients_imported", Client, rows=len(rows), file=file, now=now)
    db.session.commit()


def _entities(codes: Iterable[EntityCode]) -> dict[EntityCode, int]:
    query = sa.select(Entity.code, Entity.id)
    known = {row.code: row.id for row in db.session.execute(query)}
    for code in codes:
        if code not in known:
            raise EntityMissing(code.value)
    return known


def _person_row(newcomer: Newcomer, now: datetime) -> dict[str, Any]:
    """The columns of a person; the numbers are sealed for a row that is written later."""
    given = asdict(newcomer)
    for name in ("unit", "roles"):
        del given[name]
    person = Person(**given, created=now, version=1)
    person.own_uid()
    return {name: getattr(person, name) for name in PERSON_COLUMNS}


def insert_members(newcomers: Sequence[Newcomer], *, now: datetime, file: str) -> None:
    """Add people, what they may do, and the units they hold.

    Those whose lines name the same unit hold it together.
    file: the SHA-256 of the file they come from, for the audit
    """
    entities = _entities({entity_for(one.unit.kind) for one in newcomers if one.unit})
    rows = [_person_row(newcomer, now) for newcomer in newcomers]
    insert_rows(Person, rows)
    query = sa.select(Person.uid, Person.id).where(Person.created == now)
    ids = {row.uid: row.id for row in db.session.execute(query)}
    keys = [ids[row["uid"]] for row in rows]
    grants = [
        {"person_id": key, "role": role}
        for key, newcomer in zip(keys, newcomers, strict=True)
        for role in newcomer.roles
    ]
    insert_rows(PersonRole, grants)
    units: dict[str, Unit] = {}
    for key, newcomer in zip(keys, newcomers, strict=True):
        if newcomer.unit:
            unit = units.get(newcomer.unit.name) or _open(newcomer.unit, entities)
            units[unit.name] = unit
            db.session.add(Holding(unit=unit, person_id=key, since=newcomer.unit.opened))
    record_import("members_imported", Person, rows=len(rows), file=file, now=now)
    db.session.commit()


def _open(new: NewUnit, entities: dict[EntityCode, int]) -> Unit:
    unit = Unit(
        name=new.name,
        tool=new.tool,
        kind=new.kind,
        opened=new.opened,
        entity_id=entities[entity_for(new.kind)],
    )
    db.session.add(unit)
    return unit


def record_import(act: str, model: type[Base], *, rows: int, file: str, now: datetime) -> None:
    """One audit entry for the whole file."""
    db.session.add(
        AuditEntry(
            at=now,
            person_id=actor_id(),
            act=act,
            subject=model.__tablename__,
            subject_id=0,
            facts={"rows": str(rows), "file": file},
        )
    )
