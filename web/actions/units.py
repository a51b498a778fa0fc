"""Opening, changing, sharing, closing units; an adviser's look at one they do not follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from domain.entities import entity_for
from domain.offices import Office
from domain.periods import ONE_DAY
from domain.roles import Role
from domain.sectors import Sector
from domain.units import (
    AlreadyHolder,
    LastHolder,
    NoSuchMember,
    NoSuchUnit,
    Tool,
    UnitClosed,
    check_close,
    check_tool,
)
from domain.vat import WorkKind
from web.actions import guesses
from web.actions.audit import record
from web.actions.people import least_busy_adviser
from web.extensions import db
from web.models.entity import Entity
from web.models.likeness import likeness
from web.models.person import Person, PersonRole
from web.models.unit import Holding, Unit, UnitLook
from web.queries.holdings import business_of

LOOK_LASTS = timedelta(hours=8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What a member says of a unit."""

    name: str
    description: str
    tool: Tool
    office: Office = Office.NONE
    sector: Sector = Sector.NONE


def open_unit(
    person: Person,
    said: Description,
    kind: WorkKind,
    others: Sequence[str],
    *,
    today: date,
    now: datetime,
) -> Unit:
    """Open a unit, alone or with ``others`` (their e-mail addresses); its entity is a rule's."""
    holders = [person.id, *(member_called(email, person, now=now) for email in others)]
    entity_id = db.session.scalars(
        sa.select(Entity.id).where(Entity.code == entity_for(kind))
    ).one()
    unit = Unit(
        name=said.name,
        description=said.description,
        tool=said.tool,
        office=said.office,
        sector=said.sector,
        kind=kind,
        entity_id=entity_id,
        adviser_id=_adviser_of(person) or least_busy_adviser(),
        opened=today,
    )
    unit.holdings = [Holding(person_id=key, since=today) for key in dict.fromkeys(holders)]
    if Role.MEMBER not in person.roles:
        db.session.add(PersonRole(person_id=person.id, role=Role.MEMBER))
        record("became_member", person)
    db.session.add(unit)
    db.session.flush()
    record("unit_opened", unit, tool=said.tool.value)
    db.session.commit()
    return unit


def member_called(email: str, asker: Person, *, now: datetime) -> int:
    """The active member who signs in with this address; asking about many is slowed down."""
    asked = guesses.own_bucket("holder", asker.id)
    guesses.check(asked, now=now)
    found = db.session.scalar(
        sa.select(Person.id)
        .join(PersonRole, PersonRole.person_id == Person.id)
        .where(Person.email == email, Person.active, PersonRole.role == Role.MEMBER)
    )
    if found is None:
        guesses.note(asked, now=now)
        raise NoSuchMember(email)
    return found


def _adviser_of(person: Person) -> int | None:
    """Who already follows this person: one face for all their units."""
    return db.session.scalar(
        sa.select(Unit.adviser_id)
        .join(Holding)
        .where(Holding.person_id == person.id, Unit.adviser_id.is_not(None))
        .order_by(Unit.closed.is_not(None), Unit.id.desc())
        .limit(1)
    )


def edit(unit: Unit, said: Description) -> None:
    """Change a unit; it leaves a tool only when nothing would be lost."""
    if unit.closed:
        raise UnitClosed
    if said.tool is not unit.tool:
        check_tool(unit.tool, said.tool, business_of(unit.id))
        record("unit_tool_changed", unit, before=unit.tool.value, after=said.tool.value)
        unit.tool = said.tool
    if said.name != unit.name:
        record("unit_renamed", unit, before=unit.name, after=said.name)
        unit.name, unit.likeness = said.name, likeness(said.name)
    unit.description, unit.office, unit.sector = said.description, said.office, said.sector
    db.session.commit()


def invite(unit: Unit, email: str, *, by: Person, today: date, now: datetime) -> None:
    """Let another member hold the unit too, from today."""
    if unit.closed:
        raise UnitClosed
    person_id = member_called(email, by, now=now)
    if person_id in holders_of(unit.id, today):
        raise AlreadyHolder(email)
    db.session.add(Holding(unit_id=unit.id, person_id=person_id, since=today))
    record("holder_added", unit, who=_name(person_id))
    db.session.commit()


def leave(unit: Unit, person: Person, *, today: date) -> None:
    """Stop holding a unit; at least one holder stays."""
    db.session.get_one(Unit, unit.id, with_for_update=True)  # two who leave at once take turns
    held = holders_of(unit.id, today)
    if set(held) <= {person.id}:
        raise LastHolder
    # A holding covers its last day: it ends the day before, or never began.
    row = db.session.get_one(Holding, held[person.id])
    if row.since >= today:
        db.session.delete(row)
    else:
        row.until = today - ONE_DAY
    record("holder_left", unit, who=person.name)
    db.session.commit()


def holders_of(unit_id: int, today: date) -> dict[int, int]:
    """Who holds the unit today: person and holding."""
    rows = db.session.execute(
        sa.select(Holding.person_id, Holding.id).where(
            Holding.unit_id == unit_id,
            sa.or_(Holding.until.is_(None), Holding.until >= today),
        )
    )
    return {person_id: key for person_id, key in rows}  # noqa: C416 - pairs, not rows


def close(unit: Unit, *, today: date) -> None:
    """Close a unit that has nothing left to finish."""
    if unit.closed:
        raise UnitClosed
    db.session.get_one(Unit, unit.id, with_for_update=True)
    both = business_of(unit.id)
    check_close(both[Tool.THREE_IN_ONE] + both[Tool.ACTIVITY])
    unit.closed = today
    record("unit_closed", unit)
    db.session.commit()


def reopen(unit: Unit) -> None:
    """Open a closed unit again: it kept everything."""
    if unit.closed:
        unit.closed = None
        record("unit_reopened", unit)
    db.session.commit()


def look(person: Person, number: str, reason: str, *, now: datetime) -> int:
    """Let an adviser see a unit that they do not follow, for some hours, with a reason."""
    unit = db.session.get(Unit, int(number)) if number.isdecimal() and len(number) < 10 else None
    if unit is None:
        raise NoSuchUnit(number)
    until = now + LOOK_LASTS
    db.session.add(
        UnitLook(unit_id=unit.id, person_id=person.id, reason=reason, since=now, until=until)
    )
    record("unit_looked_at", unit, reason=reason)
    db.session.commit()
    return unit.id


def _name(person_id: int) -> str:
    return db.session.get_one(Person, person_id).name
