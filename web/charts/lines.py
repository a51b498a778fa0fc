"""Trends: one or more lines over months, each named at its end."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from web.charts.apart import apart
from web.charts.scale import NOTHING, Scale, ticks
from web.charts.svg import (
    BOLD,
    PAINTS,
    SMALL,
    Frame,
    box,
    drawing,
    element,
    fixed,
    path,
    rule,
    text,
)
from web.charts.words import lines_of, width_of

TALL, HIGH = 260.0, 12.0  # the plot, and the air above it
FOOT, GAP, LEADING = 26.0, 8.0, 16.0


@dataclass(frozen=True, slots=True)
class Line:
    """A series: its name, a number for each month (None is not known), its last as written."""

    name: str
    values: tuple[Decimal | None, ...]
    last: str = ""
    paint: str = ""


@dataclass(frozen=True, slots=True)
class _Label:
    words: tuple[str, ...]
    paint: str
    y: float


def lines(
    frame: Frame, months: Sequence[str], series: Sequence[Line], say: Callable[[Decimal], str]
) -> Markup:
    """The lines; ``say`` writes a number of the axis in the reader's language."""
    known = [value for line in series for value in line.values if value is not None]
    steps = ticks(min([NOTHING, *known]), max([NOTHING, *known]), 3 if frame.narrow else 5)
    written = [say(step) for step in steps]
    left = max(width_of(word, SMALL) for word in written) + GAP
    said = max((width_of(line.last, SMALL) for line in series), default=0.0)
    room = max(frame.width * (0.26 if frame.narrow else 0.2), said + 3 * GAP)
    up = Scale(steps[0], steps[-1], HIGH + TALL, HIGH)
    last = Decimal(max(len(months) - 1, 1))
    across = Scale(NOTHING, last, left + 4, frame.width - room)
    body = [*_steps(frame, steps, written, up, left, room), *_months(months, across)]
    labels = []
    for place, line in enumerate(series, 1):
        paint = line.paint or f"s{place}"
        body += list(_line(line, paint, across, up))
        labels += list(_label(line, paint, up, room))
    return drawing(frame, HIGH + TALL + FOOT, [*body, *_named(frame, labels, room)])


def _steps(
    frame: Frame,
    steps: Sequence[Decimal],
    written: Sequence[str],
    up: Scale,
    left: float,
    room: float,
) -> Iterator[Markup]:
    """A thin line at each round number, and the number before it."""
    for step, word in zip(steps, written, strict=True):
        y = up(step)
        yield rule(left, y, frame.width - room, y, "soft" if step == 0 else "rule")
        yield text(word, left - GAP, y + SMALL * 0.36, paint="soft", size=SMALL, anchor="end")


def _months(months: Sequence[str], across: Scale) -> Iterator[Markup]:
    """Names of months, as many as have room."""
    if not months:
        return
    widest = max(width_of(month, SMALL) for month in months) + GAP
    pitch = (across.end - across.start) / max(len(months) - 1, 1)
    every = max(-(-widest // pitch), 1)
    for place, month in enumerate(months):
        if place % every == 0:
            x = across(place)
            yield text(month, x, HIGH + TALL + 18, paint="soft", size=SMALL, anchor="middle")


def _line(line: Line, paint: str, across: Scale, up: Scale) -> Iterator[Markup]:
    """The way through what is known, broken where something is not; a dot at its end."""
    way, pen = "", "M"
    end: tuple[float, float] | None = None
    for place, value in enumerate(line.values):
        if value is None:
            pen = "M"
            continue
        end = across(place), up(value)
        way += f"{pen}{fixed(end[0])} {fixed(end[1])}"
        pen = "L"
    if end is not None:
        yield path(way, paint, thick=2.5)
        yield element("circle", cx=end[0], cy=end[1], r=4, fill=PAINTS[paint], class_=f"f-{paint}")


def _label(line: Line, paint: str, up: Scale, room: float) -> Iterator[_Label]:
    known = [value for value in line.values if value is not None]
    if known:
        words = lines_of(line.name, (room - 16 - GAP) / BOLD, SMALL)
        yield _Label((*words, line.last) if line.last else words, paint, up(known[-1]))


def _named(frame: Frame, labels: Sequence[_Label], room: float) -> Iterator[Markup]:
    """Each line's name beside its end; names that would touch move apart."""
    heights = [len(label.words) * LEADING + 4 for label in labels]
    middles = apart([label.y for label in labels], heights, HIGH - 8, HIGH + TALL + 8)
    for label, middle in zip(labels, middles, strict=True):
        top = middle - (len(label.words) - 1) * LEADING / 2 + SMALL * 0.36
        yield box(frame.width - room + GAP + 1, top - SMALL * 0.36 - 1.5, 10, 3, label.paint)
        for place, word in enumerate(label.words):
            y = top + place * LEADING
            x = frame.width - room + GAP + (16 if place == 0 else 1)
            yield text(word, x, y, paint="ink", size=SMALL, bold=place == 0)
