"""How much of the turnout is shown while people vote: tens, now and then, never of a group."""

from datetime import datetime, timedelta

STEP = 10
FEWEST = 20  # under it, a figure could point at somebody
REFRESHED = timedelta(minutes=15)


def in_tens(cast: int) -> int:
    """The turnout that may be shown; 0 stands for “fewer than 20”.

    cast: votes in the urn at this moment
    """
    return 0 if cast < FEWEST else cast - cast % STEP


def is_due(shown_at: datetime | None, now: datetime) -> bool:
    """May the figure be read again? A figure that moves with each vote tells when one came."""
    return shown_at is None or now - shown_at >= REFRESHED
