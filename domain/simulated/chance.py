"""Chance that comes out the same for the same seed, whatever was drawn elsewhere."""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from random import Random
from typing import TypeVar

Item = TypeVar("Item")
ROUNDS, FARTHEST = 26, 1e12


def chance(seed: int, *words: object) -> Random:
    """A generator of its own for one subject: nothing drawn for another changes it."""
    return Random(f"{seed}|{'|'.join(map(str, words))}")  # noqa: S311 - nothing secret depends on it


def shuffled(items: Sequence[Item], luck: Random) -> list[Item]:
    """The same items in another order."""
    found = list(items)
    luck.shuffle(found)
    return found


def whole_parts(many: int, weights: Sequence[float]) -> list[int]:
    """Share ``many`` things out by weights; they add up to it, each within one of its share."""
    whole = sum(weights) or 1.0
    marks = [0, *(round(many * run / whole) for run in accumulate(weights))]
    if len(marks) > 1:
        marks[-1] = many
    return [after - before for before, after in pairwise(marks)]


def spread(many: int, weights: Sequence[float], most: Sequence[int], least: int = 1) -> list[int]:
    """Share ``many`` out by weights, each part from ``least`` to its ``most``.

    What does not fit within the limits goes to the next ones that have room.
    """

    def of(factor: float) -> list[int]:
        return [
            min(max(int(weight * factor), least), cap)
            for weight, cap in zip(weights, most, strict=True)
        ]

    low, high = 0.0, 2 * many / (sum(weights) or 1.0)
    while sum(of(high)) < min(many, sum(most)) and high < FARTHEST:
        low, high = high, 2 * high
    for _ in range(ROUNDS):
        middle = (low + high) / 2
        if sum(of(middle)) <= many:
            low = middle
        else:
            high = middle
    parts = of(low)
    missing = many - sum(parts)
    step = 1 if missing > 0 else -1
    while missing:
        before = missing
        for place, cap in enumerate(most):
            if missing and least <= parts[place] + step <= cap:
                parts[place] += step
                missing -= step
        if missing == before:
            break
    return parts
