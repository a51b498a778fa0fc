"""The money of the units that pays people in the year: whose, in which month, and whom."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from domain.simulated.chance import shuffled, spread, whole_parts
from domain.simulated.marginals import Marginals
from domain.simulated.population import Population
from domain.simulated.sales import Sales, uses_assignment
from domain.simulated.units import Production

HABITS = (0.84, 0.97)  # the part of its income that a unit spends on pay, before it is fitted
MOST_SPENT = 0.9  # the rest pays expenses
LEAST_BUDGET = 8_500  # cents: the pay of half a day
CONTRIBUTION = 65, 1000
ITEMS_EACH = 3  # of a unit, for each person whom it pays besides its holder


@dataclass(slots=True)
class Item:
    """Money of a unit in one month that pays one person."""

    unit: int  # place
    assignment: int  # place of its invoice; -1: the running budget
    month: int  # 1 to 12
    person: int  # key
    budget: int  # cents
    ready: int  # ordinal of the day on which the money is there
    since: int = 0  # ordinal; nobody works for it before
    days: int = 0
    halves: int = 0  # days of four hours
    contracts: int = 0


def net_of_contribution(net: int) -> int:
    """Cents that an invoice leaves to its unit."""
    part, whole = CONTRIBUTION
    return net - (net * part + whole // 2) // whole


def items_of(
    totals: Marginals, people: Population, units: Sequence[Production], sales: Sales, luck: Random
) -> list[Item]:
    """All of it: budgets that come to the total of the year."""
    items = _earning_holders(totals, people, _items(totals, units, sales, luck))
    _fit_budgets(items, totals.cents("work", "budget"))
    _employ_others(totals, people, items, luck)
    return items


def _items(
    totals: Marginals, units: Sequence[Production], sales: Sales, luck: Random
) -> list[Item]:
    """What each unit could spend on pay: for each assignment, and for each month of a budget."""
    of_unit: dict[int, list[int]] = defaultdict(list)
    first = totals.first_day.toordinal()
    for place, day in enumerate(sales.day):
        if day >= first:
            of_unit[sales.unit[place]].append(place)
    found: list[Item] = []
    for unit, places in of_unit.items():
        found += _of_unit(unit, places, units[unit], sales, luck.uniform(*HABITS))
    return found


def _of_unit(
    unit: int, places: Sequence[int], made: Production, sales: Sales, habit: float
) -> list[Item]:
    found, purse = [], 0
    by_month: dict[int, list[int]] = defaultdict(list)
    for place in places:
        budget = int(net_of_contribution(sales.net[place]) * habit)
        month = date.fromordinal(sales.day[place]).month
        if not uses_assignment(made, place):
            by_month[month].append(place)
        elif budget >= LEAST_BUDGET:
            author, ready = sales.author[place], sales.day[place]
            found.append(Item(unit, place, month, author, budget, ready))
    for month, several in sorted(by_month.items()):
        purse += sum(int(net_of_contribution(sales.net[place]) * habit) for place in several)
        if purse >= LEAST_BUDGET:
            author, ready = sales.author[several[-1]], sales.day[several[-1]]
            found.append(Item(unit, -1, month, author, purse, ready))
            purse = 0
    return found


def _earning_holders(totals: Marginals, people: Population, items: list[Item]) -> list[Item]:
    """Leave out those who earn least, until as many holders are employed as there were."""
    wanted = max(1, totals.count("people", "employees") - people.others)
    earned = Counter[int]()
    for item in items:
        earned[item.person] += item.budget
    kept = {key for key, _ in sorted(earned.items(), key=lambda pair: -pair[1])[:wanted]}
    return [item for item in items if item.person in kept]


def _fit_budgets(items: list[Item], total: int) -> None:
    """Bring all budgets to exactly ``total`` cents, as far as the money of the units reaches."""
    found = sum(item.budget for item in items)
    factor = min(total / found, MOST_SPENT / HABITS[1])
    for item in items:
        item.budget = max(1, int(item.budget * factor))
    if factor * found > total - 1:
        rest = total - sum(item.budget for item in items)
        for item in sorted(items, key=lambda item: -item.budget)[: max(1, rest // 100 + 1)]:
            added = min(rest, 100)
            item.budget, rest = item.budget + added, rest - added


def _employ_others(totals: Marginals, people: Population, items: list[Item], luck: Random) -> None:
    """Let some units pay people who hold none, with exactly the money that went to others."""
    total, others = totals.cents("units", "budget_for_others"), people.others
    quota, carried = total / others, 0.0
    of_unit: dict[int, list[Item]] = defaultdict(list)
    for item in items:
        of_unit[item.unit].append(item)
    worth = {unit: sum(item.budget for item in found) for unit, found in of_unit.items()}
    able = sorted(of_unit, key=lambda unit: -worth[unit] * luck.uniform(0.3, 1))
    keys = list(range(people.first_other, people.first_other + others))
    halves: list[tuple[Item, Item]] = []
    for size in sorted(_sizes(totals, others), reverse=True):
        unit = _next_able(able, of_unit, worth, size, quota)
        pool = shuffled(of_unit[unit], luck)
        for key in [keys.pop() for _ in range(min(size, len(keys)))]:
            if not pool and able:
                pool = shuffled(of_unit[_next_able(able, of_unit, worth, 1, quota)], luck)
            carried += quota
            carried -= _pay(key, max(LEAST_BUDGET, int(carried)), pool, halves)
    items += [kept for _, kept in halves]
    _balance(
        halves, total - sum(item.budget for item in items if item.person >= people.first_other)
    )


def _next_able(
    able: list[int],
    of_unit: Mapping[int, list[Item]],
    worth: Mapping[int, int],
    size: int,
    quota: float,
) -> int:
    """The next unit with enough work for so many; the busiest one left where none has."""
    for place, unit in enumerate(able):
        if len(of_unit[unit]) >= ITEMS_EACH * size and worth[unit] > 2 * quota * size:
            return able.pop(place)
    return able.pop(max(range(len(able)), key=lambda place: len(of_unit[able[place]])))


def _balance(halves: Sequence[tuple[Item, Item]], missing: int) -> None:
    """Move what is missing between the two halves of shared money."""
    for given, kept in halves:
        moved = max(LEAST_BUDGET - given.budget, min(missing, kept.budget - LEAST_BUDGET))
        given.budget, kept.budget = given.budget + moved, kept.budget - moved
        missing -= moved
        if not missing:
            break


def _sizes(totals: Marginals, others: int) -> list[int]:
    """How many people without a unit each employing unit pays."""
    many = min(others, totals.count("units", "employing_others"))
    one, two, more = whole_parts(many, totals.shares("units", "employing"))
    left = others - one - 2 * two
    larger = spread(max(left, 3 * more), [1.0] * more, [others] * more, 3) if more else []
    found = [1] * one + [2] * two + larger
    found[-1] += max(0, others - sum(found))
    return found


def _pay(key: int, wanted: int, pool: list[Item], halves: list[tuple[Item, Item]]) -> int:
    """Give items of a unit to somebody else, the last one in part; returns the cents given."""
    given = 0
    while pool and (given == 0 or (len(pool) > 1 and wanted - given >= LEAST_BUDGET)):
        item = pool.pop()
        rest = item.budget - (wanted - given)
        if rest >= LEAST_BUDGET:
            kept = Item(item.unit, item.assignment, item.month, item.person, rest, item.ready)
            item.budget -= rest
            halves.append((item, kept))
        item.person = key
        given += item.budget
    return given
