"""Who signs the minutes, and when they are complete."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from domain.assembly.bureau import FUNCTIONS
from domain.assembly.words import AssemblyState, BureauFunction
from domain.errors import N_, Msg, RuleError

SIGN = (BureauFunction.CHAIR, BureauFunction.SECRETARY)


@dataclass(eq=False)
class NotAtTheBureau(RuleError):
    """Those who led the meeting answer for its minutes."""

    message = N_("The chair and the secretary of the meeting sign its minutes, nobody else.")


@dataclass(eq=False)
class SignedAlready(RuleError):
    """One person does not sign for both."""

    message = N_("You have signed this version.")


@dataclass(eq=False)
class OldVersion(RuleError):
    """Only the last version is signed."""

    message = N_("There is a newer version of these minutes. Read and sign that one.")


@dataclass(eq=False)
class NotSigned(RuleError):
    """What is archived is complete."""

    message = N_("The minutes are not signed yet by: %(function)s.")
    function: Msg


@dataclass(eq=False)
class MinutesSigned(RuleError):
    """Both have signed: the text stands."""

    message = N_("These minutes are signed by both. They do not change any more.")


@dataclass(eq=False)
class NotEnded(RuleError):
    """The minutes tell a whole meeting."""

    message = N_("The minutes are written once the meeting has ended.")


def check_may_write(state: AssemblyState, *, signed: bool) -> None:
    """Refuse minutes of a meeting that goes on, or a new version of signed ones."""
    if signed:
        raise MinutesSigned
    if state not in (AssemblyState.ENDED, AssemblyState.NO_QUORUM):
        raise NotEnded


def function_of(functions: Mapping[int, BureauFunction], person_id: int) -> BureauFunction:
    """As what somebody signs; refuses whoever was neither chair nor secretary."""
    function = functions.get(person_id)
    if function not in SIGN:
        raise NotAtTheBureau
    return function


def missing(signed: Collection[BureauFunction]) -> list[BureauFunction]:
    """Who has not signed yet."""
    return [function for function in SIGN if function not in signed]


def check_signed(signed: Collection[BureauFunction]) -> None:
    """Refuse to archive what one of the two has not signed."""
    for function in missing(signed):
        raise NotSigned(FUNCTIONS[function])
