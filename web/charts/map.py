"""Belgium as tiles, one for each province, each region in the tone of its part.

The tiles say which region a number is of, not how large the land is: people count, not fields.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import cos, pi, sin

from markupsafe import Markup

from web.charts.svg import PAINTS, SMALL, TEXT, Frame, drawing, element, fixed, text
from web.charts.words import lines_of

# Where each province lies: region, column and row of the tiles, and the code on its plate.
PROVINCES: tuple[tuple[str, float, int, str], ...] = (
    ("flanders", 0, 0, "WV"),
    ("flanders", 1, 0, "OV"),
    ("flanders", 2, 0, "AN"),
    ("flanders", 3, 0, "LI"),
    ("brussels", 1.5, 1, "BR"),
    ("flanders", 2.5, 1, "VB"),
    ("wallonia", 1, 2, "HT"),
    ("wallonia", 2, 2, "BW"),
    ("wallonia", 3, 2, "LG"),
    ("wallonia", 2.5, 3, "NA"),
    ("wallonia", 3, 4, "LX"),
)
SIDE = 38.0  # of a tile, from its middle to a corner
TONES = 5


@dataclass(frozen=True, slots=True)
class Region:
    """A region: its name, its number (None is hidden), what is written of it."""

    name: str
    value: Decimal | None
    text: str
    note: str = ""


def region_map(frame: Frame, regions: Mapping[str, Region]) -> Markup:
    """The tiles, and the number of each region beside or, on a phone, below them."""
    side = SIDE if frame.narrow else SIDE * 1.12
    tiles_wide = side * 3**0.5 * 4
    left = (frame.width - tiles_wide) / 2 if frame.narrow else 0.0
    tones = _tones(regions)
    body = [
        _tile(left, side, x, y, code, tones[key]) for key, x, y, code in PROVINCES if key in regions
    ]
    height = side * 2 + side * 1.5 * 4
    if frame.narrow:
        names, foot = _names(regions, tones, 0, height + 24, frame.width)
        return drawing(frame, foot, [*body, *names])
    room = frame.width - tiles_wide - 48
    names, foot = _names(regions, tones, tiles_wide + 48, 8, room)
    return drawing(frame, max(height, foot), [*body, *names])


def _tones(regions: Mapping[str, Region]) -> dict[str, int]:
    """From light to dark, by the part of the largest; 1 where nothing is shown."""
    most = max((region.value for region in regions.values() if region.value), default=Decimal(0))
    return {
        key: 1 + round(float((region.value or 0) / most) * (TONES - 1)) if most > 0 else 1
        for key, region in regions.items()
    }


def _tile(left: float, side: float, x: float, y: int, code: str, tone: int) -> Markup:
    """One province: six corners, and its letters."""
    middle_x = left + side * 3**0.5 * (x + 0.5)
    middle_y = side + side * 1.5 * y
    corners = " ".join(
        f"{fixed(middle_x + (side - 1.5) * sin(pi / 3 * corner))},"
        f"{fixed(middle_y + (side - 1.5) * cos(pi / 3 * corner))}"
        for corner in range(6)
    )
    shape = element("polygon", points=corners, fill=PAINTS[f"tone{tone}"], class_=f"f-tone{tone}")
    paint = "on-mark" if tone >= 4 else "ink"
    return shape + text(
        code, middle_x, middle_y + SMALL * 0.36, size=SMALL, anchor="middle", paint=paint
    )


def _names(
    regions: Mapping[str, Region], tones: Mapping[str, int], x: float, y: float, room: float
) -> tuple[list[Markup], float]:
    """A line, a name, a number and a note for each region, one under the other."""
    marks: list[Markup] = []
    for key, region in regions.items():
        marks += _name(region, tones[key], x, y, room)
        y += 66 if region.note else 52
    return marks, y


def _name(region: Region, tone: int, x: float, y: float, room: float) -> Iterator[Markup]:
    yield element(
        "rect", x=x, y=y, width=6, height=44, fill=PAINTS[f"tone{tone}"], class_=f"f-tone{tone}"
    )
    name = lines_of(region.name, room - 16, TEXT, 1)[0]
    yield text(name, x + 16, y + 13, paint="soft")
    yield text(region.text, x + 16, y + 36, size=22, bold=True)
    if region.note:
        note = lines_of(region.note, room - 16, SMALL, 1)[0]
        yield text(note, x + 16, y + 54, paint="soft", size=SMALL)
