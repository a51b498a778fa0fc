"""Minimum pay: the floor of a month, a day or an hour, by age, contract and joint committee."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, ROUND_UP, Decimal
from typing import ClassVar

from domain.ages import AGE_UNKNOWN
from domain.employment import STUDENTS, ContractType, FlexiNotConfirmed
from domain.errors import N_, RuleError
from domain.explain import Line
from domain.hours import FULL_DAY, Hours, clock_text
from domain.money import CENT, Eur, eur, eur_down
from domain.parameters import Parameter, names, parameter

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
COMMITTEES = "joint_committee/"


def committee_floors() -> Mapping[str, Parameter]:
    """The hourly minima of joint committees, by committee: those for which there is a file."""
    listed = [name.removeprefix(COMMITTEES) for name in names() if name.startswith(COMMITTEES)]
    return {name: parameter(f"joint_committee/{name}") for name in listed}


COMMITTEE_FLOORS = committee_floors()


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
class BelowMinimumForHours(RuleError):
    """The gross pay of a contract counted in hours is under the legal minimum."""

    message = N_(
        "The gross pay is %(gross)s for %(hours)s hours of work. The legal minimum is "
        "%(minimum)s: raise the pay or plan fewer hours."
    )
    gross: Eur
    hours: str
    minimum: Eur


@dataclass(eq=False)
class CommitteeUnknown(RuleError):
    """A joint committee whose minimum pay nobody has entered."""

    message = N_("The minimum pay of joint committee %(committee)s is not known.")
    field: ClassVar[str] = "committee"
    committee: str


def minimum_month_pay(age: int, kind: ContractType, day: date) -> Line:
    """The least gross pay for a month of full-time work, by age.

    age:    years on that day; under 16 counts as 16
    kind:   from 18 to 20 years only a student contract lowers the minimum
    Source: CCT/CAO 43 of the National Labour Council; see docs/rules/payroll.md
    """
    if kind is ContractType.FLEXI:
        raise FlexiNotConfirmed
    wage = MINIMUM_WAGE.on(day)
    lowered = {**MINIMUM_BY_AGE, **(STUDENT_MINIMUM_BY_AGE if kind in STUDENTS else {})}
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


def minimum_day_pay(
    day: date,
    *,
    age: int = AGE_UNKNOWN,
    kind: ContractType = ContractType.WHITE_COLLAR,
    committee: str = "",
) -> Line:
    """The least gross pay for one day of full-time work, in EUR, rounded up.

    age:       years on that day
    committee: a joint committee whose own minimum counts where it is higher, at any age
    Source:    CCT/CAO 43 of the National Labour Council; monthly wage × 3 / 65 in a five-day week
    """
    month = minimum_month_pay(age, kind, day)
    amount = (month.amount * MONTHS / DAYS).quantize(CENT, ROUND_UP)
    legal = Line(N_("Minimum gross pay for one day"), Eur(amount), month.basis, month.rate)
    return max((legal, *_of_committee(committee, day)), key=lambda line: line.amount)


def _of_committee(committee: str, day: date) -> tuple[Line, ...]:
    if not committee:
        return ()
    if committee not in COMMITTEE_FLOORS:
        raise CommitteeUnknown(committee)
    hourly = COMMITTEE_FLOORS[committee].on(day)
    amount = (hourly.value * FULL_DAY).quantize(CENT, ROUND_UP)
    return (Line(hourly.title, Eur(amount), rate=hourly),)


def least_gross(minimum: Line, days: int, hours: Hours | None) -> Eur:
    """The least gross pay of a whole contract.

    minimum: of one full-time day, as ``minimum_day_pay`` gives it
    hours:   of all days together; None for full days
    """
    if hours is None:
        return Eur(minimum.amount * days)
    return Eur((minimum.amount * hours / FULL_DAY).quantize(CENT, ROUND_UP))


def under_minimum(gross: Eur, minimum: Line, days: int, hours: Hours | None) -> RuleError | None:
    """What is wrong with the gross pay of a whole contract, if anything is."""
    least = least_gross(minimum, days, hours)
    if gross >= least:
        return None
    if hours is None:
        return BelowMinimumPay(eur_down(gross / days), minimum.amount)
    return BelowMinimumForHours(gross, clock_text(hours), least)


def check_minimum_pay(
    gross: Eur,
    days: int,
    day: date,
    *,
    hours: Hours | None = None,
    age: int = AGE_UNKNOWN,
    kind: ContractType = ContractType.WHITE_COLLAR,
    committee: str = "",
) -> None:
    """Refuse gross pay under the legal minimum.

    gross: EUR for the whole contract
    days:  days of work in the contract, at least 1
    day:   day of work that fixes the minimum
    hours: of all days together; None for full days
    age:   years on that day
    """
    minimum = minimum_day_pay(day, age=age, kind=kind, committee=committee)
    refusal = under_minimum(gross, minimum, days, hours)
    if refusal is not None:
        raise refusal
