"""A voted poll, opened, checked, published, read by everybody; and every wrong result refused."""

import json
import re
import zipfile
from base64 import b64encode
from io import BytesIO

import pytest
import sqlalchemy as sa

from domain.assembly.words import CandidacyState, PollState
from domain.voting.canonical import canonical
from domain.voting.envelope import Envelope, SealedBy, padded
from domain.voting.tracker import code
from tests.web.ceremonies import (
    SHARES,
    TRACKERS,
    a_voted_poll,
    ceremony,
    packed,
    recount,
    told,
    upload,
)
from tests.web.polls import a_scrutineer
from web.extensions import db
from web.models.assembly import Candidacy, Mandate
from web.models.poll import Poll
from web.queries.polls import definition_of
from web.urn.seal import seal


def test_from_the_urn_to_a_result_that_anybody_recounts(browse, tmp_path):
    poll_id, uid = a_voted_poll()
    who = a_scrutineer()
    scrutineer, visitor = browse(who), browse("")
    assert "There is no result yet" in scrutineer.get(f"/results/{uid}").text
    files = ceremony.open_urn(told(scrutineer, poll_id), [SHARES[2], SHARES[0]])
    answer = upload(scrutineer, f"/polls/{poll_id}/urn", packed(files), "RESULT.zip")
    assert answer.status_code == 303, answer.text
    shown = scrutineer.get(f"/results/{uid}").text
    assert "Adopted" in shown
    assert "Ada Lenaerts, Cem Yilmaz" in shown or "Cem Yilmaz, Ada Lenaerts" in shown
    assert '<td class="num">75&nbsp;%</td>' in shown  # 3 yes, 1 no
    mine = code(TRACKERS[2], uid, "q1")
    assert "Choice on the board: No" in scrutineer.get(f"/results/{uid}?code={mine.lower()}").text
    elected = scrutineer.get(f"/results/{uid}?code={code(TRACKERS[0], uid, 'q2')}").text
    assert re.search(r"Choice on the board: \w+ \w+, \w+ \w+", elected)
    hidden = code(TRACKERS[2], uid, "q3")
    assert "does not show choices" in scrutineer.get(f"/results/{uid}?code={hidden}").text
    assert "on no board" in scrutineer.get(f"/results/{uid}?code=AAAAAAAAAA").text
    everything = visitor.get(f"/results/{uid}/all.zip")
    with zipfile.ZipFile(BytesIO(everything.data)) as folder:
        folder.extractall(tmp_path)
    boards = sorted(str(path) for path in tmp_path.glob("board-*.csv"))
    assert len(boards) == 4
    assert recount.main(boards) == 0
    assert ceremony.main(["check", str(tmp_path)]) == 0
    assert db.session.get_one(Poll, poll_id).state is PollState.PUBLISHED
    for name in ("result.json", "board-q1.csv", "recount.py"):
        assert visitor.get(f"/results/{uid}/files/{name}").status_code == 200
    assert visitor.get(f"/results/{uid}/files/share-1.txt").status_code == 404


def test_those_elected_begin_a_mandate_and_the_others_are_told(browse):
    poll_id, _uid = a_voted_poll()
    scrutineer = browse(a_scrutineer())
    files = ceremony.open_urn(told(scrutineer, poll_id), SHARES[:2])
    upload(scrutineer, f"/polls/{poll_id}/urn", packed(files))
    states = sorted(db.session.scalars(sa.select(Candidacy.state)))
    assert states == [CandidacyState.ELECTED, CandidacyState.ELECTED, CandidacyState.NOT_ELECTED]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Mandate)) == 2


def changed(files, name, before, after):
    assert before in files[name]
    return {**files, name: files[name].replace(before, after, 1)}


WRONG = {
    "a missing board": lambda f: {k: v for k, v in f.items() if k != "board-q1.csv"},
    "an altered vote": lambda f: changed(f, "board-q1.csv", b",n\n", b",a\n"),
    "another result": lambda f: changed(f, "result.json", b'"yes":3', b'"yes":4'),
    "other sums": lambda f: changed(f, "SHA256SUMS", b"  result.json", b"  Result.json"),
    "an unreadable result": lambda f: {**f, "result.json": b"[" * 90_000},
    "another question": lambda f: changed(f, "definition.json", b"Accounts", b"Salaries"),
    "no signature": lambda f: {**f, "signatures.json": b"[]"},
    "one signature twice": lambda f: {
        **f, "signatures.json": canonical(json.loads(f["signatures.json"])[:1] * 2)
    },
    "a signature of nobody": lambda f: {
        **f,
        "signatures.json": re.sub(rb'signature":"..', b'signature":"00', f["signatures.json"]),
    },
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_a_result_that_does_not_agree_is_not_published(browse, wrong):
    poll_id, uid = a_voted_poll()
    scrutineer = browse(a_scrutineer())
    files = ceremony.open_urn(told(scrutineer, poll_id), SHARES[:2])
    answer = upload(scrutineer, f"/polls/{poll_id}/urn", packed(WRONG[wrong](files)))
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert browse("").get(f"/results/{uid}/all.zip").status_code == 404


def test_ballots_that_are_not_in_the_urn_are_noticed_even_when_trustees_sign(browse):
    poll_id, _uid = a_voted_poll()
    scrutineer = browse(a_scrutineer())
    urn_told = told(scrutineer, poll_id)
    definition = definition_of(db.session.get_one(Poll, poll_id))
    mine = Envelope(
        definition.poll, definition.sha256, "K7Q2M9XA-EXTRA", ("y", "", ""), SealedBy.SERVER
    )
    more = b64encode(seal(definition.public_key, padded(mine))).decode()
    stuffed = {**urn_told, "boxes": [*urn_told["boxes"], more], "cast": urn_told["cast"] + 1}
    files = ceremony.open_urn(stuffed, SHARES[:2])
    answer = upload(scrutineer, f"/polls/{poll_id}/urn", packed(files))
    assert answer.status_code == 422
    assert "not that of the urn" in answer.text


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 nothing", b"{}", packed({"../../x": b"1"})])
def test_what_is_no_result_folder_is_refused(browse, data):
    poll_id, _uid = a_voted_poll()
    scrutineer = browse(a_scrutineer())
    assert upload(scrutineer, f"/polls/{poll_id}/urn", data).status_code == 422


def test_a_zip_bomb_is_refused_before_it_is_unpacked(browse):
    poll_id, _uid = a_voted_poll()
    scrutineer = browse(a_scrutineer())
    answer = upload(scrutineer, f"/polls/{poll_id}/urn", packed({"result.json": b"0" * 50_000_000}))
    assert answer.status_code == 422
