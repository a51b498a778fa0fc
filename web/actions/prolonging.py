"""More time for an open poll: one person asks with a reason, another one confirms."""

from datetime import datetime

from domain.assembly.incidents import IncidentKind
from domain.assembly.prolonging import (
    NothingAsked,
    check_later,
    check_open_still,
    check_second_person,
)
from web import clock, urn
from web.actions.audit import actor_id, record
from web.actions.incidents import note
from web.actions.polls import locked
from web.extensions import db
from web.i18n import moment_text
from web.models.poll import Poll, Prolongation
from web.queries.polls import asked_for
from web.queue import enqueue


def ask(poll: Poll, *, closes_at: datetime, reason: str, now: datetime) -> None:
    """Ask for a later end; a new request takes the place of one that nobody confirmed."""
    row = locked(poll.id)
    check_open_still(row.state, row.closes_at, now)
    check_later(row.closes_at, closes_at)
    waiting = asked_for(row.id)
    if waiting is not None:
        db.session.delete(waiting)
    db.session.add(
        Prolongation(
            poll_id=row.id,
            before=row.closes_at,
            closes_at=closes_at.replace(second=0, microsecond=0),
            reason=reason,
            asked=now,
            asked_by_id=actor_id(),
        )
    )
    record("poll_prolonging_asked", row, closes_at=closes_at, reason=reason)
    db.session.commit()


def confirm(poll: Poll, *, now: datetime) -> None:
    """The second person agrees: the urn stays open, the log of incidents says why."""
    row = locked(poll.id)
    check_open_still(row.state, row.closes_at, now)
    waiting = asked_for(row.id)
    if waiting is None:
        raise NothingAsked
    check_second_person(waiting.asked_by_id, actor_id())
    check_later(row.closes_at, waiting.closes_at)
    waiting.confirmed, waiting.confirmed_by_id = now, actor_id()
    urn.prolong(row.uid, waiting.closes_at, clock.now)
    text = f"{moment_text(row.closes_at)} → {moment_text(waiting.closes_at)}. {waiting.reason}"
    note(row.assembly_id, IncidentKind.PROLONGED, text, now=now)
    row.closes_at = waiting.closes_at
    enqueue("close_poll", row.closes_at, poll_id=row.id)
    record("poll_prolonged", row, closes_at=row.closes_at)
    db.session.commit()
