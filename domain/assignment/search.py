"""From the net pay that is wanted to the lowest price that gives it.

Net pay is worked out in steps, each rounded to the cent, so it does not rise evenly with the
budget: now and then one cent more gives a cent or two less, and the special contribution may
begin with a jump. The search therefore closes in on one budget that is enough, then walks
down from it until it is sure that nothing lower is enough. It counts in whole cents.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Self

from domain.assignment.equation import Equation, forward, price_for
from domain.assignment.plan import NobodyWorks, OutOfReach, Plan, Worker
from domain.assignment.shares import ready
from domain.hours import Hours
from domain.money import Eur, share_out
from domain.parameters import Dated
from domain.payments import (
    PayIncrement,
    amounts,
    days_by_month,
    gross_by_month,
    hours_by_month,
    still_due,
    time_by_month,
)
from domain.payroll.gross import gross_from_budget
from domain.payroll.payslip import Work, payslip
from domain.periods import Month

HIGHEST = 10**10  # cents of budget: far above any assignment, so that the search ends
NEAR = 1  # cents of net above the wanted one: close enough to walk the rest
WOBBLE = 3  # cents: the most that the roundings of one payslip were seen to take back


@dataclass(frozen=True, slots=True)
class Reached:
    """What a budget gives, in cents: net pay, and the special contribution on the way."""

    net: int
    special: int


def together(reached: Iterable[Reached]) -> Reached:
    """What several give, added up."""
    net = special = 0
    for each in reached:
        net, special = net + each.net, special + each.special
    return Reached(net, special)


@dataclass(frozen=True, slots=True)
class Earner:
    """The net pay of one contract as a function of its gross."""

    worker: Worker
    coefficient: Decimal
    worked: Mapping[Month, int]
    hours: Mapping[Month, Hours | None]
    time: Mapping[Month, Hours]
    before: Mapping[Month, PayIncrement]  # the payslips of these months without the contract
    seen: dict[Eur, Reached]  # by gross: several budgets give the same
    slips: dict[tuple[Month, Eur], Reached]  # by month: several contracts give one month the same

    @classmethod
    def of(cls, worker: Worker, coefficient: Decimal) -> Self:
        """Prepare everything that does not depend on the gross."""
        worked = days_by_month(worker.days)
        before = {
            month: amounts(payslip(others, worker.situation, month) if others else None)
            for month in worked
            for others in [worker.already.get(month)]
        }
        hours = hours_by_month(worker.days, worker.hours)
        time = time_by_month(worker.days, worker.hours)
        return cls(worker, coefficient, worked, hours, time, before, {}, {})

    def at(self, budget: Eur) -> Reached:
        """What ``budget`` EUR gives in all months together."""
        gross = gross_from_budget(budget, self.coefficient)
        if gross not in self.seen:
            self.seen[gross] = together(self.months(gross))
        return self.seen[gross]

    def months(self, gross: Eur) -> Iterator[Reached]:
        """What ``gross`` EUR gives in each month with pay."""
        for key in gross_by_month(gross, self.time).items():
            if key[1]:
                yield self.slips.get(key) or self.slips.setdefault(key, self.slip(*key))

    def slip(self, month: Month, gross: Eur) -> Reached:
        """What ``gross`` EUR adds to the payslip of one month."""
        work = Work(self.worker.contract_type, gross, self.worked[month], self.hours[month])
        others = self.worker.already.get(month, ())
        added = still_due(
            self.before[month], payslip((*others, work), self.worker.situation, month)
        )
        return Reached(_cents(added.net), _cents(added.special))


@dataclass(frozen=True, slots=True)
class NetPay:
    """The net pay of a group as a function of its employment budget."""

    earners: tuple[Earner, ...]
    parts: tuple[int, ...]
    wobble: int  # cents by which all roundings together can hide the rise of the net
    seen: dict[int, Reached]

    @classmethod
    def of(cls, able: Iterable[tuple[Worker, Dated]]) -> Self:
        """Prepare a group of people, as ``ready`` gives them."""
        earners = tuple(Earner.of(worker, rate.value) for worker, rate in able)
        return cls(
            earners,
            tuple(earner.worker.parts for earner in earners),
            WOBBLE * sum(len(earner.worked) for earner in earners),
            {},
        )

    def at(self, budget: int) -> Reached:
        """What ``budget`` cents give."""
        if budget not in self.seen:
            parts = share_out(_eur(budget), self.parts)
            self.seen[budget] = together(
                earner.at(part) for earner, part in zip(self.earners, parts, strict=True)
            )
        return self.seen[budget]


def reverse(wanted: Eur, plan: Plan) -> Equation:
    """The equation with the lowest price, in cents, whose estimated net reaches ``wanted``.

    wanted: EUR, net pay of everyone in the plan together
    plan:   its price is not read
    Source: docs/rules/assignment.md
    """
    budget = budget_for(wanted, plan.workers)
    price = price_for(Eur(budget + plan.expenses), plan.day)
    return forward(replace(plan, price=price))


def budget_for(wanted: Eur, workers: tuple[Worker, ...]) -> Eur:
    """The lowest employment budget whose estimated net reaches ``wanted`` EUR."""
    able, missing = ready(workers)
    if not able:
        raise missing[0].reason if missing else NobodyWorks
    pay, target = NetPay.of(able), _cents(wanted)
    return _eur(lowest(pay, target, enough(pay, target)))


def enough(pay: NetPay, target: int) -> int:
    """A budget that reaches ``target`` cents of net, and hardly more."""
    low, high = 0, 2 * max(target, 0)
    while pay.at(high).net < target:
        if high > HIGHEST:
            raise OutOfReach(_eur(target))
        low, high = high, high + 4 * (target - pay.at(high).net)
    return _close_in(pay, target, low, high)


def _close_in(pay: NetPay, target: int, low: int, high: int) -> int:
    """Draw lines between what is too little and what is enough (“Illinois” rule of false position).

    When the same end stays twice, its weight is halved, so that it cannot stay for ever.
    """
    below, above, stayed = target - pay.at(low).net, pay.at(high).net - target, 0
    while high - low > 1 and pay.at(high).net - target > NEAR:
        step = (high - low) * below // (below + above)
        middle = low + min(max(step, 1), high - low - 1)
        gap = pay.at(middle).net - target
        if gap < 0:
            low, below = middle, -gap
            above, stayed = (max(above // 2, 1), 1) if stayed == 1 else (above, 1)
        else:
            high, above = middle, gap
            below, stayed = (max(below // 2, 1), -1) if stayed == -1 else (below, -1)
    return high


def lowest(pay: NetPay, target: int, found: int) -> int:
    """The lowest budget that reaches ``target`` cents of net, walking down from ``found``.

    Net pay is something that rises (up to the wobble) minus the special contribution, which
    rises too. Over a stretch it is therefore at most the net at the upper end, plus the wobble,
    plus what the special contribution rose by: a stretch where that is too little is skipped.
    """
    best = at = found
    step = 1
    while at > 0:
        here = pay.at(at)
        if here.net + pay.wobble + here.special < target:
            break  # nothing lower can be enough, whatever the special contribution is there
        lower = pay.at(at - step)
        if here.net + pay.wobble + here.special - lower.special < target:
            at, step = at - step, min(step * 8, at - step)
        elif step > 1:
            step //= 8
        else:
            at -= 1
            best = at if lower.net >= target else best
    return best


def _cents(amount: Eur) -> int:
    return int(amount.scaleb(2))


def _eur(cents: int) -> Eur:
    return Eur(Decimal(cents).scaleb(-2))
