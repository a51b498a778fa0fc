"""Assemblies and polls for tests, at any point of their life; the roll is written directly."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from nacl.public import PrivateKey
from nacl.signing import SigningKey

from domain.assembly.words import AssemblyKind, AssemblyState, CandidacyState
from domain.roles import Role
from domain.shares.words import Category
from domain.voting.envelope import SEALED_SIZE
from tests.web.make import person, save
from web import clock, urn
from web.actions import polls
from web.demo.people import (
    ADVISER,
    FINANCE,
    MEMBER,
    OTHER_ADVISER,
    OTHER_MEMBER,
    STRANGER,
    WORKER,
)
from web.extensions import db
from web.models.assembly import AgendaItem, Assembly, Candidacy
from web.models.person import PersonRole
from web.models.poll import Poll, Rehearsal
from web.models.roll import RollLine
from web.models.share import Shareholder

VOTERS = (MEMBER, OTHER_MEMBER, WORKER, STRANGER, ADVISER, FINANCE)  # the roll, unless told
CANDIDATES = (STRANGER, ADVISER, FINANCE)
OBJECTIVES = ("Pay", "Training", "Housing", "Culture", "Climate", "Tools", "Solidarity")


def words(text: str) -> dict[str, str]:
    """A text in three languages."""
    return {"fr": f"{text} (fr)", "nl": f"{text} (nl)", "en": text}


def resolution(title: str = "Accounts of 2026", majority: str = "simple") -> tuple[str, dict]:
    return title, {"kind": "resolution", "method": "majority", "majority": majority}


def election(method: str = "approval", **more: Any) -> tuple[str, dict]:
    ballot = {"kind": "election", "method": method, "seats": 2, "tie": "lot", **more}
    if method == "approval":
        ballot["at_most"] = 2
    return f"Election ({method})", ballot


def preference(method: str = "schulze", **more: Any) -> tuple[str, dict]:
    options = [words(text) for text in OBJECTIVES]
    ballot = {"kind": "preference", "method": method, "options": options, **more}
    return f"Objectives ({method})", ballot


EVERY_KIND = (
    resolution(),
    resolution("Statutes", "three_quarters"),
    ("Confidence in the board", {"kind": "confidence", "method": "majority", "majority": "simple"}),
    ("Discharge", {"kind": "discharge", "method": "majority", "majority": "simple"}),
    election(),
    election("each"),
    election("stv", board="inclusion"),
    preference(),
    preference("borda"),
    preference("points", at_most=5),
)


def a_shareholder_of(email: str, number: int) -> Shareholder:
    """A person of the cast in the register, and what it lets them do."""
    who = person(email)
    known = db.session.scalar(sa.select(Shareholder).where(Shareholder.person_id == who.id))
    if known is not None:
        return known
    db.session.merge(PersonRole(person_id=who.id, role=Role.SHAREHOLDER))
    return save(Shareholder(number=number, person_id=who.id, name=who.name, created=clock.now()))


def an_assembly(
    questions: Sequence[tuple[str, dict]] = EVERY_KIND, voters: Sequence[str] = VOTERS
) -> Assembly:
    """Convened for an hour ago, its roll frozen, its candidates accepted."""
    now = clock.now().replace(microsecond=0)
    begins, today = now - timedelta(hours=1), clock.today()
    assembly = save(
        Assembly(
            kind=AssemblyKind.ORDINARY,
            state=AssemblyState.SITTING,
            titles=words("General assembly 2027"),
            starts=begins,
            place="Brussels",
            record_day=today - timedelta(days=40),
            objections_until=today - timedelta(days=10),
            questions_until=begins,
            candidates_until=begins - timedelta(days=30),
            proxies_until=begins - timedelta(days=3),
            convened=begins - timedelta(days=20),
            began=begins,
        )
    )
    holders = [a_shareholder_of(email, number) for number, email in enumerate(voters, 101)]
    put_on_roll(assembly, holders)
    standing = [a_shareholder_of(email, number) for number, email in enumerate(CANDIDATES, 201)]
    for place, (title, ballot) in enumerate(questions, 1):
        an_item(assembly, place, title, ballot, standing)
    return assembly


def put_on_roll(assembly: Assembly, holders: Sequence[Shareholder]) -> None:
    """One vote for each, and the roll frozen with its hash."""
    for holder in holders:
        line = RollLine(
            assembly_id=assembly.id,
            shareholder_id=holder.id,
            person_id=holder.person_id,
            voter=secrets.token_hex(16),
            category=Category.A,
            shares=1,
        )
        db.session.add(line)
    names = ",".join(str(holder.number) for holder in holders)
    assembly.roll_sha256 = hashlib.sha256(names.encode()).hexdigest()
    assembly.roll_frozen = clock.now()
    db.session.commit()


def an_item(
    assembly: Assembly, place: int, title: str, ballot: dict, standing: Sequence[Shareholder]
) -> AgendaItem:
    """A point of the agenda; an election has these candidates, accepted."""
    item = save(
        AgendaItem(
            assembly_id=assembly.id,
            position=place,
            number=f"{place}",
            titles=words(title),
            texts=words(f"What is proposed: {title}"),
            ballot=ballot,
        )
    )
    if ballot.get("kind") == "election":
        for holder in standing:
            save(
                Candidacy(
                    item_id=item.id,
                    shareholder_id=holder.id,
                    state=CandidacyState.ACCEPTED,
                    statements=words("I stand"),
                )
            )
    return item


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of a poll, whole: tests need no ceremony."""

    private: PrivateKey
    signing: tuple[SigningKey, SigningKey, SigningKey]

    @property
    def published(self) -> dict[str, Any]:
        """The content of keys.json."""
        trustees = [
            {"name": f"Trustee {place}", "verify_key": bytes(key.verify_key).hex()}
            for place, key in enumerate(self.signing, 1)
        ]
        return {
            "public_key": bytes(self.private.public_key).hex(),
            "threshold": 2,
            "trustees": trustees,
        }


