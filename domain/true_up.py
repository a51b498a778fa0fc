"""The true-up of a quarter: what employment really cost, beside the budget of each contract.

Contributions are worked out per person, over all contracts with one employer, and shared out
over the contracts by their gross pay, to the cent. What is left of a budget is the margin; it
goes to the common pot, and so does every reduction.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, repeat

from domain.cost_shares import Amounts, Job, by_gross
from domain.employment import ContractType
from domain.errors import N_, Msg
from domain.explain import Line
from domain.ledger import Account
from domain.money import ZERO, Eur, total
from domain.parameters import NotInForce, Parameter
from domain.payroll import employer as rules
from domain.payroll import structural_reduction
from domain.payroll.categories import FLEXI_HOLIDAY_PAY
from domain.payroll.employer import Charge, Employer, Sector
from domain.payroll.employer_cost import CEILING, by_kind, high_pay, low_pay, ordinary, unknown
from domain.payroll.payslip import Work
from domain.quarters import MONTHS, Quarter

CEILING_UNKNOWN = N_("Very high pay: the ceiling of the basic contribution is not known.")
FIGURES_UNKNOWN = N_("Structural reduction: its figures are not known for this quarter.")
SECTOR_UNKNOWN = N_("Structural reduction: its figures are not known for non-profit employers.")

# Who is owed what each charge asks, line by line; the last one stands for all that follow.
# The yearly notice of the holiday scheme is asked a year later, so it waits with holiday pay.
# None: paid with the wage itself, and booked with it.
OWED: Mapping[Charge, tuple[Account | None, ...]] = {
    rules.basic: (Account.SOCIAL_SECURITY_DUE,),
    rules.ten_workers: (Account.SOCIAL_SECURITY_DUE,),
    rules.sector_funds: (Account.SOCIAL_SECURITY_DUE,),
    rules.holiday_provision: (Account.HOLIDAY_DUE,),
    rules.holiday_scheme: (Account.SOCIAL_SECURITY_DUE, Account.HOLIDAY_DUE),
    rules.student_solidarity: (Account.SOCIAL_SECURITY_DUE,),
    rules.flexi: (None, Account.SOCIAL_SECURITY_DUE),
}
ASKED: Mapping[Charge, tuple[Parameter, ...]] = {
    rules.ten_workers: (rules.TEN_WORKERS, rules.TEN_WORKERS_FROM),
    rules.holiday_provision: (rules.HOLIDAY_PROVISION,),
    rules.holiday_scheme: (rules.HOLIDAY_QUARTERLY, rules.HOLIDAY_YEARLY),
    rules.student_solidarity: (rules.STUDENT_RATE,),
    rules.flexi: (FLEXI_HOLIDAY_PAY, rules.FLEXI_RATE),
}


@dataclass(frozen=True, slots=True)
class Cost:
    """One line of the cost of a person."""

    kind: ContractType | None  # None: of all contracts together
    line: Line  # negative where it is a reduction
    account: Account | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueUp:
    """The quarter of one person with one employer."""

    shares: Mapping[int, Amounts]  # by contract
    costs: tuple[Cost, ...]
    left_out: tuple[Msg, ...]  # what is due too, but cannot be worked out


def missing_figures(
    kinds: Sequence[ContractType], employer: Employer, day: date
) -> tuple[Msg, ...]:
    """The figures of contributions that nobody knows on a day; reductions may stay unknown."""
    asked = {
        **ASKED,
        rules.basic: (rules.BASIC[employer.sector], rules.MODERATION[employer.sector]),
        rules.sector_funds: tuple(rules.FUNDS[fund] for fund in sorted(employer.funds)),
    }
    needed = chain.from_iterable(asked[charge] for kind in kinds for charge in rules.CHARGES[kind])
    return tuple(dict.fromkeys(figure.title for figure in needed if not _is_known(figure, day)))


def unknown_reductions(sector: Sector, day: date) -> tuple[Msg, ...]:
    """The reductions that cannot be worked out: they are booked once they are known."""
    missing = [] if _is_known(CEILING, day) else [CEILING_UNKNOWN]
    if sector not in structural_reduction.PARTS:
        return (*missing, SECTOR_UNKNOWN)
    figures = (
        *structural_reduction.PARTS[sector],
        structural_reduction.FACTOR,
        structural_reduction.SHORT,
        structural_reduction.FULL,
    )
    if not all(_is_known(figure, day) for figure in figures):
        missing.append(FIGURES_UNKNOWN)
    return tuple(missing)


def true_up(jobs: Sequence[Job], employer: Employer, quarter: Quarter) -> TrueUp:
    """What all contracts of one person with one employer really cost in a quarter.

    jobs:    one for each contract; one of which corrections left nothing costs nothing
    quarter: its last day fixes every figure; refused where a contribution is not known then
    Source:  see docs/rules/quarter.md
    """
    worked = [job for job in jobs if job.gross > ZERO]
    works = [Work(job.kind, job.gross, job.days, job.hours) for job in worked]
    day = quarter.last_day
    charged = tuple(_charged(works, employer, day))
    spared = tuple(
        Cost(None, line, Account.SOCIAL_SECURITY_DUE) for line in _spared(works, employer, quarter)
    )
    gross = total(work.gross for work in works)
    return TrueUp(
        shares=_shares(jobs, worked, charged, spared),
        costs=(*charged, *spared),
        left_out=unknown(gross, MONTHS, day) if works else (),
    )


def _charged(works: Sequence[Work], employer: Employer, day: date) -> Iterator[Cost]:
    """Every charge on each kind of contract, and who is owed it."""
    for kind, gross in by_kind(works).items():
        pay = rules.earned(kind, gross, day)
        for charge in rules.CHARGES[kind]:
            owed = OWED[charge]
            lines = charge(pay, employer, day)
            yield from (
                Cost(kind, line, account)
                for line, account in zip(lines, chain(owed, repeat(owed[-1])), strict=False)
            )


def _spared(works: Sequence[Work], employer: Employer, quarter: Quarter) -> tuple[Line, ...]:
    """The reductions that are known; negative."""
    missing = unknown_reductions(employer.sector, quarter.last_day)
    high = () if CEILING_UNKNOWN in missing else high_pay(works, employer, quarter.last_day)
    low_known = FIGURES_UNKNOWN not in missing and SECTOR_UNKNOWN not in missing
    return (*high, *(low_pay(works, employer, quarter.months) if low_known else ()))


def _shares(
    jobs: Sequence[Job], worked: Sequence[Job], charged: Sequence[Cost], spared: Sequence[Cost]
) -> dict[int, Amounts]:
    """Every cent of cost and reduction on one of the contracts."""
    owed: dict[Account, dict[int, Eur]] = {Account.SOCIAL_SECURITY_DUE: {}, Account.HOLIDAY_DUE: {}}
    for kind in dict.fromkeys(cost.kind for cost in charged):
        same = [job for job in worked if job.kind is kind]
        for account, found in owed.items():
            costs = (cost for cost in charged if (cost.kind, cost.account) == (kind, account))
            found.update(by_gross(total(cost.line.amount for cost in costs), same))
    less = by_gross(Eur(-total(cost.line.amount for cost in spared)), helped(worked))
    return {
        job.contract_id: Amounts(
            gross=job.gross,
            budget=job.budget,
            contributions=owed[Account.SOCIAL_SECURITY_DUE].get(job.contract_id, ZERO),
            holiday=owed[Account.HOLIDAY_DUE].get(job.contract_id, ZERO),
            reductions=less.get(job.contract_id, ZERO),
        )
        for job in jobs
    }


def helped(jobs: Sequence[Job]) -> list[Job]:
    """Those that pay ordinary contributions: over these, reductions are shared."""
    kinds = {work.contract_type for work in ordinary([Work(job.kind, job.gross) for job in jobs])}
    return [job for job in jobs if job.kind in kinds]


def _is_known(figure: Parameter, day: date) -> bool:
    try:
        figure.on(day)
    except NotInForce:
        return False
    return True
