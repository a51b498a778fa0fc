"""Equal votes: the number named before, the decision by its rule, published for everybody."""

import json
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa

from domain.assembly.poll_life import FixedAlready
from domain.assembly.words import CandidacyState
from domain.voting.canonical import sha256_hex
from domain.voting.ties import LotNotNamed, NoTie, by_lot
from tests.web.ceremonies import SHARES, a_voted_poll, ceremony, packed, recount, told, upload
from tests.web.polls import a_frozen_poll, a_poll, a_scrutineer, an_assembly, election, resolution
from web import clock
from web.actions import polls, ties
from web.extensions import db
from web.models.assembly import AgendaItem, Assembly, Candidacy, Mandate
from web.models.poll import Poll, TieDecision
from web.models.share import Shareholder
from web.queries.minutes import gathered
from web.queries.polls import definition_of

BY_LOT = (resolution(), election(seats=1, at_most=1))
BY_SENIORITY = (election("stv", seats=1, tie="seniority"),)
NUMBER = "031721283644"


def published(browse, questions, said):
    """A poll of which the result is published, and a scrutineer."""
    poll_id, uid = a_voted_poll(questions, said)
    scrutineer = browse(a_scrutineer())
    files = ceremony.open_urn(told(scrutineer, poll_id), SHARES[:2])
    answer = upload(scrutineer, f"/polls/{poll_id}/urn", packed(files))
    assert answer.status_code == 303, answer.text
    return poll_id, uid, scrutineer


def states():
    db.session.expire_all()
    return sorted(db.session.scalars(sa.select(Candidacy.state)))


@pytest.mark.slow
def test_a_lot_is_drawn_recorded_and_recounted(browse, tmp_path):
    equal = [("y", "1"), ("y", "2")] * 3
    poll_id, uid, scrutineer = published(browse, BY_LOT, equal)
    waiting = [CandidacyState.ACCEPTED, CandidacyState.ACCEPTED, CandidacyState.NOT_ELECTED]
    assert states() == waiting, "the two with equal votes wait"
    assert "Equal votes wait" in scrutineer.get(f"/polls/{poll_id}").text
    address = f"/polls/{poll_id}/ties"
    assert "Lottery of the day after" in scrutineer.get(address).text
    refused = scrutineer.post(address, {"question": "q2", "number": " "})
    assert refused.status_code == 422
    assert "Type the number" in refused.text
    poll = db.session.get_one(Poll, poll_id)
    keys = by_lot(sha256_hex(poll.result), NUMBER, ["1", "2"])
    first = min(keys, key=keys.__getitem__)
    assert keys[first] in scrutineer.get(f"{address}?number={NUMBER}").text
    assert states() == waiting, "looking decides nothing"
    scrutineer.follow(address, {"question": "q2", "number": f" {NUMBER} "})
    elected = db.session.scalars(sa.select(Mandate)).one()
    assert elected.shareholder_id == poll.standing["q2"][int(first) - 1]
    assert states()[0] is CandidacyState.ELECTED
    name = definition_of(poll).questions[1].options[int(first) - 1].label["en"]
    shown = scrutineer.get(f"/results/{uid}").text
    assert f"Elected: {name}" in shown
    assert f"Drawn with the number {NUMBER}" in shown
    everything = browse("").get(f"/results/{uid}/all.zip")
    with zipfile.ZipFile(BytesIO(everything.data)) as folder:
        folder.extractall(tmp_path)
    assert recount.main([str(path) for path in tmp_path.glob("board-*.csv")]) == 0
    assert ceremony.main(["check", str(tmp_path)]) == 0
    assert json.loads((tmp_path / "tie-q2.json").read_bytes())["keys"] == keys
    assert scrutineer.post(address, {"question": "q2", "number": "1"}).status_code == 422
    assert "No equal votes wait" in scrutineer.get(address).text


def test_the_minutes_tell_how_equal_votes_were_decided(browse):
    poll_id, _uid, _scrutineer = published(browse, BY_LOT, [("y", "1"), ("y", "2")] * 3)
    poll = db.session.get_one(Poll, poll_id)
    assembly = db.session.get_one(Assembly, poll.assembly_id)
    before = gathered(assembly).points[1].result
    assert (before.tied, before.settled) == (True, None)
    ties.decide_tie(poll, "q2", NUMBER, now=clock.now())
    after = gathered(assembly)
    kept = after.points[1].result
    assert (kept.tied, kept.settled.number) == (False, NUMBER)
    assert [count.elected for count in kept.counts].count(True) == len(after.elected) == 1
    assert "tie-q2.json" in [name for name, _sha256 in after.polls[0].files]


