"""Joint counts from marginals: iterative proportional fitting, then whole numbers."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from domain.simulated.chance import whole_parts

Cell = tuple[int, ...]
ROUNDS = 60


@dataclass(frozen=True, slots=True)
class Margin:
    """How much the cells come to along some axes."""

    axes: tuple[int, ...]
    wanted: Mapping[Cell, float]


def fit(shape: Sequence[int], margins: Sequence[Margin]) -> dict[Cell, float]:
    """Cells that follow every margin as closely as they agree with each other; the last one wins.

    Source: iterative proportional fitting, W. E. Deming and F. F. Stephan, 1940,
            https://doi.org/10.1214/aoms/1177731829
    """
    cells = dict.fromkeys(product(*map(range, shape)), 1.0)
    along = [(margin, {cell: _along(cell, margin.axes) for cell in cells}) for margin in margins]
    for _ in range(ROUNDS):
        for margin, keys in along:
            _scale(cells, margin, keys)
    return cells


def _scale(cells: dict[Cell, float], margin: Margin, keys: Mapping[Cell, Cell]) -> None:
    found: dict[Cell, float] = defaultdict(float)
    for cell, amount in cells.items():
        found[keys[cell]] += amount
    factors = {key: margin.wanted[key] / amount for key, amount in found.items() if amount}
    for cell, key in keys.items():
        cells[cell] *= factors.get(key, 1.0)


def _along(cell: Cell, axes: tuple[int, ...]) -> Cell:
    return tuple(cell[axis] for axis in axes)


def in_whole_numbers(cells: Mapping[Cell, float], many: int) -> list[Cell]:
    """So many cells, each as often as it weighs; neighbours make up for what rounding takes."""
    keys = sorted(cells)
    counts = whole_parts(many, [cells[key] for key in keys])
    return [key for key, count in zip(keys, counts, strict=True) for _ in range(count)]
