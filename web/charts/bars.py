"""Horizontal bars: one value a row, several beside each other, or parts end to end.

Names stand before their bars on a desk and above them on a phone, so that none is too long.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from web.charts.legend import legend
from web.charts.scale import NOTHING, Scale, spanning
from web.charts.svg import BOLD, SMALL, TEXT, Frame, box, drawing, rule, series_paint, text
from web.charts.words import lines_of, width_of

NAMES = 0.36  # of the width, on a desk
LEADING, GAP, AIR = 17.0, 8.0, 12.0  # between lines, beside a bar, between rows
THICK, TOGETHER = 20.0, 13.0  # a bar alone, and one of several
LEAST = 1.5  # a bar that can still be seen


@dataclass(frozen=True, slots=True)
class Bar:
    """A row: its name, its numbers (None is hidden), each as it is written."""

    name: str
    values: tuple[Decimal | None, ...]
    texts: tuple[str, ...]
    total: str = ""  # of stacked parts, as it is written
    whole: Decimal | None = None  # what they are parts of, where some are hidden


@dataclass(frozen=True, slots=True)
class _Row:
    bar: Bar
    lines: tuple[str, ...]
    y: float  # of the first bar
    thick: float  # all its bars together
    end: float  # the foot of its bars and of its name


def grouped(frame: Frame, rows: Sequence[Bar], series: Sequence[str] = ()) -> Markup:
    """Bars of one series, or of several beside each other."""
    count = max((len(row.values) for row in rows), default=1)
    thick = THICK if count == 1 else TOGETHER
    said = [word for row in rows for word in row.texts]

    def marks(row: _Row, scale: Scale) -> Iterator[Markup]:
        for place, (value, word) in enumerate(zip(row.bar.values, row.bar.texts, strict=True)):
            y = row.y + place * (thick + 2)
            yield from _bar(value, y, thick, scale, series_paint(place))
            yield _said(word, value, y + thick / 2, scale, bold=count == 1)

    values = [value for row in rows for value in row.values if value is not None]
    return _chart(frame, rows, series, said, values, count * (thick + 2) - 2, marks)


def stacked(frame: Frame, rows: Sequence[Bar], series: Sequence[str]) -> Markup:
    """Parts end to end: what is above zero to the right, what is below to the left."""
    said = [row.total for row in rows]

    def marks(row: _Row, scale: Scale) -> Iterator[Markup]:
        if None in row.bar.values and row.bar.whole:
            yield box(scale(NOTHING), row.y, scale.length(row.bar.whole), THICK, "track")
        for place, start, value in _ends(row.bar.values):
            left, right = sorted((scale(start), scale(start + value)))
            yield box(left, row.y, right - left, THICK, series_paint(place))
            word = row.bar.texts[place]
            if width_of(word, SMALL) + 8 <= right - left:
                middle = (left + right) / 2, row.y + THICK / 2 + SMALL * 0.36
                yield text(word, *middle, paint="on-mark", size=SMALL, anchor="middle")
        reach = _reach(row.bar)
        yield _said(row.bar.total, reach, row.y + THICK / 2, scale, bold=True)

    return _chart(frame, rows, series, said, _reaches(rows), THICK, marks)


def _ends(values: Iterable[Decimal | None]) -> Iterator[tuple[int, Decimal, Decimal]]:
    """Where each part begins, and how much it is."""
    right, left = NOTHING, NOTHING
    for place, value in enumerate(values):
        if value is not None and value > 0:
            yield place, right, value
            right += value
        elif value:
            yield place, left, value
            left += value


def _reach(bar: Bar) -> Decimal:
    """How far a stack goes to the right, hidden parts included."""
    known = sum((one for one in bar.values if one and one > 0), NOTHING)
    return max(known, bar.whole or NOTHING)


def _reaches(rows: Iterable[Bar]) -> list[Decimal]:
    left = [start + value for row in rows for _, start, value in _ends(row.values)]
    return [*left, *(_reach(row) for row in rows)]


def _chart(
    frame: Frame,
    rows: Sequence[Bar],
    series: Sequence[str],
    said: Sequence[str],
    values: Sequence[Decimal],
    thick: float,
    marks: Callable[[_Row, Scale], Iterator[Markup]],
) -> Markup:
    names = [(series_paint(place), name) for place, name in enumerate(series)]
    top, y = legend(frame, names if len(series) > 1 else ())
    placed = list(_placed(frame, rows, thick, y))
    bottom = placed[-1].end if placed else y
    scale = _scale(frame, values, said)
    zero = scale(NOTHING)
    body = top if frame.narrow else [*top, rule(zero, y, zero, bottom, "soft")]
    for row in placed:
        body += [*_names(frame, row), *marks(row, scale)]
        if frame.narrow:  # a line through all would cross the names
            body.append(rule(zero, row.y - 2, zero, row.end + 2, "soft"))
    return drawing(frame, bottom + 2, body)


def _scale(frame: Frame, values: Sequence[Decimal], said: Sequence[str]) -> Scale:
    """Room for the names before the bars, and for the numbers beside them."""
    words = max((width_of(word, TEXT, bold=BOLD) for word in said), default=0) + GAP
    start = 0.0 if frame.narrow else frame.width * NAMES + GAP
    if min(values, default=NOTHING) < 0:
        start += words
    return spanning(values, start, frame.width - words)


def _placed(frame: Frame, rows: Sequence[Bar], thick: float, y: float) -> Iterator[_Row]:
    room = frame.width if frame.narrow else frame.width * NAMES
    for bar in rows:
        lines = lines_of(bar.name, room, TEXT)
        if frame.narrow:
            start = y + len(lines) * LEADING + 2
            end = start + thick
        else:
            end = y + max(thick, len(lines) * LEADING)
            start = (y + end - thick) / 2
        yield _Row(bar, lines, start, thick, end)
        y = end + AIR


def _names(frame: Frame, row: _Row) -> Iterator[Markup]:
    for place, line in enumerate(row.lines):
        if frame.narrow:
            foot = row.y - 6 - (len(row.lines) - 1 - place) * LEADING
            yield text(line, 0, foot)
        else:
            middle = row.y + row.thick / 2 + TEXT * 0.36
            foot = middle + (place - (len(row.lines) - 1) / 2) * LEADING
            yield text(line, frame.width * NAMES, foot, anchor="end")


def _bar(
    value: Decimal | None, y: float, thick: float, scale: Scale, paint: str
) -> Iterator[Markup]:
    if not value:
        return
    length = max(scale.length(value), LEAST)
    zero = scale(NOTHING)
    yield box(zero if value > 0 else zero - length, y, length, thick, paint)


def _said(word: str, value: Decimal | None, middle: float, scale: Scale, *, bold: bool) -> Markup:
    """A number after the end of its bar."""
    foot = middle + TEXT * 0.36
    paint = "ink" if value is not None else "soft"
    if value is not None and value < 0:
        return text(word, scale(value) - GAP, foot, anchor="end", bold=bold, paint=paint)
    return text(word, scale(value or NOTHING) + GAP, foot, bold=bold, paint=paint)
