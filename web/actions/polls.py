"""The life of a poll until its end, as the office leads it; the urn decides what may be cast."""

import secrets
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from domain.assembly.announced import check_moved, check_not_cut_short, whole_seconds
from domain.assembly.freezing import EndPassed, check_times
from domain.assembly.incidents import IncidentKind
from domain.assembly.poll_life import NotOver, NotYet, check_draft, check_rehearsed, move_poll
from domain.assembly.turnout import REFRESHED, in_tens, is_due
from domain.assembly.words import PollState
from web import clock, urn
from web.actions.audit import record
from web.actions.incidents import note
from web.actions.locks import alone
from web.actions.poll_refusals import note_refusals
from web.extensions import db
from web.models.assembly import Assembly
from web.models.poll import Poll
from web.queries.convocation import announced
from web.queries.defining import make
from web.queries.polls import lacking, pairs_rehearsed
from web.queries.roll import rights_for_urn
from web.queue import enqueue
from web.urn.words import UrnState


def locked(poll_id: int) -> Poll:
    """The poll as it is now, with its assembly; others who act on it wait."""
    query = sa.select(Poll).where(Poll.id == poll_id).options(joinedload(Poll.assembly))
    row: Poll = db.session.scalars(alone(query, Poll)).one()
    return row


def create(assembly: Assembly, *, opens_at: datetime, closes_at: datetime) -> Poll:
    """Begin to prepare a poll on what the agenda puts to the vote."""
    check_times(opens_at, closes_at, assembly.starts, before=assembly.votes_before)
    check_not_cut_short(announced(assembly.id), whole_seconds(opens_at, closes_at))
    poll = Poll(uid=secrets.token_hex(16), assembly_id=assembly.id)
    set_times(poll, opens_at, closes_at)
    db.session.add(poll)
    db.session.flush()
    record("poll_prepared", poll, opens_at=poll.opens_at, closes_at=poll.closes_at)
    db.session.commit()
    return poll


def reschedule(poll: Poll, *, opens_at: datetime, closes_at: datetime) -> None:
    """Choose other moments, as long as nothing is frozen nor announced in a convocation."""
    row = locked(poll.id)
    check_draft(row.state)
    check_times(opens_at, closes_at, row.assembly.starts, before=row.assembly.votes_before)
    kept, wanted = whole_seconds(row.opens_at, row.closes_at), whole_seconds(opens_at, closes_at)
    check_moved(announced(row.assembly_id), kept, wanted)
    set_times(row, opens_at, closes_at)
    record("poll_prepared", row, opens_at=row.opens_at, closes_at=row.closes_at)
    db.session.commit()


def set_times(poll: Poll, opens_at: datetime, closes_at: datetime) -> None:
    """Whole seconds: the definition counts in them."""
    kept = whole_seconds(opens_at, closes_at)
    poll.opens_at, poll.closes_at = kept.opens_at, kept.closes_at


def freeze(poll: Poll, *, now: datetime) -> None:
    """Fix the questions, the candidates, the keys and the roll: from here on, a hash guards them.

    The urn is filled first. If writing here fails, the next try takes another name for it.
    """
    row = locked(poll.id)
    state = move_poll(row.state, PollState.FROZEN)
    for refusal in lacking(row, row.assembly, now):
        raise refusal
    rights = rights_for_urn(row.assembly_id)
    row.uid = secrets.token_hex(16)
    made = make(row, row.assembly, len(rights))
    row.definition, row.standing = made.definition.canonical(), made.standing
    row.definition_sha256 = made.definition.sha256
    row.state, row.frozen = state, now
    urn.put_poll(
        row.uid,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        definition_sha256=row.definition_sha256,
        public_key=made.definition.public_key,
        rights=rights,
    )
    record("poll_frozen", row, definition=row.definition_sha256)
    enqueue("open_poll", row.opens_at, poll_id=row.id)
    db.session.commit()


def rehearsed(poll: Poll) -> None:
    """Two pairs of trustees opened test ballots: a step inside the recording, without commit."""
    check_rehearsed(pairs_rehearsed(poll.id))
    poll.state = move_poll(poll.state, PollState.REHEARSED)
    if urn.state_of(poll.uid) is not UrnState.REHEARSED:
        urn.set_rehearsed(poll.uid)
    record("poll_rehearsed", poll)


def open_poll(poll: Poll, *, now: datetime) -> None:
    """Let people vote: never without rehearsal, not before the announced moment."""
    row = locked(poll.id)
    check_rehearsed(pairs_rehearsed(row.id))
    state = move_poll(row.state, PollState.OPEN)
    if now < row.opens_at:
        raise NotYet(row.opens_at)
    if now >= row.closes_at:
        raise EndPassed
    if urn.state_of(row.uid) is not UrnState.OPEN:  # else an earlier try failed here
        urn.open_poll(row.uid)
    row.state, row.turnout, row.turnout_at = state, 0, now
    record("poll_opened", row)
    enqueue("close_poll", row.closes_at, poll_id=row.id)
    enqueue("count_turnout", now + REFRESHED, poll_id=row.id)
    db.session.commit()


def close_poll(poll: Poll, *, now: datetime) -> None:
    """Count marks and envelopes at the end: if they differ, no result will ever be shown."""
    row = locked(poll.id)
    if now < row.closes_at:
        raise NotOver(row.closes_at)
    state = move_poll(row.state, PollState.CLOSED)
    found = urn.close(row.uid, clock.now)
    if not found.agrees:
        state = move_poll(row.state, PollState.INCIDENT)
        numbers = f"{found.cast} ≠ {found.sealed}"
        note(row.assembly_id, IncidentKind.COUNT_DIFFERS, numbers, now=now)
    row.state, row.cast, row.closed = state, found.cast, now
    note_refusals(row, now=now)
    record("poll_closed", row, cast=found.cast, sealed=found.sealed)
    db.session.commit()


def refresh_turnout(poll: Poll, *, now: datetime) -> None:
    """Read the turnout again, if the last figure has stood for a quarter of an hour."""
    row = locked(poll.id)
    if row.state is PollState.OPEN and now < row.closes_at and is_due(row.turnout_at, now):
        row.turnout, row.turnout_at = in_tens(urn.turnout(row.uid)), now
        enqueue("count_turnout", now + REFRESHED, poll_id=row.id)
    db.session.commit()


def keep_time(poll: Poll) -> None:
    """Open or close a poll whose moment has come, where no worker did; called by its pages.

    A page only reads: what it read so far is let go, and writing comes first in what follows, so
    that on SQLite it waits for its turn.
    """
    now = clock.now()
    ends = poll.state is PollState.OPEN and now >= poll.closes_at
    begins = poll.state is PollState.REHEARSED and poll.opens_at <= now < poll.closes_at
    if not (ends or begins):
        return
    poll_id = poll.id
    db.session.commit()
    db.session.execute(sa.update(Poll).where(Poll.id == poll_id).values(turnout=Poll.turnout))
    row = locked(poll_id)
    if ends and row.state is PollState.OPEN and now >= row.closes_at:
        close_poll(row, now=now)
    elif begins and row.state is PollState.REHEARSED:
        open_poll(row, now=now)
    db.session.commit()
