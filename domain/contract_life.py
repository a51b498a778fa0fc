"""The life of a contract of employment: from the proposal to the payslip that closes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.errors import N_, Msg, RuleError


class ContractStatus(StrEnum):
    """Where a contract of employment is in its life."""

    PROPOSED = "proposed"  # hangs together with an assignment that is not accepted yet
    OFFERED = "offered"  # waits for the worker's answer
    MADE = "made"  # accepted by both: binding
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    LAPSED = "lapsed"  # nobody answered before the first day
    CANCELLED = "cancelled"


CONTRACT_STATUSES: Mapping[ContractStatus, Msg] = {
    ContractStatus.PROPOSED: N_("Proposed"),
    ContractStatus.OFFERED: N_("Offered"),
    ContractStatus.MADE: N_("Made"),
    ContractStatus.CONFIRMED: N_("Work confirmed"),
    ContractStatus.DECLINED: N_("Declined"),
    ContractStatus.LAPSED: N_("Not answered in time"),
    ContractStatus.CANCELLED: N_("Cancelled"),
}

CONTRACT_NEXT: Mapping[ContractStatus, frozenset[ContractStatus]] = {
    ContractStatus.PROPOSED: frozenset(
        {ContractStatus.OFFERED, ContractStatus.MADE, ContractStatus.CANCELLED}
    ),
    ContractStatus.OFFERED: frozenset(
        {
            ContractStatus.MADE,
            ContractStatus.DECLINED,
            ContractStatus.LAPSED,
            ContractStatus.CANCELLED,
        }
    ),
    ContractStatus.MADE: frozenset({ContractStatus.CONFIRMED, ContractStatus.CANCELLED}),
    ContractStatus.CONFIRMED: frozenset(),  # the net is due from here on
    ContractStatus.DECLINED: frozenset(),
    ContractStatus.LAPSED: frozenset(),
    ContractStatus.CANCELLED: frozenset(),
}

AGREED = (ContractStatus.MADE, ContractStatus.CONFIRMED)  # binding on both
WAITING = (ContractStatus.PROPOSED, ContractStatus.OFFERED)  # somebody has still to say yes
PROMISED = (*WAITING, ContractStatus.MADE)  # its budget is kept for it
ENDED = (ContractStatus.DECLINED, ContractStatus.LAPSED, ContractStatus.CANCELLED)  # for nothing


@dataclass(eq=False)
class ForbiddenContractMove(RuleError):
    """A contract does not go from this status to that one."""

    message = N_("A contract cannot go from “%(current)s” to “%(to)s”.")
    current: Msg
    to: Msg


def move_contract(current: ContractStatus, to: ContractStatus) -> ContractStatus:
    """The new status, if a contract may take it."""
    if to not in CONTRACT_NEXT[current]:
        raise ForbiddenContractMove(CONTRACT_STATUSES[current], CONTRACT_STATUSES[to])
    return to


class Stage(StrEnum):
    """The steps that people see, in order: what was done, what comes next."""

    DRAFT = "draft"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLARED = "declared"
    WORKED = "worked"
    CLOSED = "closed"


STAGES: Mapping[Stage, Msg] = {
    Stage.DRAFT: N_("Drawn up"),
    Stage.OFFERED: N_("Offered"),
    Stage.ACCEPTED: N_("Accepted by the worker"),
    Stage.DECLARED: N_("Declared"),
    Stage.WORKED: N_("Worked"),
    Stage.CLOSED: N_("On the payslip"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known of a contract, as far as its life is concerned."""

    status: ContractStatus
    first_day: date
    declared: bool  # the number of a Dimona receipt is recorded
    closed: bool = False  # the payslips of all its months are closed

    def undeclared_at_work(self, today: date) -> bool:
        """Red for everyone concerned: the work starts today or has started, without a number."""
        return self.status in AGREED and not self.declared and self.first_day <= today

    @property
    def reached(self) -> frozenset[Stage]:
        """The steps that are behind it; declared may come after worked, and is then late."""
        found = {Stage.DRAFT}
        if self.status is not ContractStatus.PROPOSED:
            found.add(Stage.OFFERED)
        if self.status in AGREED:
            found.add(Stage.ACCEPTED)
        if self.declared:
            found.add(Stage.DECLARED)
        if self.status is ContractStatus.CONFIRMED:
            found.add(Stage.WORKED)
        if self.closed:
            found.add(Stage.CLOSED)
        return frozenset(found)
