"""From a number to a place: straight scales, and round steps to write beside them."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

NOTHING = Decimal(0)
ROUND = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True, slots=True)
class Scale:
    """Numbers from ``low`` to ``high`` on a stretch from ``start`` to ``end``."""

    low: Decimal
    high: Decimal
    start: float
    end: float

    def __call__(self, value: Decimal | int) -> float:
        """Where a number stands."""
        part = float((value - self.low) / (self.high - self.low))
        return self.start + part * (self.end - self.start)

    def length(self, value: Decimal | int) -> float:
        """How long a bar of that number is."""
        return abs(self(value) - self(NOTHING))


def spanning(values: Iterable[Decimal], start: float, end: float) -> Scale:
    """A scale on which zero and all numbers have a place; of nothing but zeros, from 0 to 1."""
    found = [NOTHING, *values]
    low, high = min(found), max(found)
    return Scale(low, high if high > low else Decimal(1), start, end)


def ticks(low: Decimal, high: Decimal, most: int = 5) -> list[Decimal]:
    """At most ``most`` round numbers that hold ``low`` and ``high`` between them."""
    reach = max(high - low, Decimal(1))
    power = Decimal(10) ** ((reach / most).adjusted())
    for factor in (*ROUND, Decimal(20)):
        step = power * factor
        first, last = (low / step).to_integral_value("ROUND_FLOOR"), _up(high / step)
        if last - first <= most:
            break
    count = max(int(last - first), 1)
    return [step * (first + place) for place in range(count + 1)]


def _up(value: Decimal) -> Decimal:
    return value.to_integral_value("ROUND_CEILING")
