"""Correcting approved hours: what may be said afterwards, who agrees to it, what it then pays."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from domain.contract_life import ContractStatus
from domain.employment import ContractType, check_made_before_work
from domain.errors import N_, Msg, RuleError
from domain.hours import NO_HOURS, Hours, add_hours, not_full
from domain.money import Eur
from domain.payments import NOTHING, works_by_month
from domain.payroll.situation import Situation
from domain.payrun import missing_figures
from domain.periods import Month
from domain.terms import Terms, in_order
from domain.work import UNEARNED, Earned, MonthDue, in_proportion, month_due


@dataclass(eq=False)
class NotLocked(RuleError):
    """Until hours are approved, they are simply changed."""

    message = N_("Only approved hours are corrected. These can still be changed as they are.")


@dataclass(eq=False)
class NothingCorrected(RuleError):
    """A correction corrects something."""

    message = N_("Nothing is different. Change the hours of a day, or add a day.")
    field: ClassVar[str] = "days"


@dataclass(eq=False)
class NoHourLeft(RuleError):
    """What was approved and paid cannot become a contract of nothing."""

    message = N_("Keep at least one hour: a contract that was approved cannot become empty.")
    field: ClassVar[str] = "days"


@dataclass(eq=False)
class DayToCome(RuleError):
    """Nobody has worked tomorrow."""

    message = N_("%(day)s has not come yet: only hours that were worked are corrected.")
    field: ClassVar[str] = "days"
    day: date


@dataclass(eq=False)
class MonthWithoutFigures(RuleError):
    """Pay that nobody can work out."""

    message = N_("%(day)s cannot be paid: nobody knows these figures in %(month)s: %(figures)s.")
    field: ClassVar[str] = "days"
    day: date
    month: Month
    figures: tuple[Msg, ...]


@dataclass(eq=False)
class NotYours(RuleError):
    """Nobody agrees with themselves."""

    message = N_("The other side answers this correction: %(who)s.")
    who: Msg


class Side(StrEnum):
    """Who says yes to a correction."""

    WORKER = "worker"
    HOLDER = "holder"


SIDES: Mapping[Side, Msg] = {
    Side.WORKER: N_("the worker"),
    Side.HOLDER: N_("a holder of the unit"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What was agreed before the work: a correction pays its hours in proportion."""

    gross: Eur
    budget: Eur
    hours: Hours


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What one contract earned in a month so far, corrections included."""

    days: int
    hours: Hours


NOT_COUNTED = Counted(days=0, hours=NO_HOURS)


def answering(*, by_worker: bool) -> Side:
    """Who answers: the worker, unless the worker asked for it."""
    return Side.HOLDER if by_worker else Side.WORKER


def check_answers(side: Side, *, works: bool, holds: bool) -> None:
    """Refuse an answer by who is not asked.

    works, holds: is the reader the worker, or a holder of the unit?
    """
    if not (works if side is Side.WORKER else holds):
        raise NotYours(SIDES[side])


def check_locked(status: ContractStatus) -> None:
    """Refuse to correct what is not approved yet."""
    if status is not ContractStatus.CONFIRMED:
        raise NotLocked


def check_correction(
    before: Terms, after: Mapping[date, Hours], *, made: date, today: date
) -> None:
    """Refuse what cannot have been worked, or cannot be paid.

    after: hours of every day that was worked
    made:  when the contract was made; days are added only after that
    """
    was = dict(before.days)
    if was == after:
        raise NothingCorrected
    if not after:
        raise NoHourLeft
    for day, hours in sorted({**dict.fromkeys(was, NO_HOURS), **after}.items()):
        if was.get(day, NO_HOURS) != hours:
            if day > today:
                raise DayToCome(day)
            if day not in was:
                check_made_before_work(day, made)
            if missing := missing_figures(Month.of(day)):
                raise MonthWithoutFigures(day, Month.of(day), missing)


def corrected(before: Terms, after: Mapping[date, Hours], agreed: Agreed) -> Terms:
    """The contract with other hours, at the pay per hour that was agreed."""
    hours = add_hours(after.values())
    return Terms(
        work=before.work,
        days=in_order(after),
        gross=in_proportion(agreed.gross, hours, agreed.hours),
        budget=in_proportion(agreed.budget, hours, agreed.hours),
    )


def months_touched(before: Terms, after: Terms) -> list[Month]:
    """Every month with a day of either, in order."""
    return sorted({Month.of(day) for day in (*before.dates, *after.dates)})


def redues(
    kind: ContractType,
    after: Terms,
    counted: Mapping[Month, Counted],
    earned: Mapping[Month, Earned],
    situation: Situation,
) -> Iterator[MonthDue]:
    """What a correction changes, month by month; months in which nothing changes are left out.

    counted:   what the contract earned so far
    earned:    the works of the person's other contracts with the employer, and all that is due
    situation: of the family today; a month that is paid already keeps the one it was paid for
    Source:    the month's payslip less what was due before, see docs/rules/payments.md
    """
    days = dict(after.days)
    works = works_by_month(kind, after.gross, days, not_full(days))
    for month in sorted({*works, *counted}):
        before, own = earned.get(month, UNEARNED), counted.get(month, NOT_COUNTED)
        then = before.situation or situation
        due = month_due(month, works.get(month), before, then, days=own.days, hours=own.hours)
        if due.days or due.hours or due.added != NOTHING:
            yield due
