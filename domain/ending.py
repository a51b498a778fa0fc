"""How open-ended employment ends: on a day that a person gives, with a reason.

No notice period is worked out here: it depends on facts that only people know.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.employment import ContractType
from domain.errors import N_, RuleError
from domain.money import Eur
from domain.payroll.holiday_pay import HolidayPay, leaving_pay


@dataclass(eq=False)
class LastDayBeforeFirst(RuleError):
    """It ends before it begins."""

    message = N_("The last day is before the first one. Choose %(first_day)s or later.")
    field: ClassVar[str] = "last_day"
    first_day: date


@dataclass(eq=False)
class EndsInThePast(RuleError):
    """Nobody ends what was worked already."""

    message = N_("Choose %(earliest)s or later: what was worked until then is paid.")
    field: ClassVar[str] = "last_day"
    earliest: date


@dataclass(eq=False)
class EndReasonMissing(RuleError):
    """Those who read it later must know why."""

    message = N_("Say why it ends: the other people concerned read it.")
    field: ClassVar[str] = "reason"


@dataclass(eq=False)
class MonthConfirmed(RuleError):
    """The pay of the last month is due already."""

    message = N_(
        "The work until %(day)s is confirmed, so the last day cannot be put off any more. "
        "Offer a new contract instead."
    )
    field: ClassVar[str] = "last_day"
    day: date


def check_last_day(last_day: date, *, first_day: date, today: date) -> None:
    """Refuse a last day before the first one, or in the past."""
    if last_day < first_day:
        raise LastDayBeforeFirst(first_day)
    if last_day < today:
        raise EndsInThePast(today)


def leaving_estimate(kind: ContractType, gross: Eur, day: date) -> HolidayPay | None:
    """The holiday pay that the employer owes when the agreement ends; None: a holiday fund pays.

    gross:  EUR, earned under the agreement in the year of its last day
    day:    last day of work
    Source: ONSS instructions, “holiday pay”; docs/rules/open_ended.md
    """
    return leaving_pay(gross, day) if kind is ContractType.WHITE_COLLAR else None
