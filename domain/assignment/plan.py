"""What a member plans: a price, expenses, and who works when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from domain.employment import ContractType
from domain.errors import N_, RuleError
from domain.hours import Hours
from domain.money import Eur
from domain.payroll.payslip import Situation, Work
from domain.periods import Month


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """One person in the plan and the days they work."""

    key: int
    contract_type: ContractType
    days: tuple[date, ...]
    situation: Situation
    weight: int = 0  # part of the employment budget; 0: as many parts as days
    already: Mapping[Month, tuple[Work, ...]] = field(default_factory=dict)
    """Other contracts of this person with the same employer in these months."""
    birth_day: date | None = None  # lowers the minimum pay of young people
    hours: Mapping[date, Hours] = field(default_factory=dict)  # of days that are not full days

    @property
    def parts(self) -> int:
        """How many parts of the employment budget this person has."""
        return self.weight if self.weight > 0 else len(self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything the equation needs."""

    price: Eur  # what the client pays, excluding VAT
    expenses: Eur  # planned expenses, excluding VAT
    workers: tuple[Worker, ...]
    day: date  # of the invoice, which fixes the rate of the contribution


@dataclass(frozen=True, slots=True)
class Missing:
    """A person whose pay cannot be computed yet, and what is missing."""

    key: int
    reason: RuleError


@dataclass(eq=False)
class ExpensesAboveBudget(RuleError):
    """The price, once the contribution is taken, does not pay the expenses."""

    message = N_(
        "The price does not cover the expenses of %(expenses)s: %(missing)s is missing. "
        "The lowest price that covers them is %(lowest)s."
    )
    field: ClassVar[str] = "price"
    expenses: Eur
    missing: Eur  # to add to the price
    lowest: Eur


@dataclass(eq=False)
class NobodyWorks(RuleError):
    """A net pay needs somebody who works."""

    message = N_("Choose who works and on which days first: a net pay needs a person and a day.")
    field: ClassVar[str] = "days"


@dataclass(eq=False)
class OutOfReach(RuleError):
    """No price that we are ready to compute gives this net."""

    message = N_("A net pay of %(wanted)s is out of reach. Ask for less.")
    field: ClassVar[str] = "net"
    wanted: Eur


@dataclass(eq=False)
class MoneyLeftOver(RuleError):
    """An assignment must come out at 0.00."""

    message = N_("%(left_over)s is left over. Choose who is paid with it, or lower the price.")
    left_over: Eur
