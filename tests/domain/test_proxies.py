"""Proxies: one for a vote, no chain, no more than the cap, in time, in order."""

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.assembly.proxies import (
    MOST,
    GaveOwnVote,
    HoldsProxies,
    ProxiesClosed,
    ProxyGiven,
    ProxyMoved,
    TooManyProxies,
    check_accepts,
    check_gives,
    check_in_time,
    is_on_roll_only,
    most_on,
    move_proxy,
)
from domain.assembly.words import PROXY_STATES, ProxyState

DAY = date(2026, 9, 14)
END = datetime(2026, 9, 9, 18, tzinfo=UTC)


def test_the_cap_is_a_dated_setting_that_says_it_is_our_own():
    figure = MOST.on(DAY)
    assert figure.confidence == "own"
    assert most_on(DAY) == figure.value
    assert is_on_roll_only(DAY)


def test_a_holder_takes_as_many_as_the_cap_and_no_more():
    most = most_on(DAY)
    check_accepts(held=most - 1, gave=False, day=DAY)
    with pytest.raises(TooManyProxies, match=r"6:80") as refusal:
        check_accepts(held=most, gave=False, day=DAY)
    assert refusal.value.most == most


def test_one_vote_has_one_proxy_and_no_chain():
    check_gives(given=0, held=0)
    with pytest.raises(ProxyGiven):
        check_gives(given=1, held=0)
    with pytest.raises(HoldsProxies):
        check_gives(given=0, held=1)
    with pytest.raises(GaveOwnVote):
        check_accepts(held=0, gave=True, day=DAY)


def test_the_announced_end_counts_to_the_second():
    check_in_time(END - timedelta(seconds=1), END, day=DAY)
    with pytest.raises(ProxiesClosed):
        check_in_time(END, END, day=DAY)


@pytest.mark.parametrize("before", ProxyState)
@pytest.mark.parametrize("after", ProxyState)
def test_only_these_steps_follow_each_other(before: ProxyState, after: ProxyState):
    offered, accepted, revoked = ProxyState.OFFERED, ProxyState.ACCEPTED, ProxyState.REVOKED
    allowed = {
        (offered, accepted),
        (offered, ProxyState.DECLINED),
        (offered, revoked),
        (accepted, revoked),
    }
    if (before, after) in allowed:
        assert move_proxy(before, after) is after
    else:
        with pytest.raises(ProxyMoved) as refusal:
            move_proxy(before, after)
        assert refusal.value.state == PROXY_STATES[before]
