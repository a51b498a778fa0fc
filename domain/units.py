"""Production units: the tools they use, and when they may change or close."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from domain.errors import N_, Msg, RuleError
from domain.money import ZERO, Eur


class Tool(StrEnum):
    """How a unit manages its money."""

    THREE_IN_ONE = "three_in_one"  # each assignment stands alone
    ACTIVITY = "activity"  # one running budget
    BOTH = "both"


TOOLS: Mapping[Tool, Msg] = {
    Tool.THREE_IN_ONE: N_("3en1: each assignment on its own"),
    Tool.ACTIVITY: N_("Activity: one running budget"),
    Tool.BOTH: N_("Both tools"),
}

# What a tool gives up when a unit changes to another one; nothing else is lost.
GIVES_UP: Mapping[tuple[Tool, Tool], Tool] = {
    (Tool.THREE_IN_ONE, Tool.ACTIVITY): Tool.THREE_IN_ONE,
    (Tool.BOTH, Tool.ACTIVITY): Tool.THREE_IN_ONE,
    (Tool.ACTIVITY, Tool.THREE_IN_ONE): Tool.ACTIVITY,
    (Tool.BOTH, Tool.THREE_IN_ONE): Tool.ACTIVITY,
}


@dataclass(eq=False)
class UnitStillActive(RuleError):
    """A unit with unfinished business cannot close."""

    message = N_("This unit cannot close yet: %(reason)s")
    reason: Msg


@dataclass(eq=False)
class ToolStillUsed(RuleError):
    """A tool with unfinished business cannot be left."""

    message = N_("The unit still needs this tool: %(reason)s")
    field: ClassVar[str] = "tool"
    reason: Msg


@dataclass(eq=False)
class UnitClosed(RuleError):
    """Nothing new begins in a closed unit."""

    message = N_("This unit is closed. Reopen it first.")


@dataclass(eq=False)
class NoSuchMember(RuleError):
    """The address belongs to no member who can be a holder."""

    message = N_("No member signs in with %(email)s. Ask them which address they use here.")
    field: ClassVar[str] = "email"
    email: str


@dataclass(eq=False)
class AlreadyHolder(RuleError):
    """The person holds the unit already."""

    message = N_("%(email)s already holds this unit.")
    field: ClassVar[str] = "email"
    email: str


@dataclass(eq=False)
class LastHolder(RuleError):
    """A unit belongs to someone."""

    message = N_("You are the only holder. Invite someone else first, or close the unit.")


@dataclass(eq=False)
class NoSuchUnit(RuleError):
    """The number belongs to no unit."""

    message = N_("There is no unit with number %(number)s.")
    field: ClassVar[str] = "number"
    number: str


class Loose(StrEnum):
    """One kind of unfinished business; its value is the name of the figure in ``Business``."""

    DRAFTS = "drafts"
    WAITING = "waiting"
    UNINVOICED = "uninvoiced"
    CONTRACTS = "contracts"
    UNPAID = "unpaid"
    MONEY = "money"


LOOSE: Mapping[Loose, Msg] = {
    Loose.DRAFTS: N_("there are drafts. Send them or remove them."),
    Loose.WAITING: N_("something waits for the adviser's decision."),
    Loose.UNINVOICED: N_("an accepted assignment is not invoiced yet."),
    Loose.CONTRACTS: N_("contracts are not finished. Confirm their days or cancel them."),
    Loose.UNPAID: N_("clients have not paid all invoices yet."),
    Loose.MONEY: N_("money is left in it. Spend it or pay it out."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Business:
    """What is not finished in a unit, or in one tool of it."""

    drafts: int = 0  # assignments, invoices and expense notes being written or sent back
    waiting: int = 0  # assignments and expense notes submitted to the adviser
    uninvoiced: int = 0  # accepted assignments without an invoice
    contracts: int = 0  # proposed or made, not yet confirmed
    unpaid: int = 0  # invoices issued and not fully paid
    money: Eur = ZERO  # available, or in assignments; below zero when advanced

    def __add__(self, other: "Business") -> "Business":
        """The two together."""
        return Business(
            **{loose.value: getattr(self, loose) + getattr(other, loose) for loose in Loose}
        )

    @property
    def loose(self) -> tuple[Loose, ...]:
        """What stands in the way, in the order in which it is best finished."""
        return tuple(loose for loose in Loose if getattr(self, loose))


def check_close(business: Business) -> None:
    """Refuse to close a unit that has something to finish, with the first reason."""
    if business.loose:
        raise UnitStillActive(LOOSE[business.loose[0]])


def check_tool(current: Tool, to: Tool, business: Mapping[Tool, Business]) -> None:
    """Refuse to leave a tool that has something to finish: a change of tool loses nothing.

    business: what is not finished, per tool
    """
    given_up = GIVES_UP.get((current, to))
    if given_up is not None and business[given_up].loose:
        raise ToolStillUsed(LOOSE[business[given_up].loose[0]])
