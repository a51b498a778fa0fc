"""Contracts of employment: kinds, coefficient, minimum pay, life."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, ROUND_UP, Decimal
from enum import StrEnum
from itertools import groupby
from typing import ClassVar

from domain.errors import N_, Msg, RuleError
from domain.explain import Line
from domain.money import CENT, Eur, eur, eur_down
from domain.parameters import Dated, Parameter, parameter
from domain.periods import ONE_DAY, Month

MINIMUM_WAGE = parameter("employment/minimum_wage")
MINIMUM_BY_AGE: Mapping[int, Parameter] = {
    age: parameter(f"employment/minimum_wage_at_{age}") for age in (16, 17)
}
STUDENT_MINIMUM_BY_AGE: Mapping[int, Parameter] = {
    age: parameter(f"employment/minimum_wage_student_{age}") for age in (18, 19, 20)
}

# A quarter has 13 weeks of five days; this turns a monthly wage into a day's or an hour's.
MONTHS, DAYS, WEEKS = 3, 65, 13
HOURLY = Decimal("0.0001")  # hourly pay is published with four decimals


class ContractType(StrEnum):
    """The kind of contract, which decides the coefficient and the payslip."""

    WHITE_COLLAR = "white-collar"
    BLUE_COLLAR = "blue-collar"
    ARTIST = "artist"
    STUDENT = "student"


CONTRACT_TYPES: Mapping[ContractType, Msg] = {
    ContractType.WHITE_COLLAR: N_("White-collar employee"),
    ContractType.BLUE_COLLAR: N_("Blue-collar worker"),
    ContractType.ARTIST: N_("Artist"),
    ContractType.STUDENT: N_("Student"),
}

COEFFICIENTS: Mapping[ContractType, Parameter] = {
    ContractType.WHITE_COLLAR: parameter("cooperative/coefficient_white_collar"),
    ContractType.BLUE_COLLAR: parameter("cooperative/coefficient_blue_collar"),
    ContractType.ARTIST: parameter("cooperative/coefficient_artist"),
    ContractType.STUDENT: parameter("cooperative/coefficient_student"),
}


@dataclass(eq=False)
class BelowMinimumPay(RuleError):
    """The gross pay of a day is under the legal minimum."""

    message = N_(
        "The gross pay is %(per_day)s a day. The legal minimum is %(minimum)s a day: "
        "raise the price, lower the expenses or plan fewer days."
    )
    per_day: Eur
    minimum: Eur


@dataclass(eq=False)
class WorkAlreadyStarted(RuleError):
    """The contract would be made on or after its first day."""

    message = N_(
        "Work would begin on %(first_day)s, but a contract is made before its first day. "
        "Choose %(earliest)s or later."
    )
    field: ClassVar[str] = "days"
    first_day: date
    earliest: date


@dataclass(eq=False)
class NoDay(RuleError):
    """A contract without a day of work."""

    message = N_("Choose at least one day of work.")
    field: ClassVar[str] = "days"


@dataclass(eq=False)
class DayTwice(RuleError):
    """The same day is in the list more than once."""

    message = N_("%(day)s is there twice. Keep it once.")
    field: ClassVar[str] = "days"
    day: date


@dataclass(eq=False)
class DayTooEarly(RuleError):
    """A day of work lies before the first one allowed."""

    message = N_("%(day)s is too early. Choose %(first_allowed)s or later.")
    field: ClassVar[str] = "days"
    day: date
    first_allowed: date


@dataclass(eq=False)
class DayTaken(RuleError):
    """The person already works in this assignment on that day."""

    message = N_("This person already works on %(day)s in this assignment. Choose another day.")
    field: ClassVar[str] = "days"
    day: date


def coefficient(kind: ContractType, day: date) -> Dated:
    """What one euro of gross pay takes from the employment budget.

    day:    first day of work, which fixes the coefficient
    Source: the cooperative's own setting; see parameters/cooperative/coefficient_*.toml
    """
    return COEFFICIENTS[kind].on(day)


def minimum_day_pay(day: date) -> Line:
    """The least gross pay for one day of full-time work, in EUR, rounded up.

    Source: CCT/CAO 43 of the National Labour Council; monthly wage × 3 / 65 in a five-day week
    """
    wage = MINIMUM_WAGE.on(day)
    amount = (wage.value * MONTHS / DAYS).quantize(CENT, ROUND_UP)
    return Line(N_("Minimum gross pay for one day"), Eur(amount), Eur(wage.value), wage)


def minimum_month_pay(age: int, kind: ContractType, day: date) -> Line:
    """The least gross pay for a month of full-time work, by age.

    age:    years on the first day of the month; under 16 counts as 16
    kind:   from 18 to 20 years only a student contract lowers the minimum
    Source: CCT/CAO 43 of the National Labour Council; see docs/rules/payroll.md
    """
    wage = MINIMUM_WAGE.on(day)
    lowered = {**MINIMUM_BY_AGE, **(STUDENT_MINIMUM_BY_AGE if kind is ContractType.STUDENT else {})}
    figure = lowered.get(max(age, min(lowered)))
    label, basis = N_("Minimum gross pay for one month"), Eur(wage.value)
    if figure is None:
        return Line(label, basis, basis, wage)
    rate = figure.on(day)
    return Line(label, eur(wage.value * rate.value), basis, rate)


def minimum_hour_pay(weekly_hours: int, day: date) -> Decimal:
    """The least gross pay for an hour from 18 years of age: EUR, four decimals as published.

    weekly_hours: hours of a full-time week, such as 38
    Source:       CCT/CAO 43; monthly wage × 3 / 13 / weekly hours
    """
    hour = MINIMUM_WAGE.on(day).value * MONTHS / WEEKS / weekly_hours
    return hour.quantize(HOURLY, ROUND_HALF_UP)


def check_minimum_pay(gross: Eur, days: int, day: date) -> None:
    """Refuse gross pay under the legal minimum.

    gross: EUR for the whole contract
    days:  days of work in the contract, at least 1
    day:   first day of work, which fixes the minimum
    """
    minimum = minimum_day_pay(day).amount
    if gross < minimum * days:
        raise BelowMinimumPay(eur_down(gross / days), minimum)


def check_made_before_work(first_day: date, today: date) -> None:
    """Refuse a contract made on its first day of work or later: the declaration comes first."""
    if first_day <= today:
        raise WorkAlreadyStarted(first_day, today + ONE_DAY)


def check_days(days: Collection[date], first_allowed: date) -> None:
    """Refuse no day at all, a day twice, or a day before ``first_allowed``."""
    if not days:
        raise NoDay
    day, times = Counter(days).most_common(1)[0]
    if times > 1:
        raise DayTwice(day)
    if min(days) < first_allowed:
        raise DayTooEarly(min(days), first_allowed)


def check_free(days: Iterable[date], taken: Collection[date]) -> None:
    """Refuse a day on which the person already works in the same assignment.

    Two assignments on one day are fine: a rehearsal in the morning, a lesson at night.

    taken: days of this person's other contracts in this assignment
    """
    clash = set(days).intersection(taken)
    if clash:
        raise DayTaken(min(clash))


def by_month(days: Iterable[date]) -> dict[Month, tuple[date, ...]]:
    """Days of work sorted into months: each month has its own payslip."""
    return {month: tuple(group) for month, group in groupby(sorted(days), Month.of)}
