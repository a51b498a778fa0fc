"""Published results as people read them, in every language: on a screen, a page or paper."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.assembly.minutes_sheet import QuorumCheck
from domain.errors import N_
from domain.voting.definition import Question, Words
from domain.voting.lines import MEASURES
from domain.voting.ties import undecided, vacant_seats
from domain.voting.words import MAJORITIES, METHODS, TIES, Kind, Method, Tie
from web.i18n import LOCALES
from web.models.poll import Poll
from web.queries.publication import outcomes, result_of
from web.queries.result_bars import Bar, bars, said

Outcome = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownResult:
    """One question and its outcome."""

    id: str
    number: str
    title: Words
    kind: Kind
    method: Method
    adopted: bool | None  # None: an election, a preference, or too few for a decision
    verdict: Words  # the outcome in a sentence
    remarks: tuple[Words, ...]  # the rule, equal votes, seats that stay vacant, the quorum
    measure: Words  # what the figures of the bars are
    bars: tuple[Bar, ...]
    abstain: int | None
    blank: int
    invalid: int
    elected: tuple[Words, ...]  # the sure ones, most votes first
    tied: tuple[Words, ...]  # those between whom the tie rule decides
    quorum: QuorumCheck | None  # None: there is none, or it cannot be known any more


def listed(names: tuple[Words, ...]) -> Words:
    """Names one after the other."""
    return {code: ", ".join(name[code] for name in names) for code in LOCALES}


def shown_results(
    poll: Poll, quorums: Mapping[str, QuorumCheck] | None = None
) -> tuple[ShownResult, ...]:
    """Every question of a published poll, in the order of the agenda.

    quorums: by the number of the agenda point, where they are known
    """
    known, counted = quorums or {}, int(result_of(poll)["counted"])
    return tuple(
        shown_result(question, outcome, counted, known.get(question.number))
        for question, outcome in outcomes(poll)
    )


def shown_result(
    question: Question, outcome: Outcome, counted: int, quorum: QuorumCheck | None = None
) -> ShownResult:
    """One question.

    counted: the ballots on the board
    """
    labels = {option.id: option.label for option in question.options}
    elected = tuple(labels[one] for one in outcome.get("elected", ()))
    tie = outcome.get("tie") or outcome.get("decided", {}).get("tie") or {}
    tied = tuple(labels[one] for one in tie.get("among", ()))
    enough = quorum is None or quorum.reached
    return ShownResult(
        id=question.id,
        number=question.number,
        title=question.title,
        kind=question.kind,
        method=question.method,
        adopted=outcome.get("adopted") if enough else None,
        verdict=_verdict(question, outcome, labels) if enough else said(UNDECIDED),
        remarks=tuple(_remarks(question, outcome, tied, quorum)),
        measure=said(MEASURES[question.method]),
        bars=tuple(bars(question, outcome, counted)),
        abstain=outcome.get("abstain"),
        blank=outcome["blank"],
        invalid=outcome["invalid"],
        elected=elected if enough else (),
        tied=tied,
        quorum=quorum,
    )


SINCE = N_("%(name)s (since %(day)s)")
NOBODY, NOBODY_YET = N_("Nobody is elected"), N_("Nobody is elected yet")
UNDECIDED = N_("Not decided: too few are present or represented")
VERDICTS = {True: N_("Adopted"), False: N_("Rejected")}


def _decision(question: Question, decided: Mapping[str, Any]) -> Words:
    """Who comes first by the rule, and what anybody needs to see that it is so."""
    labels = {option.id: option.label for option in question.options}
    if decided["rule"] == Tie.LOT:
        names = tuple(labels[one] for one in decided["order"])
        order = N_("Drawn with the number %(number)s, in this order: %(names)s")
        return said(order, number=decided["number"], names=listed(names))
    days = {one: date.fromisoformat(day) for one, day in decided["keys"].items()}
    names = tuple(
        said(SINCE, name=labels[one], day=days[one].strftime("%d/%m/%Y"))
        for one in decided["order"]
    )
    return said(N_("Shareholders for the longest time first: %(names)s"), names=listed(names))


def _verdict(question: Question, outcome: Outcome, labels: Mapping[str, Words]) -> Words:
    """Adopted or not, who is elected, what comes first."""
    if question.method is Method.MAJORITY:
        return said(VERDICTS[outcome["adopted"]])
    if "elected" in outcome:
        elected = tuple(labels[one] for one in outcome["elected"])
        if not elected:
            return said(NOBODY_YET if undecided(question, outcome) else NOBODY)
        return said(N_("Elected: %(names)s"), names=listed(elected))
    first = tuple(labels[one] for one in outcome["winners"])
    if len(first) == 1:
        return said(N_("First: %(name)s"), name=first[0])
    if len(first) == len(labels):
        return said(N_("No option comes before another"))
    return said(N_("Equal in the first place: %(names)s"), names=listed(first))


def _remarks(
    question: Question, outcome: Outcome, tied: tuple[Words, ...], quorum: QuorumCheck | None
) -> Iterator[Words]:
    """What decided besides the votes."""
    if question.majority is not None:
        yield said(MAJORITIES[question.majority])
        if outcome["yes"] == outcome["no"] != 0:
            yield said(TIES[question.tie])
    else:
        yield said(METHODS[question.method])
    if "quota" in outcome:
        yield said(N_("Quota for a seat: %(quota)s votes"), quota=outcome["quota"])
    if tied:
        left = (outcome["tie"] or outcome["decided"]["tie"])["seats_left"]
        yield said(
            N_("Equal votes for the seats that are left (%(seats)s): %(names)s"),
            seats=left,
            names=listed(tied),
        )
        yield said(TIES[question.tie])
    if "decided" in outcome:
        yield _decision(question, outcome["decided"])
    if vacant := vacant_seats(question, outcome):
        yield said(N_("Seats that stay vacant: %(count)s"), count=vacant)
    if quorum is not None and quorum.needed:
        reached = N_("Quorum reached: %(counted)s, where %(needed)s are needed")
        missed = N_("Quorum not reached: %(counted)s, where %(needed)s are needed")
        yield said(
            reached if quorum.reached else missed, counted=quorum.counted, needed=quorum.needed
        )
