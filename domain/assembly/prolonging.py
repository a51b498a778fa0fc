"""More time for a poll: while it is open, by two people, before the announced end."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.assembly.words import PollState
from domain.errors import N_, RuleError


@dataclass(eq=False)
class NotOpenAnyMore(RuleError):
    """Closed is closed: a new poll is held instead."""

    message = N_(
        "Only an open poll can be prolonged, before its announced end. After that, a new poll "
        "must be held."
    )


@dataclass(eq=False)
class NotLater(RuleError):
    """A poll is prolonged, never shortened."""

    message = N_("The new end must be after the announced one.")
    field: ClassVar[str] = "closes_at"


@dataclass(eq=False)
class SamePerson(RuleError):
    """Two people answer for it."""

    message = N_("You asked for it: a second person confirms.")


@dataclass(eq=False)
class NothingAsked(RuleError):
    """Somebody confirmed what nobody asked, or what was confirmed before."""

    message = N_("Nobody asks for more time now.")


def check_open_still(state: PollState, closes_at: datetime, now: datetime) -> None:
    """Refuse once the poll is over, by its state or by the clock."""
    if state is not PollState.OPEN or now >= closes_at:
        raise NotOpenAnyMore


def check_later(closes_at: datetime, wanted: datetime) -> None:
    """Refuse an end that is not later than the announced one."""
    if wanted <= closes_at:
        raise NotLater


def check_second_person(asked_by: int | None, confirmed_by: int | None) -> None:
    """Refuse the same person twice."""
    if asked_by == confirmed_by or confirmed_by is None:
        raise SamePerson
