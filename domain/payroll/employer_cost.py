"""The full cost of someone's pay to the employer, and what the coefficient leaves of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.employment import ContractType
from domain.errors import N_, Msg
from domain.explain import Line
from domain.money import ZERO, Eur, eur, total
from domain.parameters import Confidence, parameter
from domain.payroll import structural_reduction
from domain.payroll.categories import CATEGORIES
from domain.payroll.employer import BASIC, CHARGES, Employer, basic, charges, earned
from domain.payroll.payslip import Work, presence, weakest
from domain.periods import Month

CEILING = parameter("employer/ceiling")
TEMPORARY_FROM = parameter("employer/temporary_moderation_from")
FIGURES = (CEILING, TEMPORARY_FROM)

SMALL = N_(
    "Closure fund, risk groups, asbestos fund, insurance against accidents at work and other "
    "small contributions: their rates are not confirmed."
)
TEMPORARY = N_("Temporary wage moderation on higher pay: the index of the sector is not known.")
QUARTERLY = N_("Reductions of contributions: they are worked out on a whole quarter.")

MONTHS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployerCost:
    """What the pay of one person costs their employer in a month or in a quarter."""

    gross: Eur
    lines: tuple[Line, ...]  # gross pay and what comes on top; the sum is the cost
    reductions: tuple[Line, ...] = ()  # negative: what social security spares the employer
    left_out: tuple[Msg, ...]  # what is due or spared, but cannot be worked out

    @property
    def before_reductions(self) -> Eur:
        """Gross pay and every charge on it."""
        return total(line.amount for line in self.lines)

    @property
    def reduced(self) -> Eur:
        """What the reductions take off, positive."""
        return Eur(-total(line.amount for line in self.reductions))

    @property
    def total(self) -> Eur:
        """What is really paid."""
        return Eur(self.before_reductions - self.reduced)

    @property
    def confidence(self) -> Confidence:
        """The weakest of the figures used."""
        return weakest((*self.lines, *self.reductions))


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """What an employment budget leaves once everything is paid; it goes to the common pot."""

    budget: Eur
    from_coefficient: Eur  # negative where the coefficient does not cover the charges
    from_reductions: Eur

    @property
    def total(self) -> Eur:
        """All that goes to the common pot, or that the pot pays if negative."""
        return Eur(self.from_coefficient + self.from_reductions)


def by_kind(work: Sequence[Work]) -> dict[ContractType, Eur]:
    """Gross pay added up by kind of contract, without kinds that pay nothing."""
    gross = {
        kind: total(item.gross for item in work if item.contract_type is kind)
        for kind in ContractType
    }
    return {kind: amount for kind, amount in gross.items() if amount}


def all_charges(work: Sequence[Work], employer: Employer, day: date) -> tuple[Line, ...]:
    """Gross pay and the charges on it, kind after kind."""
    return tuple(
        line
        for kind, gross in by_kind(work).items()
        for line in (
            Line(CATEGORIES[kind].gross_label, gross),
            *charges(kind, gross, employer, day),
        )
    )


def unknown(gross: Eur, months: int, day: date) -> tuple[Msg, ...]:
    """What comes on top that nobody can work out from confirmed figures."""
    begins = TEMPORARY_FROM.history[-1].since
    if day >= begins and gross > TEMPORARY_FROM.on(day).value * months:
        return (SMALL, TEMPORARY)
    return (SMALL,)


def month_cost(work: Sequence[Work], employer: Employer, month: Month) -> EmployerCost:
    """The cost of a month, before the reductions that are worked out on a quarter.

    work:   every contract of one person in the month
    month:  its last day fixes every figure
    Source: see docs/rules/payroll.md
    """
    gross, day = total(item.gross for item in work), month.last_day
    return EmployerCost(
        gross=gross,
        lines=all_charges(work, employer, day),
        left_out=(*unknown(gross, 1, day), QUARTERLY),
    )


def quarter_of(month: Month) -> tuple[Month, ...]:
    """The three months of the quarter in which a month lies."""
    first = month.month - (month.month - 1) % MONTHS
    return tuple(Month(month.year, first + after) for after in range(MONTHS))


def quarter_cost(
    work: Sequence[Work], employer: Employer, quarter: Sequence[Month]
) -> EmployerCost:
    """The cost of a quarter, with the reductions; refused where their figures are not known.

    work:    every contract of one person in the quarter; ``days`` None is the whole quarter
    quarter: its three months; the last day of the last one fixes every figure
    Source:  see docs/rules/payroll.md
    """
    gross, day = total(item.gross for item in work), quarter[-1].last_day
    return EmployerCost(
        gross=gross,
        lines=all_charges(work, employer, day),
        reductions=(*high_pay(work, employer, day), *low_pay(work, employer, quarter)),
        left_out=unknown(gross, MONTHS, day),
    )


def ordinary(work: Sequence[Work]) -> list[Work]:
    """The contracts that pay ordinary contributions: not those of students in quota, nor flexi."""
    return [item for item in work if basic in CHARGES[item.contract_type]]


def base_of(work: Sequence[Work], day: date) -> Eur:
    """What the ordinary contributions of a quarter are counted on, all contracts together."""
    kinds = by_kind(ordinary(work))
    return total(earned(kind, gross, day).base for kind, gross in kinds.items())


def high_pay(work: Sequence[Work], employer: Employer, day: date) -> tuple[Line, ...]:
    """No basic contribution is due on what is above a ceiling; wage moderation stays due."""
    ceiling = CEILING.on(day)
    above = Eur(base_of(work, day) - ceiling.value)
    if above <= ZERO:
        return ()
    spared = eur(above * BASIC[employer.sector].on(day).value)
    label = N_("No basic contribution above the ceiling")
    return (Line(label, Eur(-spared), above, ceiling),)


def low_pay(work: Sequence[Work], employer: Employer, quarter: Sequence[Month]) -> tuple[Line, ...]:
    """The structural reduction, never more than the basic contribution itself.

    All contracts of the quarter are added up: pay and hours. The cap cuts the last part first.
    """
    helped, day = ordinary(work), quarter[-1].last_day
    if not by_kind(helped):
        return ()
    given = structural_reduction.structural_reduction(
        total(item.gross for item in helped), presence(helped, quarter), employer.sector, day
    )
    room = eur(base_of(work, day) * BASIC[employer.sector].on(day).value)
    kept = []
    for line in given:
        amount = min(line.amount, room)
        room = Eur(room - amount)
        kept.append(Line(line.label, Eur(-amount), line.basis, line.rate))
    return tuple(line for line in kept if line.amount)


def margin(cost: EmployerCost, budget: Eur) -> Margin:
    """What the common pot keeps of an employment budget: budget − real cost.

    What the employer is spared is shown apart: it is shared by all, not by one unit.

    budget: EUR, gross pay × coefficient of each contract
    Source: the cooperative, see docs/rules/payroll.md
    """
    return Margin(
        budget=budget,
        from_coefficient=Eur(budget - cost.before_reductions),
        from_reductions=cost.reduced,
    )
