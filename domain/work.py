"""Confirming work: from which day, which days it keeps, and what each month then owes."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import ClassVar

from domain.employment import ContractType, NoDay
from domain.errors import N_, RuleError
from domain.money import CENT, Eur, share_out, total
from domain.payments import NOTHING, PayIncrement, days_by_month, gross_by_month, still_due
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
class DayNotPlanned(RuleError):
    """A day that the contract does not have."""

    message = N_("%(day)s is not a day of this contract. A contract cannot get days afterwards.")
    field: ClassVar[str] = "days"
    day: date


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
    """What is left of a contract once its days are known."""

    days: tuple[date, ...]
    gross: Eur
    budget: Eur


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    """What confirmed contracts already made due for one month with one employer."""

    works: tuple[Work, ...]
    amounts: PayIncrement


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthDue:
    """What a confirmed contract makes due in one month, and the payslip that says so."""

    month: Month
    work: Work
    slip: Payslip
    added: PayIncrement


def check_over(last_day: date, today: date) -> None:
    """Refuse to confirm work before its last day has come."""
    if today < last_day:
        raise ConfirmedTooEarly(last_day)


def check_cancellable(first_day: date, last_day: date, today: date) -> None:
    """Refuse to cancel while it goes on: before or after, it is clear what was worked."""
    if first_day <= today < last_day:
        raise WorkGoingOn(last_day)


def worked_part(
    *, gross: Eur, budget: Eur, planned: Sequence[date], days: Collection[date]
) -> Worked:
    """The part of a contract that was worked: gross and budget shrink by days, to a cent at least.

    gross, budget: EUR for all ``planned`` days
    days:          the days worked, each of them planned, at least one
    """
    if not days:
        raise NoDay
    unknown = set(days).difference(planned)
    if unknown:
        raise DayNotPlanned(min(unknown))
    kept = tuple(sorted(set(days)))
    weights = [len(kept), len(planned) - len(kept)]
    part, cost = (max(share_out(amount, weights)[0], CENT) for amount in (gross, budget))
    return Worked(days=kept, gross=Eur(part), budget=Eur(cost))


def dues(
    kind: ContractType, worked: Worked, situation: Situation, earned: Mapping[Month, Earned]
) -> Iterator[MonthDue]:
    """What confirmed work makes due, month by month; a month without pay is left out.

    earned: what the person's other confirmed contracts with the same employer made due already
    Source: the month's payslip less what was due before, see docs/rules/assignment.md
    """
    count = days_by_month(worked.days)
    for month, gross in gross_by_month(worked.gross, count).items():
        if not gross:
            continue
        before = earned.get(month, Earned(works=(), amounts=NOTHING))
        work = Work(kind, gross, count[month])
        slip = payslip((*before.works, work), situation, month)
        yield MonthDue(month=month, work=work, slip=slip, added=still_due(before.amounts, slip))


def add_up(parts: Iterable[PayIncrement]) -> PayIncrement:
    """Several increments as one."""
    found = list(parts)
    return PayIncrement(
        **{
            item.name: total(getattr(part, item.name) for part in found)
            for item in fields(PayIncrement)
        }
    )
