"""The urn: rights and marks, sealed ballots, and the one transaction that joins them."""

import os
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from domain.voting.casting import (
    AlreadyCast,
    NotYetOpen,
    NotYourVote,
    SamePaper,
    StillOpen,
    TooLate,
    WrongSize,
    WrongUrnState,
)
from domain.voting.envelope import SEALED_SIZE
from web.urn.moments import ClockGuard, told
from web.urn.reading import MARKED, READ, SEALED, UrnReader, count, read_poll
from web.urn.storage import Storage, Taken, Transaction
from web.urn.words import NEXT, UNOPENED, Closed, Right, UrnState

Clock = Callable[[], datetime]

MARK = (
    'UPDATE roll SET "cast" = 1'
    ' WHERE poll = ? AND grantor = ? AND (voter = ? OR grantor = ?) AND "cast" = 0'
)
PUT = "INSERT INTO sealed (id, poll, box) VALUES (?, ?, ?)"
ENDED = (UrnState.CLOSED, UrnState.INCIDENT)


class Urn(UrnReader):
    """The urns of all polls, in one storage."""

    def __init__(self, storage: Storage) -> None:
        super().__init__(storage)
        self.guard = ClockGuard()

    def create_tables(self) -> None:
        """Make the tables where they are missing."""
        self.storage.create()

    def put_poll(
        self,
        poll: str,
        *,
        opens_at: datetime,
        closes_at: datetime,
        definition_sha256: str,
        public_key: str,
        rights: Sequence[Right],
        grace: int = 0,
    ) -> None:
        """Take in a poll and who may vote in it: the urn's own copy of the roll.

        A draft that was put before, and not heard of again, is replaced.
        """
        key = bytes.fromhex(poll)
        facts = (
            *(key, int(opens_at.timestamp()), int(closes_at.timestamp()), grace),
            *(bytes.fromhex(definition_sha256), bytes.fromhex(public_key)),
        )
        roll = [
            (key, bytes.fromhex(one.voter), bytes.fromhex(one.grantor), one.kind.value)
            for one in rights
        ]
        with self.storage.transaction() as urn:
            _take_back_draft(urn, key)
            urn.run(
                "INSERT INTO poll (id, opens_at, closes_at, grace, state, definition_sha256,"
                " election_pubkey) VALUES (?, ?, ?, ?, 'draft', ?, ?)",
                facts,
            )
            urn.run("INSERT INTO seen (poll) VALUES (?)", (key,))
            urn.run_many(
                "INSERT INTO roll (poll, voter, grantor, right_kind) VALUES (?, ?, ?, ?)", roll
            )

    def set_rehearsed(self, poll: str) -> None:
        """Two pairs of trustees have shown that they can open it."""
        self._move(poll, UrnState.REHEARSED)

    def open_poll(self, poll: str) -> None:
        """Take ballots, from the announced opening on."""
        self._move(poll, UrnState.OPEN)

    def prolong(self, poll: str, closes_at: datetime, now: Clock) -> None:
        """A later end, while it is open and before the end that was announced."""
        key = bytes.fromhex(poll)
        with self.storage.transaction() as urn:
            state, _opens, closes, _grace = read_poll(urn, key, urn.lock_alone)
            if state != UrnState.OPEN:
                raise WrongUrnState(state)
            moment = now().timestamp()
            if moment >= closes:
                raise TooLate(told(closes), told(moment))
            self.guard.check(urn, key, moment)
            later = max(int(closes_at.timestamp()), closes)  # the same again after a failure
            urn.run("UPDATE poll SET closes_at = ? WHERE id = ?", (later, key))

    def cast(self, poll: str, *, voter: str, grantor: str, box: bytes, now: Clock) -> None:
        """Record one ballot: its mark on the roll and the sealed paper, or neither.

        voter:   who sends it; ``grantor``: whose single vote it is
        now:     asked inside the transaction, when nobody can close the poll any more
        """
        if len(box) != SEALED_SIZE:
            raise WrongSize
        key, who, whose = (bytes.fromhex(part) for part in (poll, voter, grantor))
        with self.storage.transaction() as urn:
            state, opens, closes, grace = read_poll(urn, key, urn.lock_shared)
            moment = now().timestamp()
            if state in (UrnState.DRAFT, UrnState.REHEARSED) or moment < opens:
                raise NotYetOpen(told(opens))
            if state != UrnState.OPEN or moment >= closes + grace:
                raise TooLate(told(closes), told(moment))
            self.guard.check(urn, key, moment)
            if urn.run(MARK, (key, whose, who, who)).rowcount != 1:
                raise _why_not(urn, key, who, whose)
            try:
                urn.run(PUT, (os.urandom(16), key, box))
            except Taken as error:
                raise SamePaper from error

    def close(self, poll: str, now: Clock) -> Closed:
        """Close after the announced end; marks and ballots must agree, or nothing is counted."""
        key = bytes.fromhex(poll)
        with self.storage.transaction() as urn:
            state, _opens, closes, grace = read_poll(urn, key, urn.lock_alone)
            if state not in (UrnState.OPEN, *ENDED):
                raise WrongUrnState(state)
            if state == UrnState.OPEN and now().timestamp() < closes + grace:
                raise StillOpen(told(closes + grace))
            cast, sealed = count(urn, MARKED, key), count(urn, SEALED, key)
            agrees = cast == sealed and state != UrnState.INCIDENT
            if state == UrnState.OPEN:
                _set_state(urn, key, UrnState.CLOSED if agrees else UrnState.INCIDENT)
                for statement in self.storage.rewrite:
                    urn.run(statement)
        return Closed(cast, sealed, agrees)

    def set_tallied(self, poll: str) -> None:
        """Its result is published."""
        self._move(poll, UrnState.TALLIED)

    def give_up(self, poll: str) -> None:
        """Let go of the roll of a poll that never opened; refused once anybody could have voted.

        A draft leaves nothing; after the rehearsal, a row says that there was a poll. A second
        time, after a failure, there is nothing to do.
        """
        key = bytes.fromhex(poll)
        with self.storage.transaction() as urn:
            row = urn.run(READ + urn.lock_alone, (key,)).fetchone()
            if row is None or row[0] == UrnState.DESTROYED:
                return
            if row[0] not in UNOPENED or count(urn, MARKED, key) or count(urn, SEALED, key):
                raise WrongUrnState(row[0])
            if row[0] == UrnState.DRAFT:
                _take_back_draft(urn, key)
            else:
                _set_state(urn, key, UrnState.DESTROYED)
                urn.run("DELETE FROM roll WHERE poll = ?", (key,))
        self.storage.scrub()

    def destroy(self, poll: str) -> None:
        """After the legal term: ballots and roll are gone; the row says that there was a poll."""
        key = bytes.fromhex(poll)
        with self.storage.transaction() as urn:
            state = read_poll(urn, key, urn.lock_alone)[0]
            if state in UNOPENED:  # which is given up, not destroyed
                raise WrongUrnState(state)
            _move(urn, key, UrnState.DESTROYED)
            urn.run("DELETE FROM sealed WHERE poll = ?", (key,))
            urn.run("DELETE FROM roll WHERE poll = ?", (key,))
        self.storage.scrub()

    def _move(self, poll: str, after: UrnState) -> None:
        with self.storage.transaction() as urn:
            _move(urn, bytes.fromhex(poll), after)


