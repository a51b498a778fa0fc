"""A poll closes at the announced moment."""

from domain.assembly.words import PollState
from web import clock
from web.actions import polls
from web.extensions import db
from web.models.poll import Poll


def run(poll_id: int) -> None:
    """Close it; it may be closed, or prolonged: then another job is waiting."""
    poll, now = db.session.get_one(Poll, poll_id), clock.now()
    if poll.state is PollState.OPEN and now >= poll.closes_at:
        polls.close_poll(poll, now=now)
