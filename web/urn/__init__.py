"""The urn: a database of its own for ballots that this server cannot open.

Every function is the one of the same name of ``web.urn.urn.Urn``, for the urn of this application.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from threading import Lock
from typing import cast as typed

from flask import current_app

from web import clock
from web.urn.places import storage_at
from web.urn.urn import Clock, Urn
from web.urn.words import Closed, PollInUrn, Right, RightKind, RightState, UrnState

__all__ = [
    "Closed",
    "PollInUrn",
    "Right",
    "RightKind",
    "RightState",
    "Urn",
    "UrnState",
    "cast",
    "cast_among",
    "close",
    "create_tables",
    "destroy",
    "export",
    "forget",
    "give_up",
    "marks",
    "open_poll",
    "polls",
    "prolong",
    "put_poll",
    "rights_of",
    "set_rehearsed",
    "set_tallied",
    "state_of",
    "turnout",
    "was_cast",
]

KEY = "urn"
MAKING = Lock()  # one urn for all threads: they share what its clock has seen


def this_urn() -> Urn:
    """The urn of this application, with its tables; made when it is first asked for."""
    if KEY not in current_app.extensions:
        with MAKING:
            if KEY not in current_app.extensions:
                current_app.extensions[KEY] = _made()
    return typed("Urn", current_app.extensions[KEY])


def forget() -> None:
    """Let go of the urn, as when its database is replaced."""
    found = current_app.extensions.pop(KEY, None)
    if found is not None:
        found.storage.close()


def _made() -> Urn:
    made = Urn(storage_at(current_app.config["URN_URL"], current_app.config["URN_COPY"]))
    made.create_tables()
    return made


def create_tables() -> None:
    """Make the tables where they are missing."""
    this_urn()


def put_poll(
    poll: str,
    *,
    opens_at: datetime,
    closes_at: datetime,
    definition_sha256: str,
    public_key: str,
    rights: Sequence[Right],
    grace: int = 0,
) -> None:
    """Take in a poll and who may vote in it."""
    this_urn().put_poll(
        poll,
        opens_at=opens_at,
        closes_at=closes_at,
        definition_sha256=definition_sha256,
        public_key=public_key,
        rights=rights,
        grace=grace,
    )


def state_of(poll: str) -> UrnState:
    """How far it is."""
    return this_urn().state_of(poll)


def set_rehearsed(poll: str) -> None:
    """Two pairs of trustees can open it."""
    this_urn().set_rehearsed(poll)


def open_poll(poll: str) -> None:
    """Take ballots from the announced opening on."""
    this_urn().open_poll(poll)


def prolong(poll: str, closes_at: datetime, now: Clock = clock.now) -> None:
    """A later end, before the announced one."""
    this_urn().prolong(poll, closes_at, now)


def cast(poll: str, *, voter: str, grantor: str, box: bytes, now: Clock = clock.now) -> None:
    """Record one ballot: mark and sealed paper, or neither."""
    this_urn().cast(poll, voter=voter, grantor=grantor, box=box, now=now)


def rights_of(poll: str, voter: str) -> list[RightState]:
    """The votes that somebody may cast."""
    return this_urn().rights_of(poll, voter)


def was_cast(poll: str, grantor: str) -> bool:
    """Was this vote cast?"""
    return this_urn().was_cast(poll, grantor)


def cast_among(votes: Collection[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Which of these votes (poll, grantor) were cast."""
    return this_urn().cast_among(votes)


def marks(poll: str) -> frozenset[str]:
    """The votes that were cast; asked for once the poll is closed."""
    return this_urn().marks(poll)


def turnout(poll: str) -> int:
    """How many marks; shown in tens only."""
    return this_urn().turnout(poll)


def polls() -> list[PollInUrn]:
    """Every poll of the urn, in counts."""
    return this_urn().polls()


def close(poll: str, now: Clock = clock.now) -> Closed:
    """Close after the announced end."""
    return this_urn().close(poll, now)


def export(poll: str) -> list[bytes]:
    """The sealed ballots of a closed urn."""
    return this_urn().export(poll)


def set_tallied(poll: str) -> None:
    """Its result is published."""
    this_urn().set_tallied(poll)


def give_up(poll: str) -> None:
    """Before it ever opened."""
    this_urn().give_up(poll)


def destroy(poll: str) -> None:
    """After the legal term."""
    this_urn().destroy(poll)
