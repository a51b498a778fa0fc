"""The steps of a poll as people see them: who acts, and what cannot be taken back."""

from collections.abc import Mapping
from enum import StrEnum

from domain.assembly.words import PollState
from domain.errors import N_, Msg


class PollStep(StrEnum):
    """In the order in which they are taken."""

    QUESTIONS = "questions"
    KEYS = "keys"
    FROZEN = "frozen"
    REHEARSED = "rehearsed"
    OPEN = "open"
    CLOSED = "closed"
    PUBLISHED = "published"
    DESTROYED = "destroyed"


POLL_STEPS: Mapping[PollStep, Msg] = {
    PollStep.QUESTIONS: N_("Questions, roll and proxies ready"),
    PollStep.KEYS: N_("Keys made"),
    PollStep.FROZEN: N_("Questions frozen"),
    PollStep.REHEARSED: N_("Rehearsed twice"),
    PollStep.OPEN: N_("Open"),
    PollStep.CLOSED: N_("Closed"),
    PollStep.PUBLISHED: N_("Urn opened, result published"),
    PollStep.DESTROYED: N_("Urn and key shares destroyed"),
}

WHO: Mapping[PollStep, Msg] = {
    PollStep.QUESTIONS: N_("The board and the administrative team prepare the agenda."),
    PollStep.KEYS: N_("Three trustees, together, on a computer without a network."),
    PollStep.FROZEN: N_("A scrutineer freezes."),
    PollStep.REHEARSED: N_("Two different pairs of trustees each open test ballots."),
    PollStep.OPEN: N_("Opens by itself at the announced moment; a scrutineer can do it too."),
    PollStep.CLOSED: N_("Closes by itself at the announced moment."),
    PollStep.PUBLISHED: N_("Two of the three trustees, with a scrutineer."),
    PollStep.DESTROYED: N_("The urn by itself; each trustee destroys their own share."),
}

MEANS: Mapping[PollStep, Msg] = {
    PollStep.QUESTIONS: N_("Everything can still change."),
    PollStep.KEYS: N_("The server never sees the private key. Lost shares cannot be made again."),
    PollStep.FROZEN: N_(
        "From here on, no question, candidate, majority, key or vote on the roll changes. The hash "
        "stands in every envelope."
    ),
    PollStep.REHEARSED: N_("Without it, the poll does not open: keys that fail lose every vote."),
    PollStep.OPEN: N_("A vote that is cast cannot be changed. The poll is never opened again."),
    PollStep.CLOSED: N_("Nobody votes after the end, not by a second."),
    PollStep.PUBLISHED: N_("What is published stays: anybody may have counted it already."),
    PollStep.DESTROYED: N_("After that, no court can have the urn opened again."),
}

REACHED: Mapping[PollState, PollStep] = {  # the last step that is done
    PollState.FROZEN: PollStep.FROZEN,
    PollState.REHEARSED: PollStep.REHEARSED,
    PollState.OPEN: PollStep.OPEN,
    PollState.INCIDENT: PollStep.CLOSED,
    PollState.CLOSED: PollStep.CLOSED,
    PollState.PUBLISHED: PollStep.PUBLISHED,
    PollState.DESTROYED: PollStep.DESTROYED,
}


def next_step(state: PollState, *, ready: bool, keys: bool) -> PollStep | None:
    """The step that is to be taken now; none once all is destroyed.

    ready: is everything but the keys as freezing needs it?
    """
    if state is PollState.DRAFT:
        if not ready:
            return PollStep.QUESTIONS
        return PollStep.FROZEN if keys else PollStep.KEYS
    if state is PollState.INCIDENT:
        return PollStep.DESTROYED
    steps = list(PollStep)
    place = steps.index(REACHED[state]) + 1
    return steps[place] if place < len(steps) else None


def standing(step: PollStep, now: PollStep | None, *, keys: bool) -> str:
    """Where a step stands, as the page draws it: done, now or next."""
    if step is now:
        return "now"
    if step is PollStep.KEYS and keys:
        return "done"
    steps = list(PollStep)
    return "done" if now is None or steps.index(step) < steps.index(now) else "next"