def _move(urn: Transaction, key: bytes, after: UrnState) -> None:
    state = UrnState(read_poll(urn, key, urn.lock_alone)[0])
    if after not in NEXT[state]:
        raise WrongUrnState(state)
    _set_state(urn, key, after)


def _set_state(urn: Transaction, key: bytes, state: UrnState) -> None:
    urn.run("UPDATE poll SET state = ? WHERE id = ?", (state.value, key))


def _take_back_draft(urn: Transaction, key: bytes) -> None:
    row = urn.run(READ + urn.lock_alone, (key,)).fetchone()
    if row is None:
        return
    if row[0] != UrnState.DRAFT:
        raise WrongUrnState(row[0])
    for statement in (
        "DELETE FROM roll WHERE poll = ?",
        "DELETE FROM seen WHERE poll = ?",
        "DELETE FROM poll WHERE id = ?",
    ):
        urn.run(statement, (key,))


def _why_not(urn: Transaction, key: bytes, who: bytes, whose: bytes) -> Exception:
    row: Any = urn.run(
        'SELECT "cast" FROM roll WHERE poll = ? AND grantor = ? AND (voter = ? OR grantor = ?)',
        (key, whose, who, who),
    ).fetchone()
    return AlreadyCast() if row is not None and row[0] else NotYourVote()
