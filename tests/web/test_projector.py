"""The screen of the room: what it shows before, during and after a vote, and never shows."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from domain.assembly.words import PollState
from domain.voting.canonical import canonical
from domain.voting.counting import outcome_of
from tests.web.conftest import HTMX
from tests.web.polls import (
    a_closed_poll,
    a_scrutineer,
    an_assembly,
    an_open_poll,
    cast_one,
    election,
    resolution,
)
from web import clock
from web.demo.people import ADMIN_TEAM, MEMBER, OTHER_MEMBER, WORKER
from web.extensions import db
from web.models.assembly import AgendaItem
from web.models.poll import Poll
from web.queries.polls import definition_of

SAID = {"q1": {"y": 2, "n": 1, "a": 1}, "q2": {"1;2": 2, "1": 1, "": 1}}


def screen_of(assembly_id, item=0, languages="en"):
    return f"/assemblies/{assembly_id}/projector?item={item}&languages={languages}"


def items_of(assembly_id):
    query = sa.select(AgendaItem.id).where(AgendaItem.assembly_id == assembly_id)
    return list(db.session.scalars(query.order_by(AgendaItem.position)))


def publish(poll):
    """A result as the trustees sign it, for ballots that were never cast."""
    told = [
        {"id": one.id, "outcome": outcome_of(one, SAID[one.id])}
        for one in definition_of(poll).questions
    ]
    poll.result = canonical({"counted": 4, "questions": told})
    poll.state, poll.published = PollState.PUBLISHED, clock.now()
    db.session.commit()


@pytest.fixture
def room(browse):
    """A poll of two questions under way, and the screen of it."""
    poll = an_open_poll(an_assembly((resolution(), election())), hours=0.25)
    poll_id, assembly_id = poll.id, poll.assembly_id
    return SimpleNamespace(
        poll_id=poll_id,
        assembly_id=assembly_id,
        items=items_of(assembly_id),
        browser=browse(a_scrutineer()),
    )


def test_the_room_sees_the_point_the_time_left_and_the_turnout_only(room):
    cast_one(db.session.get_one(Poll, room.poll_id), MEMBER)
    page = room.browser.get(screen_of(room.assembly_id, room.items[0], "fr-en")).text
    assert "Accounts of 2026 (fr)" in page
    assert "What is proposed: Accounts of 2026<" in page
    assert "(nl)" not in page
    assert "fewer than 20" in page
    left = int(re.search(r'data-left="(\d+)"', page)[1])
    assert 600 < left <= 900
    assert "Results only after the end" in page
    assert "Adopted" not in page
    assert '<meta http-equiv="refresh" content="10">' in page
    assert 'class="rail"' not in page


def test_it_goes_from_point_to_point_and_from_language_to_language(room):
    first, second = room.items
    page = room.browser.get(f"/assemblies/{room.assembly_id}/projector").text
    assert "Accounts of 2026 (nl)" in page
    assert 'rel="prev"' not in page
    assert f"item={second}&amp;languages=fr-nl-en" in page
    assert f"item={first}&amp;languages=fr-en" in page
    page = room.browser.get(screen_of(room.assembly_id, second, "nl")).text
    assert "Election (approval) (nl)" in page
    assert 'rel="next"' not in page
    assert f"item={second}&amp;languages=nl" in page  # the last language stays
    assert "Accounts of 2026" in room.browser.get(screen_of(room.assembly_id, 987)).text


def test_nothing_is_sent_again_until_something_changes(room, monkeypatch):
    path = screen_of(room.assembly_id, room.items[0])
    now = clock.now().replace(second=30)
    monkeypatch.setattr(clock, "now", lambda: now)
    tag = room.browser.get(path, headers=HTMX).headers["HX-PTag"]
    asked = {**HTMX, "HX-PTag": tag}
    same = room.browser.get(path, headers=asked)
    assert (same.status_code, same.data) == (304, b"")
    db.session.execute(sa.update(Poll).values(turnout=20))
    db.session.commit()
    more = room.browser.get(path, headers=asked)
    assert "at least 20" in more.text
    assert "<html" not in more.text
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=16))
    ended = room.browser.get(path, headers=asked).text
    assert "Closed on" in ended
    assert "data-left" not in ended
    assert "Adopted" not in ended
    assert db.session.get_one(Poll, room.poll_id).state is PollState.CLOSED


def test_a_published_result_is_told_in_words_and_bars(room):
    poll = a_closed_poll(db.session.get_one(Poll, room.poll_id))
    publish(poll)
    names = [one.label["en"] for one in definition_of(poll).questions[1].options]
    resolved = room.browser.get(screen_of(room.assembly_id, room.items[0])).text
    assert "Adopted" in resolved
    assert "66.7 %" in resolved
    assert "33.3 %" in resolved
    assert 'width="667"' in resolved
    elected = room.browser.get(screen_of(room.assembly_id, room.items[1])).text
    assert f"Elected: {names[0]}, {names[1]}" in elected
    assert "66.7 %" in elected
    assert "Blank: 1. Not valid: 0." in elected


def test_a_decision_that_too_few_took_is_none(browse):
    title, ballot = resolution()
    quorum = {**ballot, "quorum": {"kind": "members", "part": [1, 2]}}
    poll = an_open_poll(an_assembly(((title, quorum),)))
    cast_one(poll, MEMBER)
    publish(a_closed_poll(poll))
    path = screen_of(poll.assembly_id)
    page = browse(a_scrutineer()).get(path).text
    assert "Not decided: too few are present or represented" in page
    assert "Quorum not reached: 1, where 3 are needed" in page
    assert "Adopted" not in page


def test_the_screen_is_of_those_who_lead_the_meeting(room, browse):
    path = screen_of(room.assembly_id)
    assert browse(ADMIN_TEAM).get(path).status_code == 200
    for email in (MEMBER, OTHER_MEMBER, WORKER):
        assert browse(email).get(path).status_code == 403
    assert browse("").get(path).status_code in (302, 303, 401)
    assert room.browser.get("/assemblies/987/projector").status_code == 404


def test_an_agenda_without_points_says_so(browse):
    path = screen_of(an_assembly(()).id)
    page = browse(a_scrutineer()).get(path).text
    assert "The agenda has no point yet." in page
