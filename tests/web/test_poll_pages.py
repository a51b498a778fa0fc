"""The pages of polls: the stepper, the acts of a scrutineer, more time by two, public facts."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from domain.assembly.words import PollState
from tests.web.polls import (
    KEYS,
    a_closed_poll,
    a_frozen_poll,
    a_poll,
    a_scrutineer,
    an_assembly,
    an_open_poll,
    in_english,
    rehearse,
    resolution,
)
from web import clock
from web.demo.people import ADMIN_TEAM, BOARD, MEMBER
from web.extensions import db
from web.models.assembly import Incident
from web.models.poll import Poll

ONE = (resolution(),)


def typed(moment):
    return f"{moment.astimezone(clock.BRUSSELS):%Y-%m-%dT%H:%M}"


def again(poll_id: int) -> Poll:
    db.session.expire_all()
    return db.session.get_one(Poll, poll_id)


def test_a_scrutineer_prepares_and_freezes(browse):
    scrutineer = browse(a_scrutineer())
    assembly = an_assembly(questions=ONE)
    address = f"/assemblies/{assembly.id}/polls"
    assert "Nothing is put to the vote yet" in scrutineer.get(address).text
    now = clock.now()
    wrong = {"opens_at": typed(now), "closes_at": typed(now - timedelta(hours=3))}
    refused = scrutineer.post(f"{address}/new", wrong)
    assert refused.status_code == 422
    assert typed(now) in refused.text, "what was typed is kept"
    right = {"opens_at": typed(now), "closes_at": typed(now + timedelta(hours=3))}
    shown = scrutineer.follow(f"{address}/new", right)
    assert "Lost shares cannot be made again" in shown.text
    poll = db.session.scalars(sa.select(Poll)).one()
    assert "There are no keys yet" in scrutineer.get(f"/polls/{poll.id}/freeze").text
    assert scrutineer.post(f"/polls/{poll.id}/freeze").status_code == 422
    poll = again(poll.id)
    poll.keys = KEYS.published
    db.session.commit()
    assert "Freeze for good" in scrutineer.get(f"/polls/{poll.id}/freeze").text
    shown = scrutineer.follow(f"/polls/{poll.id}/freeze")
    assert again(poll.id).definition_sha256 in shown.text


def test_the_moments_change_until_the_freezing(browse):
    scrutineer = browse(a_scrutineer())
    poll = a_poll(questions=ONE)
    later = poll.closes_at + timedelta(hours=1)
    sent = {"opens_at": typed(poll.opens_at), "closes_at": typed(later)}
    scrutineer.follow(f"/polls/{poll.id}/times", sent)
    assert typed(again(poll.id).closes_at) == typed(later)
    scrutineer.follow(f"/polls/{poll.id}/freeze")
    refused = scrutineer.post(f"/polls/{poll.id}/times", sent)
    assert refused.status_code == 422
    assert "This poll is frozen" in refused.text


def test_every_state_has_its_page(browse):
    board = browse(in_english(BOARD))
    assembly = an_assembly()
    poll = a_poll(assembly)
    assert "Freeze …" not in board.get(f"/polls/{poll.id}").text, "a scrutineer freezes"
    assert "Objectives (schulze)" in board.get(f"/polls/{poll.id}/preview").text
    frozen = a_frozen_poll(assembly)
    assert "keys that fail lose every vote" in board.get(f"/polls/{frozen.id}").text
    rehearse(frozen)
    assert "Nobody votes after the end" in board.get(f"/polls/{frozen.id}").text


def test_a_scrutineer_opens_and_closes(browse, later):
    scrutineer = browse(a_scrutineer())
    poll = a_frozen_poll(questions=ONE, hours=0.25)
    refused = scrutineer.post(f"/polls/{poll.id}/open")
    assert refused.status_code == 422
    assert "0 of 2 did" in refused.text
    rehearse(poll)
    assert "fewer than 20" in scrutineer.follow(f"/polls/{poll.id}/open").text
    assert "it was announced" in scrutineer.post(f"/polls/{poll.id}/close").text
    later(minutes=16)
    scrutineer.follow(f"/polls/{poll.id}/close")
    assert again(poll.id).state is PollState.CLOSED


def test_the_first_page_after_a_moment_keeps_the_time(browse, later):
    scrutineer, visitor = browse(a_scrutineer()), browse("")
    poll = a_frozen_poll(questions=ONE, hours=0.25)
    scrutineer.get(f"/polls/{poll.id}")
    assert again(poll.id).state is PollState.FROZEN, "not before the rehearsal"
    rehearse(again(poll.id))
    assert "Ask for more time" in scrutineer.get(f"/polls/{poll.id}").text
    later(minutes=15)
    visitor.get(f"/polls/{again(poll.id).uid}")
    assert again(poll.id).state is PollState.CLOSED


def test_two_people_prolong_an_open_poll(browse):
    scrutineer, board = browse(a_scrutineer()), browse(in_english(BOARD))
    poll = an_open_poll(questions=ONE)
    end = poll.closes_at
    sent = {"closes_at": typed(end + timedelta(minutes=30)), "reason": "No sound for 20 minutes"}
    early = {**sent, "closes_at": typed(end - timedelta(minutes=30))}
    assert scrutineer.post(f"/polls/{poll.id}/prolong", early).status_code == 422
    assert "More time is asked for" in scrutineer.follow(f"/polls/{poll.id}/prolong", sent).text
    alone = scrutineer.post(f"/polls/{poll.id}/prolong/confirm")
    assert (alone.status_code, again(poll.id).closes_at) == (422, end)
    board.follow(f"/polls/{poll.id}/prolong/confirm")
    assert again(poll.id).closes_at > end
    assert board.post(f"/polls/{poll.id}/prolong/confirm").status_code == 422
    found = db.session.scalars(sa.select(Incident)).one()
    assert (found.kind, "No sound" in found.text) == ("prolonged", True)


def test_nobody_prolongs_what_is_over(browse):
    board = browse(in_english(BOARD))
    poll = an_open_poll(questions=ONE)
    a_closed_poll(poll)
    sent = {"closes_at": typed(poll.closes_at + timedelta(hours=2)), "reason": "Too short"}
    refused = board.post(f"/polls/{poll.id}/prolong", sent)
    assert (refused.status_code, "a new poll" in refused.text) == (422, True)


def test_a_poll_is_given_up_with_a_reason(browse):
    scrutineer = browse(a_scrutineer())
    poll = a_frozen_poll(questions=ONE)
    assert scrutineer.post(f"/polls/{poll.id}/give-up").status_code == 422
    shown = scrutineer.follow(f"/polls/{poll.id}/give-up", {"reason": "Wrong title"})
    assert "Given up before it opened" in shown.text


def test_an_urn_is_kept_for_a_court_and_its_end_is_printed(browse):
    scrutineer = browse(a_scrutineer())
    poll = a_closed_poll(an_open_poll(questions=ONE))
    shown = scrutineer.follow(f"/polls/{poll.id}/keep", {"reason": "Case 12/2027"})
    assert "Case 12/2027" in shown.text
    scrutineer.follow(f"/polls/{poll.id}/keep/end")
    assert "Trustee 3" in scrutineer.get(f"/polls/{poll.id}/destruction").text


def test_anybody_reads_the_facts_of_a_frozen_poll(browse):
    visitor = browse("")
    assembly = an_assembly(questions=ONE)
    poll = a_poll(assembly)
    assert visitor.get(f"/polls/{poll.uid}").status_code == 404
    poll = a_frozen_poll(assembly)
    shown = visitor.get(f"/polls/{poll.uid}").text
    assert poll.definition_sha256 in shown
    definition = visitor.get(f"/polls/{poll.uid}/definition.json")
    assert definition.data == poll.definition


@pytest.mark.parametrize("act", ["freeze", "open", "close", "give-up", "keep/end"])
def test_only_scrutineers_lead(browse, act):
    poll_id = a_poll(questions=ONE).id
    for email in (MEMBER, ADMIN_TEAM, BOARD):
        assert browse(email).post(f"/polls/{poll_id}/{act}").status_code == 403
