"""Paying shares back to somebody who left: how much, and whether the tests allow it.

Source: CSA articles 6:115, 6:116, 6:120 and 8:5, where the statutes say nothing else
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from domain.errors import N_, Msg, RuleError
from domain.money import ZERO, Eur, eur, eur_down
from domain.parameters import parameter
from domain.shares.leaving import check_past
from domain.shares.register import Holding
from domain.shares.subscribing import NOMINAL
from domain.shares.words import ExitState

LIQUIDITY = parameter("share_capital/liquidity_months")


class Liquidity(StrEnum):
    """What the board states about the months ahead."""

    YES = "yes"
    NO = "no"


LIQUIDITIES: Mapping[Liquidity, Msg] = {
    Liquidity.YES: N_("Yes: it can pay its debts as they fall due"),
    Liquidity.NO: N_("No, or not sure: refunds stay suspended"),
}


@dataclass(eq=False)
class NoAccounts(RuleError):
    """The value of shares is read in approved accounts."""

    message = N_(
        "No annual accounts are recorded. The value of shares is read in the last approved ones "
        "(CSA article 6:120): record them first."
    )


@dataclass(eq=False)
class YearNotOver(RuleError):
    """Accounts are approved after the year that they tell."""

    message = N_("The accounts of %(year)s are approved in a later year. Look at both again.")
    field: ClassVar[str] = "year"
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """What the last approved annual accounts say."""

    year: int
    net_assets: Eur
    unavailable: Eur  # own funds that must stay
    shares: int  # outstanding at the end of that year


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """What is paid back, and the three amounts of which it is the smallest."""

    paid_in: Eur
    net_asset_share: Eur
    nominal: Eur

    @property
    def amount(self) -> Eur:
        """What is paid back."""
        return min(self.paid_in, self.net_asset_share, self.nominal)


def refund(holding: Holding, accounts: Accounts, *, effect: date) -> Refund:
    """What somebody who leaves with ``holding`` is paid.

    accounts: the last that the assembly approved
    effect:   the day of the departure, which fixes the nominal value
    Source:   CSA article 6:120 § 1 (paid in, not above the net asset value) and article 8:5
              § 1 (a social enterprise: never above the nominal value)
    """
    worth = max(accounts.net_assets, ZERO)
    part = eur_down(worth * holding.shares / accounts.shares) if accounts.shares else ZERO
    return Refund(
        paid_in=holding.paid_in,
        net_asset_share=part,
        nominal=eur(NOMINAL.on(effect).value * holding.shares),
    )


def check_accounts(year: int, approved: date, *, today: date) -> None:
    """Refuse accounts of a year that has not ended, or approved before its end or tomorrow."""
    check_past(approved, today)
    if approved.year <= year:
        raise YearNotOver(year)


def net_asset_test(accounts: Accounts, *, already: Eur, amount: Eur) -> bool:
    """Do the net assets stay above what must remain when ``amount`` is paid too?

    already: EUR paid back or payable since these accounts
    Source:  CSA article 6:115
    """
    left = Eur(accounts.net_assets - already - amount)
    return left >= max(accounts.unavailable, ZERO)


def tested(*, net_assets_stay: bool, liquid: bool) -> ExitState:
    """Paid back if both tests say so; else it waits, and is tested again.

    liquid: the board states that debts can be paid as they fall due over the months ahead
    Source: CSA articles 6:115, 6:116 and 6:120
    """
    return ExitState.PAYABLE if net_assets_stay and liquid else ExitState.SUSPENDED
