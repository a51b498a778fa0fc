"""Proxies: offered by who has the vote, accepted by who will cast it, taken back until it is cast.

The urn has its own copy of who holds what, made when a poll is frozen, and there the grantor may
always cast too: whoever votes first wins. A proxy taken back later stays in that copy, but nobody
is given its ballot: every vote looks here first (``web.queries.ballots``).
"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from domain.assembly.life import COMING
from domain.assembly.proxies import (
    LIVE,
    NotComing,
    NoVoteToGive,
    ProxyGiven,
    ToYourself,
    VoteCast,
    check_accepts,
    check_gives,
    check_in_time,
    move_proxy,
)
from domain.assembly.words import PollState, ProxyState
from web import clock, urn
from web.actions.assemblies import locked
from web.actions.audit import record
from web.actions.locks import alone, flush_or
from web.extensions import db
from web.models.assembly import Assembly
from web.models.poll import Poll
from web.models.roll import Proxy, RollLine
from web.models.share import Shareholder
from web.queries.roll import line_of, on_roll
from web.queue import enqueue

BEFORE = (PollState.FROZEN, PollState.REHEARSED)  # a poll that nobody votes in yet
GONE = (PollState.DRAFT, PollState.DESTROYED)  # without an urn


def offer(
    assembly: Assembly,
    grantor: Shareholder,
    *,
    number: int,
    name: str,
    instructions: str,
    now: datetime,
) -> Proxy:
    """Ask whoever has this number and this name to cast one's vote.

    It looks the same where nobody has them, so that nobody can be found out (6.3.8 of OWASP ASVS).
    """
    row = _coming(assembly.id)
    check_in_time(now, row.proxies_until, day=clock.day_of(row.proxies_until))
    mine = on_roll(row.id, grantor.id)
    if mine is None:
        raise NoVoteToGive
    check_gives(given=_count(row.id, LIVE, grantor_id=grantor.id), held=held(row.id, grantor.id))
    asked = line_of(row.id, number, name)
    if number == grantor.number or (asked and asked.person_id == mine.person_id):
        raise ToYourself
    proxy = Proxy(
        assembly_id=row.id,
        grantor_id=grantor.id,
        holder_id=asked.shareholder_id if asked else None,
        asked_number=number,
        asked_name=name,
        instructions=instructions,
        offered=now,
    )
    db.session.add(proxy)
    flush_or(ProxyGiven())
    record("proxy_offered", proxy)
    _tell(proxy, "asked", now)
    db.session.commit()
    return proxy


def _coming(assembly_id: int) -> Assembly:
    """The assembly for one act on proxies at a time: the cap is counted, then used."""
    row = locked(assembly_id)
    if row.state not in COMING:
        raise NotComing
    return row


def _count(assembly_id: int, states: frozenset[ProxyState], **whose: int) -> int:
    query = sa.select(sa.func.count()).select_from(Proxy).filter_by(**whose)
    query = query.where(Proxy.assembly_id == assembly_id, Proxy.state.in_(states))
    return db.session.scalar(query) or 0


def held(assembly_id: int, holder_id: int) -> int:
    """The proxies that somebody has accepted."""
    return _count(assembly_id, frozenset({ProxyState.ACCEPTED}), holder_id=holder_id)


def held_with(assembly_id: int, holder_id: int) -> int:
    """The same for all the votes of whoever casts this one: the cap is that of a person."""
    mine, theirs = aliased(RollLine), aliased(RollLine)
    query = (
        sa.select(sa.func.count(Proxy.id))
        .join(
            theirs,
            sa.and_(
                theirs.assembly_id == Proxy.assembly_id,
                theirs.shareholder_id == Proxy.holder_id,
            ),
        )
        .join(
            mine,
            sa.and_(
                mine.assembly_id == theirs.assembly_id,
                mine.person_id == theirs.person_id,
                mine.shareholder_id == holder_id,
            ),
        )
        .where(Proxy.assembly_id == assembly_id, Proxy.state == ProxyState.ACCEPTED)
    )
    return db.session.scalar(query) or 0


def _again(proxy: Proxy) -> Proxy:
    """The proxy as it is now that nobody else acts on it."""
    row: Proxy = db.session.scalars(alone(sa.select(Proxy).where(Proxy.id == proxy.id))).one()
    return row


def answer(proxy: Proxy, *, accepted: bool, now: datetime) -> None:
    """The holder says yes or no; only a yes must be in time and within the cap."""
    assembly = _coming(proxy.assembly_id)
    row = _again(proxy)
    if accepted:
        check_in_time(now, assembly.proxies_until, day=clock.day_of(assembly.proxies_until))
    state = move_proxy(row.state, ProxyState.ACCEPTED if accepted else ProxyState.DECLINED)
    if accepted and row.holder_id is not None:
        check_accepts(
            held=held_with(assembly.id, row.holder_id),
            gave=bool(_count(assembly.id, LIVE, grantor_id=row.holder_id)),
            day=clock.day_of(assembly.starts),
        )
    row.state = state
    row.answered = now
    record("proxy_accepted" if accepted else "proxy_declined", row)
    _tell(row, "accepted" if accepted else "declined", now)
    db.session.commit()


def revoke(proxy: Proxy, *, by_holder: bool, now: datetime) -> None:
    """Take a vote back, or give it back, until it is cast."""
    _coming(proxy.assembly_id)
    row = _again(proxy)
    state = move_proxy(row.state, ProxyState.REVOKED)
    if row.state is ProxyState.ACCEPTED:
        _check_not_cast(row)
    row.state, row.revoked = state, now
    record("proxy_handed_back" if by_holder else "proxy_revoked", row)
    _tell(row, "handed_back" if by_holder else "taken_back", now)
    db.session.commit()


def _check_not_cast(proxy: Proxy) -> None:
    """Refuse where the vote is in the urn of every poll, or no poll is left to vote in."""
    query = sa.select(Poll.uid, Poll.state).where(
        Poll.assembly_id == proxy.assembly_id, Poll.state.not_in(GONE)
    )
    polls = db.session.execute(query).all()
    line = on_roll(proxy.assembly_id, proxy.grantor_id)
    if not polls or line is None:
        return
    for uid, state in polls:
        if state in BEFORE or (state is PollState.OPEN and not urn.was_cast(uid, line.voter)):
            return
    raise VoteCast


def end_those_of(assembly_id: int, shareholder_id: int, now: datetime) -> None:
    """Somebody is no longer on the roll: what they gave or hold falls; part of the caller's act."""
    query = sa.select(Proxy).where(
        Proxy.assembly_id == assembly_id,
        Proxy.state.in_(LIVE),
        sa.or_(Proxy.grantor_id == shareholder_id, Proxy.holder_id == shareholder_id),
    )
    for row in db.session.scalars(alone(query)):
        row.state, row.revoked = move_proxy(row.state, ProxyState.REVOKED), now
        record("proxy_fell", row)


def _tell(proxy: Proxy, what: str, now: datetime) -> None:
    """A letter to the other one, later: how long this takes must not tell who was found."""
    enqueue("send_proxy_letter", now, proxy_id=proxy.id, what=what)
