"""What the colours mean: a small square and a word for each, in as many lines as they need."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from web.charts.svg import SMALL, Frame, box, text
from web.charts.words import shortened, width_of

SQUARE, LINE, APART = 11.0, 20.0, 18.0


def legend(frame: Frame, names: Sequence[tuple[str, str]]) -> tuple[list[Markup], float]:
    """The marks of a legend of (paint, name) at the top of a chart, and the height they take."""
    marks: list[Markup] = []
    for name, paint, x, line in _placed(frame, names):
        y = line * LINE
        marks.append(box(x, y + 2, SQUARE, SQUARE, paint))
        marks.append(text(name, x + SQUARE + 6, y + SQUARE + 1, paint="soft", size=SMALL))
        height = y + LINE + 8
    return marks, height if marks else 0.0


def _placed(
    frame: Frame, names: Sequence[tuple[str, str]]
) -> Iterator[tuple[str, str, float, int]]:
    x, line = 0.0, 0
    for paint, said in names:
        name = shortened(said, frame.width - SQUARE - 6, SMALL)
        room = SQUARE + 6 + width_of(name, SMALL)
        if x and x + room > frame.width:
            x, line = 0.0, line + 1
        yield name, paint, x, line
        x += room + APART
