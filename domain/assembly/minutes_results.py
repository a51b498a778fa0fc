"""Published results in the words of the minutes."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.assembly.minutes_sheet import Count, Result
from domain.voting.words import Kind, Majority, Method


def result_of(question: Mapping[str, Any], outcome: Mapping[str, Any]) -> Result:
    """A published outcome in the words of the minutes; docs/voting-format.md has its JSON."""
    majority = question["majority"]
    tie = outcome.get("tie")
    return Result(
        kind=Kind(question["kind"]),
        method=Method(question["method"]),
        majority=Majority(majority) if majority else None,
        yes=outcome["yes"] if majority else 0,
        no=outcome["no"] if majority else 0,
        abstain=outcome.get("abstain", 0),
        blank=outcome["blank"],
        invalid=outcome["invalid"],
        adopted=outcome.get("adopted"),
        seats=question["seats"],
        vacant=outcome.get("vacant", 0),
        tied=bool(tie),
        counts=() if majority else _counts(question, outcome),
    )


def _counts(question: Mapping[str, Any], outcome: Mapping[str, Any]) -> tuple[Count, ...]:
    """Each option with what it got, the most first; of a ranking, in its order."""
    labels = {option["id"]: dict(option["label"]) for option in question["options"]}
    chosen = set(outcome.get("elected", outcome.get("winners", ())))
    no = outcome.get("no", {}) if question["method"] == Method.EACH else {}
    return tuple(
        Count(
            label=labels[one],
            votes=votes,
            elected=one in chosen,
            no=no.get(one, 0) if question["method"] == Method.EACH else None,
        )
        for one, votes in _ordered(question, outcome, list(labels))
    )


def _ordered(
    question: Mapping[str, Any], outcome: Mapping[str, Any], ids: Sequence[str]
) -> list[tuple[str, str]]:
    """Options and their figures: votes, yes, points, or the place of a ranking."""
    method = question["method"]
    if method in {Method.APPROVAL, Method.EACH}:
        votes = outcome["votes" if method == Method.APPROVAL else "yes"]
        ranked = sorted(ids, key=lambda one: (-votes.get(one, 0), int(one)))
        return [(one, str(votes.get(one, 0))) for one in ranked]
    if method == Method.STV:
        order = list(outcome["elected"])
        rest = [one for one in ids if one not in order]
        places = [(one, str(place)) for place, one in enumerate(order, 1)]
        return [*places, *((one, "–") for one in rest)]
    points = outcome.get("points")
    placed, place = [], 1
    for tier in outcome["ranking"]:
        placed += [(one, str(points[one]) if points else str(place)) for one in tier]
        place += len(tier)
    return placed
