"""How evenly something is spread: the curve of the largest first, beside an even spread."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from markupsafe import Markup

from web.charts.scale import NOTHING, Scale
from web.charts.svg import (
    PAINTS,
    SMALL,
    Frame,
    drawing,
    element,
    fixed,
    path,
    rule,
    text,
)
from web.charts.words import lines_of, width_of

TALL, HIGH, FOOT, GAP = 280.0, 14.0, 46.0, 8.0
ONE = Decimal(1)
STEPS = tuple(Decimal(place) / 5 for place in range(6))
Point = tuple[Decimal, Decimal]


def lorenz(
    frame: Frame,
    points: Sequence[Point],
    mark: Point | None,
    words: tuple[str, str],
    say: Callable[[Decimal], str],
) -> Markup:
    """The curve through points from (0, 0) to (1, 1).

    mark:  a point that is pointed out, such as who makes 80 % of all
    words: what runs along the foot, and what the height is
    """
    left = max(width_of(say(step), SMALL) for step in STEPS) + GAP
    across = Scale(NOTHING, ONE, left, frame.width - GAP)
    up = Scale(NOTHING, ONE, HIGH + TALL, HIGH)
    body = [*_grid(frame, across, up, say), *_words(across, words)]
    even = f"M{fixed(across(0))} {fixed(up(0))}L{fixed(across(1))} {fixed(up(1))}"
    body.append(path(even, "rest", thick=1.5))
    if points:
        way = "L".join(f"{fixed(across(x))} {fixed(up(y))}" for x, y in points)
        body.append(path(f"M{way}", "s1", thick=2.5))
        body += [_dot(across(x), up(y), 3) for x, y in points[1:-1]]
    if mark is not None:
        body += list(_mark(mark, across, up, say))
    return drawing(frame, HIGH + TALL + FOOT, body)


def _grid(
    frame: Frame, across: Scale, up: Scale, say: Callable[[Decimal], str]
) -> Iterator[Markup]:
    """Fifths of both, with their numbers."""
    for step in STEPS:
        x, y = across(step), up(step)
        yield rule(across.start, y, across.end, y, "soft" if step == 0 else "rule")
        yield text(
            say(step), across.start - GAP, y + SMALL * 0.36, paint="soft", size=SMALL, anchor="end"
        )
        anchor = "end" if step == 1 else None if step == 0 else "middle"
        if step or not frame.narrow:
            yield text(say(step), x, up(0) + 18, paint="soft", size=SMALL, anchor=anchor)


def _words(across: Scale, words: tuple[str, str]) -> Iterator[Markup]:
    """What runs along the foot; the height is named inside, under the curve."""
    foot, height = words
    room = across.end - across.start
    for line in lines_of(foot, room, SMALL, 1):
        yield text(line, across.end, HIGH + TALL + 38, paint="soft", size=SMALL, anchor="end")
    for place, line in enumerate(lines_of(height, room / 2, SMALL)):
        y = HIGH + TALL - 28 + place * 16  # under the curve, where nothing else is
        yield text(line, across.end - GAP, y, paint="soft", size=SMALL, anchor="end")


def _mark(mark: Point, across: Scale, up: Scale, say: Callable[[Decimal], str]) -> Iterator[Markup]:
    """Lines to both sides from a point, and what it is."""
    x, y = across(mark[0]), up(mark[1])
    yield rule(x, y, x, up(0), "s2")
    yield rule(across(0), y, x, y, "s2")
    yield element("circle", cx=x, cy=y, r=5, fill=PAINTS["s2"], class_="f-s2")
    said = f"{say(mark[0])} → {say(mark[1])}"
    room = across.end - x - 2 * GAP
    inside = width_of(said, SMALL, bold=1.08) <= room
    at, anchor = (x + 10, None) if inside else (x - 10, "end")
    yield text(said, at, y + 18, size=SMALL, bold=True, anchor=anchor)


def _dot(x: float, y: float, size: float) -> Markup:
    return element("circle", cx=x, cy=y, r=size, fill=PAINTS["s1"], class_="f-s1")
