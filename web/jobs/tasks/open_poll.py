"""A poll opens at the announced moment, if its keys were rehearsed."""

from domain.assembly.incidents import IncidentKind
from domain.assembly.poll_life import NotRehearsed
from domain.assembly.words import PollState
from web import clock
from web.actions import polls
from web.actions.incidents import note
from web.extensions import db
from web.i18n import word
from web.models.poll import Poll


def run(poll_id: int) -> None:
    """Open it; once it is open, or given up, there is nothing to do."""
    poll, now = db.session.get_one(Poll, poll_id), clock.now()
    if poll.state not in (PollState.FROZEN, PollState.REHEARSED) or now < poll.opens_at:
        return
    try:
        polls.open_poll(poll, now=now)
    except NotRehearsed as refusal:
        db.session.rollback()
        note(poll.assembly_id, IncidentKind.NOT_OPENED, word(refusal), now=now)
        db.session.commit()
