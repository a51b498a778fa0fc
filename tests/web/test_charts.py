"""Charts without the web: lengths are amounts, nothing lies over anything, nothing runs."""

import re
import xml.etree.ElementTree as ET
from decimal import Decimal
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from web.charts import bars, lines, map, sankey, shares  # noqa: A004 - the map of Belgium
from web.charts.apart import apart
from web.charts.sankey_layout import Flow, laid_out
from web.charts.scale import ticks
from web.charts.svg import NARROW, WIDE, Frame, responsive
from web.charts.words import lines_of, shortened, width_of

LONG = "Vennootschap met een naam van zestig tekens, niet één minder"
LARGE = Decimal("12345678.90")
FRAMES = [Frame("c", "A chart", "What it says", width) for width in (WIDE, NARROW)]
SVG = re.compile(r"font-size: |style=|<script|\son\w+=|<style")
amounts = st.decimals(-10_000_000, 10_000_000, places=2, allow_nan=False)


def marks(drawn: str, name: str) -> list[dict[str, str]]:
    return [dict(one.attrib) for one in ET.fromstring(drawn).iter(name)]


def texts(drawn: str) -> list[tuple[float, float, float, str]]:
    """Each text as a box: left, right, foot, words."""
    found = []
    for one in ET.fromstring(drawn).iter("text"):
        if one.get("aria-hidden"):
            continue
        size, words = float(one.get("font-size")), one.text or ""
        wide = width_of(words, size)
        left = (
            float(one.get("x")) - {None: 0, "middle": wide / 2, "end": wide}[one.get("text-anchor")]
        )
        found.append((left, left + wide, float(one.get("y")), words))
    return found


def overlapping(drawn: str) -> list[tuple[str, str]]:
    return [
        (one[3], two[3])
        for one, two in combinations(texts(drawn), 2)
        if one[0] < two[1] and two[0] < one[1] and abs(one[2] - two[2]) < 11
    ]


def outside(drawn: str) -> list[str]:
    _, _, width, height = (float(part) for part in marks(drawn, "svg")[0]["viewBox"].split())
    return [
        words
        for left, right, foot, words in texts(drawn)
        if left < -0.5 or right > width + 0.5 or not 0 < foot <= height
    ]


def bar(name: str, *values: Decimal | int | None) -> bars.Bar:
    numbers = tuple(None if value is None else Decimal(value) for value in values)
    said = tuple("hidden" if value is None else f"{value:,.2f}" for value in numbers)
    return bars.Bar(name, numbers, said, f"{sum(n for n in numbers if n):,.2f}")


def every_chart(frame: Frame) -> dict[str, str]:
    """Each kind of chart with what is hardest for it: long, large, nothing, below zero."""
    two = [bar(LONG, LARGE, -4_000_000), bar("Zero", 0, None), bar("Small", "0.01", 8_000_000)]
    money = {"a": (LONG, "ink"), "b": ("B", "s1"), "c": (LONG, "s2"), "d": ("D", "s3")}
    months = [f"month {place}" for place in range(12)]
    series = [
        lines.Line(LONG, tuple(Decimal(v) for v in range(12)), "11"),
        lines.Line("Before", (None, Decimal("11.5"), None, *(Decimal(11),) * 9), "11", "rest"),
    ]
    return {
        "one": bars.grouped(frame, [bar(LONG, LARGE)]),
        "grouped": bars.grouped(frame, two, ("This year", "Last year")),
        "stacked": bars.stacked(frame, [bar(LONG, 5, 3, 1), bar("B", 0, 0, 0)], ("x", LONG, "z")),
        "shares": shares.shares(
            frame, [shares.Part(LONG, Decimal(v), f"{v}%", "12,345,678.90") for v in (50, 49, 0, 1)]
        ),
        "lines": lines.lines(frame, months, series, lambda step: f"{step:,.1f}"),
        "sankey": sankey.sankey(
            frame,
            (("a",), ("b",), ("c", "d")),
            [Flow("a", "b", LARGE), Flow("b", "c", LARGE - 1), Flow("b", "d", Decimal(1))],
            {key: sankey.Named(name, "12,345,678.90", one) for key, (name, one) in money.items()},
        ),
        "map": map.region_map(
            frame,
            {
                "brussels": map.Region("Brussels", Decimal(51), "12,345,678.90", LONG),
                "wallonia": map.Region(LONG, None, "hidden"),
                "flanders": map.Region("Flanders", Decimal(0), "0", "nothing"),
                "abroad": map.Region("Abroad", Decimal(1), "1"),
            },
        ),
    }


