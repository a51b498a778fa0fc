"""People as a list, and what is known of one of them."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from domain.roles import ROLES, Role
from domain.units import Tool
from web.extensions import db
from web.models.person import OneTimeLink, Person, PersonRole, SignIn
from web.models.unit import Holding, Unit
from web.queries.paging import PAGE, Page, after_row, cut, matching


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person of a list."""

    id: int
    given_name: str
    family_name: str
    email: str
    roles: tuple[Role, ...]
    active: bool


@dataclass(frozen=True, slots=True)
class Held:
    """A unit that someone holds."""

    id: int
    name: str
    tool: Tool


@dataclass(frozen=True, slots=True)
class Door:
    """How someone gets in: when they last did, and a link that waits for them."""

    last_seen: datetime | None
    link_until: datetime | None


def people(typed: str = "", *, role: Role | None = None, after: int = 0) -> Page[PersonLine]:
    """People by family name; found by the beginning of any word of their name or address."""
    held = (
        sa.select(sa.func.aggregate_strings(PersonRole.role, ","))
        .where(PersonRole.person_id == Person.id)
        .scalar_subquery()
    )
    query = (
        sa.select(
            Person.id, Person.given_name, Person.family_name, Person.email, held, Person.active
        )
        .where(*matching(Person.likeness, typed), after_row(Person, after))
        .order_by(Person.likeness, Person.id)
        .limit(PAGE + 1)
    )
    if role is not None:
        has_it = sa.select(PersonRole.person_id).where(PersonRole.role == role)
        query = query.where(Person.id.in_(has_it))
    return cut(
        [
            PersonLine(key, given, family, email, _roles(codes), active)
            for key, given, family, email, codes, active in db.session.execute(query)
        ],
        PAGE,
    )


def _roles(codes: str | None) -> tuple[Role, ...]:
    held = set((codes or "").split(","))
    return tuple(role for role in ROLES if role.value in held)


def units_of(person_id: int) -> list[Held]:
    """The open units that someone holds."""
    rows = db.session.execute(
        sa.select(Unit.id, Unit.name, Unit.tool)
        .join(Holding, Holding.unit_id == Unit.id)
        .where(Holding.person_id == person_id, Holding.until.is_(None), Unit.closed.is_(None))
        .order_by(Unit.likeness)
        .limit(PAGE)
    )
    return [Held(*row) for row in rows]


def door(person_id: int, now: datetime) -> Door:
    """When someone was last here, and whether a link waits for them."""
    seen = sa.select(sa.func.max(SignIn.seen)).where(SignIn.person_id == person_id)
    link = sa.select(sa.func.max(OneTimeLink.until)).where(
        OneTimeLink.person_id == person_id, OneTimeLink.used.is_(None), OneTimeLink.until > now
    )
    row = db.session.execute(sa.select(seen.scalar_subquery(), link.scalar_subquery())).one()
    return Door(*row)
