"""The moments of a vote, once a convocation has told them."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.assembly.announced import (
    AnnouncedAlready,
    CutsShort,
    Moments,
    check_moved,
    check_not_cut_short,
    whole_seconds,
)

NOON, HOUR = datetime(2027, 6, 15, 10, tzinfo=UTC), timedelta(hours=1)
TOLD = Moments(NOON, NOON + HOUR)
LATER = Moments(NOON + HOUR, NOON + 2 * HOUR)


def test_moments_are_kept_in_whole_seconds():
    assert whole_seconds(NOON + timedelta(microseconds=9), NOON + HOUR) == TOLD


def test_what_the_convocation_told_does_not_move():
    check_moved(TOLD, TOLD, TOLD)
    for wanted in (LATER, Moments(NOON, NOON + 2 * HOUR), Moments(NOON - HOUR, NOON + HOUR)):
        with pytest.raises(AnnouncedAlready):
            check_moved(TOLD, TOLD, wanted)


def test_moments_that_nobody_was_told_move_freely():
    check_moved(None, TOLD, Moments(NOON - HOUR, NOON))
    check_not_cut_short(None, Moments(NOON - HOUR, NOON))


@pytest.mark.parametrize(
    "wanted", [Moments(NOON - HOUR, NOON + HOUR), Moments(NOON, NOON + HOUR / 2)]
)
def test_a_poll_that_replaces_another_cuts_nobody_off(wanted):
    check_not_cut_short(TOLD, LATER)
    check_moved(TOLD, LATER, TOLD)
    with pytest.raises(CutsShort):
        check_not_cut_short(TOLD, wanted)
    with pytest.raises(CutsShort):
        check_moved(TOLD, LATER, wanted)
