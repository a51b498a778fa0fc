"""Standing for the board: who may, until when, and what a candidacy says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from domain.assembly.words import CandidacyState
from domain.errors import N_, Msg, RuleError

LONGEST_STATEMENT = 3000  # signs per language: two minutes of reading

CANDIDACY_STATES: Mapping[CandidacyState, Msg] = {
    CandidacyState.DRAFT: N_("Not sent yet"),
    CandidacyState.SUBMITTED: N_("Sent, to be checked by the office"),
    CandidacyState.ACCEPTED: N_("On the list"),
    CandidacyState.REFUSED: N_("Refused"),
    CandidacyState.WITHDRAWN: N_("Withdrawn"),
    CandidacyState.ELECTED: N_("Elected"),
    CandidacyState.NOT_ELECTED: N_("Not elected"),
}

MOVES: Mapping[CandidacyState, frozenset[CandidacyState]] = {
    CandidacyState.DRAFT: frozenset({CandidacyState.SUBMITTED, CandidacyState.WITHDRAWN}),
    CandidacyState.SUBMITTED: frozenset(
        {CandidacyState.ACCEPTED, CandidacyState.REFUSED, CandidacyState.WITHDRAWN}
    ),
    CandidacyState.ACCEPTED: frozenset(
        {CandidacyState.WITHDRAWN, CandidacyState.ELECTED, CandidacyState.NOT_ELECTED}
    ),
    CandidacyState.REFUSED: frozenset(),
    CandidacyState.WITHDRAWN: frozenset({CandidacyState.DRAFT}),
    CandidacyState.ELECTED: frozenset(),
    CandidacyState.NOT_ELECTED: frozenset(),
}
STANDING = frozenset({CandidacyState.SUBMITTED, CandidacyState.ACCEPTED})


@dataclass(eq=False)
class CandidacyMoved(RuleError):
    """Somebody decided in the meantime."""

    message = N_("This candidacy has changed in the meantime: %(state)s.")
    state: Msg


@dataclass(eq=False)
class TooLateToStand(RuleError):
    """The list of candidates is part of what people prepare with."""

    message = N_("Candidates could make themselves known up to %(until)s.")
    until: date


@dataclass(eq=False)
class NothingSaid(RuleError):
    """People cannot choose somebody who says nothing."""

    message = N_("Say in at least one language why you stand.")
    field: ClassVar[str] = "fr"


@dataclass(eq=False)
class ListClosed(RuleError):
    """The ballot is fixed: nobody comes or goes any more."""

    message = N_("The ballot is fixed. The list of candidates can no longer change.")


@dataclass(eq=False)
class NotAShareholderYet(RuleError):
    """Only owners sit on the board."""

    message = N_("Only a shareholder can stand for the board.")


def move(before: CandidacyState, after: CandidacyState) -> CandidacyState:
    """The new state, or a refusal if it does not follow from the one before."""
    if after not in MOVES[before]:
        raise CandidacyMoved(CANDIDACY_STATES[before])
    return after


def check_in_time(now: datetime, until: datetime | None, *, day: date) -> None:
    """Refuse a candidacy after the announced end.

    until: None where the assembly sets none
    day:   of ``until``, as people write it
    """
    if until is not None and now >= until:
        raise TooLateToStand(day)


def check_statement(statements: Mapping[str, str]) -> None:
    """Refuse an empty statement."""
    if not any(text.strip() for text in statements.values()):
        raise NothingSaid