KEYS = Keys(
    PrivateKey(hashlib.sha256(b"urn").digest()),
    tuple(SigningKey(hashlib.sha256(bytes([place])).digest()) for place in range(3)),  # type: ignore[arg-type]
)


def a_poll(
    assembly: Assembly | None = None, *, hours: float = 2, keys: Keys = KEYS, **given: Any
) -> Poll:
    """A poll being prepared: it opens now and closes in some hours; its keys are published."""
    now = clock.now()
    assembly = assembly or an_assembly(**given)
    poll = polls.create(assembly, opens_at=now, closes_at=now + timedelta(hours=hours))
    poll.keys, poll.lot = keys.published, "Lottery of the day after"
    db.session.commit()
    return poll


def a_frozen_poll(assembly: Assembly | None = None, **given: Any) -> Poll:
    """Its questions are fixed and its urn is filled."""
    poll = a_poll(assembly, **given)
    polls.freeze(poll, now=clock.now())
    return poll


def rehearse(poll: Poll) -> None:
    """Two pairs opened test ballots, without the ceremony."""
    for pair in ("0-1", "1-2"):
        db.session.add(Rehearsal(poll_id=poll.id, pair=pair, proof=b"{}", recorded=clock.now()))
    db.session.flush()
    polls.rehearsed(poll)
    db.session.commit()


def an_open_poll(assembly: Assembly | None = None, **given: Any) -> Poll:
    """Rehearsed and open: people can vote until it closes in some hours."""
    poll = a_frozen_poll(assembly, **given)
    rehearse(poll)
    polls.open_poll(poll, now=clock.now())
    return poll


def a_closed_poll(poll: Poll) -> Poll:
    """Its end has come."""
    with clock.moved_to(poll.closes_at + timedelta(seconds=1)):
        polls.close_poll(poll, now=clock.now())
    return poll


def a_scrutineer(email: str = OTHER_ADVISER) -> str:
    """Somebody of the cast leads polls from now on, and reads English."""
    db.session.merge(PersonRole(person_id=person(email).id, role=Role.SCRUTINEER))
    return in_english(email)


def in_english(email: str) -> str:
    """Somebody of the cast reads English: tests compare with the sentences of the code."""
    person(email).language = "en"
    db.session.commit()
    return email


def cast_one(poll: Poll, email: str, box: bytes | None = None) -> bytes:
    """Somebody casts their own vote: a sealed box of noise, unless the test has one."""
    line = db.session.scalars(
        sa.select(RollLine).where(
            RollLine.assembly_id == poll.assembly_id, RollLine.person_id == person(email).id
        )
    ).one()
    box = box or secrets.token_bytes(SEALED_SIZE)
    urn.cast(poll.uid, voter=line.voter, grantor=line.voter, box=box, now=clock.now)
    return box
