"""Expense notes: kinds and life."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.errors import N_, Msg, RuleError


class ExpenseKind(StrEnum):
    """What the money was spent on."""

    TRAVEL = "travel"
    KILOMETRES = "kilometres"
    MEALS = "meals"
    EQUIPMENT = "equipment"
    MATERIAL = "material"
    TRAINING = "training"
    TELECOM = "telecom"
    PREMISES = "premises"
    OTHER = "other"


EXPENSE_KINDS: Mapping[ExpenseKind, Msg] = {
    ExpenseKind.TRAVEL: N_("Travel and overnight stay"),
    ExpenseKind.KILOMETRES: N_("Kilometres with your own vehicle"),
    ExpenseKind.MEALS: N_("Meals"),
    ExpenseKind.EQUIPMENT: N_("Equipment"),
    ExpenseKind.MATERIAL: N_("Material and supplies"),
    ExpenseKind.TRAINING: N_("Training and books"),
    ExpenseKind.TELECOM: N_("Telephone and internet"),
    ExpenseKind.PREMISES: N_("Workspace"),
    ExpenseKind.OTHER: N_("Other"),
}


class ExpenseStatus(StrEnum):
    """Where an expense note is in its life; “paid” follows from the transfers."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    APPROVED = "approved"


EXPENSE_STATUSES: Mapping[ExpenseStatus, Msg] = {
    ExpenseStatus.DRAFT: N_("Draft"),
    ExpenseStatus.SUBMITTED: N_("With your adviser"),
    ExpenseStatus.SENT_BACK: N_("Sent back to you"),
    ExpenseStatus.APPROVED: N_("Approved"),
}
PAID = N_("Paid")

EXPENSE_NEXT: Mapping[ExpenseStatus, frozenset[ExpenseStatus]] = {
    ExpenseStatus.DRAFT: frozenset({ExpenseStatus.SUBMITTED}),
    ExpenseStatus.SUBMITTED: frozenset(
        {ExpenseStatus.DRAFT, ExpenseStatus.SENT_BACK, ExpenseStatus.APPROVED}
    ),
    ExpenseStatus.SENT_BACK: frozenset({ExpenseStatus.SUBMITTED}),
    ExpenseStatus.APPROVED: frozenset(),
}

EXPENSE_EDITABLE = frozenset({ExpenseStatus.DRAFT, ExpenseStatus.SENT_BACK})


@dataclass(eq=False)
class ForbiddenExpenseMove(RuleError):
    """The note is not in a state that allows this; often someone was faster."""

    message = N_("This expense note is “%(current)s”, so this can no longer be done. Look again.")
    current: Msg


@dataclass(eq=False)
class NoPurse(RuleError):
    """Neither the running budget nor an assignment can pay."""

    message = N_(
        "Choose what pays these expenses: an accepted assignment, or the budget of your Activity."
    )


@dataclass(eq=False)
class OwnNote(RuleError):
    """Nobody decides on their own money."""

    message = N_("This is your own expense note. Someone else must decide on it.")


def move_expense(current: ExpenseStatus, to: ExpenseStatus) -> ExpenseStatus:
    """The new status, or a refusal."""
    if to not in EXPENSE_NEXT[current]:
        raise ForbiddenExpenseMove(EXPENSE_STATUSES[current])
    return to


def status_label(status: ExpenseStatus, *, paid: bool) -> Msg:
    """The status in words; an approved note is “paid” once its transfer is sent."""
    return PAID if paid and status is ExpenseStatus.APPROVED else EXPENSE_STATUSES[status]
