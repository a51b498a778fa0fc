"""Candidates, board, bureau, questions and incidents, as people see and do them."""

import io
from datetime import timedelta

import pytest
import sqlalchemy as sa
from PIL import Image

from domain.assembly.incidents import INCIDENTS
from tests.web.make import person
from tests.web.polls import a_shareholder_of, an_assembly, election, in_english
from web import clock
from web.demo.people import ADMIN_TEAM, BOARD, MEMBER, OTHER_MEMBER, WORKER
from web.extensions import db
from web.models.assembly import AgendaItem, Assembly, Candidacy, Incident, Mandate
from web.models.share import Shareholder


@pytest.fixture
def call(app):
    """An assembly whose call for candidates is open, and its election."""
    with app.app_context():
        assembly = an_assembly((election(),), voters=(MEMBER, OTHER_MEMBER))
        assembly.candidates_until = clock.now() + timedelta(days=3)
        assembly.questions_until = clock.now() + timedelta(days=3)
        for who in (MEMBER, OTHER_MEMBER, WORKER, BOARD, ADMIN_TEAM):
            in_english(who)
        db.session.commit()
        item = db.session.scalars(sa.select(AgendaItem)).one()
        yield assembly.id, item.id, a_shareholder_of(MEMBER, 101).id


def picture():
    made = io.BytesIO()
    Image.new("RGB", (900, 700), "orange").save(made, "PNG")
    return made.getvalue()


def stand(browser, assembly_id, item_id, holder, **more):
    sent = {"holder": holder, "fr": "Pour nous", "nl": "", "en": "", "send": "1", **more}
    return browser.post(
        f"/assemblies/{assembly_id}/candidates/{item_id}", sent, content_type="multipart/form-data"
    )


def test_somebody_stands_is_put_on_the_list_and_everybody_reads_it(browse, call):
    assembly_id, item_id, holder = call
    member, board, other = browse(MEMBER), browse(BOARD), browse(OTHER_MEMBER)
    sent = stand(member, assembly_id, item_id, holder, photo=(io.BytesIO(picture()), "me.png"))
    assert sent.status_code == 303
    path = f"/assemblies/{assembly_id}/candidates"
    assert "Pour nous" not in other.get(path).text
    row = db.session.scalars(sa.select(Candidacy).where(Candidacy.shareholder_id == holder)).one()
    key = row.id
    assert other.get(f"/candidacies/{key}/photo").status_code == 404
    assert "Pour nous" in board.get(path).text
    assert other.post(f"/candidacies/{key}/accept").status_code == 403
    assert board.post(f"/candidacies/{key}/accept").status_code == 303
    assert "Pour nous" in other.get(path).text
    shown = other.get(f"/candidacies/{key}/photo")
    assert (shown.status_code, shown.mimetype) == (200, "image/jpeg")
    assert other.post(f"/candidacies/{key}/withdraw").status_code == 404
    assert member.post(f"/candidacies/{key}/withdraw").status_code == 303
    assert "Pour nous" not in other.get(path).text


def test_what_is_kept_is_private_and_a_refusal_has_a_reason(browse, call):
    assembly_id, item_id, holder = call
    member, board = browse(MEMBER), browse(BOARD)
    kept = stand(member, assembly_id, item_id, holder, send="", keep="1")
    assert kept.status_code in (303, 422)
    page = member.get(f"/assemblies/{assembly_id}/candidates/{item_id}").text
    stand(member, assembly_id, item_id, holder)
    row = db.session.scalars(sa.select(Candidacy).where(Candidacy.shareholder_id == holder)).one()
    path, key = f"/candidacies/{row.id}/refuse", row.id
    assert "Pour nous" in page
    assert board.post(path, {"reason": ""}).status_code == 422
    assert board.post(path, {"reason": "Not a member of the college"}).status_code == 303
    assert "Not a member of the college" in member.get(f"/assemblies/{assembly_id}/candidates").text
    assert board.post(f"/candidacies/{key}/accept").status_code == 422


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"fr": ""}, "at least one language"),
        ({"photo": (b"GIF89a", "x.gif")}, "not a PDF, JPEG or PNG"),
    ],
)
def test_a_wrong_candidacy_is_told_and_nothing_is_lost(browse, call, change, said):
    assembly_id, item_id, holder = call
    if "photo" in change:
        data, name = change["photo"]
        change = {"photo": (io.BytesIO(data), name)}
    answer = stand(browse(MEMBER), assembly_id, item_id, holder, **change)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert ("Pour nous" in answer.text) == ("fr" not in change)


