"""Where money goes: nodes in columns, and between them ribbons as thick as their amounts.

On a phone names have no room beside the nodes: each has a number there, and the names follow below.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from web.charts.sankey_layout import Flow, Layout, Node, Ribbon, laid_out
from web.charts.svg import BOLD, PAINTS, TEXT, Frame, drawing, element, fixed, joined, text
from web.charts.words import lines_of, width_of

WIDTH, LEADING, GAP = 14.0, 16.0, 8.0
DESK, PHONE = 460.0, 420.0  # heights
NUMBER = 20.0  # the least between two numbered nodes
KEY = 22.0  # a line of the names below


@dataclass(frozen=True, slots=True)
class Named:
    """A node as it is said: its name, its amount as it is written, its colour."""

    name: str
    text: str
    paint: str = "rest"


def sankey(
    frame: Frame,
    steps: Sequence[Sequence[str]],
    flows: Sequence[Flow],
    names: Mapping[str, Named],
) -> Markup:
    """The diagram; nodes without any money are left out."""
    return (_phone if frame.narrow else _desk)(frame, steps, flows, names)


def _desk(
    frame: Frame,
    steps: Sequence[Sequence[str]],
    flows: Sequence[Flow],
    names: Mapping[str, Named],
) -> Markup:
    room = frame.width / max(len(steps), 1) - WIDTH - 3 * GAP
    words = {key: _words(named, room) for key, named in names.items()}
    least = {key: len(said) * LEADING + 2 for key, said in words.items()}
    laid = laid_out(steps, flows, DESK, least)
    ends = frame.width - WIDTH - min(room, _widest(laid, words)) - GAP
    body = [
        _ribbon(one, _x(one.source, laid, ends), _x(one.target, laid, ends), names)
        for one in laid.ribbons
    ]
    for node in _shown(laid):
        named, x = names[node.key], _x(node, laid, ends)
        said = joined(_said(words[node.key], x + WIDTH + GAP, node.middle))
        body.append(_block(node, x, named) + said)
    return drawing(frame, max(_foot(laid, least), 1), body)


def _words(named: Named, room: float) -> tuple[str, ...]:
    return (*lines_of(named.name, room, TEXT), *((named.text,) if named.text else ()))


def _widest(laid: Layout, words: Mapping[str, tuple[str, ...]]) -> float:
    """The longest line of the last column."""
    last = laid.columns[-1] if laid.columns else []
    return max(
        (width_of(line, TEXT, bold=BOLD) for n in last if not n.passing for line in words[n.key]),
        default=0,
    )


def _foot(laid: Layout, least: Mapping[str, float]) -> float:
    ends = (n.middle + max(n.height, least[n.key]) / 2 + 2 for n in _shown(laid))
    return max(ends, default=0)


def _shown(laid: Layout) -> list[Node]:
    """The nodes from left to right, each column from above."""
    return [node for column in laid.columns for node in column if not node.passing]


def _x(node: Node, laid: Layout, ends: float) -> float:
    last = max(one[0].column for one in laid.columns)
    return ends * node.column / max(last, 1)


def _said(words: Sequence[str], x: float, middle: float) -> Iterator[Markup]:
    """A name and its amount beside the node, on a halo of paper where ribbons pass below."""
    top = middle - (len(words) - 1) * LEADING / 2 + TEXT * 0.36
    for place, word in enumerate(words):
        y, bold = top + place * LEADING, place == len(words) - 1
        halo = element(
            "text",
            word,
            x=x,
            y=y,
            font_size=TEXT,
            font_weight="600" if bold else None,
            fill="none",
            stroke=PAINTS["paper"],
            stroke_width=4,
            stroke_linejoin="round",
            class_="halo",
            aria_hidden="true",
        )
        yield halo + text(word, x, y, bold=bold)


def _block(node: Node, x: float, named: Named) -> Markup:
    return element(
        "rect",
        x=x,
        y=node.y,
        width=WIDTH,
        height=max(node.height, 1),
        rx=1.5,
        fill=PAINTS[named.paint],
        class_=f"f-{named.paint}",
    )


def _ribbon(ribbon: Ribbon, x0: float, x1: float, names: Mapping[str, Named]) -> Markup:
    """A band that leaves flat and arrives flat."""
    left, right, thick = x0 + WIDTH, x1, max(ribbon.thick, 0.75)
    if ribbon.source.passing:
        left = x0
    middle = (left + right) / 2
    a, b, m = fixed(left), fixed(right), fixed(middle)
    y0, y1 = fixed(ribbon.y0), fixed(ribbon.y1)
    z0, z1 = fixed(ribbon.y0 + thick), fixed(ribbon.y1 + thick)
    paint = names[ribbon.to].paint
    way = f"M{a} {y0}C{m} {y0} {m} {y1} {b} {y1}V{z1}C{m} {z1} {m} {z0} {a} {z0}Z"
    return element("path", d=way, fill=PAINTS[paint], fill_opacity=0.32, class_=f"ribbon f-{paint}")


def _phone(
    frame: Frame,
    steps: Sequence[Sequence[str]],
    flows: Sequence[Flow],
    names: Mapping[str, Named],
) -> Markup:
    laid = laid_out(steps, flows, PHONE, dict.fromkeys(names, NUMBER))
    ends = frame.width - WIDTH - NUMBER
    body = [
        _ribbon(one, _x(one.source, laid, ends), _x(one.target, laid, ends), names)
        for one in laid.ribbons
    ]
    y = PHONE + KEY
    for number, node in enumerate(_shown(laid), 1):
        named, x = names[node.key], _x(node, laid, ends)
        beside = joined(_said((str(number),), x + WIDTH + 4, node.middle))
        amount = width_of(named.text, TEXT, bold=BOLD)
        name = lines_of(named.name, frame.width - 28 - amount - GAP, TEXT, 1)[0]
        line = [
            text(str(number), 18, y, bold=True, anchor="end"),
            text(name, 28, y),
            text(named.text, frame.width, y, bold=True, anchor="end"),
        ]
        body.append(_block(node, x, named) + beside + joined(line))
        y += KEY
    return drawing(frame, y - KEY + 6, body)
