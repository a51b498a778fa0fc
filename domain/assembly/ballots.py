"""How a point of the agenda is put to the vote: what the office sets, and what it means."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

from domain.assembly.freezing import LANGUAGE_NAMES, LANGUAGES
from domain.errors import N_, Msg, RuleError
from domain.voting.definition import Question
from domain.voting.words import (
    HALF,
    METHODS_OF,
    SEATED,
    Board,
    Kind,
    Majority,
    Method,
    QuorumKind,
    Tie,
)

Words = Mapping[str, Any]  # per language
MOST_OPTIONS = 40
MOST_SEATS = 30
MOST_POINTS = 100

BOARD_MEANS: Mapping[Board, Msg] = {
    Board.CONTENT: N_(
        "Each voter finds their own code with their own choice: the best check of all. But "
        "somebody who knows the code of a voter, because the voter shows it, sees the choice."
    ),
    Board.INCLUSION: N_(
        "Each voter sees that their vote is counted, not how. Nobody can show a buyer how they "
        "voted. Choose it where the statutes ask for secrecy about people."
    ),
}
METHOD_MEANS: Mapping[Method, Msg] = {
    Method.MAJORITY: N_("Yes, no or abstention. Abstentions count for neither side."),
    Method.APPROVAL: N_("Voters tick as many candidates as there are seats; most votes win."),
    Method.EACH: N_("Voters say yes or no to each candidate; nobody is elected with more no."),
    Method.STV: N_("Voters rank; votes that are not needed go on to the next choice."),
    Method.SCHULZE: N_(
        "Voters rank; what beats each other option one against one comes first. What is not "
        "ranked counts as last."
    ),
    Method.BORDA: N_("Voters rank; the first place gives most points, the last none."),
    Method.POINTS: N_("Voters give each option so many points at most; the sum decides."),
}
USUAL_METHOD: Mapping[Kind, Method] = {
    Kind.RESOLUTION: Method.MAJORITY,
    Kind.CONFIDENCE: Method.MAJORITY,
    Kind.DISCHARGE: Method.MAJORITY,
    Kind.ELECTION: Method.APPROVAL,
    Kind.PREFERENCE: Method.SCHULZE,
}


@dataclass(eq=False)
class MethodUnfit(RuleError):
    """Each kind of vote has its ways of counting."""

    message = N_("This way of counting does not fit this kind of vote.")
    field: ClassVar[str] = "method"


@dataclass(eq=False)
class TieUnfit(RuleError):
    """Equal votes reject a resolution; only the last seat can be drawn."""

    message = N_("A vote on a text is rejected by equal votes. The other rules are for seats.")
    field: ClassVar[str] = "tie"


@dataclass(eq=False)
class NoSeats(RuleError):
    """An election fills seats."""

    message = N_("Say how many seats there are, from 1 to %(most)s.")
    field: ClassVar[str] = "seats"
    most: int


@dataclass(eq=False)
class NoPoints(RuleError):
    """A scale has a top."""

    message = N_("Say how many points one option can get at most, from 1 to %(most)s.")
    field: ClassVar[str] = "at_most"
    most: int


@dataclass(eq=False)
class TooManyApprovals(RuleError):
    """Nobody chooses more people than there are seats."""

    message = N_("A voter chooses at least one, and as many as there are seats at most: %(seats)s.")
    field: ClassVar[str] = "at_most"
    seats: int


@dataclass(eq=False)
class TooFewOptions(RuleError):
    """There is no preference with one option."""

    message = N_("Write at least two options, and %(most)s at most: one on each line.")
    field: ClassVar[str] = "options_fr"
    most: int


@dataclass(eq=False)
class OptionsDiffer(RuleError):
    """The same options in every language, or it is not the same vote."""

    message = N_("There are %(found)s options in %(language)s and %(expected)s in French.")
    language: Msg
    found: int
    expected: int

    @property
    def field(self) -> str:  # type: ignore[override]  # which field it is depends on the language
        """The options in the language that differs."""
        code = next(code for code in LANGUAGES if LANGUAGE_NAMES[code] == self.language)
        return f"options_{code}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the office chose for one vote."""

    kind: Kind
    method: Method
    majority: Majority = Majority.SIMPLE
    options: tuple[Words, ...] = ()
    seats: int = 0
    at_most: int = 0
    quorum: QuorumKind = QuorumKind.NONE
    part: Fraction = HALF
    tie: Tie = Tie.REJECTED
    board: Board = Board.CONTENT

    def problems(self) -> Iterator[RuleError]:
        """Everything that does not fit together."""
        if self.method not in METHODS_OF[self.kind]:
            yield MethodUnfit()
        if self.method not in SEATED and self.tie is not Tie.REJECTED:
            yield TieUnfit()
        if self.method in SEATED and not 1 <= self.seats <= MOST_SEATS:
            yield NoSeats(MOST_SEATS)
        elif self.method is Method.APPROVAL and not 1 <= self.at_most <= self.seats:
            yield TooManyApprovals(self.seats)
        if self.method is Method.POINTS and not 1 <= self.at_most <= MOST_POINTS:
            yield NoPoints(MOST_POINTS)
        if self.kind is Kind.PREFERENCE and not 2 <= len(self.options) <= MOST_OPTIONS:
            yield TooFewOptions(MOST_OPTIONS)

    def to_ballot(self) -> dict[str, Any]:
        """As ``AgendaItem.ballot`` keeps it; refuses what cannot be counted."""
        for problem in self.problems():
            raise problem
        seated = self.method in SEATED
        limited = self.method in {Method.APPROVAL, Method.POINTS}
        return {
            "kind": self.kind.value,
            "method": self.method.value,
            "majority": self.majority.value if self.method is Method.MAJORITY else "",
            "options": [dict(one) for one in self.options] if self.kind is Kind.PREFERENCE else [],
            "seats": self.seats if seated else 0,
            "at_most": self.at_most if limited else 0,
            "quorum": {
                "kind": self.quorum.value,
                "part": [self.part.numerator, self.part.denominator],
            },
            "tie": self.tie.value,
            "board": self.board.value,
        }


