"""The cells of tables on kept days: each adds up where everybody falls, and is read as it is kept.

What a cell counts is the same as in ``counted``, which counts any day from the rows themselves.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

import sqlalchemy as sa

from domain.figures.catalogue import family
from domain.figures.definition import TOTAL, Dimension, TableDefinition
from domain.figures.table import Cell, Place
from domain.money import ZERO, Eur
from web.extensions import db
from web.models.figure_fact import FigureCell
from web.queries.figures.cuts import OF_HOLDERS, OF_UNITS
from web.queries.figures.facts import HolderFacts, UnitFacts
from web.queries.figures.falls import AMOUNTS, FALLS, Fall
from web.queries.figures.places import FACTS, PLACES


class Spot(NamedTuple):
    """A cell of a table, by its key."""

    about: str
    row: str
    column: str = TOTAL


class Count(NamedTuple):
    """What a cell counts, or by how much it changes."""

    people: int
    amount: Eur


Cells = dict[Spot, Count]
NOTHING = Count(0, ZERO)
KEPT = FACTS | FALLS.keys()  # figures whose cells are kept


def _add(cells: Cells, spot: Spot, people: int, amount: Eur = ZERO) -> None:
    before = cells.get(spot, NOTHING)
    cells[spot] = Count(before.people + people, Eur(before.amount + amount))


@cache
def tables_of(figure: str) -> tuple[TableDefinition, ...]:
    """All whose cells are kept."""
    return (*family(figure), PLACES[figure]) if figure in FACTS else family(figure)


def add_facts(
    cells: Cells, day: date, facts: Iterable[HolderFacts | UnitFacts], times: int = 1
) -> None:
    """Count holders or units into cells.

    times: -1 to take them out
    """
    for item in facts:
        if isinstance(item, UnitFacts):
            _add_one(cells, "units_active", {key: of(item) for key, of in OF_UNITS.items()}, times)
            continue
        where = {key: of(item) for key, of in OF_HOLDERS.items()}
        _add_one(cells, "holders", where, times)
        if item.is_new(day):
            _add_one(cells, "holders_new", where, times)


def _add_one(cells: Cells, figure: str, where: Mapping[Dimension, str], times: int) -> None:
    for about in tables_of(figure):
        column = where[about.columns] if about.columns else TOTAL
        _add(cells, Spot(about.key, where[about.rows], column), times)


def add_falls(cells: Cells, figure: str, falls: Iterable[Fall], times: int = 1) -> None:
    """Count where some fall into cells.

    times: -1 to take them out
    """
    for fall in falls:
        for about, row in zip(tables_of(figure), fall.rows.split(" "), strict=True):
            _add(cells, Spot(about.key, row), times * fall.people, Eur(times * fall.amount))


def changed(cells: Cells) -> Cells:
    """Without those that did not change."""
    return {spot: count for spot, count in cells.items() if count != NOTHING}


def cells_of(cells: Cells, about: TableDefinition) -> dict[Place, Cell]:
    """Those of one table."""
    return {
        (spot.row, spot.column): _cell(about, count)
        for spot, count in cells.items()
        if spot.about == about.key
    }


def _cell(about: TableDefinition, count: Count) -> Cell:
    return Cell(count.people, count.amount if about.figure in AMOUNTS else None)


def kept_cells(about: TableDefinition, day: date) -> dict[Place, Cell]:
    """The cells of a table on a kept day."""
    table = FigureCell.__table__
    query = sa.select(table.c.row, table.c.column, table.c.people, table.c.amount).where(
        table.c.day == day, table.c.about == about.key, table.c.people != 0
    )
    return {
        (row, column): _cell(about, Count(people, amount))
        for row, column, people, amount in db.session.execute(query)
    }


def is_cell_kept(about: TableDefinition) -> bool:
    """Are the cells of this table kept, on days that are?"""
    return about.figure in KEPT and about in tables_of(about.figure)
