"""What the administrative team and the system administrator do for people."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm.attributes import flag_modified

from domain.people import EmailTaken, NotYourself, OnlySystemAdmin, check_may_manage, grantable
from domain.roles import ROLES, Role
from web.actions.account import Address, write_address, write_national_number
from web.actions.audit import actor_id, record
from web.actions.locks import flush_or
from web.actions.passwords import make_link, withdraw_links
from web.actions.shareholders import follow_name
from web.actions.sign_ins import end_all
from web.extensions import db
from web.models.likeness import likeness
from web.models.person import Person, PersonRole
from web.models.unit import Unit

Roles = frozenset[Role]


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who someone is."""

    given_name: str
    family_name: str
    email: str
    language: str


def check_email(email: str, person_id: int = 0) -> None:
    """Refuse an address that someone else signs in with."""
    other = sa.select(Person.id).where(Person.email == email, Person.id != person_id)
    with db.session.no_autoflush:
        if db.session.scalar(other) is not None:
            raise EmailTaken


def add(identity: Identity, roles: Roles, *, by: Roles, now: datetime) -> tuple[Person, str]:
    """Add a person, and the token of the link with which they choose their password."""
    if not roles <= grantable(by):
        raise OnlySystemAdmin
    person = enter(identity, roles, now=now)
    token = make_link(person, now=now)
    db.session.commit()
    return person, token


def enter(identity: Identity, roles: Roles, *, now: datetime) -> Person:
    """Write a new person down, as a step of another act."""
    check_email(identity.email)
    person = Person(
        given_name=identity.given_name,
        family_name=identity.family_name,
        email=identity.email,
        language=identity.language,
        created=now,
        granted=[PersonRole(role=role) for role in sorted(roles)],
    )
    person.own_uid()
    db.session.add(person)
    flush_or(EmailTaken())
    record("person_added", person, roles=_names(roles))
    return person


def edit(
    person: Person, identity: Identity, address: Address, national_number: str, *, by: Roles
) -> None:
    """Correct who someone is; an empty national number leaves it as it is."""
    check_may_manage(by, person.roles)
    check_email(identity.email, person.id)
    if person.email != identity.email:
        record("email_changed", person, before=person.email, after=identity.email)
    for name in Identity.__slots__:
        setattr(person, name, getattr(identity, name))
    flush_or(EmailTaken())
    person.likeness = likeness(person.family_name, person.given_name, person.email)
    follow_name(person)
    write_address(person, address)
    if national_number and national_number != person.national_number:
        write_national_number(person, national_number)
        record("national_number_changed", person)
    record("person_edited", person)
    db.session.commit()


def give_link(person: Person, *, by: Roles, now: datetime) -> str:
    """A new link for someone who forgot their password, or never had one."""
    check_may_manage(by, person.roles)
    token = make_link(person, now=now)
    db.session.commit()
    return token


def change_roles(person: Person, roles: Roles, *, now: datetime) -> None:
    """Give and take roles; the person signs in again, and then sees what they may."""
    if person.id == actor_id():
        raise NotYourself
    given, taken = roles - person.roles, person.roles - roles
    if not given | taken:
        return
    kept = [grant for grant in person.granted if grant.role in roles]
    person.granted = [*kept, *(PersonRole(role=role) for role in sorted(given))]
    flag_modified(person, "active")  # so that the person's version counts this change too
    if given:
        record("roles_given", person, roles=_names(given))
    if taken:
        record("roles_taken", person, roles=_names(taken))
    end_all(person.id, now=now)
    if Role.ADVISER in taken:
        hand_over_units(person)
    db.session.commit()


def deactivate(person: Person, *, by: Roles, now: datetime) -> None:
    """Close an account: nobody signs in with it, what is owed is still paid."""
    check_may_manage(by, person.roles)
    if person.id == actor_id():
        raise NotYourself
    if person.active:
        person.active = False
        end_all(person.id, now=now)
        withdraw_links(person.id, now=now)
        hand_over_units(person)
        record("person_deactivated", person)
    db.session.commit()


def reactivate(person: Person, *, by: Roles) -> None:
    """Open an account again."""
    check_may_manage(by, person.roles)
    if not person.active:
        person.active = True
        record("person_reactivated", person)
    db.session.commit()


def hand_over_units(person: Person) -> None:
    """The units that an adviser followed get another one: nobody waits for someone who left."""
    heir = least_busy_adviser(but=person.id)
    db.session.execute(
        sa.update(Unit)
        .where(Unit.adviser_id == person.id)
        .values(adviser_id=heir, version=Unit.version + 1)
        .execution_options(synchronize_session=False)
    )


def least_busy_adviser(*, but: int = 0) -> int | None:
    """The adviser who follows the fewest open units."""
    followed = sa.func.count(Unit.id)
    return db.session.scalar(
        sa.select(Person.id)
        .join(PersonRole, PersonRole.person_id == Person.id)
        .outerjoin(Unit, sa.and_(Unit.adviser_id == Person.id, Unit.closed.is_(None)))
        .where(PersonRole.role == Role.ADVISER, Person.active, Person.id != but)
        .group_by(Person.id)
        .order_by(followed, Person.id)
        .limit(1)
    )


def _names(roles: Roles) -> str:
    """Roles as the audit keeps them: their codes, which never change."""
    return ", ".join(role.value for role in ROLES if role in roles)
