"""The contracts of the year: the days and hours that the money of the units pays."""

from array import array
from collections.abc import MutableSequence, Sequence
from dataclasses import dataclass, field

from domain.employment import ContractType, coefficient
from domain.simulated.budgets import Item, items_of
from domain.simulated.calendar import Calendar
from domain.simulated.chance import chance, whole_parts
from domain.simulated.marginals import Marginals
from domain.simulated.months import FULL, HALF, fit_days
from domain.simulated.population import Population
from domain.simulated.sales import Sales
from domain.simulated.units import ARTS, Production

KINDS = (
    ContractType.ARTIST, ContractType.WHITE_COLLAR, ContractType.BLUE_COLLAR, ContractType.STUDENT,
)  # fmt: skip
STUDENT_AGE = 25


@dataclass(frozen=True, slots=True)
class Work:
    """Contracts in the order in which they are confirmed; days of all of them in one row."""

    unit: MutableSequence[int]
    assignment: MutableSequence[int]
    person: MutableSequence[int]
    kind: MutableSequence[int]  # place in KINDS
    budget: MutableSequence[int]
    gross: MutableSequence[int]
    confirmed: MutableSequence[int]  # ordinal
    first: MutableSequence[int]  # place of its first day in ``day``
    many: MutableSequence[int]  # days
    day: MutableSequence[int]  # ordinal
    hours: MutableSequence[int]  # hundredths
    begun: dict[int, int] = field(default_factory=dict)  # first day of work, by assignment

    def __len__(self) -> int:
        return len(self.unit)


def work_of(
    totals: Marginals, people: Population, units: Sequence[Production], sales: Sales, seed: int
) -> Work:
    """Everything worked in the year."""
    luck = chance(seed, "work")
    items = items_of(totals, people, units, sales, luck)
    calendar = Calendar(totals.year, luck)

    def since(item: Item) -> int:
        """The day from which the money of a unit may pay somebody."""
        holds = people.of(item.person).since
        return max(units[item.unit].opened, holds or units[item.unit].opened).toordinal()

    for item in items:
        item.since = since(item)
        item.month = calendar.first_month(item.month, item.since)
    rest = fit_days(items, totals, lambda item: len(calendar.open(item.month, item.since)), luck)
    return _contracts(items, totals, people, units, calendar, rest)


def _contracts(
    items: list[Item],
    totals: Marginals,
    people: Population,
    units: Sequence[Production],
    calendar: Calendar,
    rest: int,
) -> Work:
    rows: list[tuple[int, ...]] = []
    every_day, every_hour = array("i"), array("i")
    for item in items:
        days = calendar.take(item.person, item.month, item.since, item.days)
        hours = [HALF] * item.halves + [FULL] * (item.days - item.halves)
        if rest and item.halves and HALF + rest > 0:
            hours[0], rest = HALF + rest, 0
        kind = _kind(people, item.person, units[item.unit], totals.year)
        rows += _split(item, days, hours, kind, totals, every_day, every_hour)
    rows.sort()
    return _arranged(rows, every_day, every_hour)


def _split(
    item: Item,
    days: list[int],
    hours: list[int],
    kind: int,
    totals: Marginals,
    every_day: MutableSequence[int],
    every_hour: MutableSequence[int],
) -> list[tuple[int, ...]]:
    """The contracts of an item: days that follow each other, its money by hours."""
    sizes = whole_parts(item.days, [1.0] * item.contracts)
    ends = [sum(sizes[: place + 1]) for place in range(len(sizes))]
    parts = [(end - size, end) for size, end in zip(sizes, ends, strict=True) if size]
    budgets = whole_parts(item.budget, [float(sum(hours[low:high])) for low, high in parts])
    each = int(coefficient(KINDS[kind], totals.first_day).value * 10_000)
    found: list[tuple[int, ...]] = []
    for (low, high), budget in zip(parts, budgets, strict=True):
        place = len(every_day)
        own = sorted(zip(days[low:high], hours[low:high], strict=True))
        every_day.extend(day for day, _ in own)
        every_hour.extend(hour for _, hour in own)
        confirmed = max(own[-1][0], item.ready)
        gross = max(1, budget * 10_000 // each)
        found.append(
            (
                confirmed,
                item.unit,
                item.assignment,
                item.person,
                kind,
                budget,
                gross,
                place,
                len(own),
            )
        )
    return found


def _kind(people: Population, person: int, unit: Production, year: int) -> int:
    """The contract that somebody has through a unit."""
    if person % 4 == 0 and year - people.of(person).born.year < STUDENT_AGE:
        return 3
    if unit.sector in ARTS:
        return 0 if person % 5 else 1
    return 2 if person % 7 == 0 else 1


def _arranged(
    rows: Sequence[tuple[int, ...]], days: MutableSequence[int], hours: MutableSequence[int]
) -> Work:
    confirmed, unit, assignment, person, kind, budget, gross, first, many = (
        array("q", column) for column in zip(*rows, strict=True)
    )
    begun: dict[int, int] = {}
    for job, place in zip(assignment, first, strict=True):
        if job >= 0:
            begun[job] = min(begun.get(job, days[place]), days[place])
    return Work(
        unit=unit, assignment=assignment, person=person, kind=kind, budget=budget, gross=gross,
        confirmed=confirmed, first=first, many=many, day=days, hours=hours, begun=begun,
    )  # fmt: skip
