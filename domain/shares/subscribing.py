"""Taking shares: what they cost, when they enter the register, which years they open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.errors import N_, RuleError
from domain.money import ZERO, Eur, eur
from domain.parameters import parameter
from domain.shares.register import AlreadyCorrected, Movement
from domain.shares.words import MovementKind, SubscriptionState

NOMINAL = parameter("share_capital/nominal")
YEARS = parameter("share_capital/years_per_share")
MOST = 1000  # shares of one subscription; more is a slip of the finger


@dataclass(eq=False)
class WrongNumber(RuleError):
    """A number of shares is a number of whole shares."""

    message = N_("Choose a whole number of shares, from 1 to %(most)s.")
    field: ClassVar[str] = "shares"
    most: int


@dataclass(eq=False)
class ShortPaid(RuleError):
    """Shares enter the register when every cent is there."""

    message = N_(
        "%(missing)s is missing. Shares are paid in full before they enter the register "
        "(CSA article 6:109): the payment is kept, the subscription waits for the rest."
    )
    field: ClassVar[str] = "amount"
    missing: Eur


@dataclass(eq=False)
class PaidOver(RuleError):
    """More than was asked is not capital."""

    message = N_(
        "Only %(missing)s is asked for this subscription. Record that much and pay the rest back, "
        "or ask for another subscription."
    )
    field: ClassVar[str] = "amount"
    missing: Eur


@dataclass(eq=False)
class NothingReceived(RuleError):
    """A payment is more than nothing."""

    message = N_("Type the amount that was received.")
    field: ClassVar[str] = "amount"


@dataclass(eq=False)
class NotYetReceived(RuleError):
    """Money of tomorrow is not there."""

    message = N_("A payment is recorded once it has been received: choose a day up to %(today)s.")
    field: ClassVar[str] = "day"
    today: date


@dataclass(eq=False)
class BeforeAsked(RuleError):
    """A payment cannot be older than what it pays."""

    message = N_("These shares were asked for on %(asked)s: choose that day or a later one.")
    field: ClassVar[str] = "day"
    asked: date


@dataclass(eq=False)
class MoneyIsHere(RuleError):
    """What was received must go back first."""

    message = N_(
        "%(paid)s was received for these shares. Take back that payment first, once the money "
        "was returned."
    )
    paid: Eur


@dataclass(eq=False)
class NoLongerAsked(RuleError):
    """Already paid, or withdrawn."""

    message = N_("This subscription no longer waits for money. Look again at its state.")


def check_number(shares: int) -> int:
    """The number of shares, if somebody can take so many at once."""
    if not 1 <= shares <= MOST:
        raise WrongNumber(MOST)
    return shares


def price(shares: int, day: date) -> Eur:
    """What ``shares`` shares cost when they are asked for on ``day``.

    Source: parameters/share_capital/nominal.toml
    """
    return eur(NOMINAL.on(day).value * check_number(shares))


def last_year(first_year: int, shares: int, day: date) -> int:
    """The last calendar year that a subscription opens: n shares taken in Y open Y to Y+n-1.

    day: of the subscription, which fixes how many years one share opens
    """
    return first_year + shares * int(YEARS.on(day).value) - 1


def next_first_year(covered_until: int | None, today: date) -> int:
    """Where the years of further shares begin: behind those that are open, never in the past."""
    return max(today.year, (covered_until or 0) + 1)


def missing(amount: Eur, paid: Iterable[Eur]) -> Eur:
    """What is still to be paid of ``amount``."""
    return Eur(amount - sum(paid, ZERO))


def check_payment(
    received: Eur, still_missing: Eur, *, day: date, asked: date, today: date
) -> None:
    """Refuse a payment that cannot be: nothing, too much, before it was asked, or to come."""
    if received <= ZERO:
        raise NothingReceived
    if received > still_missing:
        raise PaidOver(still_missing)
    if day > today:
        raise NotYetReceived(today)
    if day < asked:
        raise BeforeAsked(asked)


def check_open(state: SubscriptionState) -> None:
    """Refuse to pay what nobody asks."""
    if state is not SubscriptionState.ASKED:
        raise NoLongerAsked


def check_withdrawal(state: SubscriptionState, paid: Eur) -> None:
    """Only what waits can be withdrawn, and only while none of the money is here."""
    check_open(state)
    if paid > ZERO:
        raise MoneyIsHere(paid)


def check_reopening(state: SubscriptionState) -> None:
    """Only a withdrawn subscription is opened again."""
    if state is not SubscriptionState.WITHDRAWN:
        raise NoLongerAsked


def check_undoing(amount: Eur, *, taken_back: bool) -> None:
    """Refuse to take back a correction, or the same payment twice."""
    if amount < ZERO or taken_back:
        raise AlreadyCorrected


def entered(shares: int, amount: Eur, paid: Iterable[Eur], *, day: date) -> Movement:
    """The line of the register for shares whose last payment came on ``day``.

    Source: CSA article 6:109: shares are fully paid when they are issued
    """
    short = missing(amount, paid)
    if short > ZERO:
        raise ShortPaid(short)
    return Movement(kind=MovementKind.SUBSCRIPTION, day=day, shares=shares, paid_in=amount)
