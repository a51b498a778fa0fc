"""The drawing on the cover of a report: its own numbers, large and without words."""

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from web.charts.svg import element, joined

WIDTH, HEIGHT = 1860, 1200  # tenths of a millimetre, to the right edge of the page
LIGHT, DIM = "#839ce6", "#38446c"  # on the dark ground of the cover
ROUND = 9


def _bar(x: float, y: float, width: float, height: float, colour: str) -> Markup:
    return element("rect", x=x, y=y, width=width, height=height, rx=ROUND, fill=colour)


def _drawing(bars: Sequence[Markup]) -> Markup:
    box = f"0 0 {WIDTH} {HEIGHT}"
    return element("svg", joined(bars), viewBox=box, width="100%", aria_hidden="true")


def months(values: Sequence[Decimal | None], before: Sequence[Decimal | None]) -> Markup:
    """A bar for each month, before the one of the same month a year earlier."""
    most = max([value or Decimal(0) for value in (*values, *before)], default=Decimal(0))
    if most <= 0:
        return Markup("")
    step = WIDTH / len(values)
    bars = []
    for place, (now, then) in enumerate(zip(values, before, strict=True)):
        for value, colour, left, wide in ((then, DIM, 0.30, 0.52), (now, LIGHT, 0.06, 0.52)):
            height = float(max(value or Decimal(0), Decimal(0)) / most) * HEIGHT
            if height:
                bars.append(
                    _bar((place + left) * step, HEIGHT - height, wide * step, height, colour)
                )
    return _drawing(bars)


def steps(done: Sequence[bool]) -> Markup:
    """A bar for each condition, longer from one to the next; dim where nobody signed yet."""
    step = HEIGHT / max(len(done), 1)
    return _drawing(
        [
            _bar(
                0,
                place * step,
                WIDTH * (0.34 + 0.62 * (place + 1) / len(done)),
                step * 0.62,
                LIGHT if met else DIM,
            )
            for place, met in enumerate(done)
        ]
    )
