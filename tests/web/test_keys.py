"""Keys of the trustees and their rehearsals: taken when right, refused at their field when not."""

import json

import pytest

from domain.assembly.words import PollState
from domain.voting.canonical import canonical
from tests.web.ceremonies import KEYS, MADE, QUESTIONS, SHARES, ceremony, upload
from tests.web.polls import a_frozen_poll, a_poll, a_scrutineer, an_assembly, resolution
from web import clock
from web.actions import polls
from web.demo.people import MEMBER
from web.extensions import db
from web.models.poll import Poll


def test_two_pairs_rehearse_and_only_then_the_poll_can_open(browse):
    poll_id = a_frozen_poll(an_assembly(QUESTIONS), keys=KEYS).id
    scrutineer = browse(a_scrutineer())
    path = f"/polls/{poll_id}/rehearsal"
    assert scrutineer.post(f"/polls/{poll_id}/open").status_code == 422
    papers = json.loads(scrutineer.get(f"{path}.json").data)
    first, second = (
        canonical(ceremony.rehearse(papers, [SHARES[a], SHARES[b]])) for a, b in ((0, 1), (2, 0))
    )
    assert upload(scrutineer, path, first).status_code == 303
    again = upload(scrutineer, path, first)
    assert (again.status_code, "has rehearsed already" in again.text) == (422, True)
    lied = canonical({**json.loads(second), "answers": ["00" * 32] * 8})
    assert "not those of two different trustees" in upload(scrutineer, path, lied).text
    assert db.session.get_one(Poll, poll_id).state is PollState.FROZEN
    assert upload(scrutineer, path, second).status_code == 303
    assert db.session.get_one(Poll, poll_id).state is PollState.REHEARSED
    assert scrutineer.post(f"/polls/{poll_id}/open").status_code == 303


@pytest.mark.parametrize(
    "wrong",
    [
        b"", b"[", b"[" * 90_000, b"{}", b"x" * 100_001,
        canonical({**MADE, "threshold": 1}),
        canonical({**MADE, "public_key": "0"}),
        canonical({**MADE, "trustees": MADE["trustees"][:2]}),
        canonical({**MADE, "trustees": MADE["trustees"][:1] * 3}),
        canonical({**MADE, "trustees": [{**one, "name": "Ada"} for one in MADE["trustees"]]}),
        *(canonical({**MADE, "trustees": [{**MADE["trustees"][0], "name": name},
                                          *MADE["trustees"][1:]]})
          for name in ("", " ", "A\nB", "A\0", 1, "A" * 101)),
        canonical(MADE).replace(b"Ada", b"\\ud800"),
        canonical({**MADE, "threshold": 2.0}),
        canonical({**MADE, "public_key": "00" * 32}),
        canonical({**MADE, "more": 1}),
    ],
)  # fmt: skip
def test_wrong_keys_are_refused_at_their_field(browse, wrong):
    poll_id = a_poll(an_assembly((resolution(),))).id
    scrutineer = browse(a_scrutineer())
    answer = upload(scrutineer, f"/polls/{poll_id}/keys", wrong)
    assert (answer.status_code, "not the file that the ceremony makes" in answer.text) == (
        422,
        True,
    )


def test_keys_are_kept_until_the_poll_is_frozen(browse):
    poll_id = a_poll(an_assembly((resolution(),))).id
    who = a_scrutineer()
    scrutineer, member = browse(who), browse(MEMBER)
    path = f"/polls/{poll_id}/keys"
    assert upload(scrutineer, path, canonical(MADE)).status_code == 303
    assert db.session.get_one(Poll, poll_id).keys == MADE
    assert "Ada Lenaerts" in scrutineer.get(path).text
    for hidden in ("/keys", "/rehearsal", "/rehearsal.json", "/urn"):
        assert member.get(f"/polls/{poll_id}{hidden}").status_code == 403
    polls.freeze(db.session.get_one(Poll, poll_id), now=clock.now())
    assert upload(scrutineer, path, canonical(MADE)).status_code == 422


def test_the_urn_stays_closed_while_people_vote(browse):
    poll_id = a_frozen_poll(an_assembly(QUESTIONS), keys=KEYS).id
    assert browse(a_scrutineer()).post(f"/polls/{poll_id}/urn.json").status_code == 422


def test_a_proof_of_something_else_is_refused_with_the_reason(browse):
    poll_id = a_frozen_poll(an_assembly(QUESTIONS), keys=KEYS).id
    scrutineer, path = browse(a_scrutineer()), f"/polls/{poll_id}/rehearsal"
    papers = json.loads(scrutineer.get(f"{path}.json").data)
    right = ceremony.rehearse(papers, SHARES[:2])
    fewer = ceremony.rehearse({**papers, "papers": papers["papers"][:-1]}, SHARES[:2])
    elsewhere = ceremony.rehearse({**papers, "poll": "ab" * 16}, SHARES[:2])
    swapped = [{**one, "trustee": 1 - one["trustee"]} for one in right["signatures"]]
    wrong = {
        "belongs to another poll": elsewhere,
        "were not opened rightly": fewer,
        "not those of two different trustees": {**right, "signatures": swapped},
        "not the file that the ceremony makes": {**right, "pair": [0.0, 1.0]},
    }
    for why, proof in wrong.items():
        answer = upload(scrutineer, path, canonical(proof))
        assert (answer.status_code, why in answer.text) == (422, True), why
    assert db.session.get_one(Poll, poll_id).state is PollState.FROZEN


def test_nothing_is_rehearsed_before_the_questions_are_frozen(browse):
    poll_id = a_poll(an_assembly((resolution(),)), keys=KEYS).id
    scrutineer = browse(a_scrutineer())
    for answer in (
        scrutineer.get(f"/polls/{poll_id}/rehearsal.json"),
        upload(scrutineer, f"/polls/{poll_id}/rehearsal", b"{}"),
        scrutineer.post(f"/polls/{poll_id}/open"),
    ):
        assert answer.status_code == 422
