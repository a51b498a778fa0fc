"""What clients still owe, how late it is, and which payments can be recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar

from domain.errors import N_, Msg, RuleError
from domain.invoicing import INVOICE_STATUSES, InvoiceKind, InvoiceStatus
from domain.money import ZERO, Eur


class Age(StrEnum):
    """How long an invoice has been due."""

    NOT_DUE = "not_due"
    MONTH = "month"
    TWO_MONTHS = "two_months"
    THREE_MONTHS = "three_months"
    OLDER = "older"


AGES: Mapping[Age, Msg] = {
    Age.NOT_DUE: N_("Not due yet"),
    Age.MONTH: N_("1 to 30 days late"),
    Age.TWO_MONTHS: N_("31 to 60 days late"),
    Age.THREE_MONTHS: N_("61 to 90 days late"),
    Age.OLDER: N_("More than 90 days late"),
}

# The most days late that still belong to each age.
LATEST: Mapping[Age, int] = {
    Age.NOT_DUE: 0,
    Age.MONTH: 30,
    Age.TWO_MONTHS: 60,
    Age.THREE_MONTHS: 90,
}


@dataclass(eq=False)
class NothingOwed(RuleError):
    """The invoice is not waiting for money."""

    message = N_("%(number)s is “%(status)s”: nothing is owed on it. Nothing was recorded.")
    field: ClassVar[str] = "amount"
    number: str
    status: Msg


@dataclass(eq=False)
class NotPayable(RuleError):
    """A credit note is not paid by the client."""

    message = N_("%(number)s is a credit note: no client pays it. Look for the invoice.")
    number: str


@dataclass(eq=False)
class PaidTooMuch(RuleError):
    """More than is owed."""

    message = N_(
        "Only %(due)s is still owed on %(number)s: %(excess)s is too much. Record %(due)s here. "
        "Record the rest on another invoice of this client, or pay it back."
    )
    field: ClassVar[str] = "amount"
    number: str
    due: Eur
    excess: Eur


@dataclass(eq=False)
class NothingPaid(RuleError):
    """An amount of zero or less."""

    message = N_("The amount must be more than zero.")
    field: ClassVar[str] = "amount"


@dataclass(eq=False)
class PaidInFuture(RuleError):
    """Money cannot have arrived tomorrow."""

    message = N_("%(day)s has not come yet. Give the day on the bank statement.")
    field: ClassVar[str] = "day"
    day: date


@dataclass(eq=False)
class PaidBeforeInvoice(RuleError):
    """Money that arrived before there was an invoice is for something else."""

    message = N_(
        "%(number)s was issued on %(issue_day)s, after that day. "
        "Look at the day on the bank statement."
    )
    field: ClassVar[str] = "day"
    number: str
    issue_day: date


@dataclass(eq=False)
class PaymentGone(RuleError):
    """Somebody undid the payment before."""

    message = N_("This payment is already undone. Nothing was changed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One invoice, as far as a payment is concerned."""

    number: str
    kind: InvoiceKind
    status: InvoiceStatus
    issue_day: date
    due: Eur  # still to be paid


def check_payment(owed: Owed, *, amount: Eur, day: date, today: date) -> None:
    """Refuse a payment that cannot be right.

    amount: EUR that arrived
    day:    on the bank statement
    """
    if owed.kind is InvoiceKind.CREDIT_NOTE:
        raise NotPayable(owed.number)
    if owed.status is not InvoiceStatus.ISSUED:
        raise NothingOwed(owed.number, INVOICE_STATUSES[owed.status])
    if amount <= ZERO:
        raise NothingPaid
    if day > today:
        raise PaidInFuture(day)
    if day < owed.issue_day:
        raise PaidBeforeInvoice(owed.number, owed.issue_day)
    if amount > owed.due:
        raise PaidTooMuch(owed.number, owed.due, Eur(amount - owed.due))


def age(due_day: date, today: date) -> Age:
    """To which age an open invoice belongs."""
    late = (today - due_day).days
    return next((key for key, most in LATEST.items() if late <= most), Age.OLDER)


def due_between(key: Age, today: date) -> tuple[date, date]:
    """The first and the last due day of an age."""
    ages = list(AGES)
    place = ages.index(key)
    least = LATEST[ages[place - 1]] + 1 if place else None
    most = LATEST.get(key)
    earliest = date.min if most is None else today - timedelta(days=most)
    latest = date.max if least is None else today - timedelta(days=least)
    return earliest, latest
