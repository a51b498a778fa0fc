"""From an employment budget to what each person earns."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.ages import age_on
from domain.assignment.plan import Missing, Worker
from domain.employment import ContractType, NoDay, by_month, coefficient
from domain.errors import RuleError
from domain.explain import Line
from domain.hours import FULL_DAY, Hours, hours_worked
from domain.minimum_pay import least_gross, minimum_day_pay, under_minimum
from domain.money import Eur, eur_down, share_out, total
from domain.parameters import Dated, NotInForce
from domain.payments import MonthPay, gross_by_month, pay_of_contract, time_by_month
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
    by_month: Mapping[Month, Eur]  # the gross, split by hours worked
    minimum: Line | None  # the highest legal minimum of these days; None: not known
    net: Eur | None  # estimated; None: not known for these months
    payslips: tuple[MonthPay, ...]  # where the net comes from
    margin: Eur  # cents of the budget that make no cent of gross
    unknown: tuple[RuleError, ...]  # why the minimum or the net is not known
    hours: Mapping[date, Hours] = field(default_factory=dict)  # of days that are not full days

    def hours_on(self, day: date) -> Hours:
        """The hours of one day of work."""
        return self.hours.get(day, FULL_DAY)

    @property
    def under_minimum(self) -> RuleError | None:
        """Why this is less than the law allows, where it is known to be."""
        if self.minimum is None:
            return None
        hours = hours_worked(self.days, self.hours)
        return under_minimum(self.gross, self.minimum, len(self.days), hours)

    @property
    def least(self) -> Eur | None:
        """The least gross pay of the whole contract, where it is known."""
        if self.minimum is None:
            return None
        return least_gross(self.minimum, len(self.days), hours_worked(self.days, self.hours))

    @property
    def above_minimum(self) -> bool:
        """The pay is known to be legal."""
        return self.minimum is not None and self.under_minimum is None


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
        except RuleError as reason:
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
    minimum, no_minimum = _minimum(worker)
    payslips, no_net = _payslips(worker, gross)
    return Share(
        key=worker.key,
        contract_type=worker.contract_type,
        days=worker.days,
        budget=budget,
        coefficient=rate,
        gross=gross,
        gross_per_day=eur_down(gross / len(worker.days)),
        by_month=gross_by_month(gross, time_by_month(worker.days, worker.hours)),
        minimum=minimum,
        net=None if no_net else total(month.added.net for month in payslips),
        payslips=payslips,
        margin=Eur(budget - budget_from_gross(gross, rate.value)),
        unknown=(*no_minimum, *no_net),
        hours=worker.hours,
    )


def _minimum(worker: Worker) -> tuple[Line | None, tuple[RuleError, ...]]:
    """The highest minimum of these days: it holds on each of them."""
    lasts = [worked[-1] for worked in by_month(worker.days).values()]
    try:
        lines = [
            minimum_day_pay(day, age=age_on(worker.birth_day, day), kind=worker.contract_type)
            for day in lasts
        ]
    except NotInForce as reason:
        return None, (reason,)
    return max(lines, key=lambda line: line.amount), ()


def _payslips(worker: Worker, gross: Eur) -> tuple[tuple[MonthPay, ...], tuple[RuleError, ...]]:
    try:
        return (
            pay_of_contract(
                worker.contract_type,
                gross,
                worker.days,
                worker.situation,
                worker.already,
                hours=worker.hours,
            ),
            (),
        )
    except NotInForce as reason:
        return (), (reason,)