def from_ballot(ballot: Mapping[str, Any]) -> Settings:
    """The settings of a vote that is kept."""
    quorum = ballot.get("quorum") or {"kind": QuorumKind.NONE.value, "part": [1, 2]}
    return Settings(
        kind=Kind(ballot["kind"]),
        method=Method(ballot["method"]),
        majority=Majority(ballot.get("majority") or Majority.SIMPLE),
        options=tuple(ballot.get("options", ())),
        seats=ballot.get("seats", 0),
        at_most=ballot.get("at_most", 0),
        quorum=QuorumKind(quorum["kind"]),
        part=Fraction(*quorum["part"]),
        tie=Tie(ballot.get("tie", Tie.REJECTED)),
        board=Board(ballot.get("board", Board.CONTENT)),
    )


def options_from(lines: Mapping[str, str]) -> tuple[Words, ...]:
    """Options written one on a line, the same number in every language.

    lines: per language, as they were typed
    """
    split = {
        code: [line.strip() for line in lines.get(code, "").splitlines() if line.strip()]
        for code in LANGUAGES
    }
    expected = len(split[LANGUAGES[0]])
    for code in LANGUAGES[1:]:
        if len(split[code]) != expected:
            raise OptionsDiffer(LANGUAGE_NAMES[code], len(split[code]), expected)
    return tuple(
        dict(zip(LANGUAGES, labels, strict=True))
        for labels in zip(*(split[code] for code in LANGUAGES), strict=True)
    )


def as_question(name: str, number: str, titles: Words, ballot: Mapping[str, Any]) -> Question:
    """A point as a question, before anybody stands: candidates are counted as two a seat."""
    settings = from_ballot(ballot)
    labels = list(settings.options)
    if settings.kind is Kind.ELECTION:
        labels = [dict.fromkeys(LANGUAGES, "–")] * max(2, settings.seats * 2)
    options = [{"id": str(at), "label": dict(label)} for at, label in enumerate(labels, 1)]
    told = {"id": name, "number": number, "title": dict(titles), "options": options}
    return Question.from_json({**settings.to_ballot(), **told})


OBJECTIVES: tuple[dict[str, str], ...] = (
    {"fr": "Solidité économique", "nl": "Economische stevigheid", "en": "Economic solidity"},
    {
        "fr": "Visibilité et clarté",
        "nl": "Zichtbaarheid en duidelijkheid",
        "en": "Visibility and clarity",
    },
    {
        "fr": "Soutien au développement économique",
        "nl": "Steun aan economische ontwikkeling",
        "en": "Support for economic development",
    },
    {"fr": "Protection", "nl": "Bescherming", "en": "Protection"},
    {"fr": "Fluidité d’usage", "nl": "Gebruiksgemak", "en": "Smoothness of use"},
    {
        "fr": "Accueil de nouveaux publics",
        "nl": "Onthaal van nieuwe doelgroepen",
        "en": "Welcoming new publics",
    },
    {"fr": "Agilité des équipes", "nl": "Wendbaarheid van de teams", "en": "Team agility"},
)  # the seven strategic objectives, voted by preference
