"""The life of an assembly: from its draft to its archive."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.assembly.words import AssemblyKind, AssemblyState
from domain.errors import N_, Msg, RuleError

ASSEMBLY_KINDS: Mapping[AssemblyKind, Msg] = {
    AssemblyKind.ORDINARY: N_("Ordinary general assembly"),
    AssemblyKind.EXTRAORDINARY: N_("Extraordinary general assembly"),
}

ASSEMBLY_STATES: Mapping[AssemblyState, Msg] = {
    AssemblyState.DRAFT: N_("Being prepared"),
    AssemblyState.CONVENED: N_("Convened"),
    AssemblyState.SITTING: N_("Sits now"),
    AssemblyState.NO_QUORUM: N_("Without quorum"),
    AssemblyState.ENDED: N_("Ended"),
    AssemblyState.ARCHIVED: N_("Archived"),
    AssemblyState.CANCELLED: N_("Cancelled"),
}

ASSEMBLY_NEXT: Mapping[AssemblyState, frozenset[AssemblyState]] = {
    AssemblyState.DRAFT: frozenset({AssemblyState.CONVENED, AssemblyState.CANCELLED}),
    AssemblyState.CONVENED: frozenset({AssemblyState.SITTING, AssemblyState.CANCELLED}),
    AssemblyState.SITTING: frozenset({AssemblyState.ENDED, AssemblyState.NO_QUORUM}),
    AssemblyState.NO_QUORUM: frozenset({AssemblyState.ARCHIVED}),
    AssemblyState.ENDED: frozenset({AssemblyState.ARCHIVED}),
    AssemblyState.ARCHIVED: frozenset(),
    AssemblyState.CANCELLED: frozenset(),
}

COMING = (AssemblyState.CONVENED, AssemblyState.SITTING)
HELD = (AssemblyState.ENDED, AssemblyState.NO_QUORUM, AssemblyState.ARCHIVED)
WRITTEN_UP = (AssemblyState.ENDED, AssemblyState.NO_QUORUM)  # minutes are being written


@dataclass(eq=False)
class ForbiddenAssemblyMove(RuleError):
    """An assembly does not go from this state to that one."""

    message = N_("An assembly cannot go from “%(current)s” to “%(to)s”.")
    current: Msg
    to: Msg


@dataclass(eq=False)
class AgendaFixed(RuleError):
    """Shareholders vote on what they were convened for."""

    message = N_("The convocation is out: the agenda and the dates do not change any more.")


@dataclass(eq=False)
class NotYetTime(RuleError):
    """Somebody may be on the way."""

    message = N_("The meeting begins at the moment in the convocation, not before.")


def move_assembly(current: AssemblyState, to: AssemblyState) -> AssemblyState:
    """The new state, if an assembly may take it."""
    if to not in ASSEMBLY_NEXT[current]:
        raise ForbiddenAssemblyMove(ASSEMBLY_STATES[current], ASSEMBLY_STATES[to])
    return to


def check_draft(state: AssemblyState) -> None:
    """Refuse to change what was announced."""
    if state is not AssemblyState.DRAFT:
        raise AgendaFixed
