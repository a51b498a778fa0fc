"""The turnout of an open poll is read four times an hour."""

from web import clock
from web.actions import polls
from web.extensions import db
from web.models.poll import Poll


def run(poll_id: int) -> None:
    """Read it and come back in a quarter of an hour; run too early, it changes nothing."""
    polls.refresh_turnout(db.session.get_one(Poll, poll_id), now=clock.now())
