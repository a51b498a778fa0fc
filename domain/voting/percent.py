"""The one rounding of every percentage of a vote: page, projector, minutes and PDF agree."""

from decimal import Decimal

TENTH = Decimal("0.1")


def percent(part: int, whole: int) -> Decimal | None:
    """``part`` of ``whole`` in percent with one decimal, halves up; None where nothing is whole."""
    if whole == 0:
        return None
    return Decimal((2000 * part + whole) // (2 * whole)) * TENTH
