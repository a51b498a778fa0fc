"""Every value is in exactly one band, and a cut with a hole or an overlap is refused."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.figures.bands import (
    AGE,
    HOURS,
    LOWEST,
    SENIORITY,
    TURNOVER_HOLDER,
    Band,
    Bands,
    BandsGap,
    BandsOverlap,
    BandTwice,
    EmptyBand,
    NoBands,
    OutsideBands,
)
from domain.figures.definition import BANDS, Dimension
from domain.hours import Hours
from domain.statistics import band_of

SHARED = list(BANDS.values())
numbers = st.decimals(-(10**6), 10**6, places=2)


def cut(*ends, keys="abcdef"):
    """Bands from pairs of (since, until)."""
    bands = tuple(
        Band(key, key, Decimal(since), None if until is None else Decimal(until))
        for key, (since, until) in zip(keys, ends, strict=False)
    )
    return Bands("cut", 1, "A cut", bands)


@pytest.mark.parametrize("bands", SHARED, ids=lambda bands: bands.name)
@given(value=numbers)
def test_the_bands_partition_the_number_line(bands, value):
    holding = [band for band in bands.bands if band.holds(value)]
    assert len(holding) == (value >= bands.bands[0].since)
    if holding:
        assert bands.of(value) is holding[0]


@given(st.lists(st.decimals(-1000, 1000, places=1), min_size=1, max_size=5, unique=True), numbers)
def test_any_cut_that_is_accepted_holds_each_value_once(starts, value):
    ends = [*pairwise([LOWEST, *sorted(starts)]), (max(starts), None)]
    assert [band.holds(value) for band in cut(*ends).bands].count(True) == 1


@pytest.mark.parametrize("bands", SHARED, ids=lambda bands: bands.name)
def test_a_limit_belongs_to_the_band_that_it_begins(bands):
    for before, after in pairwise(bands.bands):
        assert before.until == after.since
        assert bands.of(after.since) is after


@given(st.decimals("0.01", 744, places=2))
def test_the_bands_of_hours_are_those_of_the_statistics(hours):
    assert str(HOURS.of(hours)) == band_of(Hours(hours)).value


def test_a_band_says_what_it_holds():
    assert TURNOVER_HOLDER.of(Decimal("999.99")).key == "under-1k"
    assert TURNOVER_HOLDER.of(-50).key == "under-1k"
    assert AGE.of(25).key == "to-25"
    assert AGE.of(26).key == "26-35"
    assert SENIORITY.keys == ("under-1", "1-5", "5-10", "10-15", "from-15")
    assert SENIORITY.labels["from-15"] == "15 years and more"
    assert BANDS[Dimension.AGE] is AGE


@pytest.mark.parametrize(
    ("ends", "refusal"),
    [
        ([], NoBands),
        ([(5, 5)], EmptyBand),
        ([(5, 1), (1, None)], EmptyBand),
        ([(0, None), (5, None)], BandsOverlap),
        ([(0, 6), (5, None)], BandsOverlap),
        ([(0, 1), (2, 5)], BandsGap),
    ],
)
def test_a_cut_that_counts_twice_or_not_at_all_is_refused(ends, refusal):
    with pytest.raises(refusal) as found:
        cut(*ends)
    assert "cut" in str(found.value)


def test_the_edges_of_the_report_are_refused():
    """A12: “1 year or less”, then “2 to 5”; “10 to 15” with 15, then “15 and more”."""
    with pytest.raises(BandsGap) as gap:
        cut((0, 1), (2, 5), keys=["to-1", "2-5"])
    assert (gap.value.band, gap.value.after) == ("to-1", "2-5")
    with pytest.raises(BandsOverlap) as overlap:
        cut((10, 16), (15, None), keys=["10-15", "from-15"])
    assert (overlap.value.band, overlap.value.after) == ("10-15", "from-15")


def test_two_bands_with_one_name_are_refused():
    with pytest.raises(BandTwice):
        cut((0, 1), (1, 2), keys="aa")


def test_a_value_below_all_bands_is_refused():
    with pytest.raises(OutsideBands) as refusal:
        AGE.of(-1)
    assert "No band of “age” holds -1." in str(refusal.value)