def test_too_late_and_over_the_limit_are_refused_with_the_rule(browse, call):
    assembly_id, item_id, holder = call
    today = clock.today()
    for years in (9, 5):
        since = today.replace(year=today.year - years)
        until = since.replace(year=since.year + 4) - timedelta(days=1)
        db.session.add(Mandate(shareholder_id=holder, since=since, until=until))
    db.session.commit()
    answer = stand(browse(MEMBER), assembly_id, item_id, holder)
    assert (answer.status_code, "has had 2 mandates" in answer.text) == (422, True)
    db.session.get_one(Assembly, assembly_id).candidates_until = clock.now()
    db.session.commit()
    late = stand(browse(MEMBER), assembly_id, item_id, holder)
    assert (late.status_code, "could make themselves known up to" in late.text) == (422, True)


def test_the_board_on_any_day_and_only_the_team_keeps_it(browse, call):
    *_rest, holder = call
    number = db.session.get_one(Shareholder, holder).number
    team, member = browse(ADMIN_TEAM), browse(MEMBER)
    assert team.post("/board", {"number": "999999", "since": "2025-06-17"}).status_code == 422
    assert team.post("/board", {"number": number, "since": "2025-06-17"}).status_code == 303
    again = team.post("/board", {"number": number, "since": "2026-06-17"})
    assert (again.status_code, "holds a seat" in again.text) == (422, True)
    assert "Nour Haddad" in member.get("/board").text
    assert "Nobody on this day" in member.get("/board?on=2020-01-01").text
    assert member.post("/board", {"number": number, "since": "2025-06-17"}).status_code == 403
    seat = db.session.scalars(sa.select(Mandate)).one().id
    wrong = team.post(f"/board/{seat}/end", {"day": "2020-01-01", "reason": "Left"})
    assert (wrong.status_code, "before the first" in wrong.text) == (422, True)
    assert (
        team.post(f"/board/{seat}/end", {"day": "2026-01-01", "reason": "Left"}).status_code == 303
    )
    assert "Nobody on this day" in member.get("/board").text


def test_questions_are_asked_by_shareholders_and_answered_by_the_board(browse, call):
    assembly_id, item_id, _holder = call
    path = f"/assemblies/{assembly_id}/questions"
    member, board, worker = browse(MEMBER), browse(BOARD), browse(WORKER)
    assert worker.post(path, {"item": 0, "text": "Why?"}).status_code == 403
    assert member.post(path, {"item": item_id, "text": ""}).status_code == 422
    assert member.post(path, {"item": item_id, "text": "Why four seats?"}).status_code == 303
    assert "Why four seats?" in worker.get(path).text
    assert member.get(f"{path}/1").status_code == 403
    assert board.post(f"{path}/1", {"text": "Because"}).status_code == 303
    assert "Because" in member.get(path).text


def test_the_bureau_is_named_and_signs_in_at_the_door(browse, call):
    assembly_id, *_rest = call
    path = f"/assemblies/{assembly_id}/bureau"
    board, member = browse(BOARD), browse(MEMBER)
    assert member.get(path).status_code == 403
    assert board.post(path, {"email": "nobody@x.be", "function": "chair"}).status_code == 422
    assert board.post(path, {"email": BOARD, "function": "chair"}).status_code == 303
    who = person(BOARD).id
    assert board.post(f"{path}/{who}/present").status_code == 303
    assert board.post(f"{path}/{who + 1}/present").status_code == 404
    assert board.post(f"{path}/{who}/leave").status_code == 303


def test_incidents_are_added_and_the_database_lets_nobody_change_them(browse, call):
    assembly_id, *_rest = call
    path = f"/assemblies/{assembly_id}/incidents"
    board = browse(BOARD)
    assert board.post(path, {"kind": "", "text": "x"}).status_code == 422
    kind = next(iter(INCIDENTS)).value
    sent = {"kind": kind, "text": "The stream stopped at 19:04.", "affected": "40"}
    assert board.post(path, sent).status_code == 303
    assert "The stream stopped" in board.get(path).text
    with pytest.raises(sa.exc.DBAPIError, match="append-only"):
        db.session.execute(sa.update(Incident).values(text="Nothing happened"))
    db.session.rollback()
