"""The life of a poll: from its questions to the destruction of its urn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.assembly.words import PollState
from domain.errors import N_, Msg, RuleError

POLL_STATES: Mapping[PollState, Msg] = {
    PollState.DRAFT: N_("Being prepared"),
    PollState.FROZEN: N_("Frozen"),
    PollState.REHEARSED: N_("Rehearsed"),
    PollState.OPEN: N_("Open"),
    PollState.CLOSED: N_("Closed"),
    PollState.INCIDENT: N_("Stopped by an incident"),
    PollState.PUBLISHED: N_("Published"),
    PollState.DESTROYED: N_("Destroyed"),
}

POLL_NEXT: Mapping[PollState, frozenset[PollState]] = {
    PollState.DRAFT: frozenset({PollState.FROZEN, PollState.DESTROYED}),
    PollState.FROZEN: frozenset({PollState.REHEARSED, PollState.DESTROYED}),
    PollState.REHEARSED: frozenset({PollState.OPEN, PollState.DESTROYED}),
    PollState.OPEN: frozenset({PollState.CLOSED, PollState.INCIDENT}),
    PollState.CLOSED: frozenset({PollState.PUBLISHED, PollState.INCIDENT, PollState.DESTROYED}),
    PollState.INCIDENT: frozenset({PollState.DESTROYED}),
    PollState.PUBLISHED: frozenset({PollState.DESTROYED}),
    PollState.DESTROYED: frozenset(),
}

UNOPENED = (PollState.DRAFT, PollState.FROZEN, PollState.REHEARSED)  # can still be given up
OVER = (PollState.CLOSED, PollState.INCIDENT, PollState.PUBLISHED)  # its urn is kept for a while


@dataclass(eq=False)
class ForbiddenPollMove(RuleError):
    """A poll does not go from this state to that one."""

    message = N_("A poll cannot go from “%(current)s” to “%(to)s”.")
    current: Msg
    to: Msg


def move_poll(current: PollState, to: PollState) -> PollState:
    """The new state, if a poll may take it."""
    if to not in POLL_NEXT[current]:
        raise ForbiddenPollMove(POLL_STATES[current], POLL_STATES[to])
    return to


@dataclass(eq=False)
class NotRehearsed(RuleError):
    """Keys that nobody tried may turn out not to open anything."""

    message = N_(
        "The keys were not rehearsed. Two different pairs of trustees must first open test "
        "ballots; %(done)s of 2 did."
    )
    done: int


PAIRS_NEEDED = 2


def check_rehearsed(pairs: frozenset[str]) -> None:
    """Refuse to open a poll unless two different pairs of shares opened test ballots.

    pairs: as "0-1", "0-2", "1-2": which trustees came together
    """
    if len(pairs) < PAIRS_NEEDED:
        raise NotRehearsed(len(pairs))


@dataclass(eq=False)
class NotYet(RuleError):
    """The announced moment of opening has not come."""

    message = N_("This poll opens on %(opens_at)s, as it was announced.")
    opens_at: datetime


@dataclass(eq=False)
class NotOver(RuleError):
    """Nobody may be cut off from the time that was announced."""

    message = N_("This poll closes on %(closes_at)s, as it was announced.")
    closes_at: datetime


@dataclass(eq=False)
class FixedAlready(RuleError):
    """What is hashed does not change."""

    message = N_("This poll is frozen: its questions and its moments do not change any more.")


@dataclass(eq=False)
class OpenedAlready(RuleError):
    """People have voted, or could have."""

    message = N_("This poll was opened: it can no longer be given up.")


def check_draft(state: PollState) -> None:
    """Refuse to change what is frozen."""
    if state is not PollState.DRAFT:
        raise FixedAlready


def check_unopened(state: PollState) -> None:
    """Refuse to give up a poll in which people may have voted."""
    if state not in UNOPENED:
        raise OpenedAlready
