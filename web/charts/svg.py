"""Elements of SVG: presentation attributes only, which the strictest policy lets through.

Each mark has a class, whose colour the style sheet takes from the tokens (day, night, paper), and
the plain colour of the day beside it for documents that have no style sheet.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from markupsafe import Markup, escape

from web.charts.words import BOLD

WIDE, NARROW = 620, 343  # units of the drawing: a column of a page, and a phone
TEXT, SMALL = 14.0, 12.5  # sizes of type in these units
SERIES = ("#2f50c9", "#c4833a", "#3a8482", "#702663", "#c4532f", "#7f9a63")
PAINTS = {
    **{f"s{place}": colour for place, colour in enumerate(SERIES, 1)},
    "rest": "#80869a",
    "ink": "#151d33",
    "soft": "#4a5064",
    "rule": "#dbd3c6",
    "track": "#f1ebdf",
    "paper": "#fefcf9",
    "on-mark": "#fefcf9",
    **{
        f"tone{step}": colour
        for step, colour in enumerate(("#e3eafb", "#b9c8f3", "#839ce6", "#5473d6", "#2f50c9"), 1)
    },
}
Number = float | int | Decimal


@dataclass(frozen=True, slots=True)
class Frame:
    """One drawing of a chart: what it is called, what it says, and how wide it is."""

    name: str  # unique on its page
    title: str
    description: str
    width: int = WIDE

    @property
    def narrow(self) -> bool:
        """Is it for a phone?"""
        return self.width < 480


def series_paint(place: int) -> str:
    """The colour of a series, from 0: six of them; whatever comes after is the rest."""
    return f"s{place + 1}" if place < len(SERIES) else "rest"


def fixed(value: Number) -> str:
    """A coordinate: two decimals at most, never an exponent."""
    return f"{float(value):.2f}".rstrip("0").rstrip(".")


def element(name: str, content: Markup | str = "", /, **attributes: Number | str | None) -> Markup:
    """One element; ``stroke_width`` is written stroke-width, ``class_`` is class."""
    written = "".join(
        f' {_named(key)}="{escape(value) if isinstance(value, str) else fixed(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Markup(f"<{name}{written}>{escape(content)}</{name}>")  # all of it escaped


@cache
def _named(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def joined(parts: Iterable[Markup]) -> Markup:
    """Elements after each other."""
    return Markup("").join(parts)


def box(x: Number, y: Number, width: Number, height: Number, paint: str) -> Markup:
    """A filled rectangle; one of no width at all is not there."""
    return element(
        "rect", x=x, y=y, width=width, height=height, fill=PAINTS[paint], class_=f"f-{paint}"
    )


def rule(x1: Number, y1: Number, x2: Number, y2: Number, paint: str = "rule") -> Markup:
    """A thin line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=PAINTS[paint], class_=f"l-{paint}")


def path(way: str, paint: str, *, thick: Number = 2) -> Markup:
    """A line through points."""
    return element(
        "path",
        d=way,
        fill="none",
        stroke=PAINTS[paint],
        stroke_width=thick,
        stroke_linejoin="round",
        stroke_linecap="round",
        class_=f"l-{paint}",
    )


def text(
    said: str,
    x: Number,
    y: Number,
    *,
    paint: str = "ink",
    size: Number = TEXT,
    anchor: str | None = None,
    bold: bool = False,
) -> Markup:
    """A line of text; ``y`` is its foot."""
    return element(
        "text",
        said,
        x=x,
        y=y,
        font_size=size,
        text_anchor=anchor,
        font_weight="600" if bold else None,
        fill=PAINTS[paint],
        class_=f"f-{paint}",
    )


def drawing(frame: Frame, height: Number, body: Iterable[Markup]) -> Markup:
    """The whole: an image with a name and a description for those who do not see it."""
    kind = "narrow" if frame.narrow else "wide"
    name = f"{frame.name}-{kind}"
    head = element("title", frame.title, id=f"{name}-title")
    head += element("desc", frame.description, id=f"{name}-desc")
    return element(
        "svg",
        head + joined(body),
        class_=f"plot {kind}",
        viewBox=f"0 0 {frame.width} {fixed(height)}",
        width=frame.width,
        height=height,
        role="img",
        overflow="visible",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-desc",
        font_family="Ensemble Sans, sans-serif",
    )


def responsive(
    draw: Callable[[Frame], Markup], name: str, title: str, description: str, wide: int = WIDE
) -> Markup:
    """The same chart for a desk and for a phone; the style sheet shows the one that fits."""
    drawn = joined(draw(Frame(name, title, description, width)) for width in (wide, NARROW))
    return element("div", drawn, class_="chart-pair broad" if wide > WIDE else "chart-pair")


__all__ = ["BOLD", "Frame", "drawing", "element", "fixed", "responsive"]
