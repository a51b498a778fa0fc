"""What a member submits, and what may become of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.errors import N_, Msg, RuleError


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
    AssignmentStatus.CANCELLED: frozenset(),
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
