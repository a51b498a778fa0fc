"""Which declaration is to be made next, and where it stands; nothing is ever “filed”."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.contract_life import AGREED, ContractStatus
from domain.errors import N_, Msg, RuleError


class DimonaAct(StrEnum):
    """What is declared."""

    IN = "in"
    CHANGE = "change"
    OUT = "out"
    CANCEL = "cancel"


DIMONA_ACTS: Mapping[DimonaAct, Msg] = {
    DimonaAct.IN: N_("Declare the work (IN)"),
    DimonaAct.CHANGE: N_("Change the declaration"),
    DimonaAct.OUT: N_("Declare the end (OUT)"),
    DimonaAct.CANCEL: N_("Cancel the declaration"),
}


class DimonaState(StrEnum):
    """Where the declaration of a contract stands, as far as anyone recorded it here."""

    NOT_YET = "not-yet"  # nothing binds both, so nothing is declared
    TO_DECLARE = "to-declare"
    RECORDED = "recorded"  # a person recorded the number of the receipt
    TO_CHANGE = "to-change"  # what was declared is no longer what was agreed
    TO_CANCEL = "to-cancel"
    NOTHING_LEFT = "nothing-left"  # cancelled, and no declaration stands


DIMONA_STATES: Mapping[DimonaState, Msg] = {
    DimonaState.NOT_YET: N_("Not agreed yet"),
    DimonaState.TO_DECLARE: N_("To declare"),
    DimonaState.RECORDED: N_("Receipt recorded"),
    DimonaState.TO_CHANGE: N_("To change"),
    DimonaState.TO_CANCEL: N_("To cancel"),
    DimonaState.NOTHING_LEFT: N_("Nothing declared"),
}

# An export changes nothing here: it is a list that somebody took along, kept with its day.
# A receipt that is recorded again corrects the number.
DIMONA_NEXT: Mapping[DimonaState, frozenset[DimonaState]] = {
    DimonaState.NOT_YET: frozenset(),
    DimonaState.TO_DECLARE: frozenset({DimonaState.RECORDED}),
    DimonaState.RECORDED: frozenset({DimonaState.RECORDED, DimonaState.TO_DECLARE}),
    DimonaState.TO_CHANGE: frozenset({DimonaState.RECORDED, DimonaState.TO_DECLARE}),
    DimonaState.TO_CANCEL: frozenset({DimonaState.NOTHING_LEFT}),
    DimonaState.NOTHING_LEFT: frozenset(),
}


@dataclass(eq=False)
class NothingToDeclare(RuleError):
    """Only a contract that was made is declared."""

    message = N_("This contract is not made yet, so there is nothing to declare.")


@dataclass(eq=False)
class NothingDeclared(RuleError):
    """A cancelled contract of which no declaration stands."""

    message = N_("This contract is cancelled and no declaration of it stands: nothing to record.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was agreed, and what of it was declared."""

    status: ContractStatus
    number: str | None  # of the receipt
    last_day: date | None  # None: open-ended
    told_last_day: date | None  # the end that was declared; None: not, or no longer what is agreed
    open_ended: bool = False  # an employment that goes on until somebody ends it


def act_due(told: Told) -> DimonaAct | None:
    """What somebody must declare now; None where nothing is left to declare.

    Source: docs/rules/dimona.md; an end given in the IN is not declared apart
    """
    if told.status is ContractStatus.CANCELLED:
        return DimonaAct.CANCEL if told.number else None
    if told.status not in AGREED:
        return None
    if not told.number:
        return DimonaAct.IN
    if told.last_day == told.told_last_day:
        return None
    if told.open_ended and told.told_last_day is None:
        return DimonaAct.OUT
    return DimonaAct.CHANGE


STATE_OF_ACT: Mapping[DimonaAct, DimonaState] = {
    DimonaAct.IN: DimonaState.TO_DECLARE,
    DimonaAct.CHANGE: DimonaState.TO_CHANGE,
    DimonaAct.OUT: DimonaState.TO_CHANGE,
    DimonaAct.CANCEL: DimonaState.TO_CANCEL,
}


def state(told: Told) -> DimonaState:
    """Where it stands."""
    due = act_due(told)
    if due is not None:
        return STATE_OF_ACT[due]
    if told.status is ContractStatus.CANCELLED:
        return DimonaState.NOTHING_LEFT
    return DimonaState.RECORDED if told.number else DimonaState.NOT_YET


def move_declaration(current: DimonaState, to: DimonaState) -> DimonaState:
    """The new state, if a declaration may take it."""
    if to not in DIMONA_NEXT[current]:
        raise NothingDeclared if current is DimonaState.NOTHING_LEFT else NothingToDeclare
    return to
