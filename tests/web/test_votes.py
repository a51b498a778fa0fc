"""A member votes: password, ballot, review, receipt."""

import base64
import re
from collections import defaultdict
from pathlib import Path

import sqlalchemy as sa
from nacl.public import SealedBox

from domain.assembly.words import ProxyState
from domain.voting.envelope import Envelope, SealedBy, padded
from domain.voting.tracker import code
from domain.voting.words import Method
from tests.domain.elections import question as asked_in_tests
from tests.web.booth import RECORDED, SAID, Booth, an_open, opened
from tests.web.make import person
from tests.web.polls import KEYS, a_closed_poll, an_assembly, an_open_poll, cast_one, in_english
from web import clock, urn
from web.demo.people import MEMBER, OTHER_MEMBER, PASSWORD
from web.extensions import db
from web.forms import ballot as forms
from web.models.roll import Proxy, RollLine


def test_a_vote_without_javascript(browse):
    poll = an_open()
    booth = Booth(browse, poll)
    assert "not yet voted" in booth.browser.get("/vote").text
    ballot = booth.take()
    assert ballot.text.count("data-question=") == len(poll.questions)
    reviewed = booth.review()
    assert "NOT YET VOTED" in reviewed.text
    assert urn.turnout(poll.uid) == 0
    receipt = booth.cast()
    assert receipt.status_code == 200
    assert RECORDED in receipt.text
    assert booth.tracker in receipt.text
    for question in poll.questions:
        assert code(booth.tracker, poll.uid, question.id) in receipt.text
    assert "recorded" in booth.browser.get("/vote").text
    assert "yes, a vote was cast" in booth.browser.get("/vote/in-my-name").text
    assert RECORDED in booth.browser.get(booth.path).text
    (found,) = opened(poll)
    assert (found.choices, found.tracker) == (SAID, booth.tracker)
    assert (found.sealed_by, found.definition) == (SealedBy.SERVER, poll.definition_sha256)


def test_every_confirmation_sent_again_counts_once_and_says_the_same(browse):
    poll = an_open()
    booth, tab = Booth(browse, poll), Booth(browse, poll)
    tab.take(), tab.review()
    booth.take(), booth.review()
    answers = [booth.cast() for _time in range(4)]
    assert {answer.status_code for answer in answers} == {200}
    mark = re.compile(r'(csrf_token" value|X-CSRFToken": )"?[^"]+"?')
    assert len({mark.sub("", answer.text) for answer in answers}) == 1
    other = tab.cast(own="elsewhere")
    assert (other.status_code, RECORDED in other.text) == (200, True)
    assert [one.tracker for one in opened(poll)] == [booth.tracker]


def test_a_ballot_sealed_in_the_browser_is_taken_as_it_is(browse):
    poll = an_open()
    booth = Booth(browse, poll)
    booth.take()
    mine = Envelope(poll.uid, poll.definition_sha256, "K7Q2M9XA-MINE", SAID, SealedBy.BROWSER)
    box = SealedBox(KEYS.private.public_key).encrypt(padded(mine))
    sent = {"definition": booth.fields["definition"], "box": base64.b64encode(box).decode()}
    receipt = booth.browser.post(f"{booth.path}/cast", sent)
    assert RECORDED in receipt.text
    assert 'data-code="q1"' in receipt.text
    stranger = Booth(browse, poll, OTHER_MEMBER)
    stranger.take()
    copied = stranger.browser.post(f"{stranger.path}/cast", sent)
    assert copied.status_code == 409
    assert "was sent before" in copied.text
    assert opened(poll) == [mine]


def test_the_password_comes_first_and_nothing_chosen_is_lost_when_it_is_too_old(browse, later):
    poll = an_open()
    booth = Booth(browse, poll)
    assert 'name="password"' in booth.browser.get(booth.path).text
    wrong = booth.enter("not this one")
    assert (wrong.status_code, "not your password" in wrong.text) == (422, True)
    booth.take()
    later(minutes=50)
    asked = booth.review()
    assert (asked.status_code, 'name="q5" value="3"' in asked.text) == (403, True)
    carried = defaultdict(list)
    for name, value in re.findall(
        r'type="hidden" name="(q[^"]*|seed)" value="([^"]*)"', asked.text
    ):
        carried[name].append(value)
    again = booth.browser.post(f"{booth.path}/password", {**carried, "password": PASSWORD})
    assert re.search(r'id="q1-y"[^>]* checked', again.text)
    assert re.search(r'id="q5-3"[^>]* checked', again.text)
    booth.keep(again)
    booth.review()
    assert RECORDED in booth.cast().text
    assert opened(poll)[0].choices == SAID


