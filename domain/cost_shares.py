"""What a quarter comes to, contract by contract: every cent of a cost is on one of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.employment import ContractType
from domain.hours import Hours
from domain.money import ZERO, Eur, share_out


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One contract in the quarter, its corrections included."""

    contract_id: int
    kind: ContractType
    days: int
    hours: Hours
    gross: Eur
    budget: Eur  # the part of its employment budget that belongs to the quarter


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """What a quarter comes to, for one contract or for many."""

    gross: Eur = ZERO
    budget: Eur = ZERO
    contributions: Eur = ZERO  # of the employer, due to the social security office
    holiday: Eur = ZERO  # holiday pay to come
    reductions: Eur = ZERO  # positive: what social security spares the employer

    @property
    def in_transit(self) -> Eur:
        """What is left of the budget once the gross pay is taken off."""
        return Eur(self.budget - self.gross)

    @property
    def margin(self) -> Eur:
        """What the coefficient leaves; below zero where it does not cover the cost."""
        return Eur(self.in_transit - self.contributions - self.holiday)

    @property
    def to_pot(self) -> Eur:
        """All that the common pot gets, or pays if negative."""
        return Eur(self.margin + self.reductions)

    @property
    def is_nothing(self) -> bool:
        """Not a cent anywhere."""
        return self == NO_AMOUNTS

    def plus(self, other: "Amounts") -> "Amounts":
        """Both together."""
        return Amounts(
            gross=Eur(self.gross + other.gross),
            budget=Eur(self.budget + other.budget),
            contributions=Eur(self.contributions + other.contributions),
            holiday=Eur(self.holiday + other.holiday),
            reductions=Eur(self.reductions + other.reductions),
        )

    def less(self, other: "Amounts") -> "Amounts":
        """What it adds to another."""
        return Amounts(
            gross=Eur(self.gross - other.gross),
            budget=Eur(self.budget - other.budget),
            contributions=Eur(self.contributions - other.contributions),
            holiday=Eur(self.holiday - other.holiday),
            reductions=Eur(self.reductions - other.reductions),
        )


NO_AMOUNTS = Amounts()


def budget_share(budget: Eur, before: Eur, here: Eur, after: Eur) -> Eur:
    """The part of a contract's budget that belongs to a quarter: by gross pay, to the cent.

    before, here, after: EUR of gross pay earned before the quarter, in it and after it
    """
    if not before and not after:
        return budget if here else ZERO
    weights = [_cents(amount) for amount in (before, here, after)]
    return share_out(budget, weights)[1] if any(weights) else ZERO


def by_gross(amount: Eur, jobs: Sequence[Job]) -> dict[int, Eur]:
    """An amount shared over contracts by their gross pay.

    amount: EUR, of all of them together
    """
    if not jobs or not amount:
        return {}
    parts = share_out(amount, [_cents(job.gross) for job in jobs])
    return {job.contract_id: part for job, part in zip(jobs, parts, strict=True)}


def _cents(amount: Eur) -> int:
    return int(amount.scaleb(2))
