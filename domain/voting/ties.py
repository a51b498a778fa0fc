"""Equal votes after the count: the rule fixed before opening decides, and anybody can follow it.

A rule gives every option a key; the lowest key comes first. With the keys the same ballots are
counted again, and wherever votes are equal the keys decide: who has the seats that are left, whose
surplus is passed on first; the last one goes out.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from domain.errors import N_, RuleError
from domain.voting.canonical import canonical
from domain.voting.counting import outcome
from domain.voting.definition import Definition, Question
from domain.voting.words import Tie

FORMAT = "ensemble-tie-1"
DECIDED_LATER = frozenset({Tie.LOT, Tie.SENIORITY})  # by an act of a scrutineer, after the count
Keys = Mapping[str, str]


@dataclass(eq=False)
class LotNotNamed(RuleError):
    """A number chosen after the count can be chosen to please somebody."""

    message = N_(
        "Equal votes on point %(number)s are decided by lot. Name the public number that draws it, "
        "such as the result of a lottery on a day after the vote."
    )
    number: str


@dataclass(eq=False)
class NoTie(RuleError):
    """Nothing is left to decide."""

    message = N_("There are no equal votes that this rule decides.")


@dataclass(eq=False)
class NumberNotKnown(RuleError):
    """The lottery has not been drawn, or nobody typed its result."""

    message = N_("Type the number that was named before the vote, as it was published.")
    field: ClassVar[str] = "number"


@dataclass(eq=False)
class StillEqual(RuleError):
    """The rule does not tell the candidates apart."""

    message = N_("This rule does not decide between them: only a second ballot can.")


def check_named(definition: Definition) -> None:
    """Refuse to freeze a lot whose number nobody has named."""
    for question in definition.questions:
        if question.tie is Tie.LOT and not definition.lot:
            raise LotNotNamed(question.number)


def by_lot(result_sha256: str, number: str, options: Iterable[str]) -> dict[str, str]:
    """The keys of a lot that anybody can draw again: SHA-256 of "result|number|option".

    result_sha256: of result.json, in hexadecimal
    number:        named before the vote and known only after it, such as a lottery's
    """
    return {
        one: hashlib.sha256(f"{result_sha256}|{number}|{one}".encode()).hexdigest()
        for one in options
    }


def by_seniority(since: Mapping[str, date]) -> dict[str, str]:
    """The keys of seniority: the day of the first share; equal days stay equal.

    since: of each option
    """
    return {one: day.isoformat() for one, day in since.items()}


def is_waiting(question: Question, counted: Mapping[str, Any]) -> bool:
    """Is there a tie that a scrutineer decides, by the rule of the question?"""
    return bool(counted.get("tie")) and question.tie in DECIDED_LATER


def undecided(question: Question, counted: Mapping[str, Any]) -> frozenset[str]:
    """Who may still be elected: those who are tied, or all but the elected where ranks move on."""
    tie = counted.get("tie")
    if not tie or question.tie is Tie.REJECTED:
        return frozenset()
    rest = question.ids if "rounds" in counted else tie["among"]
    out = {one["excluded"] for one in counted.get("rounds", ())}
    return frozenset(rest) - set(counted["elected"]) - out


def decide(question: Question, choices: Iterable[str], keys: Keys) -> dict[str, Any]:
    """The whole outcome with these keys; refused where they leave a tie.

    choices: the rows of the board
    """
    found = outcome(question, choices, keys)
    if found["tie"]:
        raise StillEqual
    return found


def told(
    definition: Definition,
    question: Question,
    result_sha256: str,
    number: str,
    keys: Keys,
    found: Mapping[str, Any],
) -> bytes:
    """The file of a decision, ``tie-q1.json``; docs/voting-format.md describes it."""
    return canonical(
        {
            "format": FORMAT,
            "poll": definition.poll,
            "question": question.id,
            "rule": question.tie.value,
            "result_sha256": result_sha256,
            "named": definition.lot if question.tie is Tie.LOT else "",
            "number": number,
            "keys": dict(keys),
            "outcome": found,
        }
    )


def file_name(question: Question) -> str:
    """The name of the published file of a decision."""
    return f"tie-{question.id}.json"


def to_order(question: Question, counted: Mapping[str, Any]) -> tuple[str, ...]:
    """The options that need a key: those who are tied, or all where votes move on."""
    return question.ids if "rounds" in counted else tuple(counted["tie"]["among"])


def completed(counted: Mapping[str, Any], decision: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """The outcome with what was decided about its tie, under ``decided``.

    decision: the content of ``tie-q1.json``; None where nothing was decided
    """
    if decision is None:
        return counted
    keys = decision["keys"]
    return {
        **decision["outcome"],
        "decided": {
            "rule": decision["rule"],
            "number": decision["number"],
            "order": sorted(keys, key=lambda one: keys[one]),
            "keys": keys,
            "tie": counted["tie"],
        },
    }


def vacant_seats(question: Question, counted: Mapping[str, Any]) -> int:
    """Seats that nobody gets: too few can be elected, or the rule rejects equal votes."""
    tie = counted.get("tie")
    if tie and question.tie is Tie.REJECTED:
        return int(tie["seats_left"])
    return int(counted.get("vacant", 0))