def test_from_the_review_back_to_a_question_everything_is_as_it_was(browse):
    booth = Booth(browse, an_open())
    booth.take()
    booth.review()
    half = booth.fields["half"]
    back = booth.browser.post(booth.path, booth.fields)
    for ticked in ("q1-y", "q2-n", "q5-1", "q6-1-y"):
        assert re.search(rf'id="{ticked}"[^>]* checked', back.text), ticked
    assert re.search(r'id="q8-7".*?<option value="2" selected>', back.text, re.DOTALL)
    assert half not in back.text


def test_a_proxy_holder_casts_a_ballot_for_each_and_the_grantor_comes_second(browse):
    assembly = an_assembly()
    lines = {
        line.person_id: line.shareholder_id for line in db.session.scalars(sa.select(RollLine))
    }
    mine, theirs = lines[person(MEMBER).id], lines[person(OTHER_MEMBER).id]
    proxy = Proxy(assembly_id=assembly.id, grantor_id=theirs, holder_id=mine,
                  state=ProxyState.ACCEPTED, offered=clock.now())  # fmt: skip
    db.session.add(proxy)
    db.session.commit()
    poll = an_open(assembly)
    holder = Booth(browse, poll, MEMBER, whose=theirs)
    assert holder.browser.get("/vote").text.count("not yet voted") == 2
    assert "entrusted it to you" in holder.take().text
    holder.review()
    assert RECORDED in holder.cast().text
    grantor = Booth(browse, poll, OTHER_MEMBER)
    assert RECORDED in grantor.browser.get(grantor.path).text
    assert "yes, a vote was cast" in grantor.browser.get("/vote/in-my-name").text
    own = Booth(browse, poll)
    own.take()
    own.review()
    assert RECORDED in own.cast().text
    assert len(opened(poll)) == 2


def test_a_vote_writes_nothing_in_the_main_database(browse, later):
    poll = an_open()
    booth = Booth(browse, poll)
    booth.take()
    later(minutes=10)
    before = everything()
    booth.review()
    assert RECORDED in booth.cast().text
    assert everything() == before


def everything():
    db.session.rollback()
    tables = db.metadata.sorted_tables
    found = {
        table.name: sorted(map(repr, db.session.execute(sa.select(table)))) for table in tables
    }
    db.session.rollback()
    return found


def test_nothing_typed_is_found_outside_the_urn(browse, app, caplog):
    """V11: the voter's own characters, the tracker and the codes are in no file and no log."""
    caplog.set_level(0)
    booth = Booth(browse, poll := an_open())
    booth.take(), booth.review(), booth.cast(own="kanarie7")
    tracker = f"{booth.fields['half']}-KANARIE7"
    words = ["kanarie7", "KANARIE7", booth.fields["half"], code(tracker, poll.uid, "q1")]
    rows = " ".join(str(table) for table in everything().values())
    folder = Path(app.config["DATA_DIR"])
    files = b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
    for word in words:
        assert word not in rows + caplog.text
        assert word.encode() not in files  # not in the urn's either: there it is sealed


def test_a_closed_poll_shows_whether_a_vote_was_cast(browse):
    poll = an_open_poll(hours=0.5)
    cast_one(poll, OTHER_MEMBER)
    a_closed_poll(poll)
    assert "no vote was cast" in browse(in_english(MEMBER)).get("/vote/in-my-name").text
    assert "yes, a vote" in browse(in_english(OTHER_MEMBER)).get("/vote/in-my-name").text


def test_candidates_stand_in_every_place_equally_often():
    question = asked_in_tests(Method.SCHULZE, "ABCDEFG")
    times, places = 1400, len(question.ids)
    counts = dict.fromkeys(((one, at) for one in question.ids for at in range(places)), 0)
    for seed in range(times):
        for at, one in enumerate(forms.shuffled(question, f"{seed:x}")):
            counts[one, at] += 1
    expected = times / places
    chi_squared = sum((count - expected) ** 2 / expected for count in counts.values())
    assert chi_squared < 73.4  # 36 degrees of freedom: p > 0.0002


def test_who_may_vote_sees_the_ballot_in_few_statements(browse, statements):
    booth = Booth(browse, an_open())
    booth.take()
    with statements() as said:
        booth.browser.get(booth.path)
    assert len(said) <= 4
    booth.review()
    with statements() as said:
        booth.cast()
    assert len(said) <= 3
