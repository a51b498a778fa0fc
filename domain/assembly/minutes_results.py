"""Published results as the minutes keep them: the lines of the page of results, frozen."""

from collections.abc import Mapping
from typing import Any

from domain.assembly.minutes_sheet import Count, Result, Settled
from domain.voting.definition import Question
from domain.voting.lines import lines
from domain.voting.ties import undecided, vacant_seats
from domain.voting.words import Method, Tie


def result_of(question: Question, outcome: Mapping[str, Any], counted: int) -> Result:
    """A published outcome; docs/voting-format.md has its JSON.

    counted: the ballots on the board
    """
    is_majority = question.method is Method.MAJORITY
    return Result(
        kind=question.kind,
        method=question.method,
        majority=question.majority,
        yes=outcome["yes"] if is_majority else 0,
        no=outcome["no"] if is_majority else 0,
        abstain=outcome.get("abstain", 0),
        blank=outcome["blank"],
        invalid=outcome["invalid"],
        adopted=outcome.get("adopted"),
        seats=question.seats,
        vacant=vacant_seats(question, outcome),
        tied=bool(undecided(question, outcome)),
        settled=_settled(question, outcome),
        counts=() if is_majority else _counts(question, outcome, counted),
    )


def _settled(question: Question, outcome: Mapping[str, Any]) -> Settled | None:
    if "decided" not in outcome:
        return None
    decided = outcome["decided"]
    labels = {option.id: dict(option.label) for option in question.options}
    order = tuple(labels[one] for one in decided["order"])
    return Settled(rule=Tie(decided["rule"]), number=decided["number"], order=order)


def _counts(question: Question, outcome: Mapping[str, Any], counted: int) -> tuple[Count, ...]:
    """Each option with what it got, as on every page."""
    return tuple(
        Count(
            label=dict(line.name),
            votes=str(line.figure),
            elected=line.chosen,
            no=line.against,
            percent=line.percent,
            place=line.place,
        )
        for line in lines(question, outcome, counted)
        if isinstance(line.name, Mapping)
    )
