"""The expense notes of the year, paid from what pay leaves over."""

from array import array
from collections import defaultdict
from collections.abc import MutableSequence, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from domain.expenses import ExpenseKind, kilometre_rate, mileage
from domain.simulated.budgets import net_of_contribution
from domain.simulated.chance import chance, spread, whole_parts
from domain.simulated.marginals import Marginals
from domain.simulated.sales import Sales, uses_assignment
from domain.simulated.units import Production
from domain.simulated.work import Work

SPARED = 0.85  # of what pay leaves, at most so much goes to expenses
LEAST = 1_000  # cents of a note
MOST_NOTES = 4  # of one purse in a month
KINDS = (
    ExpenseKind.KILOMETRES, ExpenseKind.EQUIPMENT, ExpenseKind.MATERIAL, ExpenseKind.TRAVEL,
    ExpenseKind.TELECOM, ExpenseKind.TRAINING,
)  # fmt: skip
WEIGHTS = (30, 20, 20, 15, 10, 5)
STANDARD_VAT = 21
LONGEST_WAIT = 12  # days until an adviser decides


@dataclass(slots=True)
class Purse:
    """Money that expenses may take: of an assignment, or of a unit in a month."""

    unit: int  # place
    assignment: int  # place of its invoice; -1: the running budget
    person: int
    ready: int  # ordinal
    most: int  # cents


@dataclass(frozen=True, slots=True)
class Spending:
    """Notes in the order in which they are approved, a line each."""

    unit: MutableSequence[int]
    assignment: MutableSequence[int]
    person: MutableSequence[int]
    submitted: MutableSequence[int]  # ordinal
    decided: MutableSequence[int]
    kind: MutableSequence[int]  # place in KINDS
    net: MutableSequence[int]  # cents, what the unit pays
    vat: MutableSequence[int]
    kilometres: MutableSequence[int]  # 0 but for kilometres

    def __len__(self) -> int:
        return len(self.unit)


def spending_of(
    totals: Marginals, units: Sequence[Production], sales: Sales, work: Work, seed: int
) -> Spending:
    """Every note of the year."""
    luck = chance(seed, "spending")
    purses = _purses(totals, units, sales, work, luck)
    wanted = totals.count("expenses", "notes")
    must = [purse for purse in purses if not units[purse.unit].turnover]
    may = [purse for purse in purses if units[purse.unit].turnover and purse.most >= LEAST]
    may = luck.sample(may, min(len(may), max(0, wanted - len(must))))
    chosen = must + may
    most = [
        1 if not units[purse.unit].turnover else min(MOST_NOTES, purse.most // LEAST)
        for purse in chosen
    ]
    counts = spread(max(wanted, len(chosen)), [float(many) for many in most], most)
    rows: list[tuple[int, ...]] = []
    for purse, count in zip(chosen, counts, strict=True):
        rows += _notes(purse, count, units[purse.unit], totals, luck)
    rows.sort()
    decided, unit, assignment, person, submitted, kind, net, vat, kilometres = (
        array("q", column) for column in zip(*rows, strict=True)
    )
    return Spending(unit, assignment, person, submitted, decided, kind, net, vat, kilometres)


def _purses(
    totals: Marginals, units: Sequence[Production], sales: Sales, work: Work, luck: Random
) -> list[Purse]:
    spent: dict[tuple[int, int], int] = defaultdict(int)  # by assignment, or by unit and month
    for place, job in enumerate(work.assignment):
        if job >= 0:
            spent[-1, job] += work.budget[place]
        else:
            month = date.fromordinal(work.confirmed[place]).month
            spent[work.unit[place], month] += work.budget[place]
    found, running = list[Purse](), dict[int, dict[int, list[int]]]()
    first = totals.first_day.toordinal()
    for place, unit in enumerate(sales.unit):
        income = net_of_contribution(sales.net[place])
        if sales.day[place] < first:
            ready = first + luck.randrange(10, 330)
            most = int(income * SPARED)
            job = place if uses_assignment(units[unit], place) else -1
            found.append(Purse(unit, job, sales.author[place], ready, most))
        elif uses_assignment(units[unit], place):
            most = int((income - spent[-1, place]) * SPARED)
            found.append(Purse(unit, place, sales.author[place], sales.day[place], most))
        else:
            month = date.fromordinal(sales.day[place]).month
            running.setdefault(unit, {}).setdefault(month, []).append(place)
    for unit, by_month in running.items():
        found += _running(unit, by_month, spent, sales)
    return found


def _running(
    unit: int, by_month: dict[int, list[int]], spent: dict[tuple[int, int], int], sales: Sales
) -> list[Purse]:
    """What a running budget can spare in each month, so that all pay after it is covered too."""
    left, after = 0, dict[int, int]()
    for month, places in sorted(by_month.items()):
        left += sum(net_of_contribution(sales.net[place]) for place in places)
        left -= spent[unit, month]
        after[month] = left
    found, given = list[Purse](), 0
    for month, places in sorted(by_month.items()):
        spare = min(rest for later, rest in after.items() if later >= month)
        most = int(spare * SPARED) - given
        if most >= LEAST:
            given += most
            found.append(Purse(unit, -1, sales.author[places[-1]], sales.day[places[-1]], most))
    return found


def _notes(
    purse: Purse, count: int, unit: Production, totals: Marginals, luck: Random
) -> list[tuple[int, ...]]:
    parts = whole_parts(purse.most, [luck.uniform(0.5, 1) for _ in range(count)])
    last, exempt = totals.last_day.toordinal(), unit.kind == "training"
    found: list[tuple[int, ...]] = []
    for part in parts:
        kind = luck.choices(range(len(KINDS)), WEIGHTS)[0]
        submitted = min(purse.ready + luck.randrange(4), last)
        decided = min(submitted + luck.randint(1, LONGEST_WAIT), last)
        net = max(LEAST // 2, int(part * luck.uniform(0.4, 1)))
        kilometres, vat = 0, 0
        if KINDS[kind] is ExpenseKind.KILOMETRES:
            day = date.fromordinal(submitted)
            kilometres = max(1, int(Decimal(net) / 100 / kilometre_rate(day).value))
            net = int(mileage(Decimal(kilometres), day).amount * 100)
        elif not exempt:
            vat = (net * STANDARD_VAT + 50) // 100
        found.append(
            (
                decided,
                purse.unit,
                purse.assignment,
                purse.person,
                submitted,
                kind,
                net,
                vat,
                kilometres,
            )
        )
    return found
