"""Changing a contract that both accepted: what may change, until when, and who says yes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from domain.contract_life import ContractStatus
from domain.employment import DayTooEarly, NoDay
from domain.errors import N_, RuleError
from domain.money import Eur
from domain.payroll.gross import budget_from_gross
from domain.periods import ONE_DAY
from domain.terms import Days, Terms


@dataclass(eq=False)
class NotAmendable(RuleError):
    """Only a contract that both accepted, and whose work is not confirmed, is amended."""

    message = N_(
        "Only a contract that was accepted, and whose work is not confirmed yet, can be amended."
    )


@dataclass(eq=False)
class AgreedForLonger(RuleError):
    """A month of an open-ended contract follows from that contract."""

    message = N_("This is one month of an open-ended contract. Change that contract instead.")


@dataclass(eq=False)
class AmendmentOpen(RuleError):
    """One change at a time."""

    message = N_(
        "Amendment %(number)s still waits for an answer. Take it back first, or wait for that."
    )
    number: int


@dataclass(eq=False)
class AmendmentOver(RuleError):
    """Somebody was faster."""

    message = N_("This amendment no longer waits for an answer. Look at the contract again.")


@dataclass(eq=False)
class NothingChanges(RuleError):
    """An amendment changes something."""

    message = N_("Nothing is different. Change the work, the days, the hours or the pay.")


@dataclass(eq=False)
class AmendmentReasonMissing(RuleError):
    """Who answers must know why."""

    message = N_(
        "Say why the contract changes: the worker reads it, and it stays with the contract."
    )
    field: ClassVar[str] = "reason"


@dataclass(eq=False)
class BegunDayChanged(RuleError):
    """What was worked under the contract as it was stays so."""

    message = N_(
        "%(day)s has begun: its hours can no longer be changed here. When the work is over, "
        "declare the hours that were worked."
    )
    field: ClassVar[str] = "days"
    day: date


@dataclass(eq=False)
class ChangedMeanwhile(RuleError):
    """The contract is another one than when the amendment was written."""

    message = N_("The contract has changed since this amendment was written. Write a new one.")


def check_amendable(status: ContractStatus) -> None:
    """Refuse before acceptance and after the work was confirmed."""
    if status is not ContractStatus.MADE:
        raise NotAmendable


def new_terms(*, work: str, days: Days, gross: Eur, coefficient: Decimal) -> Terms:
    """The terms that somebody wrote; the contract's coefficient says what they cost."""
    if not days:
        raise NoDay
    budget = budget_from_gross(gross, coefficient)
    return Terms(work=work, days=days, gross=gross, budget=budget)


def same_for_worker(before: Terms, after: Terms) -> bool:
    """Does the worker read the same? The cent that rounding adds to the cost is not theirs."""
    return (before.work, before.days, before.gross) == (after.work, after.days, after.gross)


def check_change(before: Terms, after: Terms, today: date) -> None:
    """Refuse a change of nothing, of days that have begun, or to days that have."""
    if same_for_worker(before, after):
        raise NothingChanges
    begun, kept = (
        {day: hours for day, hours in terms.days if day <= today} for terms in (before, after)
    )
    new = sorted(set(kept).difference(begun))
    if new:
        raise DayTooEarly(new[0], today + ONE_DAY)
    for day, hours in begun.items():
        if kept.get(day) != hours:
            raise BegunDayChanged(day)


def check_still(before: Terms, now: Terms) -> None:
    """Refuse to apply an amendment to a contract that is no longer what it amends."""
    if before != now:
        raise ChangedMeanwhile
