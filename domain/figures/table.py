"""A table of a figure: cells with their people and amounts, and the margins they add up to."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from domain.errors import N_, Msg, RuleError
from domain.figures.definition import BANDS, TOTAL, Dimension, TableDefinition

# Who has no value of a dimension: no turnover in the year, gender not said, no office.
NONE = "none"
NONE_LABEL = N_("None, or not said")

Place = tuple[str, str]  # row and column, or TOTAL
Number = TypeVar("Number", int, Decimal)


@dataclass(frozen=True, slots=True)
class Cell:
    """How many people (or units, or clients) are counted, and their amount if there is one."""

    people: int | None
    amount: Decimal | None = None
    hidden: bool = False  # too small to show, or it would give a small one away

    def __add__(self, other: "Cell") -> "Cell":
        """Both together."""
        return Cell(_added(self.people, other.people), _added(self.amount, other.amount))


def _added(one: Number | None, two: Number | None) -> Number | None:
    """What is not known stays not known."""
    return None if one is None or two is None else one + two


NOBODY = Cell(0)
HIDDEN = Cell(None, None, hidden=True)


@dataclass(eq=False)
class ForeignBand(RuleError):
    """Two cuts of one number cannot stand in one report."""

    message = N_(
        "The table “%(table)s” has “%(band)s”, which is no band of “%(dimension)s”. "
        "All tables share the same bands."
    )
    table: Msg
    band: str
    dimension: Msg


@dataclass(frozen=True, slots=True)
class Table:
    """Rows and columns of one figure; margins stand under TOTAL. Without columns, only they."""

    definition: TableDefinition
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[Place, Cell]

    def __post_init__(self) -> None:
        self._check_bands(self.definition.rows, self.rows)
        if self.definition.columns is not None:
            self._check_bands(self.definition.columns, self.columns)

    def _check_bands(self, dimension: Dimension, keys: tuple[str, ...]) -> None:
        if dimension not in BANDS:
            return
        bands = BANDS[dimension]
        for key in keys:
            if key not in (*bands.keys, NONE):
                raise ForeignBand(self.definition.title, key, bands.title)

    @property
    def totals(self) -> dict[Place, Cell]:
        """The margins and the whole."""
        return {place: cell for place, cell in self.cells.items() if TOTAL in place}

    @property
    def whole(self) -> Cell:
        """All rows and columns together."""
        return self.cells[TOTAL, TOTAL]

    def categories(self, dimension: Dimension) -> tuple[str, ...]:
        """Its rows or its columns."""
        return self.rows if dimension is self.definition.rows else self.columns

    def margin(self, dimension: Dimension, category: str) -> Cell:
        """The total of one row or of one column."""
        return self.cells[self.margin_place(dimension, category)]

    def margin_place(self, dimension: Dimension, category: str) -> Place:
        """Where that total stands."""
        return (category, TOTAL) if dimension is self.definition.rows else (TOTAL, category)


def tabled(
    definition: TableDefinition,
    rows: tuple[str, ...],
    columns: tuple[str, ...],
    inner: Mapping[Place, Cell],
) -> Table:
    """A table with its margins added up; a place without a cell is nobody.

    columns: none where the table has only rows; ``inner`` then stands under (row, TOTAL)
    """
    nobody = (
        Cell(0, Decimal(0)) if any(cell.amount is not None for cell in inner.values()) else Cell(0)
    )
    across = columns or (TOTAL,)
    cells = {(row, column): inner.get((row, column), nobody) for row in rows for column in across}
    if columns:
        for row in rows:
            cells[row, TOTAL] = sum((cells[row, column] for column in columns), nobody)
        for column in columns:
            cells[TOTAL, column] = sum((cells[row, column] for row in rows), nobody)
    cells[TOTAL, TOTAL] = sum((cells[row, TOTAL] for row in rows), nobody)
    return Table(definition, rows, columns, cells)
