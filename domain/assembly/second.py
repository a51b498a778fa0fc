"""The second convocation: what lacked its quorum, for an assembly that decides all the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.assembly.minutes_sheet import QuorumCheck
from domain.assembly.words import AssemblyState
from domain.errors import N_, RuleError
from domain.voting.words import QuorumKind


@dataclass(eq=False)
class HadQuorum(RuleError):
    """A second assembly follows one that could not decide, and no other."""

    message = N_("Only an assembly that ended without quorum is convened a second time.")


@dataclass(eq=False)
class SecondExists(RuleError):
    """One second assembly is enough."""

    message = N_("The second assembly is prepared already.")


def check_second(state: AssemblyState, *, exists: bool) -> None:
    """Refuse a second convocation that the law does not know."""
    if state is not AssemblyState.NO_QUORUM:
        raise HadQuorum
    if exists:
        raise SecondExists


def goes_again(check: QuorumCheck | None) -> bool:
    """Could this point not be decided for want of a quorum?

    The others were: a second vote would put in question what was decided. What was only told was
    told.

    check: what the point needed at the first assembly, and what there was; None: nothing was voted
    Source: CSA/WVV art. 6:85 § 2: a second convocation follows where the condition was not met
    """
    return check is not None and not check.reached


def second_ballot(ballot: Mapping[str, Any]) -> dict[str, Any]:
    """The same vote without a quorum; its majority stays.

    Source: CSA/WVV art. 6:85 § 2, 6:86: the second assembly decides whatever the part present
    """
    if not ballot:
        return {}
    part = (ballot.get("quorum") or {}).get("part", [1, 2])
    return {**ballot, "quorum": {"kind": QuorumKind.NONE.value, "part": list(part)}}
