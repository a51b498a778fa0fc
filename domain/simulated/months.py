"""How many days and hours each person works in each month, by the bands of the report."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

from domain.hours import FULL_DAY
from domain.simulated.budgets import Item
from domain.simulated.chance import spread, whole_parts
from domain.simulated.marginals import Marginals

FULL, HALF = int(FULL_DAY * 100), 400  # hundredths of hours of a day
SPARED = FULL - HALF
MOST_DAYS = 20  # of one person in a month
RATES = 0.2  # how the pay of a day scatters (logarithm)
# Hundredths of hours of each band, and its fewest and most days.
BANDS = (
    (0, 800, 1, 1), (800, 2_000, 2, 4), (2_000, 4_500, 3, 6), (4_500, 7_500, 6, 10),
    (7_500, 99_999, 10, MOST_DAYS),
)  # fmt: skip


@dataclass(slots=True)
class PersonMonth:
    """What pays one person in one month."""

    items: list[Item] = field(default_factory=list)
    worth: float = 0
    band: int = 0
    days: int = 0
    halves: int = 0

    def fewest(self, room: int) -> int:
        """Days at least: one for each item, even where the month has no room for them."""
        return max(min(BANDS[self.band][2], room), len(self.items))

    def most(self, room: int) -> int:
        """Days at most."""
        return max(self.fewest(room), min(BANDS[self.band][3], room))

    def fewest_halves(self) -> int:
        """Half days without which the hours would be those of a higher band."""
        above = FULL * self.days - BANDS[self.band][1] + 1
        return min(self.days, max(0, -(-above // SPARED)))

    def most_halves(self) -> int:
        """Half days with which the hours are still those of the band."""
        room = (FULL * self.days - BANDS[self.band][0]) // SPARED
        return max(self.fewest_halves(), min(self.days, room))


def fit_days(
    items: Sequence[Item], totals: Marginals, room: Callable[[Item], int], luck: Random
) -> int:
    """Days, half days and contracts of each item, so that all come to their totals.

    room:  how many working days of its month an item can use
    Gives the hundredths of hours that whole and half days leave over.
    """
    months = _person_months(items, luck)
    _place_in_bands(months, totals)
    rooms = [min(MOST_DAYS, *map(room, month.items)) for month in months]
    least = [month.fewest(free) for month, free in zip(months, rooms, strict=True)]
    most = [month.most(free) for month, free in zip(months, rooms, strict=True)]
    wanted = totals.count("work", "days")
    for month, days in zip(months, _between(wanted, months, least, most), strict=True):
        month.days = days
    rest = _fit_halves(months, totals)
    for month in months:
        _share_out(month)
    contracts = spread(
        totals.count("work", "contracts"),
        [float(item.days) for item in items],
        [item.days for item in items],
    )
    for item, several in zip(items, contracts, strict=True):
        item.contracts = several
    return rest


def _person_months(items: Sequence[Item], luck: Random) -> list[PersonMonth]:
    found: dict[tuple[int, int], PersonMonth] = defaultdict(PersonMonth)
    rates: dict[int, float] = {}
    for item in items:
        rate = rates.setdefault(item.person, luck.lognormvariate(0, RATES))
        month = found[item.person, item.month]
        month.items.append(item)
        month.worth += item.budget / rate
    return list(found.values())


def _place_in_bands(months: Sequence[PersonMonth], totals: Marginals) -> None:
    """Those who earn more in a month work more hours in it."""
    sizes = whole_parts(len(months), totals.shares("work", "month_hours"))
    bands = [band for band, size in enumerate(sizes) for _ in range(size)]
    ordered = sorted(months, key=lambda month: month.worth)
    for month, band in zip(ordered, bands, strict=True):
        month.band = band


def _between(
    wanted: int, months: Sequence[PersonMonth], least: Sequence[int], most: Sequence[int]
) -> list[int]:
    """Days between the limits, as the money says, together as many as wanted."""
    room = [high - low for low, high in zip(least, most, strict=True)]
    above = spread(max(0, wanted - sum(least)), [month.worth for month in months], room, 0)
    days = [low + more for low, more in zip(least, above, strict=True)]
    missing = wanted - sum(days)
    if missing > 0:
        free = [MOST_DAYS - day for day in days]
        added = spread(missing, [1.0] * len(days), free, 0)
        days = [day + more for day, more in zip(days, added, strict=True)]
    return days


def _fit_halves(months: Sequence[PersonMonth], totals: Marginals) -> int:
    """Half days, so that the hours come to their total but for what is given back."""
    whole = FULL * sum(month.days for month in months)
    wanted = totals.cents("work", "hours")
    halves = max(0, -(-(whole - wanted) // SPARED))
    least = [month.fewest_halves() for month in months]
    room = [month.most_halves() - few for month, few in zip(months, least, strict=True)]
    more = spread(max(0, halves - sum(least)), [float(free) for free in room], room, 0)
    for month, few, added in zip(months, least, more, strict=True):
        month.halves = few + added
    return wanted - whole + SPARED * sum(month.halves for month in months)


def _share_out(month: PersonMonth) -> None:
    """Days by the money of each item; half days where a day earns least."""
    items, left = month.items, month.halves
    budgets = [float(item.budget) for item in items]
    days = spread(month.days, budgets, [month.days] * len(items))
    for item, many in zip(items, days, strict=True):
        item.days = many
    for item in sorted(items, key=lambda item: item.budget / item.days):
        item.halves = min(left, item.days)
        left -= item.halves
