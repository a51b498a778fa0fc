"""Is what is kept what the acts say?"""

from datetime import date
from decimal import Decimal

from domain.figures.table import NOBODY, Cell
from web.queries.figures.asked import Asked
from web.queries.figures.counted import counted_cells
from web.queries.figures.facts import holders_on, units_on
from web.queries.figures.kept_cells import KEPT, Cells, add_facts, cells_of, kept_cells, tables_of
from web.queries.figures.known import is_kept
from web.queries.figures.places import FACTS
from web.queries.figures.sums import FLOWS, STOCKS

Pairs = dict[str, tuple[Decimal, Decimal]]  # key, kept and exact


def check(day: date, *, region: str | None = None, office: str | None = None) -> Pairs:
    """The kept sums that are not what the acts say, and the kept cells."""
    keys = [*FLOWS, *STOCKS]
    kept, again = Asked(day, region, office), Asked(day, region, office, exact=True)
    kept.load(*keys)
    again.load(*keys)
    pairs = {key: (kept.sums[key], again.sums[key]) for key in keys}
    found = {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}
    return found | (check_cells(day) if region is None and office is None else {})


def check_cells(day: date) -> Pairs:
    """The kept cells of a day that are not what is counted."""
    found: Pairs = {}
    if not is_kept(day):
        return found
    facts: Cells = {}
    add_facts(facts, day, [*units_on(day), *holders_on(day)])
    for about in (about for figure in sorted(KEPT) for about in tables_of(figure)):
        kept = kept_cells(about, day)
        exact = cells_of(facts, about) if about.figure in FACTS else counted_cells(about, day)
        for place in kept.keys() | exact.keys():
            pair = kept.get(place, NOBODY), exact.get(place, NOBODY)
            for numbers in zip(*map(_numbers, pair), strict=True):
                if numbers[0] != numbers[1]:
                    found[" ".join((about.key, *place))] = numbers
    return found


def _numbers(cell: Cell) -> tuple[Decimal, Decimal]:
    return Decimal(cell.people or 0), cell.amount or Decimal(0)
