"""The sector of each unit: as many units, and as much money, as each sector has."""

from collections.abc import Sequence
from math import exp
from random import Random

from domain.simulated.chance import shuffled, whole_parts
from domain.simulated.marginals import Marginals

LEAST = 0.05  # of the mean, so that a sector that has had its money still gets its units


def sectors_of(amounts: Sequence[int], totals: Marginals, luck: Random) -> list[int]:
    """A place in the report's list of sectors for the turnover of each unit.

    One after the other draws a sector that has units left; one whose units still have to sell much
    is likelier for a unit that sells much. What is left of each sector is counted down, so that
    all come out in the end.
    """
    many = whole_parts(len(amounts), totals.shares("work", "sectors"))
    shares = totals.shares("work", "sector_budgets")
    worth = [sum(amounts) * share / sum(shares) for share in shares]
    found = [0] * len(amounts)
    for place in shuffled(range(len(amounts)), luck):
        mean = [max(w / m, 1.0) if m else 1.0 for w, m in zip(worth, many, strict=True)]
        floor = LEAST * sum(mean) / len(mean)
        weights = [
            left * exp(-amounts[place] / max(usual, floor)) / max(usual, floor)
            for left, usual in zip(many, mean, strict=True)
        ]
        if not sum(weights):
            weights = [left * usual for left, usual in zip(many, mean, strict=True)]
        sector = luck.choices(range(len(many)), weights)[0]
        found[place] = sector
        many[sector] -= 1
        worth[sector] -= amounts[place]
    return found
