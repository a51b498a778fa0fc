"""What a member submits, and what may become of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from domain.errors import N_, Msg, RuleError
from domain.money import Eur


class AssignmentStatus(StrEnum):
    """The life of an assignment, from the first word typed to the end."""

    DRAFT = "draft"
    SUBMITTED = "submitted"  # an adviser must look
    SENT_BACK = "sent_back"  # the member must change something
    ACCEPTED = "accepted"  # contracts are made
    CANCELLED = "cancelled"


ASSIGNMENT_STATUSES: Mapping[AssignmentStatus, Msg] = {
    AssignmentStatus.DRAFT: N_("Draft"),
    AssignmentStatus.SUBMITTED: N_("With your adviser"),
    AssignmentStatus.SENT_BACK: N_("Sent back to you"),
    AssignmentStatus.ACCEPTED: N_("Accepted"),
    AssignmentStatus.CANCELLED: N_("Cancelled"),
}

NEXT: Mapping[AssignmentStatus, frozenset[AssignmentStatus]] = {
    AssignmentStatus.DRAFT: frozenset(
        {AssignmentStatus.SUBMITTED, AssignmentStatus.ACCEPTED, AssignmentStatus.CANCELLED}
    ),
    AssignmentStatus.SUBMITTED: frozenset(
        {AssignmentStatus.DRAFT, AssignmentStatus.SENT_BACK, AssignmentStatus.ACCEPTED}
    ),
    AssignmentStatus.SENT_BACK: frozenset(
        {AssignmentStatus.SUBMITTED, AssignmentStatus.ACCEPTED, AssignmentStatus.CANCELLED}
    ),
    AssignmentStatus.ACCEPTED: frozenset({AssignmentStatus.CANCELLED}),
    # A draft put away by mistake comes back; what was sent once does not.
    AssignmentStatus.CANCELLED: frozenset({AssignmentStatus.DRAFT}),
}

EDITABLE = frozenset({AssignmentStatus.DRAFT, AssignmentStatus.SENT_BACK})


@dataclass(eq=False)
class ForbiddenAssignmentMove(RuleError):
    """The assignment is not in a state that allows this; often someone was faster."""

    message = N_("This assignment is “%(current)s”, so this can no longer be done. Look again.")
    current: Msg


def move_assignment(current: AssignmentStatus, to: AssignmentStatus) -> AssignmentStatus:
    """The new status, or a refusal."""
    if to not in NEXT[current]:
        raise ForbiddenAssignmentMove(ASSIGNMENT_STATUSES[current])
    return to


@dataclass(eq=False)
class WithoutAssignments(RuleError):
    """The unit works with its running budget only."""

    message = N_(
        "The unit “%(unit)s” uses the tool Activity: make an invoice or a contract there, "
        "or add the tool 3en1 to the unit."
    )
    unit: str


@dataclass(eq=False)
class NobodyThere(RuleError):
    """The address belongs to nobody who has an account."""

    message = N_("Nobody signs in here with this address. Check it, or ask them for an account.")
    field: ClassVar[str] = "email"


@dataclass(eq=False)
class ReasonMissing(RuleError):
    """The member must be told why."""

    message = N_("Say in a sentence what the member must change: they read it.")
    field: ClassVar[str] = "reason"


@dataclass(eq=False)
class AlreadyInvoiced(RuleError):
    """One assignment, one invoice."""

    message = N_("This assignment already has its invoice, %(number)s.")
    number: str


@dataclass(eq=False)
class InvoiceStands(RuleError):
    """Money is asked for this assignment."""

    message = N_(
        "Invoice %(number)s stands for this assignment. "
        "Credit it first, then cancel the assignment."
    )
    number: str


@dataclass(eq=False)
class WorkBegun(RuleError):
    """What was worked must be paid."""

    message = N_(
        "The contract of %(name)s has begun on %(first_day)s, so it can no longer be cancelled. "
        "Confirm the days worked, and ask your adviser what can be done."
    )
    name: str
    first_day: date


@dataclass(eq=False)
class MoneyMoved(RuleError):
    """Something was already paid with the money of the assignment."""

    message = N_(
        "%(amount)s of expenses was already claimed for this assignment. "
        "Ask your adviser before cancelling it."
    )
    amount: Eur
