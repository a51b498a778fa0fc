"""From the work of a quarter to the tree: one person at a time, by the rules of pay themselves."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from domain.cost_shares import Job, by_gross
from domain.dmfa import codes
from domain.dmfa.codes import ORDINARY, Code
from domain.dmfa.tree import (
    Charge,
    NaturalPerson,
    Occupation,
    Remuneration,
    Service,
    WorkerLine,
)
from domain.employment import ContractType
from domain.errors import N_, Msg
from domain.explain import Line
from domain.hours import DAYS_A_WEEK, FULL_DAY, FULL_TIME_WEEK, TWO_PLACES, Hours
from domain.ledger import Account
from domain.money import ZERO, Eur, total
from domain.payroll.categories import CATEGORIES
from domain.payroll.payslip import Work, pays
from domain.payroll.situation import Situation
from domain.payroll.structural_reduction import LABELS as STRUCTURAL
from domain.periods import Month
from domain.quarters import Quarter
from domain.true_up import TrueUp, helped

SPECIAL = N_("Special social security contribution")
ANYBODY = Situation()  # the family changes the tax only, and tax is not declared here


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """One contract with work in the quarter, its corrections included."""

    reference: str
    first_day: date  # of the contract itself
    last_day: date
    job: Job
    months: Mapping[Month, Work]  # only those in which something is left


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of one person in the quarter."""

    key: int
    name: str
    national_number: str
    birth_day: date | None
    contracts: tuple[Worked, ...]
    special: Eur
    settled: Eur
    cost: TrueUp


@dataclass(slots=True)
class Kept:
    """What one kind of contract keeps from pay over the months of a quarter."""

    label: Msg
    basis: Eur = ZERO
    rate: Decimal | None = None
    due: Eur = ZERO
    bonus: Eur = ZERO

    def add(self, contribution: Line, bonus: Sequence[Line]) -> None:
        """One month."""
        assert contribution.basis is not None
        assert contribution.rate is not None
        self.basis = Eur(self.basis + contribution.basis)
        self.rate = contribution.rate.value
        self.due = Eur(self.due - contribution.amount)
        self.bonus = Eur(self.bonus + total(line.amount for line in bonus))


def natural_person(facts: Facts, quarter: Quarter) -> NaturalPerson:
    """Everything that is declared of one person.

    Source: the order of the levels is that of the declaration itself; see docs/rules/dmfa.md
    """
    day = quarter.last_day
    worked = [item for item in facts.contracts if item.job.gross > ZERO]
    kept, less = _kept(worked), _deductions(worked, facts.cost, day)
    present = {item.job.kind for item in worked}
    special = Charge(
        label=SPECIAL, code=codes.written(codes.SPECIAL, day, codes.WORKER_DIGITS),
        basis=None, rate=None, amount=facts.special,
    )  # fmt: skip
    return NaturalPerson(
        key=facts.key,
        name=facts.name,
        national_number=facts.national_number,
        lines=tuple(
            WorkerLine(
                kind=kind,
                code=codes.worker_code(kind, facts.birth_day, day),
                occupations=tuple(
                    _occupation(item, less.get(item.job.contract_id, ()), quarter)
                    for item in worked
                    if item.job.kind is kind
                ),
                worker_charges=_charges(kept.get(kind)),
                worker_deductions=_bonus(kept.get(kind), day),
                employer_charges=tuple(_employer(facts.cost, kind)),
            )
            for kind in ContractType
            if kind in present
        ),
        special=special if facts.special else None,
        settled=facts.settled,
    )


def _kept(worked: Sequence[Worked]) -> dict[ContractType, Kept]:
    """The contributions of the person, month by month as on the payslips, by kind."""
    months: dict[Month, list[Work]] = defaultdict(list)
    for item in worked:
        for month, work in item.months.items():
            months[month].append(work)
    found: dict[ContractType, Kept] = {}
    for month, works in sorted(months.items()):
        kinds = [
            kind
            for kind in CATEGORIES
            if total(work.gross for work in works if work.contract_type is kind)
        ]
        for kind, pay in zip(kinds, pays(works, ANYBODY, month), strict=True):
            entry = found.setdefault(kind, Kept(CATEGORIES[kind].rate_label))
            entry.add(pay.contribution, pay.bonus)
    return found


def _charges(kept: Kept | None) -> tuple[Charge, ...]:
    if kept is None:
        return ()
    return (Charge(label=kept.label, code=None, basis=kept.basis, rate=kept.rate, amount=kept.due),)


def _bonus(kept: Kept | None, day: date) -> tuple[Charge, ...]:
    if kept is None or not kept.bonus:
        return ()
    code = codes.written(codes.WORK_BONUS, day)
    return (Charge(label=N_("Work bonus"), code=code, basis=None, rate=None, amount=kept.bonus),)


def _employer(cost: TrueUp, kind: ContractType) -> Iterator[Charge]:
    """What the employer owes the office on this kind of contract, before reductions."""
    for item in cost.costs:
        if item.kind is kind and item.account is Account.SOCIAL_SECURITY_DUE:
            line = item.line
            rate = line.rate.value if line.rate else None
            yield Charge(
                label=line.label, code=None, basis=line.basis, rate=rate, amount=line.amount
            )


def _deductions(worked: Sequence[Worked], cost: TrueUp, day: date) -> dict[int, tuple[Charge, ...]]:
    """Each reduction of the employer shared over the contracts that it helps."""
    jobs = helped([item.job for item in worked])
    found: dict[int, tuple[Charge, ...]] = defaultdict(tuple)
    for item in cost.costs:
        if item.kind is not None:
            continue
        for key, amount in by_gross(Eur(-item.line.amount), jobs).items():
            charge = Charge(
                label=item.line.label, code=_deduction_code(item.line.label, day),
                basis=item.line.basis, rate=None, amount=amount,
            )  # fmt: skip
            found[key] = (*found[key], charge)
    return found


def _deduction_code(label: Msg, day: date) -> Code | None:
    return codes.written(codes.STRUCTURAL, day) if label in STRUCTURAL else None


def _occupation(item: Worked, less: tuple[Charge, ...], quarter: Quarter) -> Occupation:
    """One contract; the hours of its week follow from the hours of its days."""
    job, day = item.job, quarter.last_day
    full = Hours(FULL_TIME_WEEK.on(day).value)
    is_full = job.hours >= job.days * FULL_DAY
    pace = Decimal(job.hours) / job.days * DAYS_A_WEEK
    return Occupation(
        reference=item.reference,
        first_day=max(item.first_day, quarter.first_day),
        last_day=min(item.last_day, quarter.last_day),
        days_a_week=Decimal(DAYS_A_WEEK),
        full_week=full,
        week=full if is_full else Hours(pace.quantize(TWO_PLACES, ROUND_HALF_UP)),
        is_full_time=is_full,
        services=(Service(code=ORDINARY, days=job.days, hours=job.hours),),
        remunerations=(Remuneration(code=ORDINARY, gross=job.gross),),
        deductions=less,
    )
