"""Months, quarters and years over which people look at their money."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.periods import Month
from domain.spans import EVERYTHING, Grain, NotASpan, Span

days = st.dates(date(2001, 1, 1), date(2098, 12, 31))
grains = st.sampled_from([Grain.MONTH, Grain.QUARTER, Grain.YEAR])


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2026-09", date(2026, 9, 1), date(2026, 9, 30)),
        ("2026-q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026-q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_span_is_whole_months(typed, first, last):
    span = Span.read(typed)
    assert (span.first_day, span.last_day) == (first, last)
    assert str(span) == typed


def test_everything_has_no_neighbours():
    everything = Span.read(EVERYTHING)
    assert everything.previous() == everything == everything.next()
    assert everything.holds(date(2026, 2, 28))
    assert str(everything) == "all"


@pytest.mark.parametrize("typed", ["", "2026-13", "2026-q5", "26", "2026-9", "1999", "all time"])
def test_anything_else_is_refused(typed):
    with pytest.raises(NotASpan) as refusal:
        Span.read(typed)
    assert refusal.value.typed == typed


@given(grains, days)
def test_what_is_written_can_be_read_again(grain, day):
    span = Span.around(grain, day)
    assert Span.read(str(span)) == span
    assert span.holds(day)


@given(grains, days)
def test_neighbours_touch_and_come_back(grain, day):
    span = Span.around(grain, day)
    assert span.next().first == span.last.next()
    assert span.previous().last == span.first.previous()
    assert span.next().previous() == span == span.previous().next()
    assert not span.next().holds(day)


def test_a_quarter_knows_its_number():
    assert [
        Span.around(Grain.QUARTER, date(2026, month, 1)).quarter for month in (1, 5, 9, 12)
    ] == [
        1,
        2,
        3,
        4,
    ]
    assert Span.around(Grain.MONTH, date(2026, 9, 14)).first == Month(2026, 9)