KINDS = ("one", "grouped", "stacked", "shares", "lines", "sankey", "map")


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: str(frame.width))
@pytest.mark.parametrize("kind", KINDS)
def test_no_words_lie_over_others_or_outside(kind, frame):
    drawn = every_chart(frame)[kind]
    assert overlapping(drawn) == []
    assert outside(drawn) == []


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: str(frame.width))
@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_is_a_named_image_without_anything_that_runs(kind, frame):
    drawn = every_chart(frame)[kind]
    image = marks(drawn, "svg")[0]
    assert image["role"] == "img"
    ids = {one.get("id"): one.text for one in ET.fromstring(drawn) if one.get("id")}
    assert ids[image["aria-labelledby"]] == "A chart"
    assert ids[image["aria-describedby"]] == "What it says"
    assert not SVG.search(drawn)
    assert "NaN" not in drawn
    assert "e+" not in drawn


def test_a_phone_and_a_desk_get_their_own_drawing():
    drawn = responsive(lambda frame: bars.grouped(frame, [bar("A", 1)]), "members", "M", "D")
    assert 'viewBox="0 0 620 ' in drawn
    assert 'viewBox="0 0 343 ' in drawn
    names = re.findall(r'id="([^"]+)"', drawn)
    assert len(names) == len(set(names)) == 4


def test_words_are_escaped():
    drawn = bars.grouped(Frame("c", "<b>", '"'), [bar("<script>x</script>", 1)])
    assert "<script" not in drawn
    assert "<b>" not in drawn


@given(st.lists(st.lists(amounts, min_size=2, max_size=2), min_size=1, max_size=6))
@settings(max_examples=40, deadline=None)
def test_bars_are_as_long_as_their_amounts(rows):
    drawn = bars.grouped(FRAMES[0], [bar("A", *values) for values in rows])
    wide = [float(mark["width"]) for mark in marks(drawn, "rect")]
    values = [abs(value) for row in rows for value in row if value]
    assert len(wide) == len(values)
    longest = max(values, default=Decimal(1))
    for (w1, v1), (w2, v2) in combinations(zip(wide, values, strict=True), 2):
        if min(w1, w2) > bars.LEAST and longest:
            assert w1 * float(v2) == pytest.approx(w2 * float(v1), abs=float(longest) * 0.02)


@given(st.lists(st.integers(0, 10_000_000), min_size=1, max_size=6))
@settings(max_examples=40, deadline=None)
def test_the_parts_of_a_stack_touch_and_are_its_whole(values):
    other = sum(values) or 1
    drawn = bars.stacked(FRAMES[0], [bar("A", *values), bar("B", other)], ("x",) * len(values))
    swatches = len(values) if len(values) > 1 else 0
    found = [(float(m["x"]), float(m["width"])) for m in marks(drawn, "rect")[swatches:]]
    *parts, whole = found
    for (x1, w1), (x2, _) in pairwise(parts):
        assert x1 + w1 == pytest.approx(x2, abs=0.02)
    assert sum(width for _, width in parts) == pytest.approx(
        whole[1] if any(values) else 0, abs=0.02 * len(values)
    )


def test_below_zero_goes_to_the_left():
    drawn = bars.stacked(FRAMES[0], [bar("A", 10, -5, -5)], ("x", "y", "z"))
    right, one, two = marks(drawn, "rect")[3:]
    assert float(one["x"]) + float(one["width"]) == pytest.approx(float(right["x"]), abs=0.02)
    assert float(two["x"]) + float(two["width"]) == pytest.approx(float(one["x"]), abs=0.02)


def test_nothing_and_one_value_draw_a_chart():
    for frame in FRAMES:
        assert marks(bars.grouped(frame, []), "rect") == []
        assert marks(bars.grouped(frame, [bar("A", 0)]), "rect") == []
        assert len(marks(bars.grouped(frame, [bar("A", 7)]), "rect")) == 1
        assert "svg" in shares.shares(frame, [])
        assert "svg" in lines.lines(frame, [], [], str)
        assert len(marks(lines.lines(frame, ["May"], [line(7)], str), "circle")) == 1
        assert "svg" in sankey.sankey(frame, (("a",),), [], {})
        assert marks(map.region_map(frame, {}), "polygon") == []


