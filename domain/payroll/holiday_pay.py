"""Holiday pay: when a white-collar contract ends, in service, and from a holiday fund."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import ClassVar

from domain.employment import CONTRACT_TYPES, ContractType
from domain.errors import N_, Msg, RuleError
from domain.explain import Line
from domain.money import ZERO, Eur, eur, total
from domain.parameters import Confidence, parameter
from domain.payroll import exceptional
from domain.payroll.categories import WORKER_RATE
from domain.payroll.employer import earned
from domain.payroll.payslip import NegativeGross, weakest
from domain.payroll.situation import Situation

LEAVING_SINGLE = parameter("holiday/leaving_single")
LEAVING_DOUBLE = parameter("holiday/leaving_double")
LEAVING_WITHHELD = parameter("holiday/leaving_double_withheld")
DOUBLE = parameter("holiday/double")
DOUBLE_WITHHELD = parameter("holiday/double_withheld")
SPECIAL_RATE = parameter("holiday/special_rate")
FUND_PAY = parameter("holiday/fund_pay")
FIGURES = (
    LEAVING_SINGLE,
    LEAVING_DOUBLE,
    LEAVING_WITHHELD,
    DOUBLE,
    DOUBLE_WITHHELD,
    SPECIAL_RATE,
    FUND_PAY,
)


class Holidays(StrEnum):
    """Who pays somebody's holidays."""

    EMPLOYER = "employer"  # and leaving pay, when the contract ends
    FUND = "fund"  # a holiday fund, the year after
    WAGE = "wage"  # paid with each wage
    NOBODY = "nobody"


SCHEMES: Mapping[ContractType, Holidays] = {
    ContractType.WHITE_COLLAR: Holidays.EMPLOYER,
    ContractType.BLUE_COLLAR: Holidays.FUND,
    ContractType.ARTIST: Holidays.FUND,
    ContractType.STUDENT: Holidays.NOBODY,
    ContractType.ARTIST_1BIS: Holidays.FUND,
    ContractType.STUDENT_OVER_QUOTA: Holidays.EMPLOYER,
    ContractType.FLEXI: Holidays.WAGE,
    ContractType.SUPPORT: Holidays.EMPLOYER,
}

SINGLE_LABEL = N_("Single holiday pay")
DOUBLE_LABEL = N_("Double holiday pay")
SPECIAL_LABEL = N_("Special contribution on double holiday pay")


@dataclass(eq=False)
class NotPaidByEmployer(RuleError):
    """Holidays that somebody else pays, or nobody."""

    message = N_("With the contract “%(kind)s” the employer itself pays no holidays.")
    field: ClassVar[str] = "kind"
    kind: Msg


def check_paid_by_employer(kind: ContractType) -> None:
    """Refuse a kind of contract whose holidays the employer does not pay."""
    if SCHEMES[kind] is not Holidays.EMPLOYER:
        raise NotPaidByEmployer(CONTRACT_TYPES[kind])


@dataclass(frozen=True, slots=True)
class HolidayPay:
    """One payment that comes once; deductions are negative, the sum of the lines is left."""

    paid: tuple[Line, ...]
    security: tuple[Line, ...]
    tax: tuple[Line, ...] = ()

    @property
    def gross(self) -> Eur:
        """What is paid before any deduction."""
        return total(line.amount for line in self.paid)

    @property
    def social_security(self) -> Eur:
        """What social security keeps, positive."""
        return Eur(-total(line.amount for line in self.security))

    @property
    def taxable(self) -> Eur:
        """What the tax is counted on."""
        return Eur(self.gross - self.social_security)

    @property
    def withholding(self) -> Eur:
        """The tax, positive; 0 as long as it was not worked out."""
        return Eur(-total(line.amount for line in self.tax))

    @property
    def net(self) -> Eur:
        """What is left once everything is taken off."""
        return Eur(self.taxable - self.withholding)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line, from gross to net."""
        return (*self.paid, *self.security, *self.tax)

    @property
    def confidence(self) -> Confidence:
        """The weakest of the figures used."""
        return weakest(self.lines)


def leaving_pay(pay: Eur, day: date) -> HolidayPay:
    """The holiday pay that a white-collar contract leaves when it ends, before tax.

    The single part bears ordinary contributions. Of the double part, one piece bears the special
    contribution and the rest bears nothing.

    pay:    EUR, gross earned in the running holiday year; add the year before if not yet taken
    day:    day of the payment
    Source: ONSS instructions, “holiday pay”; see docs/rules/payroll.md
    """
    check_pay(pay)
    rates = [figure.on(day) for figure in (LEAVING_SINGLE, LEAVING_DOUBLE)]
    single, double = (eur(pay * rate.value) for rate in rates)
    ordinary, special = WORKER_RATE.on(day), SPECIAL_RATE.on(day)
    withheld_on = eur(pay * LEAVING_WITHHELD.on(day).value)
    return HolidayPay(
        paid=(
            Line(SINGLE_LABEL, single, pay, rates[0]),
            Line(DOUBLE_LABEL, double, pay, rates[1]),
        ),
        security=(
            Line(N_("Social security"), Eur(-eur(single * ordinary.value)), single, ordinary),
            Line(SPECIAL_LABEL, Eur(-eur(withheld_on * special.value)), withheld_on, special),
        ),
    )


def double_pay(gross: Eur, day: date) -> HolidayPay:
    """The double holiday pay of a full year in service, before tax.

    gross:  EUR, gross pay of the month in which the main holidays are taken
    day:    day of the payment
    Source: ONSS instructions, “holiday pay”; see docs/rules/payroll.md
    """
    check_pay(gross)
    rate, special = DOUBLE.on(day), SPECIAL_RATE.on(day)
    withheld_on = eur(gross * DOUBLE_WITHHELD.on(day).value)
    taken = Eur(-eur(withheld_on * special.value))
    return HolidayPay(
        paid=(Line(DOUBLE_LABEL, eur(gross * rate.value), gross, rate),),
        security=(Line(SPECIAL_LABEL, taken, withheld_on, special),),
    )


def fund_pay(gross: Eur, day: date) -> Line:
    """What a holiday fund pays blue-collar workers and artists, before its own deductions.

    gross:  EUR, gross pay of the year before
    day:    last day of the pay it is counted on
    Source: not confirmed; see parameters/holiday/fund_pay.toml
    """
    check_pay(gross)
    rate, base = FUND_PAY.on(day), earned(ContractType.ARTIST, gross, day).base
    return Line(N_("Gross holiday pay from the holiday fund"), eur(base * rate.value), base, rate)


def taxed(pay: HolidayPay, annual: Eur, situation: Situation, day: date) -> HolidayPay:
    """The same payment with the tax withheld on it.

    annual: EUR, normal gross pay of the year
    day:    day of the payment
    """
    check_pay(annual)
    return replace(pay, tax=exceptional.on_holiday_pay(pay.taxable, annual, situation, day))


def check_pay(gross: Eur) -> None:
    """Refuse pay below zero."""
    if gross < ZERO:
        raise NegativeGross(gross)
