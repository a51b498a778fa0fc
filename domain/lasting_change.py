"""Other pay or another week for open-ended employment, from a month on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import ClassVar

from domain.employment import ContractType
from domain.errors import N_, RuleError, refused
from domain.lasting_offer import check_pay
from domain.open_ended import NotGoingOn, Regime, first_change
from domain.periods import Month
from domain.schedule import check_schedule


@dataclass(eq=False)
class ChangesTooEarly(RuleError):
    """A month that has begun is worked as it was agreed."""

    message = N_("Choose a month that has not begun: %(earliest)s or later.")
    field: ClassVar[str] = "since"
    earliest: Month


@dataclass(eq=False)
class NothingDifferent(RuleError):
    """A change changes something."""

    message = N_("This is what was agreed already. Change the pay or the hours.")
    field: ClassVar[str] = "amount"


@dataclass(eq=False)
class ChangeReasonMissing(RuleError):
    """Who answers must know why."""

    message = N_("Say why it changes: the other people concerned read it.")
    field: ClassVar[str] = "reason"


@dataclass(eq=False)
class ChangeOpen(RuleError):
    """One change at a time."""

    message = N_("A change still waits for an answer. Take it back first, or wait for the answer.")


@dataclass(eq=False)
class ChangeTooLate(RuleError):
    """Nobody answered before its first month began."""

    message = N_(
        "This change was to begin in a month that has begun since, so it can no longer be "
        "accepted. Ask for a new one."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What somebody wants to change, and what it is about."""

    since: Month
    regime: Regime
    before: Regime  # what is agreed for that month now
    kind: ContractType
    birth_day: date | None
    first_day: date  # of the agreement
    last_day: date | None
    reason: str


def review_change(change: Change, today: date) -> tuple[RuleError, ...]:
    """Everything that stands in its way, in reading order."""
    return tuple(_review(change, today))


def _review(change: Change, today: date) -> Iterator[RuleError]:
    earliest = max(first_change(today), Month.of(change.first_day))
    if change.since < earliest:
        yield ChangesTooEarly(earliest)
    if change.last_day is not None and change.since > Month.of(change.last_day):
        yield NotGoingOn()
    if change.regime == change.before:
        yield NothingDifferent()
    day = change.since.last_day
    yield from refused(
        (
            partial(check_schedule, change.regime.schedule, day),
            partial(check_pay, change.regime, change.kind, change.birth_day, day),
        )
    )
    if not change.reason.strip():
        yield ChangeReasonMissing()


def check_not_begun(since: Month, today: date) -> None:
    """Refuse to accept a change whose first month has begun."""
    if since.first_day <= today:
        raise ChangeTooLate
