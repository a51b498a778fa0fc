"""The end of a poll: given up before it opened, or destroyed once nobody can contest it."""

from datetime import date, datetime
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from domain.assembly.keeping import KeptForCourt, check_destroyable, destruction_day
from domain.assembly.poll_life import OVER, check_unopened, move_poll
from domain.assembly.words import PollState
from web import clock, urn
from web.actions.audit import record
from web.actions.polls import locked
from web.extensions import db
from web.models.assembly import Assembly
from web.models.poll import Poll
from web.urn.words import UrnState


def give_up(poll: Poll, *, reason: str, now: datetime) -> None:
    """A poll that never opened is put away with its reason; a new one can be prepared.

    Its urn, if it has one, is empty: nobody keeps a roll of a vote that never was.
    """
    row = locked(poll.id)
    check_unopened(row.state)
    row.state, row.destroyed = move_poll(row.state, PollState.DESTROYED), now
    if row.definition is not None:
        urn.give_up(row.uid)
    record("poll_given_up", row, reason=reason)
    db.session.commit()


def keep(poll: Poll, *, reason: str) -> None:
    """Keep the urn longer, because the decision is contested; an empty reason takes it back."""
    row = locked(poll.id)
    row.kept_for = reason
    record("poll_kept" if reason else "poll_not_kept", row, reason=reason)
    db.session.commit()


def destroy(poll: Poll, *, now: datetime) -> None:
    """Destroy the sealed ballots after the legal term; what was published stays."""
    row = locked(poll.id)
    ended = row.assembly.ended
    row.destroy_on = check_destroyable(ended and clock.day_of(ended), clock.day_of(now))
    if row.kept_for:
        raise KeptForCourt(row.kept_for)
    row.state, row.destroyed = move_poll(row.state, PollState.DESTROYED), now
    if urn.state_of(row.uid) is not UrnState.DESTROYED:  # else an earlier try failed here
        urn.destroy(row.uid)
    record("poll_destroyed", row, destroy_on=row.destroy_on)
    db.session.commit()


def set_days(today: date) -> int:
    """Fix the day of destruction of polls whose assembly has ended; destroy those that are due."""
    query = (
        sa.select(Poll)
        .join(Poll.assembly)
        .where(Poll.state.in_(OVER), Assembly.ended.is_not(None))
        .options(contains_eager(Poll.assembly))
        .order_by(Poll.id)
    )
    done = 0
    for poll in db.session.scalars(query).all():
        ended = cast("datetime", poll.assembly.ended)
        poll.destroy_on = destruction_day(clock.day_of(ended))
        db.session.commit()
        if poll.destroy_on <= today and not poll.kept_for:
            destroy(poll, now=clock.now())
            done += 1
    return done
