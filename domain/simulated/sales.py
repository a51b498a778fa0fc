"""The invoices of the year and when they are paid: numbers in arrays, one place per invoice."""

from array import array
from collections.abc import MutableSequence, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from domain.simulated.chance import chance, shuffled, spread, whole_parts
from domain.simulated.clientele import Clientele
from domain.simulated.marginals import Marginals
from domain.simulated.units import Production
from domain.units import Tool
from domain.vat import ClientKind, WorkKind, treatment

LEAN = 0.55  # who sells a hundred times more makes twelve times as many invoices
LEAST_NET = 11_000  # cents that an invoice comes to, on the whole
DELAY, SPREAD = 3.25, 0.55  # logarithm of the days until a client pays, and how it scatters
CLIENT_LIMITS = ((1, 1), (2, 2), (3, 5), (6, 12))
TRIES = 20
BEFORE_NET = (25_000, 90_000)  # cents of the invoice of last year that idle units live on


@dataclass(frozen=True, slots=True)
class Sales:
    """Invoices in the order of their days; those of last year come first."""

    unit: MutableSequence[int]  # place in the list of units
    author: MutableSequence[int]  # key of a person
    client: MutableSequence[int]  # place in the clientele
    day: MutableSequence[int]  # ordinal
    net: MutableSequence[int]  # cents
    gross: MutableSequence[int]
    paid: MutableSequence[int]  # cents until the end of the year
    paid_day: MutableSequence[int]  # ordinal; 0: nothing paid

    def __len__(self) -> int:
        return len(self.unit)

    def between(self, first: date, last: date, days: MutableSequence[int]) -> list[int]:
        """Places of those whose day in ``days`` lies between two days, in their order."""
        low, high = first.toordinal(), last.toordinal()
        return [place for place, day in enumerate(days) if low <= day <= high]


@cache
def percent(kind: WorkKind, country: str, client: ClientKind, has_vat: bool, year: int) -> int:
    """The VAT rate in percent of this work for this client, which is a whole number."""
    found = treatment(
        kind, country=country, client_kind=client, has_vat_number=has_vat, day=date(year, 6, 30)
    )
    return int(found.percent)


