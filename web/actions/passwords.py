"""Choosing and changing passwords, and the links that let someone choose one."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from domain.passwords import check_password
from domain.people import LinkNoLongerWorks
from web.actions import sign_ins
from web.actions.audit import actor_id, record
from web.extensions import db
from web.models.person import OneTimeLink, Person, SignIn
from web.passwords import hash_password
from web.tokens import new_token, token_hash

LINK_LASTS = timedelta(hours=24)


def make_link(person: Person, *, now: datetime) -> str:
    """A new link for someone to choose a password, as a step of another act: its token.

    Links made before no longer work.
    """
    withdraw_links(person.id, now=now)
    token = new_token()
    row = OneTimeLink(
        person_id=person.id,
        token_hash=token_hash(token),
        made=now,
        made_by_id=actor_id(),
        until=now + LINK_LASTS,
    )
    db.session.add(row)
    record("link_made", person)
    return token


def withdraw_links(person_id: int, *, now: datetime) -> None:
    """Nobody can use a link of this person any more."""
    db.session.execute(
        sa.update(OneTimeLink)
        .where(OneTimeLink.person_id == person_id, OneTimeLink.used.is_(None))
        .values(used=now)
    )


def person_of_link(token: str, *, now: datetime) -> Person:
    """Who may choose a password with this link; wrong, used and old ones are all refused."""
    person = db.session.scalar(
        sa.select(Person)
        .join(OneTimeLink, OneTimeLink.person_id == Person.id)
        .where(
            OneTimeLink.token_hash == token_hash(token),
            OneTimeLink.used.is_(None),
            OneTimeLink.until > now,
            Person.active,
        )
    )
    if person is None:
        raise LinkNoLongerWorks
    return person


def choose_by_link(
    token: str, typed: str, *, browser: sign_ins.Browser, now: datetime
) -> tuple[str, int]:
    """Set the password that the link's person chose, and let them in: token, and who."""
    person = person_of_link(token, now=now)
    check_password(typed, email=person.email, names=(person.given_name, person.family_name))
    db.session.rollback()  # hashing takes long: others may write meanwhile
    hashed = hash_password(typed)
    person = person_of_link(token, now=now)
    # Two at once with one link: the second finds it used.
    taken = db.session.scalar(
        sa.update(OneTimeLink)
        .where(OneTimeLink.token_hash == token_hash(token), OneTimeLink.used.is_(None))
        .values(used=now)
        .returning(OneTimeLink.id)
    )
    if taken is None:
        raise LinkNoLongerWorks
    person.password_hash = hashed
    withdraw_links(person.id, now=now)
    sign_ins.end_all(person.id, now=now)
    sign_ins.record_as(person.id, "password_chosen", now=now)
    session = sign_ins.begin(person.id, browser=browser, now=now)
    db.session.commit()
    return session, person.id


def change(
    row: SignIn, password: str, typed: str, *, browser: sign_ins.Browser, now: datetime
) -> str:
    """Change one's own password; every other browser is signed out. A new token for this one."""
    person = row.person
    check_password(typed, email=person.email, names=(person.given_name, person.family_name))
    sign_ins.ask_password(row, password, now=now)
    hashed = hash_password(typed)  # outside any transaction
    person.password_hash = hashed
    withdraw_links(person.id, now=now)
    sign_ins.end_all(person.id, now=now)
    record("password_changed", person)
    token = sign_ins.begin(person.id, browser=browser, now=now)
    db.session.commit()
    return token
