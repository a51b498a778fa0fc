"""From an employment budget to what each person earns."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from domain.assignment.plan import Missing, Worker
from domain.employment import ContractType, NoDay, by_month, coefficient, minimum_day_pay
from domain.errors import RuleError
from domain.explain import Line
from domain.money import Eur, eur_down, share_out, total
from domain.parameters import Dated, NotInForce
from domain.payments import MonthPay, days_by_month, gross_by_month, pay_of_contract
from domain.payroll.gross import budget_from_gross, gross_from_budget
from domain.periods import Month


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one person earns, step by step."""

    key: int
    contract_type: ContractType
    days: tuple[date, ...]
    budget: Eur  # this person's part of the employment budget
    coefficient: Dated
    gross: Eur
    gross_per_day: Eur  # rounded down
    by_month: Mapping[Month, Eur]  # the gross, split by days worked
    minimum: Line | None  # the highest legal minimum of these days; None: not known
    net: Eur | None  # estimated; None: not known for these months
    payslips: tuple[MonthPay, ...]  # where the net comes from
    margin: Eur  # cents of the budget that make no cent of gross
    unknown: tuple[RuleError, ...]  # why the minimum or the net is not known

    @property
    def above_minimum(self) -> bool:
        """The pay of a day is known to be legal."""
        return self.minimum is not None and self.gross >= self.minimum.amount * len(self.days)


def ready(
    workers: Iterable[Worker],
) -> tuple[tuple[tuple[Worker, Dated], ...], tuple[Missing, ...]]:
    """The people who can be paid, with their coefficient; and those who cannot yet."""
    able: list[tuple[Worker, Dated]] = []
    missing: list[Missing] = []
    for worker in workers:
        if not worker.days:
            missing.append(Missing(worker.key, NoDay()))
            continue
        try:
            able.append((worker, coefficient(worker.contract_type, min(worker.days))))
        except NotInForce as reason:
            missing.append(Missing(worker.key, reason))
    return tuple(able), tuple(missing)


def shares(budget: Eur, able: tuple[tuple[Worker, Dated], ...]) -> tuple[Share, ...]:
    """Split an employment budget over the people who work, to the cent.

    budget: EUR, 0 or more
    able:   as ``ready`` gives them
    """
    if not able:
        return ()
    parts = share_out(budget, [worker.parts for worker, _ in able])
    return tuple(
        share(worker, part, rate) for (worker, rate), part in zip(able, parts, strict=True)
    )


def share(worker: Worker, budget: Eur, rate: Dated) -> Share:
    """What one person earns with ``budget`` EUR of employment budget."""
    gross = gross_from_budget(budget, rate.value)
    minimum, no_minimum = _minimum(worker.days)
    payslips, no_net = _payslips(worker, gross)
    return Share(
        key=worker.key,
        contract_type=worker.contract_type,
        days=worker.days,
        budget=budget,
        coefficient=rate,
        gross=gross,
        gross_per_day=eur_down(gross / len(worker.days)),
        by_month=gross_by_month(gross, days_by_month(worker.days)),
        minimum=minimum,
        net=None if no_net else total(month.added.net for month in payslips),
        payslips=payslips,
        margin=Eur(budget - budget_from_gross(gross, rate.value)),
        unknown=(*no_minimum, *no_net),
    )


def _minimum(days: Iterable[date]) -> tuple[Line | None, tuple[RuleError, ...]]:
    """The highest minimum of these days: it holds on each of them."""
    try:
        lines = [minimum_day_pay(worked[-1]) for worked in by_month(days).values()]
    except NotInForce as reason:
        return None, (reason,)
    return max(lines, key=lambda line: line.amount), ()


def _payslips(worker: Worker, gross: Eur) -> tuple[tuple[MonthPay, ...], tuple[RuleError, ...]]:
    try:
        return (
            pay_of_contract(
                worker.contract_type, gross, worker.days, worker.situation, worker.already
            ),
            (),
        )
    except NotInForce as reason:
        return (), (reason,)
