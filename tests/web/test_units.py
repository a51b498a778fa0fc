"""Opening and sharing units; an adviser's look at another one."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from domain.offices import Office
from domain.sectors import Sector
from domain.units import Tool
from tests.web import life
from tests.web.life import acts, edited, unit
from web import clock
from web.demo.people import (
    ADMIN_TEAM,
    ADVISER,
    FINANCE,
    MEMBER,
    OTHER_ADVISER,
    OTHER_MEMBER,
    STRANGER,
    WORKER,
)
from web.extensions import db
from web.models.audit import AuditEntry
from web.models.person import PersonRole
from web.models.unit import Holding, Unit, UnitLook

SCENE, STUDIO, CLAES, LESSONS = 1, 2, 3, 4
NEW = {
    "name": "Fanfare de la Senne",
    "description": "Concerts",
    "tool": "three_in_one",
    "kind": "performance",
    "others": "",
}


def newest():
    db.session.expire_all()
    return db.session.scalars(sa.select(Unit).order_by(Unit.id.desc()).limit(1)).one()


def holders(unit_id):
    today = clock.today()
    rows = db.session.scalars(
        sa.select(Holding.person_id).where(
            Holding.unit_id == unit_id, sa.or_(Holding.until.is_(None), Holding.until >= today)
        )
    )
    return set(rows)


def test_a_member_sees_their_own_units(browse):
    page = browse(MEMBER).get("/units").text
    assert "Nour Haddad, scène" in page
    assert "Leren met Lotte" in page
    assert "Studio Peeters" not in page
    assert "Studio Peeters" not in browse(MEMBER).get("/units?view=all").text


def test_an_adviser_sees_those_they_follow(browse):
    page = browse(ADVISER).get("/units").text
    assert "Studio Peeters" in page
    assert "Claes &amp; co" not in page
    assert "Claes &amp; co" in browse(OTHER_ADVISER).get("/units").text


def test_the_team_finds_every_unit(browse):
    team = browse(ADMIN_TEAM)
    assert "Claes &amp; co" in team.get("/units?view=all").text
    assert "Claes &amp; co" in team.get("/units?q=milan").text, "by its holder"
    assert "Nour Haddad, scène" in team.get("/units?q=scene").text, "without accents"
    found = team.get("/units?q=%233").text
    assert "Claes &amp; co" in found
    assert "Studio" not in found
    fragment = team.get("/units?q=studio", headers={"HX-Request": "true"}).text
    assert fragment.strip() in team.get("/units?q=studio").text


def test_a_unit_is_opened_and_its_entity_follows_from_the_work(browse):
    member = browse(MEMBER)
    form = member.get("/units/new").text
    assert "Productions Associées Demo" in form
    assert 'name="entity' not in form
    response = member.post("/units/new", NEW)
    made = newest()
    assert response.location == f"/units/{made.id}"
    assert (made.name, made.tool, made.entity_id) == (NEW["name"], Tool.THREE_IN_ONE, 2)
    assert made.adviser_id == life.id_of(ADVISER), "the one who follows their other units"
    assert holders(made.id) == {life.id_of(MEMBER)}
    assert acts() == ["unit_opened"]
    assert "Fanfare" in member.get("/units").text


def test_a_double_click_opens_one_unit(browse):
    member = browse(MEMBER)
    first, second = (member.post("/units/new", {**NEW, "once": "the same"}) for _ in range(2))
    assert first.location == second.location
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Unit)) == 5


def test_a_unit_is_opened_with_others(browse):
    others = f"{OTHER_MEMBER.upper()}\n {STRANGER}, {STRANGER}"
    browse(MEMBER).post("/units/new", {**NEW, "others": others})
    assert holders(newest().id) == {life.id_of(e) for e in (MEMBER, OTHER_MEMBER, STRANGER)}


def test_a_worker_becomes_a_member_with_their_first_unit(browse):
    worker = browse(WORKER)
    assert worker.get("/assignments").status_code in (403, 404)
    assert worker.post("/units/new", NEW).status_code == 303
    roles = sa.select(PersonRole.role).where(PersonRole.person_id == life.id_of(WORKER))
    assert set(db.session.scalars(roles)) == {"worker", "member"}
    assert acts() == ["became_member", "unit_opened"]
    assert newest().adviser_id == life.id_of(OTHER_ADVISER), "who follows the fewest"


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"name": "x" * 61}, {"tool": ""}, {"tool": "4en1"}, {"kind": ""},
     {"others": "nobody@demo.example"}, {"others": "not an address"},
     {"others": ADVISER}, {"others": WORKER}],
)  # fmt: skip
def test_a_wrong_unit_is_refused_and_what_was_typed_is_kept(browse, wrong):
    response = browse(MEMBER).post("/units/new", {**NEW, "description": "Kept words", **wrong})
    assert response.status_code == 422
    assert "Kept words" in response.text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Unit)) == 4


def test_asking_for_many_addresses_is_slowed(browse):
    member = browse(MEMBER)
    path = f"/units/{SCENE}/holders"
    codes = [member.post(path, {"email": f"p{n}@demo.example"}).status_code for n in range(11)]
    assert codes == [422] * 10 + [429]
    assert member.post(path, {"email": STRANGER}).status_code == 429, "nor does it tell who exists"


@pytest.mark.parametrize("email", [OTHER_MEMBER, ADVISER, FINANCE, ADMIN_TEAM, WORKER])
def test_only_holders_change_a_unit(browse, email):
    browser = browse(email)
    for path in ("edit", "holders", "leave", "close", "reopen"):
        if path != "reopen":
            assert browser.get(f"/units/{SCENE}/{path}").status_code in (403, 404)
        assert browser.post(f"/units/{SCENE}/{path}", {"email": email}).status_code in (403, 404)
    assert unit(SCENE).closed is None


def test_a_unit_is_renamed_and_found_again(browse):
    member = browse(MEMBER)
    sent = edited(SCENE, name="Théâtre Nour")
    assert member.post(f"/units/{SCENE}/edit", sent).status_code == 303
    assert "Théâtre Nour" in browse(ADMIN_TEAM).get("/units?q=theatre").text
    assert acts() == ["unit_renamed"]
    assert member.post(f"/units/{SCENE}/edit", sent).status_code == 409


def test_the_office_and_the_sector_of_a_unit_are_said(browse):
    member, unit = browse(MEMBER), db.session.get_one(Unit, SCENE)
    sent = {"name": unit.name, "tool": unit.tool, "office": "namur", "sector": "music"}
    wrong = {**sent, "version": unit.version, "office": "paris"}
    assert member.post(f"/units/{SCENE}/edit", wrong).status_code == 422
    assert member.post(f"/units/{SCENE}/edit", {**sent, "version": unit.version}).location
    db.session.refresh(unit)
    assert (unit.office, unit.sector) == (Office.NAMUR, Sector.MUSIC)
    shown = member.get(f"/units/{SCENE}").text
    assert "Namur" in shown
    assert "Music and song" in shown or "Musique" in shown
    sent = {"name": unit.name, "tool": unit.tool, "version": unit.version}
    member.post(f"/units/{SCENE}/edit", sent)
    db.session.refresh(unit)
    assert (unit.office, unit.sector) == (Office.NONE, Sector.NONE)


def test_another_holder_is_invited_and_leaves(browse):
    member, stranger = browse(MEMBER), browse(STRANGER)
    path = f"/units/{SCENE}/holders"
    assert stranger.get(path).status_code == 404
    assert member.post(path, {"email": STRANGER}).location == path
    assert member.post(path, {"email": STRANGER}).status_code == 422
    assert "Milan Claes" in stranger.get(path).text
    assert stranger.post(f"/units/{SCENE}/leave").location == "/units"
    assert stranger.get(path).status_code == 404
    assert holders(SCENE) == {life.id_of(MEMBER)}
    assert acts() == ["holder_added", "holder_left"]


def test_a_holder_of_long_leaves_from_today(browse):
    browse(MEMBER).post(f"/units/{LESSONS}/leave")
    row = db.session.scalars(
        sa.select(Holding).where(
            Holding.unit_id == LESSONS, Holding.person_id == life.id_of(MEMBER)
        )
    ).one()
    assert row.until == clock.today() - timedelta(days=1)
    assert browse(MEMBER).get(f"/units/{LESSONS}/holders").status_code == 404


def test_the_last_holder_stays(browse):
    member = browse(MEMBER)
    assert '<form class="stack"' not in member.get(f"/units/{SCENE}/leave").text
    assert member.post(f"/units/{SCENE}/leave").status_code == 422
    assert holders(SCENE) == {life.id_of(MEMBER)}


REASON = "Question of the member by phone"


def test_an_adviser_looks_at_another_unit_for_a_while(browse, later):
    adviser = browse(ADVISER)
    assert "Claes &amp; co" not in adviser.get("/units").text
    sent = {"number": "3", "reason": REASON}
    assert adviser.post("/units/look", sent).location == f"/units/{CLAES}"
    assert "Claes &amp; co" in adviser.get("/units").text
    entry = db.session.scalars(sa.select(AuditEntry)).one()
    assert (entry.act, entry.subject, entry.subject_id) == ("unit_looked_at", "unit", CLAES)
    assert entry.facts == {"reason": REASON}
    told = browse(STRANGER).get(f"/units/{CLAES}/history").text
    assert REASON in told
    assert "Inès Dubois" in told
    assert browse(MEMBER).get(f"/units/{CLAES}/history").status_code == 404
    later(hours=8, seconds=1)
    again = browse(ADVISER)
    assert "Claes &amp; co" not in again.get("/units").text


@pytest.mark.parametrize(
    "wrong",
    [{"number": "99"}, {"number": "x"}, {"number": "9" * 12}, {"number": "²"}, {"reason": "why"}],
)
def test_a_look_needs_a_number_and_a_reason(browse, wrong):
    response = browse(ADVISER).post("/units/look", {"number": "3", "reason": REASON, **wrong})
    assert response.status_code == 422
    assert db.session.scalars(sa.select(UnitLook)).all() == []


@pytest.mark.parametrize("email", [MEMBER, WORKER, FINANCE, ADMIN_TEAM])
def test_only_advisers_look(browse, email):
    assert browse(email).get("/units/look").status_code == 403
    assert browse(email).post("/units/look", {"number": "3", "reason": REASON}).status_code == 403
