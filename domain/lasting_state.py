"""How open-ended employment stands on a day."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from domain.contract_life import CONTRACT_STATUSES, ContractStatus
from domain.errors import N_, Msg


class State(StrEnum):
    """How an agreement stands on a day."""

    OFFERED = "offered"
    PLANNED = "planned"  # accepted, begins later
    GOING_ON = "going-on"
    ENDING = "ending"  # its last day is known
    OVER = "over"
    DECLINED = "declined"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"


LASTING_STATES: Mapping[State, Msg] = {
    State.OFFERED: CONTRACT_STATUSES[ContractStatus.OFFERED],
    State.PLANNED: N_("Begins later"),
    State.GOING_ON: N_("In force"),
    State.ENDING: N_("Last day known"),
    State.OVER: N_("Ended"),
    State.DECLINED: CONTRACT_STATUSES[ContractStatus.DECLINED],
    State.LAPSED: CONTRACT_STATUSES[ContractStatus.LAPSED],
    State.CANCELLED: CONTRACT_STATUSES[ContractStatus.CANCELLED],
}
LIVE = (State.OFFERED, State.PLANNED, State.GOING_ON, State.ENDING)


def state_of(status: ContractStatus, first_day: date, last_day: date | None, today: date) -> State:
    """How it stands; an offer whose first day has come is over, whoever wrote that down."""
    if status is ContractStatus.OFFERED and first_day <= today:
        return State.LAPSED
    if status is not ContractStatus.MADE:
        return State(status.value)
    if last_day is not None and last_day < today:
        return State.OVER
    if first_day > today:
        return State.PLANNED
    return State.GOING_ON if last_day is None else State.ENDING
