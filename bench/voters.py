"""An open poll of fifteen questions, and as many signed-in voters as wanted, for measurements."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import Flask, session
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import generate_csrf
from nacl.public import PrivateKey

from domain.assembly.words import AssemblyKind, AssemblyState, PollState
from domain.roles import Role
from domain.shares.words import Category
from domain.voting.definition import Definition, Option, Question, Trustee
from domain.voting.words import Kind, Majority, Method, Tie
from web import clock, urn
from web.blueprints.votes.paper import KEY
from web.extensions import Base, db
from web.models.assembly import Assembly
from web.models.person import Person, PersonRole, SignIn
from web.models.poll import Poll
from web.models.roll import RollLine
from web.models.share import Shareholder
from web.passwords import hash_password
from web.tokens import token_hash

PASSWORD = "a password that all of them have"
RESOLUTIONS, CANDIDATES, SEATS, OBJECTIVES = 13, 9, 4, 7
PART = 5_000  # rows written together
ANSWERS = {
    **{f"q{place}": "yna"[place % 3] for place in range(1, RESOLUTIONS + 1)},
    f"q{RESOLUTIONS + 1}": [str(one) for one in range(1, SEATS + 1)],
    **{f"q{RESOLUTIONS + 2}-{one}": str(one) for one in range(1, OBJECTIVES + 1)},
}


@dataclass(frozen=True, slots=True)
class OpenPoll:
    """What a voter's browser needs to know of it."""

    id: int
    uid: str
    definition: Definition
    path: str  # with a place for the voter's own number


@dataclass(frozen=True, slots=True)
class Voter:
    """One signed-in voter, who has just typed the password again."""

    number: int  # of the person and of the shareholder
    token: str
    email: str


def words(text: str) -> dict[str, str]:
    """The same in every language: length is what matters here."""
    return dict.fromkeys(("fr", "nl", "en"), text)


def options(many: int, text: str) -> tuple[Option, ...]:
    """Numbered from 1."""
    return tuple(Option(str(one), words(f"{text} {one}")) for one in range(1, many + 1))


def questions() -> Iterator[Question]:
    """Thirteen resolutions, an election of four among nine, a ranking of seven."""
    for place in range(1, RESOLUTIONS + 1):
        yield Question(
            id=f"q{place}", number=f"{place}", title=words(f"Approve what point {place} proposes"),
            kind=Kind.RESOLUTION, method=Method.MAJORITY, majority=Majority.SIMPLE,
        )  # fmt: skip
    yield Question(
        id=f"q{RESOLUTIONS + 1}", number="14", title=words("Elect four directors"),
        kind=Kind.ELECTION, method=Method.APPROVAL, options=options(CANDIDATES, "Candidate"),
        seats=SEATS, at_most=SEATS, tie=Tie.LOT,
    )  # fmt: skip
    yield Question(
        id=f"q{RESOLUTIONS + 2}", number="15", title=words("Rank the strategic objectives"),
        kind=Kind.PREFERENCE, method=Method.SCHULZE, options=options(OBJECTIVES, "Objective"),
    )  # fmt: skip


def definition(many: int, now: datetime, opens_at: datetime, closes_at: datetime) -> Definition:
    """The frozen poll, sealed to a key that nobody keeps."""
    return Definition(
        poll=secrets.token_hex(16), day=f"{clock.day_of(now)}", title=words("General assembly"),
        opens_at=int(opens_at.timestamp()), closes_at=int(closes_at.timestamp()),
        public_key=bytes(PrivateKey.generate().public_key).hex(),
        trustees=tuple(Trustee(f"Trustee {one}", secrets.token_hex(32)) for one in range(3)),
        roll_count=many, roll_sha256=secrets.token_hex(32), questions=tuple(questions()),
    )  # fmt: skip


def insert(model: type[Base], rows: list[dict[str, Any]]) -> None:
    """Write many rows, some thousands at a time."""
    for start in range(0, len(rows), PART):
        db.session.execute(sa.insert(model), rows[start : start + PART])


