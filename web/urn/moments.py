"""The clock of the urn: how refusals tell a moment, and that it never goes back."""

from datetime import UTC, datetime

from domain.voting.casting import ClockWentBack
from web.clock import BRUSSELS
from web.urn.storage import Transaction

MINUTE = 60
BACKWARDS = 2  # seconds that a clock may be set back


def told(seconds: float) -> str:
    """A moment of the server's clock, to the second, as refusals tell it."""
    return f"{datetime.fromtimestamp(seconds, UTC).astimezone(BRUSSELS):%d/%m/%Y %H:%M:%S}"


class ClockGuard:
    """Refuses a clock that went back: to the second in this process, to the minute in the urn."""

    def __init__(self) -> None:
        self.latest: dict[bytes, float] = {}  # the last moment seen here, per poll

    def check(self, urn: Transaction, key: bytes, moment: float) -> None:
        """Compare, then remember; the urn keeps whole minutes only, which tell nobody's order."""
        seen = urn.run("SELECT minute FROM seen WHERE poll = ?", (key,)).fetchone()[0]
        if moment < max(seen, self.latest.get(key, 0)) - BACKWARDS:
            raise ClockWentBack
        self.latest[key] = max(moment, self.latest.get(key, 0))
        minute = int(moment) // MINUTE * MINUTE
        if minute > seen:
            urn.run(
                "UPDATE seen SET minute = ? WHERE poll = ? AND minute < ?", (minute, key, minute)
            )
