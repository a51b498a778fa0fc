"""The life of a poll: prepared, frozen, rehearsed, open, closed; what is refused on the way."""

import secrets
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from domain.assembly.poll_life import (
    NotOver,
    NotRehearsed,
    NotYet,
    OpenedAlready,
)
from domain.assembly.refusals import Refused
from domain.assembly.words import PollState
from domain.errors import RuleError
from tests.web.make import person
from tests.web.polls import (
    a_closed_poll,
    a_frozen_poll,
    a_poll,
    an_assembly,
    an_open_poll,
    cast_one,
    rehearse,
    resolution,
)
from web import clock, urn
from web.actions import poll_ending, polls
from web.actions.poll_refusals import log_refusal
from web.demo.people import ADMIN_TEAM, MEMBER, WORKER
from web.extensions import db
from web.jobs.tasks import TASKS
from web.models.assembly import Incident
from web.models.poll import Poll
from web.queries.polls import definition_of, polls_to_vote, turnout_shown

pytestmark = pytest.mark.usefixtures("app_context")
HOUR = timedelta(hours=1)
ONE = (resolution(),)


def incidents(poll: Poll) -> list[tuple[str, str, int | None]]:
    rows = db.session.scalars(sa.select(Incident).where(Incident.assembly_id == poll.assembly_id))
    return [(row.kind, row.text, row.affected) for row in rows]


def test_a_poll_goes_from_questions_to_its_end():
    poll = an_open_poll()
    assert poll.state is PollState.OPEN
    assert [question.method for question in definition_of(poll).questions] == [
        *["majority"] * 4,
        *["approval", "each", "stv"],
        *["schulze", "borda", "points"],
    ]
    cast_one(poll, MEMBER)
    assert turnout_shown(poll) == 0, "not a vote can be seen in the figure"
    a_closed_poll(poll)
    assert (poll.state, poll.cast, turnout_shown(poll)) == (PollState.CLOSED, 1, 1)


def test_a_poll_does_not_open_without_rehearsal():
    poll = a_frozen_poll(questions=ONE)
    with pytest.raises(NotRehearsed):
        polls.open_poll(poll, now=clock.now())
    db.session.rollback()
    TASKS["open_poll"](poll_id=poll.id)
    assert poll.state is PollState.FROZEN
    assert [kind for kind, _text, _affected in incidents(poll)] == ["not_opened"]


def test_a_poll_opens_by_itself_at_its_moment():
    assembly = an_assembly(questions=ONE)
    poll = a_poll(assembly)
    polls.reschedule(poll, opens_at=clock.now() + HOUR, closes_at=clock.now() + 2 * HOUR)
    polls.freeze(poll, now=clock.now())
    rehearse(poll)
    TASKS["open_poll"](poll_id=poll.id)
    assert poll.state is PollState.REHEARSED
    with pytest.raises(NotYet):
        polls.open_poll(poll, now=clock.now())
    db.session.rollback()
    with clock.moved_to(poll.opens_at):
        TASKS["open_poll"](poll_id=poll.id)
        TASKS["open_poll"](poll_id=poll.id)
        assert poll.state is PollState.OPEN
        assert [found.poll_id for found in polls_to_vote(person(MEMBER))] == [poll.id]
        assert polls_to_vote(person(ADMIN_TEAM)) == []
    assert incidents(poll) == []


def test_a_poll_closes_by_itself_at_its_end_not_before():
    poll = an_open_poll(questions=ONE)
    with pytest.raises(NotOver):
        polls.close_poll(poll, now=clock.now())
    db.session.rollback()
    TASKS["close_poll"](poll_id=poll.id)
    assert poll.state is PollState.OPEN
    with clock.moved_to(poll.closes_at):
        TASKS["close_poll"](poll_id=poll.id)
        TASKS["close_poll"](poll_id=poll.id)
    assert poll.state is PollState.CLOSED


def test_a_ballot_without_a_mark_stops_everything():
    poll = an_open_poll(questions=ONE)
    cast_one(poll, MEMBER)
    with urn.this_urn().storage.transaction() as stuffed:
        stuffed.run(
            "INSERT INTO sealed (id, poll, box) VALUES (?, ?, ?)",
            (secrets.token_bytes(16), bytes.fromhex(poll.uid), secrets.token_bytes(816)),
        )
    a_closed_poll(poll)
    assert poll.state is PollState.INCIDENT
    assert incidents(poll) == [("count_differs", "1 ≠ 2", None)]


def test_turnout_is_read_again_after_a_quarter_of_an_hour(monkeypatch):
    poll = an_open_poll(questions=ONE)
    monkeypatch.setattr(urn, "turnout", lambda _poll: 27)
    TASKS["count_turnout"](poll_id=poll.id)
    assert turnout_shown(poll) == 0
    with clock.moved_to(clock.now() + timedelta(minutes=15)):
        TASKS["count_turnout"](poll_id=poll.id)
    assert turnout_shown(poll) == 20


def test_refused_votes_are_counted_for_the_minutes():
    poll = an_open_poll(questions=ONE)
    for kind in (Refused.TWICE, Refused.TOO_LATE, Refused.TWICE):
        log_refusal(poll.id, kind)
    a_closed_poll(poll)
    assert sorted((kind, count) for kind, _text, count in incidents(poll)) == [
        ("refused_votes", 1),
        ("refused_votes", 2),
    ]


def test_a_poll_that_never_opened_can_be_given_up():
    poll = a_frozen_poll(questions=ONE)
    poll_ending.give_up(poll, reason="A candidate withdrew", now=clock.now())
    assert poll.state is PollState.DESTROYED
    assert urn.polls() == [], "no roll is kept of a vote that never was"
    with pytest.raises(RuleError):
        rehearse(poll)


def test_a_poll_that_anybody_could_vote_in_is_not_given_up():
    poll = an_open_poll(questions=ONE)
    cast_one(poll, WORKER)
    with pytest.raises(OpenedAlready):
        poll_ending.give_up(poll, reason="Too late", now=clock.now())
    assert urn.turnout(poll.uid) == 1


def test_an_urn_is_destroyed_after_its_term_unless_a_court_needs_it():
    poll = an_open_poll(questions=ONE)
    cast_one(poll, WORKER)
    a_closed_poll(poll)
    TASKS["destroy_urns"]()
    assert poll.destroy_on is None, "the assembly has not ended"
    poll.assembly.ended = clock.now()
    db.session.commit()
    poll_ending.keep(poll, reason="Case 12/2027")
    later = clock.now() + timedelta(days=184)
    with clock.moved_to(later):
        TASKS["destroy_urns"]()
        assert (poll.state, poll.destroy_on) == (PollState.CLOSED, date(2027, 3, 15))
        poll_ending.keep(poll, reason="")
        TASKS["destroy_urns"]()
    assert poll.state is PollState.DESTROYED
    assert urn.state_of(poll.uid) == "destroyed"
    assert urn.turnout(poll.uid) == 0
