"""Why a ballot is refused at the urn; nothing of it is kept."""

from dataclasses import dataclass

from domain.errors import N_, RuleError
from domain.voting.envelope import SEALED_SIZE


@dataclass(eq=False)
class NotYetOpen(RuleError):
    """Before the announced opening, or before it was opened."""

    message = N_("This vote is not open yet. It opens at %(opens)s (time of the server).")
    opens: str


@dataclass(eq=False)
class TooLate(RuleError):
    """After the end that everybody was told; the moment is the server's."""

    message = N_(
        "This vote closed at %(closed)s. Your ballot reached us at %(came)s (time of the server) "
        "and is not recorded. Votes that come after the end do not count for anybody."
    )
    closed: str
    came: str


@dataclass(eq=False)
class AlreadyCast(RuleError):
    """One vote each; nobody can replace it, because nobody knows which ballot it is."""

    message = N_(
        "A ballot is recorded for you. If you confirmed only once, it carries the tracker you "
        "noted."
    )


@dataclass(eq=False)
class NotYourVote(RuleError):
    """The roll does not give this vote to this person."""

    message = N_("This vote is not yours to cast. Look at the roll, or at your proxies.")


@dataclass(eq=False)
class SamePaper(RuleError):
    """A copied envelope."""

    message = N_("This sealed ballot was sent before. Seal a new one: begin again from the ballot.")


@dataclass(eq=False)
class WrongSize(RuleError):
    """Every sealed ballot has the same size; this one was not made by our ballot page."""

    message = N_("This is not a sealed ballot of this vote: it must be %(size)s bytes long.")
    size: int = SEALED_SIZE


@dataclass(eq=False)
class ClockWentBack(RuleError):
    """The server's clock cannot be trusted: better no vote than one at a wrong time."""

    message = N_(
        "The clock of the server went back. Voting stops until somebody has looked at it. "
        "Nothing is lost; try again in a few minutes."
    )


@dataclass(eq=False)
class WrongUrnState(RuleError):
    """The urn itself refuses a step that does not follow."""

    message = N_("The urn is “%(state)s”: this cannot be done now.")
    state: str


@dataclass(eq=False)
class StillOpen(RuleError):
    """Nobody closes a vote before its announced end."""

    message = N_("This vote is open until %(until)s. It cannot be closed before.")
    until: str


@dataclass(eq=False)
class NoSuchUrn(RuleError):
    """The urn does not know this poll."""

    message = N_("There is no urn for this vote.")


@dataclass(eq=False)
class BallotsDiffer(RuleError):
    """Somebody put ballots into a closed urn, or took some away."""

    message = N_(
        "The closed urn holds %(sealed)s ballots for %(marked)s votes cast. Nothing is opened or "
        "counted: keep the urn as it is, and tell the bureau."
    )
    marked: int
    sealed: int


@dataclass(eq=False)
class UrnMissing(RuleError):
    """The urn never lies in the main database; where it lies, somebody must have made a place."""

    message = N_(
        "The urn needs a database of its own. The one named “%(name)s” does not answer and could "
        "not be made. Make it, or set URN_URL, then try again."
    )
    name: str


@dataclass(eq=False)
class CopiesDiffer(RuleError):
    """A vote counts only once both disks hold it."""

    message = N_(
        "The urn and its copy on the other disk differ. Voting stops until somebody has compared "
        "the two files."
    )
