"""Parts of one whole: one bar, with the name of each part and what it is under it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from web.charts.scale import NOTHING, Scale
from web.charts.svg import SMALL, TEXT, Frame, box, drawing, series_paint, text
from web.charts.words import lines_of, width_of

THICK, LINE, SQUARE, APART = 40.0, 18.0, 11.0, 16.0


@dataclass(frozen=True, slots=True)
class Part:
    """A part: its name, what it is of the whole (from 0), and both as they are written."""

    name: str
    value: Decimal
    share: str  # 36%
    text: str = ""  # the number itself


def shares(frame: Frame, parts: Sequence[Part]) -> Markup:
    """The bar, and below it a name for each part."""
    whole = sum((max(part.value, NOTHING) for part in parts), NOTHING)
    along = Scale(NOTHING, whole or Decimal(1), 0, frame.width)
    body, run = [box(0, 0, frame.width, THICK, "track")], NOTHING
    for place, part in enumerate(parts):
        value = max(part.value, NOTHING)
        if value:
            body += list(_part(part, along(run), along(run + value), series_paint(place)))
        run += value
    names, bottom = _names(frame, parts)
    return drawing(frame, bottom, [*body, *names])


def _part(part: Part, left: float, right: float, paint: str) -> Iterator[Markup]:
    yield box(left, 0, right - left, THICK, paint)
    if width_of(part.share, TEXT) + 10 <= right - left:
        x, y = left + 8, THICK / 2 + TEXT * 0.36
        yield text(part.share, x, y, paint="on-mark", bold=True)


def _names(frame: Frame, parts: Sequence[Part]) -> tuple[list[Markup], float]:
    columns = 1 if frame.narrow else 4 if len(parts) == 4 else min(max(len(parts), 1), 3)
    room = (frame.width - (columns - 1) * APART) / columns
    marks: list[Markup] = []
    top = bottom = THICK + APART
    for place, part in enumerate(parts):
        if place % columns == 0:
            top = bottom
        x = place % columns * (room + APART)
        said = " · ".join(word for word in (part.share, part.text) if word)
        name = lines_of(part.name, room - SQUARE - 8, SMALL)
        marks.append(box(x, top + 2, SQUARE, SQUARE, series_paint(place)))
        for line, word in enumerate((*name, said)):
            y = top + SQUARE + 1 + line * LINE
            marks.append(
                text(word, x + SQUARE + 8, y, size=SMALL, bold=line == len(name), paint="ink")
            )
        bottom = max(bottom, top + (len(name) + 1) * LINE + 8)
    return marks, bottom
