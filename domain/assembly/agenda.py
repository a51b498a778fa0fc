"""The agenda: points in order, complete in every language before the convocation leaves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from domain.assembly.ballots import as_question
from domain.assembly.freezing import LANGUAGES, check_languages
from domain.errors import N_, RuleError

Words = Mapping[str, Any]
LONGEST_TITLE = 200
LONGEST_TEXT = 20_000


@dataclass(eq=False)
class EmptyAgenda(RuleError):
    """Shareholders are convened for something."""

    message = N_("The agenda has no point yet.")


@dataclass(eq=False)
class NumberTaken(RuleError):
    """People say “point 4.1” and mean one."""

    message = N_("Point %(number)s exists already. Give another number.")
    field: ClassVar[str] = "number"
    number: str


@dataclass(eq=False)
class FileMissing(RuleError):
    """A document that some can read and others cannot."""

    message = N_("The document “%(name)s” of point %(number)s is missing in %(languages)s.")
    name: str
    number: str
    languages: str


@dataclass(eq=False)
class NoVotePeriod(RuleError):
    """The convocation says when people can vote."""

    message = N_("Points are put to the vote, but nobody said when people can vote.")
    field: ClassVar[str] = "opens_at"


@dataclass(eq=False)
class NoRemoteAddress(RuleError):
    """Who votes from afar must be able to follow."""

    message = N_(
        "Say how to follow the assembly from afar: those who vote online must be able to follow "
        "and to ask (CSA, art. 6:75)."
    )
    field: ClassVar[str] = "remote"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What is checked of one point."""

    number: str
    titles: Words
    texts: Words
    ballot: Mapping[str, Any]
    files: tuple[tuple[str, frozenset[str]], ...] = ()  # name, languages that it is there in

    def problems(self) -> Iterator[RuleError]:
        """What is missing."""
        try:
            check_languages(self.number, self.titles)
            if self.ballot or any(str(text).strip() for text in self.texts.values()):
                check_languages(self.number, self.texts)
            if self.ballot:
                as_question("q1", self.number, self.titles, self.ballot).check()
        except RuleError as refusal:
            yield refusal
        for name, languages in self.files:
            if missing := [code.upper() for code in LANGUAGES if code not in languages]:
                yield FileMissing(name, self.number, ", ".join(missing))


def problems(points: Sequence[Point]) -> Iterator[RuleError]:
    """Everything that stands between an agenda and its convocation."""
    if not points:
        yield EmptyAgenda()
    for point in points:
        yield from point.problems()


def check_number(number: str, taken: Sequence[str]) -> None:
    """Refuse a number that another point has."""
    if number in taken:
        raise NumberTaken(number)


def next_number(numbers: Sequence[str]) -> str:
    """The number proposed for a new point: after the last one at its level."""
    if not numbers:
        return "1"
    head, dot, tail = numbers[-1].rpartition(".")
    return f"{head}{dot}{int(tail) + 1}" if tail.isdecimal() else ""
