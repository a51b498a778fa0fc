"""Votes that are refused: each told with its reason, and nothing typed lost."""

import base64
import re

import pytest

from tests.web.booth import FILLED, Booth, an_open, line_of
from tests.web.polls import in_english
from web import urn
from web.demo.people import BOARD, MEMBER, OTHER_MEMBER, PASSWORD
from web.queries.polls import refusals


@pytest.mark.parametrize("box", ["", "####", base64.b64encode(b"x" * 815).decode()])
def test_what_is_no_sealed_ballot_is_refused(browse, box):
    poll = an_open()
    booth = Booth(browse, poll)
    booth.take()
    answer = booth.browser.post(
        f"{booth.path}/cast", {"definition": booth.fields["definition"], "box": box}
    )
    assert (answer.status_code, "816 bytes" in answer.text) == (409, True)
    assert urn.turnout(poll.uid) == 0


@pytest.mark.parametrize(
    ("filled", "said"),
    [
        ({"q5": ["1", "2", "3"]}, "Choose 2 at most: you have chosen 3"),
        ({"q5": ["9"]}, "not on the ballot"),
        ({"q1": "maybe"}, "answer yes, no or abstain"),
        ({"q10-1": "6"}, "more points"),
        ({"q8-1": "x"}, "a number was expected"),
    ],
)
def test_a_wrong_answer_is_told_beside_its_question_and_the_rest_is_kept(browse, filled, said):
    booth = Booth(browse, an_open())
    booth.take()
    answer = booth.review(**{**FILLED, **filled})
    assert (answer.status_code, said in answer.text) == (422, True)
    assert re.search(r'id="q2-n"[^>]* checked', answer.text)
    if filled.get("q5") == ["1", "2", "3"]:
        assert re.search(r'id="q5-2"[^>]* checked', answer.text)


@pytest.mark.parametrize("own", ["", "abc", "thirteensigns", "ab d!"])
def test_own_characters_are_needed_and_our_half_stays_the_one_noted(browse, own):
    booth = Booth(browse, an_open())
    booth.take()
    booth.review()
    half = booth.fields["half"]
    answer = booth.cast(own=own)
    assert (answer.status_code, "between 4 and 12" in answer.text) == (422, True)
    assert f'value="{half}"' in answer.text


def test_a_half_that_we_did_not_make_is_refused(browse):
    poll = an_open()
    booth = Booth(browse, poll)
    booth.take()
    booth.review()
    assert booth.cast(half="22222222").status_code == 409
    assert urn.turnout(poll.uid) == 0


def test_a_changed_question_is_refused(browse):
    poll = an_open()
    booth = Booth(browse, poll)
    booth.take()
    booth.fields["definition"] = "0" * 64
    for answer in (booth.review(), booth.cast()):
        assert answer.status_code == 409
        assert "fixed before the vote" in answer.text
    assert urn.turnout(poll.uid) == 0


def test_too_late_tells_both_moments_and_counts_for_the_minutes(browse, later):
    poll = an_open(hours=0.01)
    booth = Booth(browse, poll)
    booth.take()
    booth.review()
    later(minutes=1)
    answer = booth.cast()
    assert answer.status_code == 409
    assert dict(refusals(poll.id)) == {"too_late": 1}
    assert re.search(r"closed at \d\d/\d\d/\d{4} \d\d:\d\d:\d\d", answer.text)
    assert urn.turnout(poll.uid) == 0


def test_only_on_the_roll_and_only_ones_own(browse):
    poll = an_open()
    mine = line_of(poll, MEMBER)
    stranger = browse(in_english(BOARD))
    path = f"/vote/{poll.id}/{mine}"
    assert "Nothing to vote on" in stranger.get("/vote").text
    assert stranger.get(path).status_code == 404
    for step in ("", "/review", "/cast", "/password"):
        assert stranger.post(path + step, {"password": PASSWORD}).status_code == 404
    other = Booth(browse, poll, OTHER_MEMBER, whose=mine)
    assert other.browser.get(other.path).status_code == 404
