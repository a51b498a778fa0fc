"""A contract on the running budget of an Activity: begun from its cost, its gross or its net."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import ClassVar

from domain.ages import check_age
from domain.assignment.plan import Worker
from domain.assignment.review import NationalNumberMissing, pay_defects
from domain.assignment.search import budget_for
from domain.assignment.shares import Share, share
from domain.employment import NoDay, check_made_before_work, coefficient
from domain.errors import N_, Msg, RuleError, refused
from domain.hours import Hours, check_day_hours, full_or
from domain.money import Eur
from domain.parameters import Dated
from domain.payroll.gross import budget_from_gross
from domain.payroll.student_quota import Counted, check_quota


class Way(StrEnum):
    """Which of the three amounts is typed."""

    BUDGET = "budget"
    GROSS = "gross"
    NET = "net"


WAYS: Mapping[Way, Msg] = {
    Way.BUDGET: N_("what it may cost"),
    Way.GROSS: N_("the gross pay"),
    Way.NET: N_("the net pay"),
}


@dataclass(eq=False)
class WorkMissing(RuleError):
    """A contract says what is to be done."""

    message = N_("Say what the work is: it stands in the contract.")
    field: ClassVar[str] = "work"


@dataclass(eq=False)
class AmountMissing(RuleError):
    """Nothing to begin from."""

    message = N_("Type the amount.")
    field: ClassVar[str] = "amount"


@dataclass(eq=False)
class NobodyChosen(RuleError):
    """A contract is somebody's."""

    message = N_("Choose who works.")
    field: ClassVar[str] = "worker"


@dataclass(eq=False)
class AlreadyWorks(RuleError):
    """The person already works for this unit on that day."""

    message = N_("%(name)s already works for this unit on %(day)s. Choose another day.")
    field: ClassVar[str] = "days"
    name: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """The person who is to work, as far as a contract is concerned."""

    name: str
    has_national_number: bool
    taken: Collection[date]  # days already worked for the unit's running budget
    birth_day: date | None = None  # None: not known
    student_hours: Counted = field(default_factory=dict)  # already taken from the quota
    others: Mapping[date, Hours] = field(default_factory=dict)  # of all their other contracts


def work_out(worker: Worker, way: Way, amount: Eur) -> Share:
    """What a contract costs and what it brings in.

    worker: one person, their days and their other contracts of these months
    amount: EUR: the employment budget, the gross or the net wanted, by ``way``
    Source: docs/rules/assignment.md
    """
    if not worker.days:
        raise NoDay
    rate = coefficient(worker.contract_type, min(worker.days))
    return share(worker, _budget(worker, way, amount, rate), rate)


def _budget(worker: Worker, way: Way, amount: Eur, rate: Dated) -> Eur:
    if way is Way.GROSS:
        return budget_from_gross(amount, rate.value)
    return budget_for(amount, (worker,)) if way is Way.NET else amount


def review(found: Share, hand: Hand, today: date) -> tuple[RuleError, ...]:
    """Everything that stands between a contract and its making, in reading order."""
    return tuple(_review(found, hand, today))


def _review(found: Share, hand: Hand, today: date) -> Iterator[RuleError]:
    if not hand.has_national_number:
        yield NationalNumberMissing(hand.name)
    taken = set(found.days).intersection(hand.taken)
    if taken:
        yield AlreadyWorks(hand.name, min(taken))
    first, kind = min(found.days), found.contract_type
    checks = (
        lambda: check_made_before_work(first, today),
        lambda: check_age(hand.name, hand.birth_day, first, kind),
        lambda: check_quota(hand.name, kind, found.days, found.hours, hand.student_hours),
        lambda: check_day_hours(hand.name, full_or(found.days, found.hours), hand.others),
    )
    yield from refused(checks)
    yield from (defect.reason for defect in pay_defects(found))
