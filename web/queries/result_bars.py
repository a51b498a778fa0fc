"""The bars of a published result: what each answer, candidate or option got."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from flask_babel import force_locale, gettext

from domain.errors import N_, Msg
from domain.voting.definition import Question, Words
from domain.voting.percent import percent
from domain.voting.words import Method
from web.i18n import LOCALES

Outcome = Mapping[str, Any]
YES, NO = N_("Yes"), N_("No")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """An answer, a candidate or an option, and what it got."""

    name: Words
    figure: int | str  # exact: 12, or "3/2"
    of_whole: Decimal  # the part of the longest possible bar, from 0 to 1
    percent: Decimal | None = None  # rounded as everywhere
    against: int | None = None  # the no votes, where each candidate gets yes or no
    place: int | None = None  # in a ranking
    chosen: bool = False  # elected, or first of a ranking


def said(message: Msg, **facts: Any) -> Words:
    """A sentence in every language; a fact in several languages is said in each of its own."""
    found = {}
    for code, name in LOCALES.items():
        with force_locale(name):
            here = {
                key: fact[code] if isinstance(fact, Mapping) else fact
                for key, fact in facts.items()
            }
            found[code] = gettext(message) % here
    return found


def _part(part: int | str, whole: Fraction | int) -> tuple[Decimal, Decimal | None]:
    """The length of a bar, and the percentage beside it."""
    share = Fraction(part) / whole if whole else Fraction(0)
    length = Decimal(share.numerator) / share.denominator
    return length, percent(share.numerator, share.denominator) if whole else None


def _majority_bars(_question: Question, outcome: Outcome, _valid: int) -> Iterator[Bar]:
    whole = outcome["yes"] + outcome["no"]
    for name, votes in ((YES, outcome["yes"]), (NO, outcome["no"])):
        length, share = _part(votes, whole)
        yield Bar(name=said(name), figure=votes, of_whole=length, percent=share)


def _approval_bars(question: Question, outcome: Outcome, valid: int) -> Iterator[Bar]:
    for option in sorted(question.options, key=lambda one: -outcome["votes"][one.id]):
        votes = outcome["votes"][option.id]
        length, share = _part(votes, valid)
        chosen = option.id in outcome["elected"]
        yield Bar(name=option.label, figure=votes, of_whole=length, percent=share, chosen=chosen)


def _each_bars(question: Question, outcome: Outcome, _valid: int) -> Iterator[Bar]:
    for option in sorted(question.options, key=lambda one: -outcome["yes"][one.id]):
        yes, no = outcome["yes"][option.id], outcome["no"][option.id]
        length, share = _part(yes, yes + no)
        yield Bar(
            name=option.label,
            figure=yes,
            of_whole=length,
            percent=share,
            against=no,
            chosen=option.id in outcome["elected"],
        )


def _stv_bars(question: Question, outcome: Outcome, _valid: int) -> Iterator[Bar]:
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
        yield Bar(
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


def _schulze_bars(question: Question, outcome: Outcome, _valid: int) -> Iterator[Bar]:
    duels, others = outcome["pairwise"], len(question.options) - 1
    for place, one, name in _ranked(question, outcome):
        won = sum(
            duels[f"{one}>{other}"] > duels[f"{other}>{one}"]
            for other in question.ids
            if other != one
        )
        length, _share = _part(won, others)
        chosen = one in outcome["winners"]
        yield Bar(name=name, figure=won, of_whole=length, place=place, chosen=chosen)


def _points_bars(question: Question, outcome: Outcome, _valid: int) -> Iterator[Bar]:
    points = outcome["points"]
    whole = sum(map(Fraction, points.values()), Fraction(0))
    for place, one, name in _ranked(question, outcome):
        length, share = _part(points[one], whole)
        yield Bar(
            name=name,
            figure=points[one],
            of_whole=length,
            percent=share,
            place=place,
            chosen=one in outcome["winners"],
        )


BARS: Mapping[Method, Callable[[Question, Outcome, int], Iterator[Bar]]] = {
    Method.MAJORITY: _majority_bars,
    Method.APPROVAL: _approval_bars,
    Method.EACH: _each_bars,
    Method.SCHULZE: _schulze_bars,
    Method.BORDA: _points_bars,
    Method.POINTS: _points_bars,
    Method.STV: _stv_bars,
}
