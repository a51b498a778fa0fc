"""Which figures everybody may see: none from 1 to 4 people, and none that gives such a one away.

Beside the tables: a figure of a region or an office is a cell of a table of places. Where too few
units are active in a place, nothing of that place is shown.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from domain.figures.catalogue import figure
from domain.figures.definition import TOTAL
from domain.figures.headlines import ROW_OF
from domain.figures.headlines import shown as headlines
from domain.figures.table import NONE, Cell
from web.queries.figures.derived import PLACED
from web.queries.figures.places import PLACES
from web.queries.figures.sums import FLOWS, STOCKS
from web.queries.figures.tables import protected_tables, shown_table

Amounts = Mapping[str, Decimal | None]
# With another figure, these give the rest of a place away.
NOT_PLACED = frozenset({"clients", "clients_new", *ROW_OF})


def safe(found: Amounts, day: date, region: str | None, office: str | None) -> Amounts:
    """The figures as everybody may see them; None for those that must not be seen."""
    if region is None and office is None:
        names = {ROW_OF[key][0] for key in found if key in ROW_OF}
        tables = {name: shown_table(name, day) for name in sorted(names)}
        return headlines(found, tables)
    if not _shown("units_active", day, region, office):
        return dict.fromkeys(found)
    return {
        key: value if _may_be_placed(key) and _shown(key, day, region, office) else None
        for key, value in found.items()
    }


def place_shown(day: date, region: str | None, office: str | None = None) -> bool:
    """Are there enough active units, here and in the places beside it?"""
    return (region is None and office is None) or _shown("units_active", day, region, office)


def _may_be_placed(key: str) -> bool:
    grows = figure(key).measure != key  # with last year's number it gives this year's away
    return key in {*FLOWS, *STOCKS, *PLACED} - NOT_PLACED and not grows


def _shown(key: str, day: date, region: str | None, office: str | None) -> bool:
    if key not in PLACES:
        return True
    cell = _place(key, day, region, office)
    return not cell.hidden and (key != "units_active" or bool(cell.people))


def _place(key: str, day: date, region: str | None, office: str | None) -> Cell:
    table = protected_tables(key, day)[PLACES[key].key]
    row, column = (TOTAL if name is None else name or NONE for name in (region, office))
    return table.cells[row, column]
