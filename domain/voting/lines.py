"""What each answer, candidate or option got: the same lines on page, screen, paper and file."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from domain.errors import N_, Msg
from domain.voting.definition import Question, Words
from domain.voting.percent import percent
from domain.voting.words import Method

Outcome = Mapping[str, Any]
YES, NO = N_("Yes"), N_("No")

MEASURES: Mapping[Method, Msg] = {
    Method.MAJORITY: N_("Share of yes and no; abstentions and blanks count for neither"),
    Method.APPROVAL: N_("Share of the ballots that chose somebody"),
    Method.EACH: N_("Yes votes, and their share of yes and no"),
    Method.SCHULZE: N_("Comparisons won, two by two"),
    Method.BORDA: N_("Points, and their share of all points"),
    Method.POINTS: N_("Points, and their share of all points"),
    Method.STV: N_("First choices, and their share"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An answer, a candidate or an option, and what it got."""

    name: Words | Msg  # yes and no are said in the reader's language
    figure: int | str  # exact: 12, or "3/2"
    of_whole: Decimal  # the part of the longest possible bar, from 0 to 1
    percent: Decimal | None = None  # rounded as everywhere
    against: int | None = None  # the no votes, where each candidate gets yes or no
    place: int | None = None  # in a ranking
    chosen: bool = False  # elected, or first of a ranking


def lines(question: Question, outcome: Outcome, counted: int) -> tuple[Line, ...]:
    """The lines of one question, the most first.

    counted: the ballots on the board
    """
    valid = counted - outcome["blank"] - outcome["invalid"]
    return tuple(LINES[question.method](question, outcome, valid))


def _part(part: int | str, whole: Fraction | int) -> tuple[Decimal, Decimal | None]:
    """The length of a bar, and the percentage beside it."""
    share = Fraction(part) / whole if whole else Fraction(0)
    length = Decimal(share.numerator) / share.denominator
    return length, percent(share.numerator, share.denominator) if whole else None


def _majority_lines(_question: Question, outcome: Outcome, _valid: int) -> Iterator[Line]:
    whole = outcome["yes"] + outcome["no"]
    for name, votes in ((YES, outcome["yes"]), (NO, outcome["no"])):
        length, share = _part(votes, whole)
        yield Line(name=name, figure=votes, of_whole=length, percent=share)


def _approval_lines(question: Question, outcome: Outcome, valid: int) -> Iterator[Line]:
    for option in sorted(question.options, key=lambda one: -outcome["votes"][one.id]):
        votes = outcome["votes"][option.id]
        length, share = _part(votes, valid)
        chosen = option.id in outcome["elected"]
        yield Line(name=option.label, figure=votes, of_whole=length, percent=share, chosen=chosen)


def _each_lines(question: Question, outcome: Outcome, _valid: int) -> Iterator[Line]:
    for option in sorted(question.options, key=lambda one: -outcome["yes"][one.id]):
        yes, no = outcome["yes"][option.id], outcome["no"][option.id]
        length, share = _part(yes, yes + no)
        yield Line(
            name=option.label,
            figure=yes,
            of_whole=length,
            percent=share,
            against=no,
            chosen=option.id in outcome["elected"],
        )


def _stv_lines(question: Question, outcome: Outcome, _valid: int) -> Iterator[Line]:
    """The elected in the order of their election, then the others by first choices."""
    first = outcome["rounds"][0]["votes"] if outcome["rounds"] else {}
    votes = {one: first.get(one, 0) for one in question.ids}
    whole = sum(map(Fraction, votes.values()), Fraction(0))
    order = {one: place for place, one in enumerate(outcome["elected"])}
    last = len(order)
    for option in sorted(
        question.options, key=lambda one: (order.get(one.id, last), -Fraction(votes[one.id]))
    ):
        length, share = _part(votes[option.id], whole)
        yield Line(
            name=option.label,
            figure=votes[option.id],
            of_whole=length,
            percent=share,
            chosen=option.id in order,
        )


def _ranked(question: Question, outcome: Outcome) -> Iterator[tuple[int, str, Words]]:
    """The place, the option and its name, as the ranking has them."""
    labels, place = {option.id: option.label for option in question.options}, 1
    for tier in outcome["ranking"]:
        for one in tier:
            yield place, one, labels[one]
        place += len(tier)


def _schulze_lines(question: Question, outcome: Outcome, _valid: int) -> Iterator[Line]:
    duels, others = outcome["pairwise"], len(question.options) - 1
    for place, one, name in _ranked(question, outcome):
        won = sum(
            duels[f"{one}>{other}"] > duels[f"{other}>{one}"]
            for other in question.ids
            if other != one
        )
        length, _share = _part(won, others)
        chosen = one in outcome["winners"]
        yield Line(name=name, figure=won, of_whole=length, place=place, chosen=chosen)


def _points_lines(question: Question, outcome: Outcome, _valid: int) -> Iterator[Line]:
    points = outcome["points"]
    whole = sum(map(Fraction, points.values()), Fraction(0))
    for place, one, name in _ranked(question, outcome):
        length, share = _part(points[one], whole)
        yield Line(
            name=name,
            figure=points[one],
            of_whole=length,
            percent=share,
            place=place,
            chosen=one in outcome["winners"],
        )


LINES: Mapping[Method, Callable[[Question, Outcome, int], Iterator[Line]]] = {
    Method.MAJORITY: _majority_lines,
    Method.APPROVAL: _approval_lines,
    Method.EACH: _each_lines,
    Method.SCHULZE: _schulze_lines,
    Method.BORDA: _points_lines,
    Method.POINTS: _points_lines,
    Method.STV: _stv_lines,
}
