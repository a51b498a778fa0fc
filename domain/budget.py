"""What a unit can still spend on its running budget, the Activity."""

from dataclasses import dataclass

from domain.errors import N_, RuleError
from domain.money import ZERO, Eur


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """The running budget: ``received`` + ``expected`` = ``spent`` + ``committed`` + ``available``.

    Invoices count from the day they are issued, because the common pot advances what the
    client has not paid yet; amounts exclude VAT and the contribution.
    """

    received: Eur  # issued invoices that clients have paid
    expected: Eur  # issued invoices not paid yet
    spent: Eur  # confirmed work and approved expenses
    committed: Eur  # contracts not yet confirmed and expense notes not yet approved
    available: Eur  # what can still be promised


@dataclass(eq=False)
class NotEnough(RuleError):
    """The running budget never goes below zero."""

    message = N_(
        "This costs more than the unit can spend: %(available)s is available and "
        "%(missing)s is missing. Issue an invoice first, or spend less."
    )
    missing: Eur
    available: Eur


@dataclass(eq=False)
class NoActivity(RuleError):
    """The unit does not have the tool Activity, so it has no running budget."""

    message = N_("The unit “%(unit)s” pays people through its assignments. Start an assignment.")
    unit: str


@dataclass(eq=False)
class NotEnoughInAssignment(NotEnough):
    """An assignment spends what its client pays, and no more."""

    message = N_(
        "This costs more than is left of the assignment: %(available)s is left and "
        "%(missing)s is missing. Spend less, or use another assignment."
    )


def budget(*, balance: Eur, received: Eur, expected: Eur, committed: Eur) -> Budget:
    """Read the running budget.

    balance:   EUR, what the ledger holds for the unit (account “unit available”, positive)
    received:  EUR of paid invoices, ``expected`` EUR of unpaid ones, without VAT and contribution
    committed: EUR promised but not yet in the ledger
    """
    return Budget(
        received=received,
        expected=expected,
        spent=Eur(received + expected - balance),
        committed=committed,
        available=Eur(balance - committed),
    )


def available_after(available: Eur, wanted: Eur) -> Eur:
    """What remains available once ``wanted`` EUR is promised; refuses to go below zero."""
    check_covered(available, wanted)
    return Eur(available - wanted)


def check_covered(available: Eur, wanted: Eur) -> None:
    """Refuse to promise more than there is; promising nothing is always possible."""
    missing = Eur(wanted - available)
    if wanted > ZERO and missing > ZERO:
        raise NotEnough(missing, available)


def check_assignment_covers(left: Eur, wanted: Eur) -> None:
    """Refuse to promise more than an assignment has left; see ``check_covered``."""
    missing = Eur(wanted - left)
    if wanted > ZERO and missing > ZERO:
        raise NotEnoughInAssignment(missing, left)
