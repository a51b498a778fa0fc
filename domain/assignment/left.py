"""What is left of an accepted assignment, so that it can come out at 0.00."""

from dataclasses import dataclass

from domain.money import ZERO, Eur


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Where the money of an assignment is: four parts, and ``income`` is their sum."""

    free: Eur  # what can still be used; below zero where too much was promised
    spent: Eur  # confirmed work and approved expenses
    promised: Eur  # contracts not confirmed yet
    claimed: Eur  # expense notes not decided yet, excluding VAT
    planned: Eur  # expenses that were planned and not claimed yet: part of what is free

    @property
    def income(self) -> Eur:
        """What the price left once the contribution was taken, invoiced or still to be."""
        return Eur(self.free + self.spent + self.promised + self.claimed)


def left(
    *, free: Eur, worked: Eur, promised: Eur, claimed: Eur, approved: Eur, expenses: Eur
) -> Left:
    """Tell where the money of an assignment is.

    free:     EUR that can still be promised
    worked:   EUR of employment budget of confirmed contracts, ``promised`` EUR of the others
    approved: EUR of expenses approved, ``claimed`` EUR still waiting, both excluding VAT
    expenses: EUR that were planned
    """
    return Left(
        free=free,
        spent=Eur(worked + approved),
        promised=promised,
        claimed=claimed,
        planned=max(ZERO, min(free, Eur(expenses - approved - claimed))),
    )
