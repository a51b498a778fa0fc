"""A link lets someone choose a password, once, for a day."""

import sqlalchemy as sa

from tests.web.life import acts, person
from tests.web.signing import NEW_PASSWORD, NEWCOMER, link_in, make_link, sign_in
from web.actions import passwords
from web.demo.people import ADMIN_TEAM, MEMBER, SYSTEM_ADMIN
from web.extensions import db
from web.models.person import OneTimeLink


def test_a_newcomer_is_let_in_by_a_link_shown_once(browse, app):
    team = browse(ADMIN_TEAM)
    page = team.follow("/people/new", NEWCOMER).text
    link = link_in(page)
    assert "/welcome/" not in team.get(f"/people/{person('zoe@demo.example').id}").text
    assert link.rpartition("/")[2] not in str(
        db.session.scalars(sa.select(OneTimeLink.token_hash)).all()
    )
    newcomer = browse("")
    form = newcomer.get(link)
    assert "Zoé" in form.text
    assert '<html lang="nl"' in form.text
    assert newcomer.get(link).status_code == 200, "looking uses nothing up"
    assert newcomer.post(link, {"new_password": "short"}).status_code == 422
    assert newcomer.post(link, {"new_password": NEW_PASSWORD}).location == "/"
    assert newcomer.get("/account").status_code == 200
    assert newcomer.post(link, {"new_password": "another long password"}).status_code == 410
    assert browse("").get(link).status_code == 410
    assert sign_in(browse(""), "zoe@demo.example", NEW_PASSWORD).status_code == 303
    assert acts()[:3] == ["person_added", "link_made", "password_chosen"]


def test_a_forgotten_password_is_chosen_anew(browse):
    old = browse(MEMBER)
    link = make_link(browse(ADMIN_TEAM), MEMBER)
    assert sign_in(browse("")).status_code == 303, "until the link is used, nothing changed"
    browse("").post(link, {"new_password": NEW_PASSWORD})
    assert old.get("/account").status_code == 303, "signed out everywhere"
    assert sign_in(browse("")).status_code == 422
    assert sign_in(browse(""), password=NEW_PASSWORD).status_code == 303


def test_a_link_ends_after_a_day_and_with_the_next_one(browse, later):
    team = browse(SYSTEM_ADMIN)
    first, second = make_link(team, MEMBER), make_link(team, MEMBER)
    assert browse("").get(first).status_code == 410
    assert browse("").get(second).status_code == 200
    later(hours=24, seconds=1)
    assert browse("").get(second).status_code == 410
    assert browse("").post(second, {"new_password": NEW_PASSWORD}).status_code == 410


def test_two_with_one_link(browse, monkeypatch):
    link = make_link(browse(ADMIN_TEAM), MEMBER)
    first, second = browse(""), browse("")
    real = passwords.hash_password

    def meanwhile(typed):
        monkeypatch.setattr(passwords, "hash_password", real)
        assert second.post(link, {"new_password": "the second was faster"}).status_code == 303
        return real(typed)

    monkeypatch.setattr(passwords, "hash_password", meanwhile)
    assert first.post(link, {"new_password": NEW_PASSWORD}).status_code == 410
    assert sign_in(browse(""), password="the second was faster").status_code == 303
