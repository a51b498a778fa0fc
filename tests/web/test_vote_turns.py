"""Voters wait for nobody who writes to the main database, and for no other voter there."""

from contextlib import contextmanager
from datetime import timedelta

import sqlalchemy as sa

from domain.voting.casting import TooLate
from tests.web.booth import RECORDED, Booth, an_open
from tests.web.make import person
from web import access, clock, urn
from web.demo.people import MEMBER
from web.extensions import db
from web.models.person import Person, SignIn
from web.queries.polls import refusals


@contextmanager
def somebody_writes():
    """Another line to the main database, in the middle of writing."""
    with db.engine.begin() as other:
        other.execute(sa.update(Person).where(Person.email == "nobody").values(theme="dark"))
        yield


def wrote_meanwhile(*_given, **_named):
    """Somebody has written, and is done."""
    with db.engine.begin() as other:
        other.execute(sa.update(Person).values(theme="dark"))


def test_reviewing_and_casting_do_not_wait_for_writers(browse):
    poll = an_open()
    booth = Booth(browse, poll)
    booth.take()
    with somebody_writes():
        assert booth.review().status_code == 200
        assert RECORDED in booth.cast().text
    assert urn.turnout(poll.uid) == 1


def test_a_refusal_is_counted_although_others_wrote_since_the_vote_was_read(browse, monkeypatch):
    poll = an_open()
    booth = Booth(browse, poll)
    booth.take()
    booth.review()

    def too_late(*_given, **_named):
        wrote_meanwhile()
        raise TooLate("18:00:00", "18:00:01")

    monkeypatch.setattr(urn, "cast", too_late)
    assert [booth.cast().status_code for _twice in range(2)] == [409, 409]
    assert dict(refusals(poll.id)) == {"too_late": 2}


def test_last_seen_is_written_although_others_wrote_since_it_was_read(browse, monkeypatch, later):
    browser = browse(MEMBER)
    later(minutes=6)
    monkeypatch.setattr(access, "expired", wrote_meanwhile)
    assert browser.get("/vote").status_code == 200
    seen = sa.select(SignIn.seen).where(SignIn.person_id == person(MEMBER).id)
    assert db.session.scalars(seen).one() > clock.now() - timedelta(minutes=1)
