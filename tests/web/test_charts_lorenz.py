"""The curve of a spread: it rises, its words stay inside, one point is pointed out."""

import re
from decimal import Decimal

import pytest

from tests.web.test_charts import FRAMES, SVG, marks, outside, overlapping, texts
from web.charts import lorenz

CURVE = [(Decimal(place) / 10, (Decimal(place) / 10) ** Decimal("0.4")) for place in range(11)]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("at", ["0.02", "0.3", "0.57", "0.97"])
def test_a_curve_of_spread_holds_its_words(frame, at):
    marked = (Decimal(at), Decimal("0.8"))
    words = ("Holders, those with the largest turnover first", "Part of the turnover")
    drawn = lorenz.lorenz(frame, CURVE, marked, words, lambda part: f"{part * 100:.0f}%")
    assert outside(drawn) == []
    assert overlapping(drawn) == []
    assert not SVG.search(drawn)
    even, curve = (one["d"] for one in marks(drawn, "path"))
    assert len(re.findall("L", curve)) == len(CURVE) - 1
    assert even.count("L") == 1
    heights = [float(pair.split()[1]) for pair in re.split("[ML]", curve)[1:]]
    assert heights == sorted(heights, reverse=True), "a part is never less than the one before"
    assert len(marks(drawn, "circle")) == len(CURVE) - 2 + 1
    said = {words for _left, _right, _foot, words in texts(drawn)}
    assert any("80%" in one and "→" in one for one in said)


def test_a_curve_of_nothing_is_an_even_spread_alone():
    drawn = lorenz.lorenz(FRAMES[0], [], None, ("", ""), str)
    assert len(marks(drawn, "path")) == 1
    assert marks(drawn, "circle") == []
