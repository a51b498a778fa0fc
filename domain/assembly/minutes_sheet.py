"""The minutes: everything that they print, frozen when the meeting has ended.

The list of what they record follows what the law wants of electronic social elections: who
convened, who sat at the bureau, how many took part, each vote with its blanks, every incident.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from domain.archived import from_plain, to_plain
from domain.assembly.words import AssemblyKind, BureauFunction
from domain.voting.percent import percent
from domain.voting.words import Kind, Majority, Method, QuorumKind, Tie

VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Somebody of the bureau, in the room."""

    function: BureauFunction
    name: str
    present: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """Who took part, in numbers only."""

    members_of: int  # on the roll
    shares_of: int
    in_room: int
    remote: int
    entrusted: int  # votes by proxy that a holder accepted
    members: int  # present or represented
    shares: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuorumCheck:
    """What one point needed, and what there was."""

    kind: QuorumKind
    needed: int
    counted: int
    reached: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One line of a result: an answer or a candidate."""

    label: dict[str, str]
    votes: str  # a whole number, or a fraction of points, as it was counted
    elected: bool = False
    no: int | None = None  # where each candidate is answered yes or no
    percent: Decimal | None = None  # with the one rounding of every page
    place: int | None = None  # in a ranking


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """How equal votes were decided: anybody can do it again."""

    rule: Tie
    number: str  # that drew the lot
    order: tuple[dict[str, str], ...]  # the first has the first seat that was left


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What was decided on one point, from the published result."""

    kind: Kind
    method: Method
    majority: Majority | None
    yes: int = 0
    no: int = 0
    abstain: int = 0
    blank: int = 0
    invalid: int = 0
    adopted: bool | None = None
    seats: int = 0
    vacant: int = 0
    tied: bool = False
    settled: Settled | None = None
    counts: tuple[Count, ...] = ()

    @property
    def share(self) -> Decimal | None:
        """The part of yes among yes and no, in percent, with the one rounding of every page."""
        return percent(self.yes, self.yes + self.no)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """One point of the agenda in the minutes."""

    number: str
    titles: dict[str, str]
    texts: dict[str, str]
    quorum: QuorumCheck | None  # None: nothing was voted
    result: Result | None  # None: not voted, or not published


@dataclass(frozen=True, slots=True, kw_only=True)
class PollFacts:
    """How anybody recounts."""

    uid: str
    opens_at: datetime
    closes_at: datetime
    definition_sha256: str
    roll: int
    cast: int
    counted: int
    invalid: int
    sealed_in_browser: int
    published: datetime | None
    files: tuple[tuple[str, ...], ...]  # name, SHA-256
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Disturbance:
    """One line of the incident log."""

    at: datetime
    kind: str
    text: str
    affected: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusals:
    """Votes that were refused for one reason."""

    kind: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question and its answer."""

    who: str
    number: str
    text: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Elected:
    """Somebody who sits on the board from now on."""

    name: str
    since: date
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesSheet:
    """What the minutes say, whatever happens to the rows they came from."""

    kind: AssemblyKind
    titles: dict[str, str]
    starts: datetime
    place: str
    remote: str
    first_day: date | None
    convened: datetime | None
    convened_by: str
    letters: int  # sent by e-mail
    began: datetime | None
    ended: datetime | None
    without_quorum: bool
    record_day: date
    roll_sha256: str
    bureau: tuple[Seat, ...]
    numbers: Numbers
    polls: tuple[PollFacts, ...]
    points: tuple[Decided, ...]
    incidents: tuple[Disturbance, ...] = ()
    refused: tuple[Refusals, ...] = ()
    questions: tuple[Asked, ...] = ()
    elected: tuple[Elected, ...] = ()


def to_json(sheet: MinutesSheet) -> dict[str, Any]:
    """As it is kept."""
    return {"version": VERSION, **to_plain(sheet)}


def from_json(plain: Mapping[str, Any]) -> MinutesSheet:
    """As it was written."""
    values = {name: value for name, value in plain.items() if name != "version"}
    sheet: MinutesSheet = from_plain(MinutesSheet, values)
    return sheet
