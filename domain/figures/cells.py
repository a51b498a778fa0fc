"""The small-cell rule: nothing from 1 to 4 is shown, and nothing shown gives it away.

A small cell is hidden together with others, so that a *shift* exists: another table with the same
numbers shown, in which the small cell counts five or more. Whoever adds and subtracts what is
shown cannot tell the two tables apart, so they cannot learn that the cell is small. A shift moves
people along a rectangle of hidden cells, or from one hidden row to another in every table that
shares these rows. What no shift can protect is hidden with its whole family of tables.

Source: Hundepool and others, Statistical Disclosure Control, 2012, chapter 4;
https://research.cbs.nl/casc/handbook.htm
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from domain.errors import N_, Msg, RuleError
from domain.figures.definition import TOTAL, Dimension
from domain.figures.table import HIDDEN, NOBODY, Place, Table

LEAST = 5  # people in a cell that is shown


@dataclass(frozen=True, slots=True)
class Margin:
    """The total of a row or of a column, in every table that has this dimension."""

    dimension: Dimension
    category: str


@dataclass(frozen=True, slots=True)
class Inner:
    """A cell of one table."""

    table: int
    row: str
    column: str


Hidden = frozenset[Margin | Inner]


@dataclass(eq=False)
class MarginsDiffer(RuleError):
    """Two tables count the same people and do not agree."""

    message = N_(
        "“%(title)s” and “%(other)s” both count “%(category)s”, and find "
        "%(found)s and %(expected)s."
    )
    title: Msg
    other: Msg
    category: str
    found: int
    expected: int


def is_small(people: int) -> bool:
    """Would it point at somebody?"""
    return 0 < people < LEAST


def protected(table: Table) -> Table:
    """One table as it may be shown, if no other table of its figure is shown."""
    return protected_together((table,))[0]


def protected_together(tables: Iterable[Table]) -> tuple[Table, ...]:
    """Tables as they may be shown beside each other, on one page, in one report, over one year.

    Tables of one figure protect each other: what one hides, another does not show.
    """
    all_tables = tuple(tables)
    shown: dict[int, Table] = {}
    for name in dict.fromkeys(table.definition.figure for table in all_tables):
        places = [i for i, table in enumerate(all_tables) if table.definition.figure == name]
        family = Family([all_tables[i] for i in places])
        shown.update(zip(places, family.protected(), strict=True))
    return tuple(shown[i] for i in range(len(all_tables)))


class Family:
    """All tables of one figure: they share the whole, and the margins of common dimensions."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self.tables = tables
        self.hidden: set[Margin | Inner] = set()
        self.margins: dict[Margin, int] = {}
        for table in tables:
            for dimension in table.definition.dimensions:
                for category in table.categories(dimension):
                    self._know(Margin(dimension, category), table)
        self._check_wholes()

    def _know(self, margin: Margin, table: Table) -> None:
        found = table.margin(margin.dimension, margin.category).people or 0
        expected = self.margins.setdefault(margin, found)
        if expected != found:
            other = next(
                one for one in self.tables if margin.dimension in one.definition.dimensions
            )
            titles = table.definition.title, other.definition.title
            raise MarginsDiffer(*titles, margin.category, found, expected)

    def _check_wholes(self) -> None:
        first = self.tables[0]
        for table in self.tables:
            found, expected = table.whole.people or 0, first.whole.people or 0
            if found != expected:
                titles = table.definition.title, first.definition.title
                raise MarginsDiffer(*titles, TOTAL, found, expected)

    def protected(self) -> list[Table]:
        """The same tables, with what must not be seen taken out."""
        if is_small(self.tables[0].whole.people or 0):
            return [_blank(table, table.cells) for table in self.tables]
        if not all(self._hide(options) for options in self._small()):
            return [_blank(table, set(table.cells) - {(TOTAL, TOTAL)}) for table in self.tables]
        return [_blank(table, self._places(i)) for i, table in enumerate(self.tables)]

    def _small(self) -> Iterator[Iterator[Hidden]]:
        """For each small cell, all ways to protect it; margins first, they reach furthest."""
        for margin, people in self.margins.items():
            if is_small(people):
                yield self._margin_shifts(margin, LEAST - people)
        for i, table in enumerate(self.tables):
            for row, column in product(table.rows, table.columns):
                cell = Inner(i, row, column)
                if is_small(self._people(cell)):
                    yield self._cell_shifts(cell, LEAST - self._people(cell))

    def _hide(self, options: Iterator[Hidden]) -> bool:
        """Take the way that hides least more; False where there is none."""
        best = min(options, key=self._cost, default=None)
        if best is None:
            return False
        self.hidden |= best
        return True

    def _cost(self, option: Hidden) -> int:
        """People that nobody can read any more; a margin stands in every table of the family."""
        return sum(
            2 * self.margins[place] + 2 if isinstance(place, Margin) else self._people(place) + 1
            for place in option - self.hidden
        )

    def _margin_shifts(self, margin: Margin, more: int) -> Iterator[Hidden]:
        """Bring ``more`` people over from another row, or column, in every table that has it."""
        for other, people in self.margins.items():
            if other.dimension is margin.dimension and other != margin and people >= more:
                yield from self._whole_shift(margin, other, more, frozenset(), skip=None)

    def _cell_shifts(self, cell: Inner, more: int) -> Iterator[Hidden]:
        """Bring ``more`` people into one cell."""
        i, row, column = cell.table, cell.row, cell.column
        table = self.tables[i]
        beside = [Inner(i, row, other) for other in table.columns if other != column]
        below = [Inner(i, other, column) for other in table.rows if other != row]
        beside, below = (
            [place for place in places if self._people(place) >= more] for places in (beside, below)
        )
        for one, two in product(below, beside):
            yield frozenset({cell, one, two, Inner(i, one.row, two.column)})
        rows, columns = table.definition.dimensions
        for one in below:
            pair = frozenset({cell, one})
            ends = Margin(rows, row), Margin(rows, one.row)
            yield from self._whole_shift(*ends, more, pair, skip=i)
        for two in beside:
            pair = frozenset({cell, two})
            ends = Margin(columns, column), Margin(columns, two.column)
            yield from self._whole_shift(*ends, more, pair, skip=i)

    def _whole_shift(
        self, margin: Margin, other: Margin, more: int, hidden: Hidden, *, skip: int | None
    ) -> Iterator[Hidden]:
        """Bring ``more`` people from one margin to another, along one line of each table.

        skip: the table whose line is in ``hidden`` already
        """
        lines = [
            self._line(i, margin, other, more)
            for i, table in enumerate(self.tables)
            if i != skip and table.columns and margin.dimension in table.definition.dimensions
        ]
        if all(lines):
            yield hidden.union({margin, other}, *lines)

    def _line(self, i: int, margin: Margin, other: Margin, more: int) -> Hidden:
        """The cheapest line of a table in which ``other`` can give; empty if there is none."""
        table = self.tables[i]
        by_row = margin.dimension is table.definition.rows
        pairs = (
            [
                (Inner(i, other.category, column), Inner(i, margin.category, column))
                for column in table.columns
            ]
            if by_row
            else [
                (Inner(i, row, other.category), Inner(i, row, margin.category))
                for row in table.rows
            ]
        )
        able = [frozenset[Margin | Inner](pair) for pair in pairs if self._people(pair[0]) >= more]
        return min(able, key=self._cost, default=frozenset())

    def _people(self, place: Inner) -> int:
        cells = self.tables[place.table].cells
        return cells.get((place.row, place.column), NOBODY).people or 0

    def _places(self, i: int) -> set[Place]:
        """What is hidden in one table."""
        table = self.tables[i]
        places = set()
        for place in self.hidden:
            if isinstance(place, Inner) and place.table == i:
                places.add((place.row, place.column))
            if isinstance(place, Margin) and place.dimension in table.definition.dimensions:
                places.add(table.margin_place(place.dimension, place.category))
        return places


def _blank(table: Table, places: Iterable[Place]) -> Table:
    taken = set(places)
    cells = {place: HIDDEN if place in taken else cell for place, cell in table.cells.items()}
    return Table(table.definition, table.rows, table.columns, cells)
