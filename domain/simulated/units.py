"""The invented units: who holds them, with which tool, in which sector, and what they sell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from domain.simulated.chance import chance, shuffled, whole_parts
from domain.simulated.marginals import Marginals
from domain.simulated.population import Population
from domain.simulated.trades import sectors_of
from domain.simulated.turnover import turnovers
from domain.units import Tool
from domain.vat import WorkKind

# The twelve sectors of the report in its order: what their units mostly do.
KIND_OF_SECTOR = (
    WorkKind.SERVICE, WorkKind.PERFORMANCE, WorkKind.COPYRIGHT, WorkKind.SERVICE,
    WorkKind.SERVICE, WorkKind.SERVICE, WorkKind.PERFORMANCE, WorkKind.TRAINING,
    WorkKind.PERFORMANCE, WorkKind.SERVICE, WorkKind.PERFORMANCE, WorkKind.SERVICE,
)  # fmt: skip
ARTS = (1, 2, 3, 5, 6, 8, 10)  # places of sectors of the arts
ENOUGH = 60_000  # cents of turnover for more than one unit
TOOLS = (Tool.THREE_IN_ONE, Tool.ACTIVITY, Tool.BOTH)


@dataclass(frozen=True, slots=True)
class Production:
    """One unit."""

    key: int
    holders: tuple[int, ...]  # keys of people
    tool: Tool
    sector: int  # place in the report's list
    opened: date
    held_since: tuple[int, ...]  # ordinal, for each holder
    turnover: int  # cents in the year; 0: nothing invoiced

    @property
    def kind(self) -> WorkKind:
        """What it mostly does."""
        return KIND_OF_SECTOR[self.sector]


def units_of(totals: Marginals, people: Population, seed: int) -> list[Production]:
    """All units of the year; those without turnover come last."""
    luck = chance(seed, "units")
    brackets = [human.bracket for human in people.people[people.staff :][: people.invoicing]]
    amounts = turnovers(brackets, totals.cents("sales", "turnover"), luck)
    slots, idle = _slots(totals, people, amounts, luck)
    tools = _drawn(totals.shares("units", "tools"), len(slots) + len(idle), luck)
    sectors = sectors_of([*(amount for _, amount in slots), *(0 for _ in idle)], totals, luck)
    found = []
    for place, (keys, turnover) in enumerate([*slots, *((key, 0) for key in idle)]):
        since = [(people.of(key).since or totals.first_day).toordinal() for key in keys]
        first = date.fromordinal(min(since))
        tool, sector = TOOLS[tools[place]], sectors[place]
        found.append(Production(place + 1, keys, tool, sector, first, tuple(since), turnover))
    return found


def _drawn(weights: list[float], many: int, luck: Random) -> list[int]:
    counts = whole_parts(many, weights)
    return shuffled([place for place, count in enumerate(counts) for _ in range(count)], luck)


def _slots(
    totals: Marginals, people: Population, amounts: list[int], luck: Random
) -> tuple[list[tuple[tuple[int, ...], int]], list[tuple[int, ...]]]:
    """Holders and turnover of each unit, and the holders of those without turnover.

    Some have a second and a third unit, some of these without turnover; some hold one together.
    """
    held = units_held(totals, amounts, people.holders, luck)
    active = totals.count("units", "active")
    invoicing = min(active, totals.scaled(sum(totals.shares("units", "turnover"))))
    idle: list[tuple[int, ...]] = [
        (people.first_holder + place,) for place in range(people.invoicing, people.holders)
    ]
    pieces: list[tuple[tuple[int, ...], int]] = []
    for place, amount in enumerate(amounts):
        key: tuple[int, ...] = (people.first_holder + place,)
        pieces += [(key, part) for part in _parts(held[place], amount, luck)]
    while len(idle) < active - invoicing and len(pieces) > invoicing:
        moved = next(at for at in range(len(pieces) - 1, -1, -1) if _is_second(pieces, at))
        (key, part), (_, before) = pieces[moved], pieces[moved - 1]
        pieces[moved - 1 : moved + 1] = [(key, before + part)]
        idle.append(key)
    return _together(pieces, max(invoicing, 1), luck), idle[: max(0, active - invoicing)]


def units_held(totals: Marginals, amounts: Sequence[int], holders: int, luck: Random) -> list[int]:
    """How many units each holder has: those who sell little have one."""
    _, two, three = whole_parts(holders, totals.shares("holders", "units_held"))
    able = [place for place, amount in enumerate(amounts) if amount >= ENOUGH]
    several = luck.sample(able, min(two + three, len(able)))
    found = [1] * holders
    for at, place in enumerate(several):
        found[place] = 3 if at < three else 2
    return found


def _is_second(pieces: list[tuple[tuple[int, ...], int]], at: int) -> bool:
    return at > 0 and pieces[at][0] == pieces[at - 1][0]


def _parts(many: int, amount: int, luck: Random) -> list[int]:
    """The turnover of a holder over their units."""
    return whole_parts(amount, [luck.uniform(0.3, 1) for _ in range(many)])


def _together(
    pieces: list[tuple[tuple[int, ...], int]], many: int, luck: Random
) -> list[tuple[tuple[int, ...], int]]:
    """Let some holders have one unit together, until there are as many units as wanted."""
    count = {key: 0 for key, _ in pieces}
    for key, _ in pieces:
        count[key] += 1
    alone = shuffled([at for at, (key, _) in enumerate(pieces) if count[key] == 1], luck)
    gone, joined = set[int](), dict[int, tuple[tuple[int, ...], int]]()
    for first, second in zip(alone[::2], alone[1::2], strict=False):
        if len(pieces) - len(gone) <= many:
            break
        joined[first] = (
            (*pieces[first][0], *pieces[second][0]), pieces[first][1] + pieces[second][1]
        )  # fmt: skip
        gone.add(second)
    return [joined.get(at, piece) for at, piece in enumerate(pieces) if at not in gone]
