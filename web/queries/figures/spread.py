"""How the turnover is spread over holders: a curve whose every step is many people."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from domain.figures.cells import LEAST
from domain.figures.concentration import curve
from web.queries.figures.asked import Asked
from web.queries.figures.remembered import Part, remembered

STEPS = (10, 5, 4, 2)  # into how many equal parts holders are cut: the most that still hides each
Point = tuple[Decimal, Decimal]  # part of the holders, the largest first; part of the turnover


def spread(day: date) -> Sequence[Point]:
    """From nobody to everybody; nothing where so few hold units that a step would be somebody."""
    return remembered("spread", day, lambda: _spread(Asked(day)), Part.UNITS, facts_of=day)


def _spread(asked: Asked) -> Sequence[Point]:
    sold = [item.turnover for item in asked.holders() if item.turnover is not None]
    above = sum(amount > 0 for amount in sold)
    steps = next((one for one in STEPS if above // one >= LEAST), 0)
    return curve(sold, steps) if steps else []
