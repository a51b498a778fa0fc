"""What goes into the urn and what can be learnt from it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class UrnState(StrEnum):
    """How far the urn of a poll is; this, and not the main database, decides."""

    DRAFT = "draft"
    REHEARSED = "rehearsed"
    OPEN = "open"
    CLOSED = "closed"
    INCIDENT = "incident"  # marks and ballots differ: nothing is counted, ever
    TALLIED = "tallied"
    DESTROYED = "destroyed"


NEXT = {
    UrnState.DRAFT: (UrnState.REHEARSED,),
    UrnState.REHEARSED: (UrnState.OPEN, UrnState.DESTROYED),
    UrnState.OPEN: (UrnState.CLOSED, UrnState.INCIDENT),
    UrnState.CLOSED: (UrnState.TALLIED, UrnState.DESTROYED),
    UrnState.INCIDENT: (UrnState.DESTROYED,),
    UrnState.TALLIED: (UrnState.DESTROYED,),
    UrnState.DESTROYED: (),
}
UNOPENED = (UrnState.DRAFT, UrnState.REHEARSED)
BEFORE_END = (UrnState.DRAFT, UrnState.REHEARSED, UrnState.OPEN)


class RightKind(StrEnum):
    """Whose vote it is for the one who may cast it."""

    OWN = "own"
    PROXY = "proxy"


@dataclass(frozen=True, slots=True)
class Right:
    """One vote: of ``grantor``, cast by ``voter`` or by the grantor in person."""

    voter: str  # 32 hexadecimal digits
    grantor: str
    kind: RightKind


@dataclass(frozen=True, slots=True)
class RightState:
    """One vote that somebody may cast, and whether it was."""

    grantor: str
    kind: RightKind
    is_cast: bool


@dataclass(frozen=True, slots=True)
class Closed:
    """What closing found: as many marks as ballots, or an incident."""

    cast: int  # marks on the roll
    sealed: int
    agrees: bool  # once they differed, they never agree again


@dataclass(frozen=True, slots=True)
class PollInUrn:
    """One poll as whoever keeps the server may see it: turnout in tens until it has ended."""

    poll: str
    state: UrnState
    opens_at: datetime
    closes_at: datetime
    rights: int
    cast: int  # 0 stands for fewer than 20 while it is open
    sealed: int | None  # not told before the end
