"""The tree of a quarterly declaration: person, worker line, occupation, and what each holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.dmfa.codes import Code
from domain.employment import ContractType
from domain.errors import Msg
from domain.hours import Hours
from domain.money import ZERO, Eur, total


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Work of one kind in an occupation."""

    code: str
    days: int
    hours: Hours


@dataclass(frozen=True, slots=True, kw_only=True)
class Remuneration:
    """Pay of one kind in an occupation."""

    code: str
    gross: Eur


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """A contribution or a deduction: what it is, on what, at which rate; never negative."""

    label: Msg
    code: Code | None  # None: no code of its own is known
    basis: Eur | None
    rate: Decimal | None  # None: not one rate
    amount: Eur


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupation:
    """One contract in the quarter."""

    reference: str  # ours
    first_day: date  # in the quarter
    last_day: date
    days_a_week: Decimal
    full_week: Hours  # of full-time work, hours a week
    week: Hours  # of this work, hours a week
    is_full_time: bool
    services: tuple[Service, ...]
    remunerations: tuple[Remuneration, ...]
    deductions: tuple[Charge, ...]  # of the employer's contributions

    @property
    def days(self) -> int:
        """Days declared."""
        return sum(item.days for item in self.services)

    @property
    def gross(self) -> Eur:
        """Pay declared."""
        return total(item.gross for item in self.remunerations)

    @property
    def calendar_days(self) -> int:
        """Days from the first to the last."""
        return (self.last_day - self.first_day).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerLine:
    """All work of one person of one kind."""

    kind: ContractType
    code: Code | None  # None: no code is known
    occupations: tuple[Occupation, ...]
    worker_charges: tuple[Charge, ...]
    worker_deductions: tuple[Charge, ...]  # the work bonus
    employer_charges: tuple[Charge, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What a part of the tree comes to."""

    people: int = 0
    occupations: int = 0
    days: int = 0
    gross: Eur = ZERO
    worker: Eur = ZERO  # contributions of workers, before the work bonus
    bonus: Eur = ZERO
    special: Eur = ZERO  # advances of the special contribution
    settled: Eur = ZERO  # what its settlement added, or gave back
    employer: Eur = ZERO
    reductions: Eur = ZERO

    @property
    def owed(self) -> Eur:
        """Due to the social security office."""
        return Eur(
            self.worker - self.bonus + self.special + self.settled + self.employer - self.reductions
        )

    def plus(self, other: "Sums") -> "Sums":
        """Both together."""
        return Sums(
            people=self.people + other.people,
            occupations=self.occupations + other.occupations,
            days=self.days + other.days,
            gross=Eur(self.gross + other.gross),
            worker=Eur(self.worker + other.worker),
            bonus=Eur(self.bonus + other.bonus),
            special=Eur(self.special + other.special),
            settled=Eur(self.settled + other.settled),
            employer=Eur(self.employer + other.employer),
            reductions=Eur(self.reductions + other.reductions),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NaturalPerson:
    """One person with everything declared of them."""

    key: int
    name: str
    national_number: str  # eleven digits, or empty
    lines: tuple[WorkerLine, ...]
    special: Charge | None  # the advances of the quarter
    settled: Eur  # by payslips of the quarter; below zero: given back

    @property
    def occupations(self) -> tuple[Occupation, ...]:
        """Of all lines."""
        return tuple(item for line in self.lines for item in line.occupations)

    @property
    def sums(self) -> Sums:
        """What this person adds to the declaration."""
        occupations = self.occupations
        return Sums(
            people=1,
            occupations=len(occupations),
            days=sum(item.days for item in occupations),
            gross=total(item.gross for item in occupations),
            worker=_added(line.worker_charges for line in self.lines),
            bonus=_added(line.worker_deductions for line in self.lines),
            special=self.special.amount if self.special else ZERO,
            settled=self.settled,
            employer=_added(line.employer_charges for line in self.lines),
            reductions=_added(item.deductions for item in occupations),
        )


def _added(parts: Iterable[tuple[Charge, ...]]) -> Eur:
    return total(charge.amount for part in parts for charge in part)


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployerHead:
    """Who declares, and for when."""

    name: str
    enterprise_number: str
    onss_number: str  # may be unknown: empty
    quarter: str
    committee: str  # joint committee; may be unknown: empty
    # The category that the office gives an employer is not known here.