def test_seniority_decides_and_the_ranking_is_counted_to_its_end(browse):
    poll_id, uid, scrutineer = published(browse, BY_SENIORITY, [("1>2",), ("2>1",)] * 3)
    poll = db.session.get_one(Poll, poll_id)
    holders = [db.session.get_one(Shareholder, key) for key in poll.standing["q1"]]
    for holder in holders:
        holder.created = clock.now()
    db.session.commit()
    address = f"/polls/{poll_id}/ties"
    equal = scrutineer.post(address, {"question": "q1"})
    assert equal.status_code == 422
    assert "only a second ballot can" in equal.text
    holders[1].created -= timedelta(days=400)
    db.session.commit()
    scrutineer.follow(address, {"question": "q1"})
    assert db.session.scalars(sa.select(Mandate)).one().shareholder_id == holders[1].id
    shown = scrutineer.get(f"/results/{uid}").text
    assert "Shareholders for the longest time first" in shown
    assert "rounds of counting" in shown


def test_equal_votes_that_are_rejected_leave_the_seat_free(browse):
    asked = (election(seats=1, at_most=1, tie="rejected"),)
    poll_id, uid, scrutineer = published(browse, asked, [("1",), ("2",)] * 3)
    assert set(states()) == {CandidacyState.NOT_ELECTED}
    shown = scrutineer.get(f"/results/{uid}").text
    assert "Nobody is elected<" in shown
    assert "Seats that stay vacant: 1" in shown
    assert scrutineer.post(f"/polls/{poll_id}/ties", {"question": "q1"}).status_code == 422


@pytest.mark.usefixtures("app_context")
def test_a_decision_is_never_changed():
    poll = a_frozen_poll(questions=BY_LOT)
    row = TieDecision(poll_id=poll.id, question="q2", content=b"{}", decided=clock.now())
    db.session.add(row)
    db.session.commit()
    for change in (sa.update(TieDecision).values(content=b"[]"), sa.delete(TieDecision)):
        with pytest.raises(sa.exc.DBAPIError, match="append-only"):
            db.session.execute(change)
        db.session.rollback()
    with pytest.raises(NoTie):
        ties.decide_tie(poll, "q2", NUMBER, now=clock.now())


def test_the_number_is_named_before_the_freezing(browse):
    scrutineer = browse(a_scrutineer())
    poll = a_poll(an_assembly(BY_LOT))
    poll.lot = ""
    db.session.commit()
    poll_id = poll.id
    with pytest.raises(LotNotNamed):
        polls.freeze(poll, now=clock.now())
    db.session.rollback()
    address = f"/polls/{poll_id}/lot"
    assert scrutineer.post(address, {"lot": ""}).status_code == 422
    scrutineer.follow(address, {"lot": "Lotto  of 19 June"})
    assert "Lotto of 19 June" in scrutineer.get(f"/polls/{poll_id}").text
    scrutineer.follow(f"/polls/{poll_id}/freeze")
    db.session.expire_all()
    poll = db.session.get_one(Poll, poll_id)
    assert definition_of(poll).lot == "Lotto of 19 June"
    assert "Lotto of 19 June" in browse("").get(f"/polls/{poll.uid}").text
    assert scrutineer.post(address, {"lot": "Another"}).status_code == 422
    with pytest.raises(FixedAlready):
        ties.name_lot(poll, "Another")


@pytest.mark.usefixtures("app_context")
def test_a_quorum_that_was_missed_elects_nobody():
    poll = a_frozen_poll(questions=BY_LOT)
    item = db.session.scalars(sa.select(AgendaItem).where(AgendaItem.position == 2)).one()
    item.ballot = {**item.ballot, "quorum": {"kind": "members", "part": [1, 2]}}
    db.session.commit()
    question = definition_of(poll).questions[1]
    ties.proclaim_result(poll, question, {"elected": ["1"], "tie": None})
    assert set(states()) == {CandidacyState.ACCEPTED}
