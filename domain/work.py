"""Confirming work: from which day, which hours it keeps, and what each month then owes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import ClassVar

from domain.declaring import check_hours
from domain.employment import ContractType
from domain.errors import N_, RuleError
from domain.hours import NO_HOURS, Hours, add_hours, hours_of_days, not_full
from domain.money import CENT, Eur, eur, total
from domain.payments import NOTHING, PayIncrement, still_due, works_by_month
from domain.payroll.payslip import Payslip, Situation, Work, payslip
from domain.periods import Month


@dataclass(eq=False)
class ConfirmedTooEarly(RuleError):
    """The work is not over."""

    message = N_("The last day of this work is %(last_day)s. Confirm it on that day or later.")
    field: ClassVar[str] = "days"
    last_day: date


@dataclass(eq=False)
class AlreadyConfirmed(RuleError):
    """Somebody was faster; the work is paid once."""

    message = N_("This work is already confirmed, perhaps by someone else. It is paid once.")


@dataclass(eq=False)
class NeedsReason(RuleError):
    """Those who read it later must know why."""

    message = N_("Say why in a few words: the other people concerned will read it.")
    field: ClassVar[str] = "reason"


@dataclass(eq=False)
class StillProposed(RuleError):
    """The contract hangs together with an assignment that is not accepted yet."""

    message = N_(
        "This contract belongs to an assignment that is not accepted yet. "
        "Change the assignment instead."
    )


@dataclass(eq=False)
class WorkGoingOn(RuleError):
    """Some days may have been worked already, others are still to come."""

    message = N_(
        "This work goes on until %(last_day)s. When it is over, confirm the days that were "
        "worked; cancel only if there was none."
    )
    last_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """What is left of a contract once its hours are known."""

    days: tuple[date, ...]
    gross: Eur
    budget: Eur
    hours: Mapping[date, Hours] = field(default_factory=dict)  # of days that are not full days


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    """What confirmed contracts already made due for one month with one employer."""

    works: tuple[Work, ...]
    amounts: PayIncrement
    situation: Situation | None = None  # of the family, as it was counted last; None: not kept


UNEARNED = Earned(works=(), amounts=NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthDue:
    """What a contract makes due in one month, and the payslip that says so.

    Where a correction takes away, days, hours and amounts are below zero.
    """

    month: Month
    days: int
    hours: Hours
    slip: Payslip
    added: PayIncrement
    situation: Situation  # for which the payslip was worked out


def check_over(last_day: date, today: date) -> None:
    """Refuse to confirm work before its last day has come."""
    if today < last_day:
        raise ConfirmedTooEarly(last_day)


def check_cancellable(first_day: date, last_day: date, today: date) -> None:
    """Refuse to cancel while it goes on: before or after, it is clear what was worked."""
    if first_day <= today < last_day:
        raise WorkGoingOn(last_day)


def in_proportion(amount: Eur, worked: Hours, agreed: Hours) -> Eur:
    """The part of ``amount`` EUR that so many of the agreed hours earn; a cent at least."""
    return Eur(max(eur(amount * worked / agreed), CENT))


def worked_part(
    *, gross: Eur, budget: Eur, planned: Mapping[date, Hours], worked: Mapping[date, Hours]
) -> Worked:
    """The part of a contract that was worked: gross and budget shrink by hours.

    gross, budget: EUR for all ``planned`` hours
    worked:        hours of each day, at most those planned; 0 or left out where nothing was worked
    """
    check_hours(planned, worked)
    kept = {day: hours for day, hours in sorted(worked.items()) if hours}
    hours, agreed = add_hours(kept.values()), add_hours(planned.values())
    return Worked(
        days=tuple(kept),
        gross=in_proportion(gross, hours, agreed),
        budget=in_proportion(budget, hours, agreed),
        hours=not_full(kept),
    )


def dues(
    kind: ContractType, worked: Worked, situation: Situation, earned: Mapping[Month, Earned]
) -> Iterator[MonthDue]:
    """What confirmed work makes due, month by month; a month without pay is left out.

    earned: what the person's other confirmed contracts with the same employer made due already
    Source: the month's payslip less what was due before, see docs/rules/assignment.md
    """
    works = works_by_month(kind, worked.gross, worked.days, worked.hours)
    for month, work in works.items():
        yield month_due(month, work, earned.get(month, UNEARNED), situation)


def month_due(
    month: Month,
    work: Work | None,
    before: Earned,
    situation: Situation,
    *,
    days: int = 0,
    hours: Hours = NO_HOURS,
) -> MonthDue:
    """What one contract adds to one month.

    work:        of the contract in the month; None: nothing any more
    before:      the works of the other contracts, and all that is due already
    days, hours: of the contract that are counted already
    """
    slip = payslip((*before.works, *([work] if work else [])), situation, month)
    counted = work.days or 0 if work else 0
    return MonthDue(
        month=month,
        days=counted - days,
        hours=Hours((work.hours_of(hours_of_days(counted)) if work else NO_HOURS) - hours),
        slip=slip,
        added=still_due(before.amounts, slip),
        situation=situation,
    )


def add_up(parts: Iterable[PayIncrement]) -> PayIncrement:
    """Several increments as one."""
    found = list(parts)
    return PayIncrement(
        **{
            item.name: total(getattr(part, item.name) for part in found)
            for item in fields(PayIncrement)
        }
    )
