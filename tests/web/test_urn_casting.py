"""What the urn takes: each vote once, from whom it belongs to, between opening and end."""

import secrets
from datetime import timedelta
from itertools import permutations

import pytest

from domain.voting.casting import (
    AlreadyCast,
    NoSuchUrn,
    NotYetOpen,
    NotYourVote,
    SamePaper,
    StillOpen,
    TooLate,
    WrongSize,
)
from tests.web.urn_crowd import box_of
from tests.web.urns import HOUR, cast_one, filled, now, put
from web import urn
from web.urn.urn import Urn
from web.urn.words import Right, RightKind, RightState


@pytest.fixture
def this(app_context) -> Urn:
    return urn.this_urn()


def test_what_is_refused_leaves_no_mark(this):
    poll, (mine, other, third) = filled(this, 3)
    cast_one(this, poll, mine)
    again = {"voter": mine, "grantor": mine, "now": now}
    with pytest.raises(AlreadyCast):
        this.cast(poll, box=box_of(mine, "another"), **again)
    with pytest.raises(NotYourVote):
        this.cast(poll, voter=mine, grantor=other, box=box_of(other), now=now)
    with pytest.raises(NotYourVote):
        this.cast(poll, voter=secrets.token_hex(16), grantor=mine, box=box_of("x"), now=now)
    with pytest.raises(SamePaper):
        this.cast(poll, voter=other, grantor=other, box=box_of(mine), now=now)
    for size in (0, 815, 817):
        with pytest.raises(WrongSize):
            this.cast(poll, voter=third, grantor=third, box=bytes(size), now=now)
    with pytest.raises(NoSuchUrn):
        this.cast(secrets.token_hex(16), voter=third, grantor=third, box=box_of("x"), now=now)
    assert this.marks(poll) == {mine}
    cast_one(this, poll, other)
    assert this.turnout(poll) == 2


def test_a_vote_comes_between_opening_and_end(this):
    closes_at = (now() + HOUR).replace(microsecond=0)
    poll, (name,) = put(this, 1, closes_at)
    with pytest.raises(NotYetOpen):
        cast_one(this, poll, name)
    this.set_rehearsed(poll)
    this.open_poll(poll)
    with pytest.raises(NotYetOpen):
        cast_one(this, poll, name, now() - 2 * HOUR)
    with pytest.raises(TooLate) as refused:
        cast_one(this, poll, name, closes_at)
    assert refused.value.closed == refused.value.came
    cast_one(this, poll, name, closes_at - timedelta(milliseconds=1))
    assert this.was_cast(poll, name)


def test_an_end_is_put_off_before_it_comes_and_never_brought_forward(this):
    closes_at = (now() + HOUR).replace(microsecond=0)
    poll, (first, second) = filled(this, 2, closes_at)
    this.prolong(poll, closes_at - HOUR / 2, now)
    cast_one(this, poll, first, closes_at - timedelta(seconds=1))
    this.prolong(poll, closes_at + HOUR, lambda: closes_at - timedelta(seconds=1))
    cast_one(this, poll, second, closes_at)
    with pytest.raises(StillOpen):
        this.close(poll, lambda: closes_at + HOUR / 2)
    with pytest.raises(TooLate):
        this.prolong(poll, closes_at + 2 * HOUR, lambda: closes_at + HOUR)
    assert this.close(poll, lambda: closes_at + HOUR).cast == 2


def test_a_proxy_and_the_grantor_have_one_vote_between_them(this):
    holder, grantor = secrets.token_hex(16), secrets.token_hex(16)
    rights = [Right(holder, holder, RightKind.OWN), Right(holder, grantor, RightKind.PROXY)]
    for first, second in permutations((holder, grantor)):
        poll, facts = secrets.token_hex(16), {"opens_at": now() - HOUR, "closes_at": now() + HOUR}
        keys = {"definition_sha256": "ab" * 32, "public_key": "cd" * 32}
        this.put_poll(poll, **facts, **keys, rights=rights)
        this.set_rehearsed(poll)
        this.open_poll(poll)
        this.cast(poll, voter=first, grantor=grantor, box=box_of(poll), now=now)
        with pytest.raises(AlreadyCast):
            this.cast(poll, voter=second, grantor=grantor, box=box_of(poll, 2), now=now)
        assert this.rights_of(poll, grantor) == [RightState(grantor, RightKind.OWN, is_cast=True)]
        assert RightState(holder, RightKind.OWN, is_cast=False) in this.rights_of(poll, holder)


def test_the_votes_of_one_reader_are_read_at_once(this):
    (one, (mine, theirs)), (other, (same,)) = filled(this, 2), filled(this, 1)
    cast_one(this, one, mine)
    cast_one(this, other, same)
    asked = [(one, mine), (one, theirs), (other, mine), (other, same)]
    assert this.cast_among(asked) == {(one, mine), (other, same)}
    assert this.cast_among([]) == frozenset()