def an_open_poll(many: int, hours: float = 8) -> tuple[OpenPoll, list[Voter]]:
    """Voters 1 to ``many``, each on the roll with a vote of their own, in an empty database."""
    now = clock.now()
    voters = [
        Voter(number, secrets.token_urlsafe(32), f"voter{number}@bench.example")
        for number in range(1, many + 1)
    ]
    opens_at, closes_at = now - timedelta(minutes=1), now + timedelta(hours=hours)
    asked = definition(many, now, opens_at, closes_at)
    poll_id = write_poll(asked, now, opens_at, closes_at)
    names = write_people(voters, now)
    urn.put_poll(
        asked.poll,
        opens_at=opens_at,
        closes_at=closes_at,
        definition_sha256=asked.sha256,
        public_key=asked.public_key,
        rights=[urn.Right(name, name, urn.RightKind.OWN) for name in names],
    )
    urn.set_rehearsed(asked.poll)
    urn.open_poll(asked.poll)
    db.session.commit()
    db.session.remove()
    return OpenPoll(poll_id, asked.poll, asked, f"/vote/{poll_id}/{{}}"), voters


def write_poll(asked: Definition, now: datetime, opens_at: datetime, closes_at: datetime) -> int:
    """Its assembly, sitting, and the poll, open."""
    assembly = Assembly(
        kind=AssemblyKind.ORDINARY, state=AssemblyState.SITTING, titles=words("General assembly"),
        starts=now, place="Brussels", record_day=clock.day_of(now), convened=now,
        objections_until=clock.day_of(now), questions_until=now, proxies_until=now,
    )  # fmt: skip
    db.session.add(assembly)
    db.session.flush()
    poll = Poll(
        uid=asked.poll, assembly_id=assembly.id, state=PollState.OPEN,
        opens_at=opens_at, closes_at=closes_at, definition=asked.canonical(),
        definition_sha256=asked.sha256, frozen=now,
    )  # fmt: skip
    db.session.add(poll)
    db.session.flush()
    return poll.id


def write_people(voters: list[Voter], now: datetime) -> list[str]:
    """People, shareholders, sign-ins and the roll; the names of the voters in the urn."""
    secret = hash_password(PASSWORD)
    names = [secrets.token_hex(16) for _voter in voters]
    insert(
        Person,
        [
            {
                "id": one.number, "uid": f"{one.number:032x}", "email": one.email,
                "password_hash": secret, "given_name": "Voter", "family_name": f"{one.number}",
                "language": "en", "created": now,
            }
            for one in voters
        ],
    )  # fmt: skip
    insert(PersonRole, [{"person_id": one.number, "role": Role.SHAREHOLDER} for one in voters])
    insert(
        Shareholder,
        [
            {
                "id": one.number, "number": one.number, "person_id": one.number,
                "name": f"Voter {one.number}", "uid": f"{one.number:032x}", "created": now,
            }
            for one in voters
        ],
    )  # fmt: skip
    insert(
        SignIn,
        [
            {
                "person_id": one.number, "token_hash": token_hash(one.token),
                "began": now, "seen": now,
            }
            for one in voters
        ],
    )  # fmt: skip
    insert(
        RollLine,
        [
            {
                "assembly_id": 1, "shareholder_id": one.number, "person_id": one.number,
                "voter": name, "category": Category.A, "shares": 1,
            }
            for one, name in zip(voters, names, strict=True)
        ],
    )  # fmt: skip
    return names


def cookies(app: Flask, voters: list[Voter]) -> Iterator[tuple[str, str]]:
    """The session cookie of each voter, and the token that their forms carry."""
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    if signer is None:
        raise RuntimeError("the application has no key")
    with app.test_request_context():
        now = int(clock.now().timestamp())
        form_token = generate_csrf()
        kept = session["csrf_token"]
    name = app.config["SESSION_COOKIE_NAME"]
    for one in voters:
        signed = signer.dumps({"_user_id": one.token, KEY: now, "csrf_token": kept})
        yield f"{name}={signed}", form_token
