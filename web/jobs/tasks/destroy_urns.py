"""Sealed ballots are destroyed once nobody can contest the decisions any more."""

from web import clock
from web.actions import poll_ending


def run() -> None:
    """Destroy those that are due; running again finds nothing more."""
    poll_ending.set_days(clock.today())
