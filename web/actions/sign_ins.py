"""Signing in and out: what a session cookie points to begins and ends here."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

import sqlalchemy as sa

from domain.people import WrongPassword, WrongSignIn
from web.actions import guesses
from web.actions.audit import record
from web.extensions import db
from web.models.audit import AuditEntry
from web.models.person import Person, SignIn
from web.passwords import is_password
from web.tokens import new_token, token_hash

KEPT = timedelta(days=90)  # how long an ended sign-in is remembered


# Built once, on the bare tables, as in web.actions.guesses.
ROWS, ENTRIES = (cast("sa.Table", model.__table__) for model in (SignIn, AuditEntry))
MOMENT = ROWS.c.seen.type
ADD, ADD_ENTRY = sa.insert(ROWS), sa.insert(ENTRIES)
END_TOKEN = (
    sa.update(ROWS)
    .where(ROWS.c.token_hash == sa.bindparam("hash"), ROWS.c.ended.is_(None))
    .values(ended=sa.bindparam("now", type_=MOMENT))
)
PRUNE = sa.delete(ROWS).where(
    ROWS.c.person_id == sa.bindparam("person"),
    ROWS.c.seen < sa.bindparam("since", type_=MOMENT),
)
WHO = sa.select(Person.id, Person.password_hash).where(
    Person.email == sa.bindparam("email"), Person.active
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Browser:
    """Where a request to sign in comes from."""

    name: str  # what it says of itself
    address: str  # of the network it is in
    token: str  # of its session so far, which a new one replaces
    device: str  # the name we gave it, empty at first
    known_people: tuple[int, ...]  # who has signed in with it: their tries are counted apart


def sign_in(
    email: str,
    password: str,
    *,
    browser: Browser,
    now: datetime,
) -> tuple[str, int]:
    """Check the password and begin a sign-in: its token, and whose it is."""
    found = db.session.execute(WHO, {"email": email}).one_or_none()
    if found and found.id in browser.known_people:
        tried = guesses.begin(guesses.own_bucket("device", browser.device, found.id), now=now)
    else:
        pair = guesses.own_bucket("pair", email, guesses.network(browser.address))
        tried = guesses.begin(pair, guesses.network_bucket(browser.address), now=now)
    if not is_password(found.password_hash if found else "", password) or found is None:
        guesses.wrong(now)
        raise WrongSignIn
    guesses.right(tried)
    token = begin(found.id, browser=browser, now=now)
    db.session.commit()
    return token, found.id


def begin(person_id: int, *, browser: Browser, now: datetime) -> str:
    """Let a browser in, as a step of another act: the token that its cookie will hold."""
    if browser.token:
        replaced = {"hash": token_hash(browser.token), "now": now}
        db.session.execute(END_TOKEN, replaced)
    db.session.execute(PRUNE, {"person": person_id, "since": now - KEPT})
    token = new_token()
    row = {
        "person_id": person_id,
        "token_hash": token_hash(token),
        "began": now,
        "seen": now,
        "browser": browser.name[:200],
    }
    db.session.execute(ADD, [row])
    record_as(person_id, "signed_in", now=now)
    return token


def record_as(person_id: int, act: str, *, now: datetime) -> None:
    """Record what someone did before anyone was signed in to have done it."""
    entry = {
        "at": now,
        "person_id": person_id,
        "act": act,
        "subject": "person",
        "subject_id": person_id,
        "facts": {},
    }
    db.session.execute(ADD_ENTRY, [entry])


def sign_out(row: SignIn, person: Person, *, now: datetime) -> None:
    """End one sign-in of a person; its cookie is worth nothing from here on."""
    if row.ended is None:
        row.ended = now
        record("signed_out", person)
    db.session.commit()


def end_all(person_id: int, *, now: datetime, but: int = 0) -> int:
    """End every sign-in of a person except ``but``, as a step of another act; how many."""
    ended = db.session.scalars(
        sa.update(SignIn)
        .where(SignIn.person_id == person_id, SignIn.ended.is_(None), SignIn.id != but)
        .values(ended=now)
        .returning(SignIn.id)
    )
    return len(ended.all())


def end_others(row: SignIn, *, now: datetime) -> None:
    """End every other sign-in of the person who asks."""
    if end_all(row.person_id, now=now, but=row.id):
        record("other_sign_ins_ended", row.person)
    db.session.commit()


def ask_password(row: SignIn, password: str, *, now: datetime) -> None:
    """Before something grave: is this really them? Ends the transaction before and after."""
    stored, key = row.person.password_hash, row.id
    tried = guesses.begin(guesses.own_bucket("asked again", key), now=now)
    if not is_password(stored, password):
        guesses.wrong(now)
        raise WrongPassword
    guesses.right(tried)
    db.session.commit()
