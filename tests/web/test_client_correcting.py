"""Clients are corrected and verified, and nobody's change is lost."""

import re

import pytest
import sqlalchemy as sa

from tests.web.clientele import NEW, client, edit_form, names, newest
from web.demo.buyers import NEWCOMER, THEATRE
from web.demo.people import ADMIN_TEAM, ADVISER, FINANCE, MEMBER, OTHER_MEMBER, STRANGER
from web.extensions import db
from web.models.audit import AuditEntry

# Correcting


def test_the_team_corrects_a_verified_client(browse):
    sent = edit_form(client(THEATRE), name="Théâtre des Trois Rives", city="Bruxelles")
    response = browse(ADMIN_TEAM).follow(f"/clients/{THEATRE + 1}/edit", sent)
    assert "Théâtre des Trois Rives" in response.text
    changed = client(THEATRE)
    assert changed.verified is not None
    assert "trois" in changed.likeness
    assert names(browse(MEMBER).get("/clients?q=trois"))
    assert not names(browse(MEMBER).get("/clients?q=deux+rives"))
    facts = db.session.scalars(sa.select(AuditEntry.facts)).one()
    assert facts == {"changed": "name"}


def test_who_added_a_client_corrects_it_until_it_is_verified(browse):
    member, team = browse(MEMBER), browse(ADMIN_TEAM)
    others = [browse(stranger) for stranger in (OTHER_MEMBER, STRANGER, ADVISER, FINANCE)]
    member.post("/clients/new", NEW)
    row = newest()
    url, place = f"/clients/{row.id}/edit", row.id - 1
    assert member.get(url).status_code == 200
    for other in others:
        assert url not in other.get(f"/clients/{row.id}").text
        assert other.get(url).status_code == 403
        assert other.post(url, edit_form(client(place))).status_code == 403
    sent = edit_form(client(place), street="Rue du Test 4")
    assert member.post(url, sent).status_code == 303
    assert client(place).street == "Rue du Test 4"
    team.post(f"/clients/{place + 1}/verify", {"version": str(client(place).version)})
    assert member.get(url).status_code == 403
    assert member.post(url, edit_form(client(place))).status_code == 403


@pytest.mark.parametrize("place", range(NEWCOMER + 1))
def test_saving_without_a_change_changes_nothing(browse, place):
    team, kept = browse(ADMIN_TEAM), ("vat_number", "enterprise_number", "version", "name")
    before = {name: getattr(client(place), name) for name in kept}
    sent = edit_form(client(place))
    if sent["country"] != "BE" and before["vat_number"]:
        sent["vat_number"] = before["vat_number"]
        assert f'value="{before["vat_number"]}"' in team.get(f"/clients/{place + 1}/edit").text
    response = team.post(f"/clients/{place + 1}/edit", sent)
    assert response.status_code == 303, response.text
    assert {name: getattr(client(place), name) for name in kept} == before


def test_a_number_cannot_be_taken_from_another_client(browse):
    sent = edit_form(client(NEWCOMER), enterprise_number="0999.100.196")
    response = browse(ADMIN_TEAM).post(f"/clients/{NEWCOMER + 1}/edit", sent)
    assert response.status_code == 422
    assert client(NEWCOMER).enterprise_number == "0999100493"


def test_two_people_at_once_the_second_is_told_and_loses_nothing(browse):
    team, url = browse(ADMIN_TEAM), f"/clients/{NEWCOMER + 1}/edit"
    first = edit_form(client(NEWCOMER), street="Rue du Premier 1")
    second = edit_form(client(NEWCOMER), street="Rue du Second 2", email="a@b.example")
    assert team.post(url, first).status_code == 303
    told = team.post(url, second)
    assert told.status_code == 409
    assert "Rue du Premier 1" in told.text
    assert 'value="Rue du Second 2"' in told.text
    assert client(NEWCOMER).street == "Rue du Premier 1"
    version = re.search(r'name="version" type="hidden" value="(\d+)"', told.text)[1]
    assert team.post(url, {**second, "version": version}).status_code == 303
    assert client(NEWCOMER).street == "Rue du Second 2"


# Verifying


def test_the_team_verifies_from_a_list_and_can_undo_it(browse):
    team, key = browse(ADMIN_TEAM), NEWCOMER + 1
    listed = team.get("/clients?show=to-verify")
    assert names(listed) == ["Nouvelle Galerie Demo"]
    sent = {"version": str(client(NEWCOMER).version), "next": "/clients?show=to-verify"}
    response = team.post(f"/clients/{key}/verify", sent)
    assert response.location == "/clients?show=to-verify"
    after = team.get(response.location)
    assert names(after) == []
    assert f"/clients/{key}/unverify" in after.text
    assert client(NEWCOMER).verified_by_id is not None
    assert "Fatou Diallo" in browse(MEMBER).get(f"/clients/{key}").text
    assert team.post(f"/clients/{key}/unverify").status_code == 303
    db.session.expire_all()
    assert client(NEWCOMER).verified is None
    acts = db.session.scalars(sa.select(AuditEntry.act).order_by(AuditEntry.id)).all()
    assert acts == ["client_verified", "client_unverified"]


def test_verifying_what_has_changed_meanwhile_is_refused(browse):
    response = browse(ADMIN_TEAM).post(f"/clients/{NEWCOMER + 1}/verify", {"version": "0"})
    assert response.status_code == 409
    assert client(NEWCOMER).verified is None


def test_verifying_twice_does_no_harm(browse):
    sent = {"version": "1"}
    for _ in range(2):
        response = browse(ADMIN_TEAM).post(f"/clients/{NEWCOMER + 1}/verify", sent)
        assert response.status_code == 303
    assert len(db.session.scalars(sa.select(AuditEntry)).all()) == 1


def test_members_see_no_list_to_verify(browse):
    assert len(names(browse(MEMBER).get("/clients?show=to-verify"))) > 1
