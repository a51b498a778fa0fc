"""What is voted, fixed and hashed before anybody votes; docs/voting-format.md has its JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from domain.errors import N_, Msg, RuleError
from domain.voting.canonical import canonical, sha256_hex
from domain.voting.words import (
    HALF,
    METHODS_OF,
    RANKED,
    SEATED,
    Board,
    Kind,
    Majority,
    Method,
    QuorumKind,
    Tie,
)

FORMAT = "ensemble-poll-1"
HIGHEST = 9999  # points for one option
Words = Mapping[str, str]  # per language


@dataclass(frozen=True, slots=True)
class Option:
    """Somebody or something to choose."""

    id: str  # "1".."n"
    label: Words


@dataclass(frozen=True, slots=True)
class Quorum:
    """How much must be present or represented."""

    kind: QuorumKind
    part: Fraction = HALF


@dataclass(eq=False)
class UnfitQuestion(RuleError):
    """A question that could not be counted."""

    message = N_("Point %(number)s cannot be put to the vote like this: %(why)s")
    number: str
    why: Msg


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of a poll."""

    id: str  # "q1".."qn"
    number: str  # of the agenda point
    title: Words
    kind: Kind
    method: Method
    majority: Majority | None = None
    options: tuple[Option, ...] = ()
    seats: int = 0
    at_most: int = 0  # approvals, or points for one option
    quorum: Quorum = Quorum(QuorumKind.NONE)
    tie: Tie = Tie.REJECTED
    board: Board = Board.CONTENT

    @property
    def ids(self) -> tuple[str, ...]:
        """The options, in the order fixed for good."""
        return tuple(option.id for option in self.options)

    def check(self) -> None:
        """Refuse what could not be counted."""
        for wrong, why in (
            (self.method not in METHODS_OF[self.kind], N_("this way of counting does not fit it.")),
            (
                (self.method is Method.MAJORITY) != (self.majority is not None),
                N_("say which majority adopts it."),
            ),
            (
                self.method is Method.MAJORITY and bool(self.options),
                N_("yes, no and abstention are its only answers."),
            ),
            (
                self.method is not Method.MAJORITY and not self.options,
                N_("there is nothing to choose from."),
            ),
            (self.method in SEATED and self.seats < 1, N_("say how many seats there are.")),
            (
                self.method in RANKED | {Method.POINTS} and len(self.options) < 2,
                N_("it needs at least two options."),
            ),
            (
                self.method in {Method.APPROVAL, Method.POINTS} and self.at_most < 1,
                N_("say how many may be given at most."),
            ),
            (
                self.method is Method.POINTS and self.at_most > HIGHEST,
                N_("nobody can give so many points."),
            ),
            (not 0 < self.quorum.part <= 1, N_("its quorum is more than all, or nothing.")),
            (
                self.ids != tuple(str(place + 1) for place in range(len(self.options))),
                N_("its options are not numbered from 1."),
            ),
        ):
            if wrong:
                raise UnfitQuestion(self.number, why)

    def to_json(self) -> dict[str, Any]:
        """As the definition and the boards have it."""
        return {
            "id": self.id,
            "number": self.number,
            "title": dict(self.title),
            "kind": self.kind.value,
            "method": self.method.value,
            "majority": self.majority.value if self.majority else "",
            "options": [{"id": one.id, "label": dict(one.label)} for one in self.options],
            "seats": self.seats,
            "at_most": self.at_most,
            "quorum": {
                "kind": self.quorum.kind.value,
                "part": [self.quorum.part.numerator, self.quorum.part.denominator],
            },
            "tie": self.tie.value,
            "board": self.board.value,
        }

    @classmethod
    def from_json(cls, read: Mapping[str, Any]) -> "Question":
        """The opposite of ``to_json``."""
        return cls(
            id=read["id"],
            number=read["number"],
            title=read["title"],
            kind=Kind(read["kind"]),
            method=Method(read["method"]),
            majority=Majority(read["majority"]) if read["majority"] else None,
            options=tuple(Option(one["id"], one["label"]) for one in read["options"]),
            seats=read["seats"],
            at_most=read["at_most"],
            quorum=Quorum(QuorumKind(read["quorum"]["kind"]), Fraction(*read["quorum"]["part"])),
            tie=Tie(read["tie"]),
            board=Board(read["board"]),
        )


@dataclass(frozen=True, slots=True)
class Trustee:
    """Who keeps a share of the key, and checks signatures of theirs."""

    name: str
    verify_key: str  # 64 hexadecimal digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A whole poll."""

    poll: str  # 32 hexadecimal digits
    day: str  # of the assembly, ISO
    title: Words
    opens_at: int  # seconds since 1970, UTC
    closes_at: int
    grace: int = 0
    public_key: str  # 64 hexadecimal digits
    threshold: int = 2
    trustees: tuple[Trustee, ...]
    roll_count: int
    roll_sha256: str
    lot: str = ""  # the public number, not known yet, that draws equal votes
    questions: tuple[Question, ...]

    def to_json(self) -> dict[str, Any]:
        """The content of definition.json."""
        lot = {"lot": self.lot} if self.lot else {}
        return {
            **lot,
            "format": FORMAT,
            "poll": self.poll,
            "assembly": {"day": self.day, "title": dict(self.title)},
            "opens_at": self.opens_at,
            "closes_at": self.closes_at,
            "grace": self.grace,
            "public_key": self.public_key,
            "threshold": self.threshold,
            "trustees": [{"name": one.name, "verify_key": one.verify_key} for one in self.trustees],
            "roll": {"count": self.roll_count, "sha256": self.roll_sha256},
            "questions": [question.to_json() for question in self.questions],
        }

    def canonical(self) -> bytes:
        """The bytes that are stored, published and hashed."""
        return canonical(self.to_json())

    @property
    def sha256(self) -> str:
        """What stands in every envelope."""
        return sha256_hex(self.canonical())

    @classmethod
    def from_bytes(cls, data: bytes) -> "Definition":
        """Read definition.json."""
        read = json.loads(data)
        return cls(
            poll=read["poll"],
            day=read["assembly"]["day"],
            title=read["assembly"]["title"],
            opens_at=read["opens_at"],
            closes_at=read["closes_at"],
            grace=read["grace"],
            public_key=read["public_key"],
            threshold=read["threshold"],
            trustees=tuple(Trustee(one["name"], one["verify_key"]) for one in read["trustees"]),
            roll_count=read["roll"]["count"],
            roll_sha256=read["roll"]["sha256"],
            lot=read.get("lot", ""),
            questions=tuple(map(Question.from_json, read["questions"])),
        )
