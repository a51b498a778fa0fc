"""Paying what is due through the bank: on which days, and what is refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from domain.debts import DebtKind
from domain.errors import N_, RuleError
from domain.ledger import Account
from domain.money import Eur
from domain.periods import ONE_DAY, easter, is_working_day

MOST_DAYS_AHEAD = 60  # a file dated further away is a slip of the finger
BOXING_DAY = (12, 26)
ACCOUNTS: Mapping[DebtKind, Account] = {
    DebtKind.NET_PAY: Account.NET_PAY_DUE,
    DebtKind.EXPENSES: Account.EXPENSES_DUE,
    DebtKind.SHARE_REFUND: Account.SHARE_REFUNDS_DUE,
}


@dataclass(eq=False)
class NotABankDay(RuleError):
    """Banks do not execute transfers on that day."""

    message = N_("Banks do not pay on %(day)s. Choose %(next_day)s, or another working day.")
    field: ClassVar[str] = "execution_day"
    day: date
    next_day: date


@dataclass(eq=False)
class TooFarAhead(RuleError):
    """A day that far away is a mistake."""

    message = N_("%(day)s is too far away. Choose %(latest)s or earlier.")
    field: ClassVar[str] = "execution_day"
    day: date
    latest: date


@dataclass(eq=False)
class TransferPast(RuleError):
    """A bank cannot pay yesterday."""

    message = N_("%(day)s is past. Choose %(next_day)s or later.")
    field: ClassVar[str] = "execution_day"
    day: date
    next_day: date


@dataclass(eq=False)
class NothingTicked(RuleError):
    """A file without transfers."""

    message = N_("Tick at least one line: the file would be empty.")
    field: ClassVar[str] = "debts"


@dataclass(eq=False)
class AlreadySent(RuleError):
    """Another file pays this, or the amount is no longer due."""

    message = N_(
        "%(name)s, %(amount)s: this is already paid by another file, perhaps by a colleague a "
        "moment ago. Nothing was made. Look again at what is due."
    )
    field: ClassVar[str] = "debts"
    name: str
    amount: Eur


@dataclass(eq=False)
class NotSent(RuleError):
    """Only what was sent can come back."""

    message = N_("The bank's refusal of this transfer is already recorded. Nothing was changed.")


def is_bank_day(day: date) -> bool:
    """A day on which Belgian banks work and the European transfer system is open.

    Source: legal public holidays, and the closing days of TARGET (European Central Bank,
            14 December 2000), which adds Good Friday and 26 December
    """
    good_friday = easter(day.year) - timedelta(days=2)
    return is_working_day(day) and day != good_friday and (day.month, day.day) != BOXING_DAY


def next_bank_day(day: date) -> date:
    """The day itself if banks work, else the next day on which they do."""
    while not is_bank_day(day):
        day += ONE_DAY
    return day


def check_execution_day(day: date, today: date) -> None:
    """Refuse a day on which the bank cannot pay, or surely should not."""
    if day < today:
        raise TransferPast(day, next_bank_day(today))
    latest = today + timedelta(days=MOST_DAYS_AHEAD)
    if day > latest:
        raise TooFarAhead(day, latest)
    if not is_bank_day(day):
        raise NotABankDay(day, next_bank_day(day))