def line(*values: int | None) -> lines.Line:
    return lines.Line("A", tuple(None if v is None else Decimal(v) for v in values))


def test_a_line_is_broken_where_nothing_is_known():
    drawn = lines.lines(FRAMES[0], list("abcde"), [line(1, 2, None, 4, 5)], str)
    (way,) = marks(drawn, "path")
    assert way["d"].count("M") == 2
    assert way["d"].count("L") == 2


def test_the_parts_of_a_whole_fill_the_bar():
    parts = [shares.Part("p", Decimal(value), f"{value}%") for value in (36, 49, 15)]
    drawn = marks(shares.shares(FRAMES[0], parts), "rect")[1:4]
    assert sum(float(mark["width"]) for mark in drawn) == pytest.approx(WIDE, abs=0.02)
    assert float(drawn[0]["width"]) == pytest.approx(WIDE * 0.36, abs=0.02)


def test_every_province_has_its_own_tile():
    places = [(x, y) for _, x, y, _ in map.PROVINCES]
    assert len(set(places)) == len(places) == 11
    for (x1, y1), (x2, y2) in combinations(places, 2):
        assert y1 != y2 or abs(x1 - x2) >= 1


STEPS = (("a", "b"), ("c",), ("d", "e", "f"), ("g",))


@given(st.lists(st.integers(1, 9_999_999), min_size=6, max_size=6))
@settings(max_examples=40, deadline=None)
def test_money_that_enters_a_node_is_as_thick_as_what_leaves_it(amounts_):
    into, out = Decimal(sum(amounts_[:2])), [Decimal(v) for v in amounts_[2:5]]
    flows = [
        Flow("a", "c", into),
        Flow("b", "c", Decimal(amounts_[5])),
        *(Flow("c", to, value) for to, value in zip("def", out, strict=True)),
        Flow("c", "g", Decimal(1)),
    ]
    laid = laid_out(STEPS, flows, 400, dict.fromkeys("abcdefg", 20.0))
    for node in laid.nodes.values():
        for side in ("source", "target"):
            ends = [one for one in laid.ribbons if getattr(one, side) is node]
            assert sum(one.thick for one in ends) <= node.height + 0.01
    for column in laid.columns:
        for one, two in pairwise(column):
            assert two.y - one.y - one.height >= 13.9
        assert column[0].y >= 0
        assert column[-1].y + column[-1].height <= 400.01


def test_a_flow_that_jumps_a_column_passes_beside_its_nodes():
    flows = [Flow("a", "c", Decimal(9)), Flow("c", "d", Decimal(5)), Flow("c", "g", Decimal(4))]
    laid = laid_out(STEPS, flows, 300, dict.fromkeys("abcdefg", 20.0))
    passing = next(node for node in laid.nodes.values() if node.passing)
    beside = laid.nodes["d"]
    assert passing.column == beside.column
    assert passing.y >= beside.y + beside.height or beside.y >= passing.y + passing.height


@given(amounts, amounts, st.integers(2, 6))
def test_steps_of_an_axis_hold_everything(one, two, most):
    low, high = sorted((one, two))
    steps = ticks(low, high, most)
    assert steps[0] <= low
    assert steps[-1] >= high
    assert 2 <= len(steps) <= most + 1
    assert len({after - before for before, after in pairwise(steps)}) == 1


@given(st.lists(st.floats(0, 300), max_size=8))
def test_labels_move_apart(wanted):
    found = sorted(apart(wanted, [20.0] * len(wanted), 0, 300))
    assert all(after - before >= 19.99 for before, after in pairwise(found))
    assert not found or (found[0] >= 9.99 and found[-1] <= 290.01)


def test_a_text_is_cut_only_where_it_must():
    assert lines_of("short", 200, 14) == ("short",)
    assert shortened("short", 200, 14) == "short"
    cut = lines_of(LONG, 120, 14)
    assert len(cut) == 2
    assert cut[-1].endswith("…")
    assert all(width_of(one, 14) <= 120 for one in cut)
    assert lines_of("Onafgebrokenwoordvanveeltekens", 100, 14)[0].endswith("…")
