"""From the texts of choices to the outcome of a question, in the form that is published."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

from domain.voting import majority, ranked, seats, stv
from domain.voting.choices import BLANK, INVALID, valid
from domain.voting.definition import Question
from domain.voting.words import Method

Ballots = Mapping[str, int]
Keys = Mapping[str, str]  # of options: where votes are equal, the lowest comes first


def outcome(question: Question, choices: Iterable[str], keys: Keys | None = None) -> dict[str, Any]:
    """Count one question; docs/voting-format.md describes every field.

    choices: one text per ballot; what does not fit the question counts as invalid
    keys:    once a rule has decided between equal votes; see ``domain.voting.ties``
    """
    return outcome_of(question, Counter(choices), keys)


def outcome_of(
    question: Question, written: Mapping[str, int], keys: Keys | None = None
) -> dict[str, Any]:
    """The same from how often each text was written."""
    counted: Counter[str] = Counter()
    for choice, count in written.items():
        counted[valid(question, choice)] += count
    blank, invalid = counted.pop(BLANK, 0), counted.pop(INVALID, 0)
    found = COUNTS[question.method](question, counted, keys or {})
    return {**found, "blank": blank, "invalid": invalid}


def _majority(question: Question, ballots: Ballots, _keys: Keys) -> dict[str, Any]:
    yes, no, abstain = (ballots.get(answer, 0) for answer in "yna")
    assert question.majority is not None
    adopted = majority.is_adopted(question.majority, yes, no)
    return {"yes": yes, "no": no, "abstain": abstain, "adopted": adopted}


def _approval(question: Question, ballots: Ballots, keys: Keys) -> dict[str, Any]:
    votes = dict.fromkeys(question.ids, 0)
    for choice, count in ballots.items():
        for one in choice.split(";"):
            votes[one] += count
    return {"votes": votes, **_seats(seats.fill(votes, question.seats), keys)}


def _each(question: Question, ballots: Ballots, keys: Keys) -> dict[str, Any]:
    said = {answer: dict.fromkeys(question.ids, 0) for answer in "yn"}
    for choice, count in ballots.items():
        for part in choice.split(";"):
            one, _mark, answer = part.partition("=")
            said[answer][one] += count
    yes, no = said["y"], said["n"]
    able = {one for one in yes if yes[one] > no[one]}
    return {"yes": yes, "no": no, **_seats(seats.fill(yes, question.seats, eligible=able), keys)}


def _seats(counted: seats.Seats, keys: Keys) -> dict[str, Any]:
    found = seats.settled(counted, keys) if keys else counted
    tie = found.tie and {"among": list(found.tie.among), "seats_left": found.tie.seats_left}
    return {"elected": list(found.elected), "tie": tie, "vacant": found.vacant}


def _schulze(question: Question, ballots: Ballots, _keys: Keys) -> dict[str, Any]:
    found = ranked.schulze(question.ids, ballots)
    return {
        "pairwise": {f"{a}>{b}": count for (a, b), count in found.pairwise.items()},
        "paths": {f"{a}>{b}": width for (a, b), width in found.paths.items()},
        **_tiers(found.ranking),
    }


def _borda(question: Question, ballots: Ballots, _keys: Keys) -> dict[str, Any]:
    found = ranked.borda(question.ids, ballots)
    return {
        "points": {one: _exact(sum_) for one, sum_ in found.points.items()},
        **_tiers(found.ranking),
    }


def _points(question: Question, ballots: Ballots, _keys: Keys) -> dict[str, Any]:
    sums = dict.fromkeys(question.ids, 0)
    for choice, count in ballots.items():
        for part in choice.split(";"):
            one, _mark, given = part.partition(":")
            sums[one] += count * int(given)
    return {"points": sums, **_tiers(ranked.by_score(question.ids, lambda one: sums[one]))}


def _stv(question: Question, ballots: Ballots, keys: Keys) -> dict[str, Any]:
    found = stv.transferable(question.ids, ballots, question.seats, keys)
    left = question.seats - len(found.elected)
    tie = {"among": list(found.tied), "seats_left": left} if found.tied else None
    return {
        "quota": found.quota,
        "rounds": [
            {
                "votes": {
                    one: _exact(Fraction(sum_, stv.PRECISION)) for one, sum_ in each.votes.items()
                },
                "elected": list(each.elected),
                "excluded": each.excluded,
            }
            for each in found.rounds
        ],
        "elected": list(found.elected),
        "tie": tie,
        "vacant": 0 if tie else left,
    }


def _tiers(ranking: ranked.Tiers) -> dict[str, Any]:
    return {"ranking": [list(tier) for tier in ranking], "winners": list(ranking[0])}


def _exact(value: Fraction) -> int | str:
    """A whole number, else a fraction in its lowest terms: 3/2."""
    return value.numerator if value.denominator == 1 else str(value)


COUNTS: Mapping[Method, Callable[[Question, Ballots, Keys], dict[str, Any]]] = {
    Method.MAJORITY: _majority,
    Method.APPROVAL: _approval,
    Method.EACH: _each,
    Method.SCHULZE: _schulze,
    Method.BORDA: _borda,
    Method.POINTS: _points,
    Method.STV: _stv,
}