def sales_of(
    totals: Marginals, units: Sequence[Production], clients: Clientele, seed: int
) -> Sales:
    """Every invoice of the year, and one of last year for units that sold nothing in it."""
    luck = chance(seed, "sales")
    active = [unit for unit in units if unit.turnover]
    idle = [unit for unit in units if not unit.turnover]
    many = max(totals.count("sales", "invoices"), len(active))
    counts = spread(
        many,
        [unit.turnover**LEAN * luck.uniform(0.5, 1.5) for unit in active],
        [max(1, unit.turnover // LEAST_NET) for unit in active],
    )
    chosen = _choose_clients(counts, len(clients), luck, totals)
    rows: list[tuple[int, int, int, int, int]] = []
    for unit, count, choice in zip(active, counts, chosen, strict=True):
        rows += _of_unit(unit, count, choice, totals, luck)
    rows += [_before(unit, len(clients), totals, luck) for unit in idle]
    rows.sort()
    return _with_payments(rows, units, clients, totals, luck)


def _of_unit(
    unit: Production, count: int, clients: Sequence[int], totals: Marginals, luck: Random
) -> list[tuple[int, int, int, int, int]]:
    """Day, unit, author, client and net of its invoices."""
    first = max(unit.opened, totals.first_day).toordinal()
    days = sorted(
        _weekday(luck.randint(first, totals.last_day.toordinal()), first) for _ in range(count)
    )
    nets = whole_parts(unit.turnover, [luck.uniform(0.4, 1.6) for _ in range(count)])
    return [
        (day, unit.key - 1, luck.choice(_holding(unit, day)), _client(clients, place, luck), net)
        for place, (day, net) in enumerate(zip(days, nets, strict=True))
    ]


def _holding(unit: Production, day: int) -> Sequence[int]:
    """Who holds it on a day: those with whom it was opened, and who came later."""
    found = [key for key, since in zip(unit.holders, unit.held_since, strict=True) if since <= day]
    return found or unit.holders[:1]


def _weekday(day: int, first: int) -> int:
    """Weekends are rarer."""
    back = max(0, date.fromordinal(day).weekday() - 4)
    return day - back if day - back >= first else day


def _client(clients: Sequence[int], place: int, luck: Random) -> int:
    return clients[place] if place < len(clients) else luck.choice(clients)


def _before(
    unit: Production, clients: int, totals: Marginals, luck: Random
) -> tuple[int, int, int, int, int]:
    day = date(totals.year - 1, 12, luck.randint(2, 20)).toordinal()
    return day, unit.key - 1, unit.holders[0], luck.randrange(clients), luck.randint(*BEFORE_NET)


def _choose_clients(
    counts: Sequence[int], clients: int, luck: Random, totals: Marginals
) -> list[list[int]]:
    """The clients of each unit: every client at least once, some of them often.

    Units with more invoices have more clients.
    """
    order = sorted(range(len(counts)), key=lambda place: counts[place] * luck.uniform(0.6, 1.4))
    sizes = whole_parts(len(counts), totals.shares("holders", "clients_of_units"))
    limits = [limit for limit, size in zip(CLIENT_LIMITS, sizes, strict=True) for _ in range(size)]
    wanted = [0] * len(counts)
    for place, (low, high) in zip(order, limits, strict=True):
        wanted[place] = min(counts[place], luck.randint(low, high))
    fresh = shuffled(range(clients), luck)
    found: list[list[int]] = [[] for _ in counts]
    for place in shuffled([place for place, many in enumerate(wanted) for _ in range(many)], luck):
        found[place].append(fresh.pop() if fresh else _another(found[place], clients, luck))
    return found


def _another(known: Sequence[int], clients: int, luck: Random) -> int:
    """A client that others have as well; some are invoiced by many units."""
    for _ in range(TRIES):
        drawn = int(clients * luck.random() ** 2)
        if drawn not in known:
            break
    return drawn


def _with_payments(
    rows: list[tuple[int, int, int, int, int]],
    units: Sequence[Production],
    clients: Clientele,
    totals: Marginals,
    luck: Random,
) -> Sales:
    days, places, authors, buyers, nets = zip(*rows, strict=True)
    gross = array("q")
    for place, buyer, net in zip(places, buyers, nets, strict=True):
        rate = percent(units[place].kind, *clients.tax(buyer), totals.year)
        gross.append(net + (net * rate + 50) // 100)
    planned = [day + max(1, int(luck.lognormvariate(DELAY, SPREAD))) for day in days]
    paid, paid_day = _paid(days, planned, gross, totals)
    return Sales(
        unit=array("i", places), author=array("i", authors), client=array("i", buyers),
        day=array("i", days), net=array("q", nets), gross=gross, paid=paid, paid_day=paid_day,
    )  # fmt: skip


def _paid(
    days: Sequence[int], planned: Sequence[int], gross: MutableSequence[int], totals: Marginals
) -> tuple[MutableSequence[int], MutableSequence[int]]:
    """What is paid by the end of the year, so that exactly the receivables are left.

    Those who would have paid last are those who have not paid yet.
    """
    left, last = totals.cents("sales", "receivables"), totals.last_day.toordinal()
    first = totals.first_day.toordinal()
    paid, paid_day = array("q", gross), array("i", bytes(4 * len(gross)))
    for place in sorted(range(len(gross)), key=planned.__getitem__, reverse=True):
        open_now = min(left, gross[place]) if days[place] >= first else 0
        left -= open_now
        paid[place] -= open_now
        if paid[place]:
            paid_day[place] = max(min(planned[place], last), days[place])
    return paid, paid_day


def months(totals: Marginals) -> list[tuple[date, date]]:
    """First and last day of each month of the year, and of the December before it."""
    found = [(date(totals.year - 1, 12, 1), date(totals.year - 1, 12, 31))]
    for month in range(1, 13):
        first = date(totals.year, month, 1)
        after = date(totals.year + month // 12, month % 12 + 1, 1)
        found.append((first, after - timedelta(days=1)))
    return found


def uses_assignment(unit: Production, place: int) -> bool:
    """Does the invoice at this place belong to an assignment of its own?"""
    if unit.tool is Tool.BOTH:
        return place % 2 == 0
    return unit.tool is Tool.THREE_IN_ONE
