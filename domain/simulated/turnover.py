"""What each holder sells in the year: within their bracket, and exactly the total together."""

from collections.abc import Sequence
from random import Random

# EUR; the last bracket is cut finer, as the units above 20,000 EUR are distributed
LIMITS = ((20, 1_000), (1_000, 3_000), (3_000, 5_000), (5_000, 10_000), (10_000, 20_000))
HIGH = (((20_000, 30_000), 0.384), ((30_000, 50_000), 0.385), ((50_000, 100_000), 0.207))
HIGHEST = (100_000, 400_000)
LEAN = 1.0  # above 1, lower amounts of a bracket are more frequent


def limits(bracket: int, luck: Random) -> tuple[int, int]:
    """EUR between which the turnover of somebody in a bracket lies."""
    if bracket < len(LIMITS):
        return LIMITS[bracket]
    drawn = luck.random()
    for found, share in HIGH:
        if drawn < share:
            return found
        drawn -= share
    return HIGHEST


def turnovers(brackets: Sequence[int], total: int, luck: Random) -> list[int]:
    """Cents for each holder; together ``total`` cents.

    All move the same part of the way to the upper or the lower limit of their bracket.
    """
    between = [limits(bracket, luck) for bracket in brackets]
    drawn = [
        100 * low + 100 * (high - low) * luck.random() ** LEAN * (0.55 if high == HIGHEST[1] else 1)
        for low, high in between
    ]
    missing = total - sum(drawn)
    ends = [100.0 * pair[1 if missing > 0 else 0] for pair in between]
    room = sum(ends) - sum(drawn)
    part = min(missing / room, 0.999) if room else 0.0
    found = [int(value + (end - value) * part) for value, end in zip(drawn, ends, strict=True)]
    largest = max(range(len(found)), key=found.__getitem__)
    found[largest] += total - sum(found)
    return found
