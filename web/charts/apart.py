"""Labels that would touch move apart, no further than they must."""

from collections.abc import Sequence


def apart(
    wanted: Sequence[float], heights: Sequence[float], low: float, high: float
) -> list[float]:
    """The middles of things of these heights, near where they are wanted, none over another.

    They keep their order; what does not fit between ``low`` and ``high`` begins at ``low``.
    """
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    found = dict(enumerate(wanted))
    floor = low
    for place in order:
        found[place] = max(wanted[place], floor + heights[place] / 2)
        floor = found[place] + heights[place] / 2
    ceiling = max(high, low + sum(heights))
    for place in reversed(order):
        found[place] = min(found[place], ceiling - heights[place] / 2)
        ceiling = found[place] - heights[place] / 2
    return [found[place] for place in range(len(wanted))]
