"""Where a unit's money went, read from its running sums per account."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.errors import N_, Msg
from domain.ledger.accounts import Account
from domain.money import ZERO, Eur, total


class Part(StrEnum):
    """One part of the story; its value is the name of the amount in ``Story``."""

    CAME_IN = "came_in"
    LENT = "lent"
    VAT = "vat"
    TO_COOPERATIVE = "to_cooperative"
    TO_PAY = "to_pay"
    TO_EXPENSES = "to_expenses"
    LEFT = "left"


PART_LABELS: Mapping[Part, Msg] = {
    Part.CAME_IN: N_("Came in"),
    Part.LENT: N_("Lent by the common pot"),
    Part.VAT: N_("VAT"),
    Part.TO_COOPERATIVE: N_("To the cooperative"),
    Part.TO_PAY: N_("To wages"),
    Part.TO_EXPENSES: N_("To expenses"),
    Part.LEFT: N_("Left"),
}

# Each account that may name a unit feeds exactly one part. Shares are personal: no unit.
PARTS: Mapping[Part, tuple[Account, ...]] = {
    Part.CAME_IN: (Account.BANK, Account.CLIENT_RECEIVABLE, Account.BAD_DEBT),
    Part.LENT: (Account.LOAN_RECEIVABLE,),
    Part.VAT: (Account.VAT_DUE,),
    Part.TO_COOPERATIVE: (Account.CONTRIBUTION, Account.POT_MARGIN, Account.POT_REDUCTIONS),
    Part.TO_PAY: (
        Account.NET_PAY_DUE,
        Account.SOCIAL_SECURITY_DUE,
        Account.WITHHOLDING_DUE,
        Account.HOLIDAY_DUE,
        Account.EMPLOYMENT_IN_TRANSIT,
    ),
    Part.TO_EXPENSES: (Account.EXPENSES_DUE, Account.SUPPLIER_PAYABLE, Account.VAT_RECOVERABLE),
    Part.LEFT: (Account.ASSIGNMENT, Account.UNIT_AVAILABLE),
}

COMES_IN = frozenset({Part.CAME_IN, Part.LENT})  # debits; the other parts are credits


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What came in and where it went: ``came_in`` + ``lent`` is the sum of the five others."""

    came_in: Eur  # invoiced including VAT, paid or not, minus credit notes
    lent: Eur
    vat: Eur
    to_cooperative: Eur
    to_pay: Eur
    to_expenses: Eur
    left: Eur
    received: Eur  # of what came in: paid by clients
    awaited: Eur  # of what came in: not paid yet, advanced by the common pot

    @property
    def turnover(self) -> Eur:
        """What was invoiced, excluding VAT."""
        return Eur(self.came_in - self.vat)

    def of(self, part: Part) -> Eur:
        """The amount of one part."""
        amount: Eur = getattr(self, part)
        return amount


def story(sums: Mapping[Account, Eur]) -> Story:
    """Tell where a unit's money went.

    sums: EUR per account over all legs that name the unit, debits positive
    """
    return Story(
        **{part.value: _amount(part, sums) for part in Part},
        received=sums.get(Account.BANK, ZERO),
        awaited=sums.get(Account.CLIENT_RECEIVABLE, ZERO),
    )


def _amount(part: Part, sums: Mapping[Account, Eur]) -> Eur:
    found = total(sums.get(account, ZERO) for account in PARTS[part])
    return found if part in COMES_IN else Eur(-found)
