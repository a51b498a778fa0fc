"""Polls: what is frozen, who may vote in what, the turnout that may be shown, what is missing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from domain.assembly.freezing import Preparation, missing
from domain.assembly.words import PollState, ProxyState
from domain.errors import RuleError
from domain.voting.definition import Definition
from web import clock
from web.extensions import db
from web.models.assembly import Assembly
from web.models.person import Person
from web.models.poll import Poll, PollRefusal, Prolongation, Rehearsal
from web.models.roll import Objection, Proxy, RollLine
from web.queries.candidates import over_the_limit
from web.queries.defining import make
from web.queries.roll import rights_for_urn


@dataclass(frozen=True, slots=True)
class ToVote:
    """An open poll in which somebody has votes to cast."""

    poll_id: int
    uid: str
    assembly_id: int
    titles: dict[str, str]
    opens_at: datetime
    closes_at: datetime


@lru_cache(maxsize=32)
def read_definition(definition: bytes) -> Definition:
    """The questions in the bytes that were frozen; the same bytes are read once."""
    return Definition.from_bytes(definition)


def definition_of(poll: Poll) -> Definition:
    """The frozen questions of a poll; the same bytes are read once."""
    if poll.definition is None:
        raise LookupError("this poll is not frozen")
    return read_definition(poll.definition)


def turnout_shown(poll: Poll) -> int:
    """In tens while people vote (0: fewer than 20), exact once closed."""
    return poll.turnout if poll.cast is None else poll.cast


def _assemblies_of(person_id: int) -> sa.CompoundSelect[int]:
    """Where a person is on the roll, or holds the vote of somebody who is."""
    holder = sa.orm.aliased(RollLine)
    held = (
        sa.select(Proxy.assembly_id)
        .join(
            holder,
            sa.and_(
                holder.assembly_id == Proxy.assembly_id, holder.shareholder_id == Proxy.holder_id
            ),
        )
        .where(Proxy.state == ProxyState.ACCEPTED, holder.person_id == person_id)
    )
    return sa.select(RollLine.assembly_id).where(RollLine.person_id == person_id).union(held)


def polls_to_vote(person: Person) -> list[ToVote]:
    """The open polls in which a person has a vote: their own, a legal person's, entrusted ones."""
    now = clock.now()
    query = (
        sa.select(Poll)
        .where(
            Poll.state == PollState.OPEN,
            Poll.opens_at <= now,
            Poll.closes_at > now,
            Poll.assembly_id.in_(_assemblies_of(person.id)),
        )
        .options(joinedload(Poll.assembly))
        .order_by(Poll.closes_at)
    )
    return [
        ToVote(
            poll.id,
            poll.uid,
            poll.assembly_id,
            poll.assembly.titles,
            poll.opens_at,
            poll.closes_at,
        )
        for poll in db.session.scalars(query)
    ]


def of_assembly(assembly_id: int) -> Sequence[Poll]:
    """The polls of an assembly, the first to open first."""
    query = sa.select(Poll).where(Poll.assembly_id == assembly_id)
    return db.session.scalars(query.order_by(Poll.opens_at, Poll.id)).all()


def preparation(poll: Poll, assembly: Assembly, now: datetime) -> Preparation:
    """How far everything around the questions of a poll is."""
    waiting = sa.select(sa.func.count()).where(
        Objection.assembly_id == assembly.id, Objection.answered.is_(None)
    )
    return Preparation(
        opens_at=poll.opens_at,
        closes_at=poll.closes_at,
        starts=assembly.starts,
        votes_before=assembly.votes_before,
        convened=assembly.convened is not None,
        roll_frozen=assembly.roll_frozen is not None,
        objections_until=assembly.objections_until,
        objections_open=db.session.scalar(waiting) or 0,
        proxies_until=assembly.proxies_until,
        has_keys=bool(poll.keys),
        moment=now,
        day=clock.day_of(now),
    )


def lacking(poll: Poll, assembly: Assembly, now: datetime) -> list[RuleError]:
    """Everything that stands between a poll and its freezing."""
    found = list(missing(preparation(poll, assembly, now)))
    found += over_the_limit(assembly)
    if not found:
        try:
            make(poll, assembly, len(rights_for_urn(assembly.id)))
        except RuleError as refusal:
            found.append(refusal)
    return found


def pairs_rehearsed(poll_id: int) -> frozenset[str]:
    """Which pairs of trustees opened test ballots."""
    return frozenset(
        db.session.scalars(sa.select(Rehearsal.pair).where(Rehearsal.poll_id == poll_id))
    )


def asked_for(poll_id: int) -> Prolongation | None:
    """The prolongation that waits for a second person."""
    query = sa.select(Prolongation).where(
        Prolongation.poll_id == poll_id, Prolongation.confirmed.is_(None)
    )
    return db.session.scalar(query.order_by(Prolongation.id.desc()).limit(1))


def prolongations(poll_id: int) -> Sequence[Prolongation]:
    """Those that took effect."""
    query = sa.select(Prolongation).where(
        Prolongation.poll_id == poll_id, Prolongation.confirmed.is_not(None)
    )
    return db.session.scalars(query.order_by(Prolongation.id)).all()


def refusals(poll_id: int) -> Iterator[tuple[str, int]]:
    """How many votes were refused, by reason."""
    query = (
        sa.select(PollRefusal.kind, sa.func.sum(PollRefusal.count))
        .where(PollRefusal.poll_id == poll_id)
        .group_by(PollRefusal.kind)
        .order_by(PollRefusal.kind)
    )
    yield from ((kind, int(count)) for kind, count in db.session.execute(query))
