"""The amateur-arts allowance: not pay, within limits; above them it would be pay."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import ClassVar

from domain.employment import check_days
from domain.errors import N_, RuleError
from domain.explain import Line
from domain.money import ZERO, Eur, eur, total
from domain.parameters import parameter

MOST = parameter("amateur_arts/most_a_day")
TRAVEL = parameter("amateur_arts/travel_a_day")
A_YEAR = parameter("amateur_arts/days_a_year")
IN_A_ROW = parameter("amateur_arts/days_in_a_row")
PRINCIPAL_FREE = parameter("amateur_arts/principal_free")
PRINCIPAL_RATE = parameter("amateur_arts/principal_rate")
FIGURES = (MOST, TRAVEL, A_YEAR, IN_A_ROW, PRINCIPAL_FREE, PRINCIPAL_RATE)

ALLOWANCE = N_("Amateur-arts allowance")
TRAVELLED = N_("Travel, with proof")


@dataclass(eq=False)
class AllowanceTooHigh(RuleError):
    """More a day than is free of tax and contributions."""

    message = N_(
        "%(a_day)s a day is more than the amateur-arts allowance of %(most)s. "
        "Pay less, or make a contract."
    )
    field: ClassVar[str] = "amount"
    a_day: Eur
    most: Eur


@dataclass(eq=False)
class TravelTooHigh(RuleError):
    """More travel a day than is accepted."""

    message = N_("%(a_day)s of travel a day is more than the %(most)s that is accepted.")
    field: ClassVar[str] = "travel"
    a_day: Eur
    most: Eur


@dataclass(eq=False)
class TooManyAmateurDays(RuleError):
    """More days in a year than an amateur may have."""

    message = N_("With these days there would be %(count)s in %(year)s. An amateur has %(most)s.")
    field: ClassVar[str] = "days"
    count: int
    year: str
    most: int


@dataclass(eq=False)
class TooManyInARow(RuleError):
    """Too many days in a row for the same principal."""

    message = N_(
        "From %(first)s to %(last)s the same principal would pay %(count)s days in a row. "
        "At most %(most)s are allowed."
    )
    field: ClassVar[str] = "days"
    first: date
    last: date
    count: int
    most: int


@dataclass(eq=False)
class DeclaredTooLate(RuleError):
    """The work was not declared before it began."""

    message = N_(
        "The work begins on %(first_day)s and must be declared before that day. "
        "Without it, the allowance is pay."
    )
    field: ClassVar[str] = "declared"
    first_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Commission:
    """Artistic work of an amateur for one principal."""

    days: tuple[date, ...]
    a_day: Eur
    travel: Eur = ZERO  # a day, proven
    declared: date | None  # when the principal declared it; None: not yet


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is paid, whole: nothing is taken off it."""

    lines: tuple[Line, ...]

    @property
    def net(self) -> Eur:
        """What the amateur receives."""
        return total(line.amount for line in self.lines)


def allowance(
    asked: Commission, *, here: Collection[date] = (), elsewhere: Collection[date] = ()
) -> Allowance:
    """What an amateur receives for a commission; refused where it would be pay.

    here:      days of the year already paid by the same principal
    elsewhere: days of the year already paid by others
    Source:    https://workinginthearts.be/fr/amateur; see docs/rules/payroll.md
    """
    check_days(asked.days, min(asked.days, default=date.min))
    first_day = min(asked.days)
    if asked.declared is None or asked.declared >= first_day:
        raise DeclaredTooLate(first_day)
    lines = tuple(line for year in years(asked.days) for line in _of_year(asked, year))
    _check_year({*asked.days, *here, *elsewhere}, asked.days)
    _check_rows({*asked.days, *here})
    return Allowance(lines)


def years(days: Iterable[date]) -> Iterator[tuple[date, ...]]:
    """Days sorted into calendar years."""
    return (tuple(group) for _, group in groupby(sorted(days), lambda day: day.year))


def _of_year(asked: Commission, days: tuple[date, ...]) -> Iterator[Line]:
    most, travel = MOST.on(days[-1]), TRAVEL.on(days[-1])
    if asked.a_day > most.value:
        raise AllowanceTooHigh(asked.a_day, eur(most.value))
    if asked.travel > travel.value:
        raise TravelTooHigh(asked.travel, eur(travel.value))
    yield Line(ALLOWANCE, Eur(asked.a_day * len(days)), asked.a_day, most)
    if asked.travel:
        yield Line(TRAVELLED, Eur(asked.travel * len(days)), asked.travel, travel)


def _check_year(paid: Iterable[date], asked: Iterable[date]) -> None:
    count = Counter(day.year for day in paid)
    for days in years(asked):
        year, most = days[0].year, int(A_YEAR.on(days[0]).value)
        if count[year] > most:
            raise TooManyAmateurDays(count[year], str(year), most)


def _check_rows(days: Iterable[date]) -> None:
    numbered = enumerate(sorted(days))
    for _, group in groupby(numbered, lambda item: item[1].toordinal() - item[0]):
        row = [day for _, day in group]
        most = int(IN_A_ROW.on(row[0]).value)
        if len(row) > most:
            raise TooManyInARow(row[0], row[-1], len(row), most)


def most_of_year(day: date) -> Eur:
    """The most that an amateur can receive in a calendar year, travel apart."""
    return eur(MOST.on(day).value * A_YEAR.on(day).value)


def contribution(paid: Eur, day: date) -> Line:
    """What a principal owes on all allowances of a year, once they are more than a limit.

    paid: EUR, all allowances that the principal paid in the year
    day:  last day of the year
    """
    free, rate = PRINCIPAL_FREE.on(day), PRINCIPAL_RATE.on(day)
    due = eur(paid * rate.value) if paid > free.value else ZERO
    return Line(N_("Contribution on amateur-arts allowances"), due, paid, rate)
