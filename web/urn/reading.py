"""What the urn tells: whose votes were cast, how many, and sealed ballots at the end."""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from domain.assembly.turnout import in_tens
from domain.voting.casting import BallotsDiffer, NoSuchUrn, WrongUrnState
from web.urn.storage import Storage, Transaction
from web.urn.words import BEFORE_END, PollInUrn, RightKind, RightState, UrnState

READ = "SELECT state, opens_at, closes_at, grace FROM poll WHERE id = ?"
MARKED = 'SELECT count(*) FROM roll WHERE poll = ? AND "cast" = 1'
SEALED = "SELECT count(*) FROM sealed WHERE poll = ?"


class UrnReader:
    """The urns of all polls, as they may be read; before the end, nobody reads a ballot."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage

    def state_of(self, poll: str) -> UrnState:
        """How far the urn of this poll is."""
        with self.storage.reading() as urn:
            return UrnState(read_poll(urn, bytes.fromhex(poll))[0])

    def rights_of(self, poll: str, voter: str) -> list[RightState]:
        """The votes that somebody may cast: their own, and those entrusted to them."""
        values = (bytes.fromhex(poll), bytes.fromhex(voter), bytes.fromhex(voter))
        with self.storage.reading() as urn:
            rows = urn.run(
                'SELECT grantor, right_kind, "cast" FROM roll'
                " WHERE poll = ? AND (voter = ? OR grantor = ?) ORDER BY right_kind, grantor",
                values,
            ).fetchall()
        return [
            RightState(
                bytes(grantor).hex(),
                RightKind.OWN if bytes(grantor).hex() == voter else RightKind(kind),
                bool(is_cast),
            )
            for grantor, kind, is_cast in rows
        ]

    def was_cast(self, poll: str, grantor: str) -> bool:
        """Was this vote cast, by whoever could?"""
        values = (bytes.fromhex(poll), bytes.fromhex(grantor))
        with self.storage.reading() as urn:
            row = urn.run(
                'SELECT "cast" FROM roll WHERE poll = ? AND grantor = ?', values
            ).fetchone()
        return bool(row and row[0])

    def cast_among(self, votes: Collection[tuple[str, str]]) -> frozenset[tuple[str, str]]:
        """Which of these votes were cast, all in one reading.

        votes: poll and grantor of each
        """
        if not votes:
            return frozenset()
        values = [bytes.fromhex(part) for vote in votes for part in vote]
        places = ",".join(["(?, ?)"] * len(votes))
        query = 'SELECT poll, grantor FROM roll WHERE "cast" = 1 AND (poll, grantor) IN (VALUES '
        with self.storage.reading() as urn:
            rows = urn.run(f"{query}{places})", values).fetchall()
        return frozenset((bytes(poll).hex(), bytes(grantor).hex()) for poll, grantor in rows)

    def marks(self, poll: str) -> frozenset[str]:
        """The votes that were cast: the list that shareholders may look through at the seat."""
        with self.storage.reading() as urn:
            rows = urn.run(
                'SELECT grantor FROM roll WHERE poll = ? AND "cast" = 1', (bytes.fromhex(poll),)
            ).fetchall()
        return frozenset(bytes(grantor).hex() for (grantor,) in rows)

    def turnout(self, poll: str) -> int:
        """How many marks there are; nobody shows it but in tens while the poll is open."""
        with self.storage.reading() as urn:
            return count(urn, MARKED, bytes.fromhex(poll))

    def export(self, poll: str) -> list[bytes]:
        """The sealed ballots of a closed urn, in an order that says nothing."""
        key = bytes.fromhex(poll)
        with self.storage.reading() as urn:
            state = read_poll(urn, key)[0]
            if state not in (UrnState.CLOSED, UrnState.TALLIED):
                raise WrongUrnState(state)
            rows = urn.run("SELECT box FROM sealed WHERE poll = ? ORDER BY box", (key,)).fetchall()
            if len(rows) != (marked := count(urn, MARKED, key)):
                raise BallotsDiffer(marked, len(rows))
        return [bytes(box) for (box,) in rows]

    def polls(self) -> list[PollInUrn]:
        """Every poll, the first to open first: counts, and turnout in tens while it is open."""
        query = "SELECT id, state, opens_at, closes_at FROM poll ORDER BY opens_at, id"
        with self.storage.reading() as urn:
            return [self._poll(urn, *row) for row in urn.run(query).fetchall()]

    @staticmethod
    def _poll(urn: Transaction, key: Any, state: str, opens_at: int, closes_at: int) -> PollInUrn:
        cast, hidden = count(urn, MARKED, key), state in BEFORE_END
        return PollInUrn(
            poll=bytes(key).hex(),
            state=UrnState(state),
            opens_at=datetime.fromtimestamp(opens_at, UTC),
            closes_at=datetime.fromtimestamp(closes_at, UTC),
            rights=count(urn, "SELECT count(*) FROM roll WHERE poll = ?", key),
            cast=in_tens(cast) if hidden else cast,
            sealed=None if hidden else count(urn, SEALED, key),
        )


def read_poll(urn: Transaction, key: bytes, lock: str = "") -> Any:
    """State, opening, end and grace of a poll, under a lock until the transaction ends."""
    row = urn.run(READ + lock, (key,)).fetchone()
    if row is None:
        raise NoSuchUrn
    return row


def count(urn: Transaction, statement: str, key: bytes) -> int:
    """One number of one poll."""
    return int(urn.run(statement, (key,)).fetchone()[0])
