"""The people of the cooperative: found, corrected, given roles, closed."""

import re

import pytest
import sqlalchemy as sa

from tests.web.life import acts, person
from tests.web.signing import NEWCOMER, make_link, sign_in
from web.demo.people import (
    ADMIN_TEAM,
    ADVISER,
    FINANCE,
    MEMBER,
    OTHER_ADVISER,
    OTHER_MEMBER,
    PEOPLE,
    STRANGER,
    SYSTEM_ADMIN,
    WORKER,
    national_number,
)
from web.extensions import db
from web.models.audit import AuditEntry
from web.models.person import OneTimeLink, Person, PersonRole
from web.models.unit import Unit

STRANGERS = (MEMBER, WORKER, ADVISER, FINANCE)


def roles_of(email):
    return set(
        db.session.scalars(
            sa.select(PersonRole.role).where(PersonRole.person_id == person(email).id)
        )
    )


@pytest.mark.parametrize("email", STRANGERS)
def test_others_cannot_look_people_up(browse, email):
    browser, key = browse(email), person(WORKER).id
    for path in ("", "/new", f"/{key}", f"/{key}/edit", f"/{key}/roles", f"/{key}/deactivate"):
        assert browser.get(f"/people{path}").status_code == 403
    for path in ("/new", f"/{key}/edit", f"/{key}/link", f"/{key}/roles", f"/{key}/deactivate"):
        assert browser.post(f"/people{path}").status_code == 403
    assert browse("").get("/people").status_code == 303


def test_people_are_found_without_accents_by_any_word(browse):
    team = browse(ADMIN_TEAM)
    assert "Dubois" in team.get("/people?q=ines").text
    assert "Haddad" in team.get("/people?q=had nou").text
    assert "Haddad" not in team.get("/people?q=addad").text
    assert "Haddad" in team.get("/people?q=NOUR.HADDAD%40demo").text
    nothing = team.get("/people?q=100%25_")
    assert nothing.status_code == 200
    only = team.get("/people?role=finance").text
    assert "Jacobs" in only
    assert "Haddad" not in only


def test_the_fragment_is_the_same_html_as_in_the_page(browse):
    team = browse(ADMIN_TEAM)
    fragment = team.get("/people?q=peet", headers={"HX-Request": "true"}).text
    assert fragment.strip() in team.get("/people?q=peet").text
    assert "Peeters" in fragment


def test_a_long_list_goes_on_by_key(browse, monkeypatch):
    monkeypatch.setattr("web.queries.people.PAGE", 4)
    team, path, names = browse(ADMIN_TEAM), "/people", []
    while path:
        html = team.get(path).text
        names += re.findall(r'people/\d+">([^<]+)</a>', html)
        following = re.search(r'rel="next" href="([^"]+)"', html)
        path = following[1].replace("&amp;", "&") if following else ""
    assert len(names) == len(set(names)) == len(PEOPLE)
    assert names == sorted(names)


def test_the_same_form_twice_adds_one_person(browse):
    team = browse(ADMIN_TEAM)
    first = team.post("/people/new", {**NEWCOMER, "once": "the same"})
    second = team.post("/people/new", {**NEWCOMER, "once": "the same"})
    assert first.location == second.location
    count = sa.select(sa.func.count()).where(Person.email == "zoe@demo.example")
    assert db.session.scalar(count) == 1


@pytest.mark.parametrize(
    "wrong",
    [{"email": MEMBER.upper()}, {"email": "nobody"}, {"given_name": " "}, {"roles": ["visitor"]},
     {"roles": ["finance"]}, {"language": "xx"}],
)  # fmt: skip
def test_a_wrong_newcomer_is_refused_and_kept_on_the_page(browse, wrong):
    response = browse(ADMIN_TEAM).post("/people/new", {**NEWCOMER, **wrong})
    assert response.status_code == 422
    assert "Öztürk" in response.text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Person)) == len(PEOPLE)


def test_an_address_taken_in_the_same_moment_is_refused_at_its_field(browse, monkeypatch):
    monkeypatch.setattr("web.actions.people.check_email", lambda *_given: None)
    team = browse(ADMIN_TEAM)
    new = team.post("/people/new", {**NEWCOMER, "email": MEMBER})
    edited = team.post(f"/people/{person(MEMBER).id}/edit", details(MEMBER, email=OTHER_MEMBER))
    for response in (new, edited):
        assert response.status_code == 422
        assert 'id="email-error"' in response.text


def test_the_team_cannot_take_over_those_who_see_more(browse):
    team = browse(ADMIN_TEAM)
    for email in (SYSTEM_ADMIN, FINANCE, ADVISER, ADMIN_TEAM):
        key = person(email).id
        assert team.post(f"/people/{key}/link").status_code == 422
        assert team.get(f"/people/{key}/edit").status_code == 422
        assert team.post(f"/people/{key}/deactivate").status_code == 422
        assert "/link" not in team.get(f"/people/{key}").text
    assert db.session.scalars(sa.select(OneTimeLink)).all() == []
    assert team.get(f"/people/{person(MEMBER).id}/roles").status_code == 403


def details(of, /, **more):
    who = person(of)
    kept = "given_name family_name email language street postcode city country phone version"
    names = kept.split()
    return {**{name: getattr(who, name) for name in names}, "national_number": "", **more}


def test_the_team_corrects_the_details_of_a_member(browse):
    key, number = person(MEMBER).id, national_number(person(WORKER).birth_day, 9)
    team = browse(ADMIN_TEAM)
    assert person(MEMBER).national_number not in team.get(f"/people/{key}/edit").text
    sent = details(MEMBER, family_name="Haddád", email="nour@demo.example", national_number=number)
    assert team.post(f"/people/{key}/edit", sent).status_code == 303
    changed = person("nour@demo.example")
    assert changed.national_number == number
    assert "Haddád" in team.get("/people?q=haddad nour").text
    assert "nour" in changed.likeness
    facts = str(db.session.scalars(sa.select(AuditEntry.facts)).all())
    assert number not in facts
    assert "email_changed" in acts()


def test_an_empty_national_number_stays_what_it_was(browse):
    before = person(MEMBER).national_number
    browse(ADMIN_TEAM).post(f"/people/{person(MEMBER).id}/edit", details(MEMBER, city="Gent"))
    assert (person(MEMBER).national_number, person(MEMBER).city) == (before, "Gent")


@pytest.mark.parametrize(
    "wrong", [{"email": OTHER_MEMBER}, {"national_number": "1"}, {"family_name": ""}]
)
def test_wrong_details_are_refused(browse, wrong):
    sent = details(MEMBER, street="Kept 1", **wrong)
    response = browse(ADMIN_TEAM).post(f"/people/{person(MEMBER).id}/edit", sent)
    assert response.status_code == 422
    assert "Kept 1" in response.text


def test_a_number_that_another_has_is_refused(browse):
    sent = details(MEMBER, national_number=person(WORKER).national_number)
    response = browse(ADMIN_TEAM).post(f"/people/{person(MEMBER).id}/edit", sent)
    assert response.status_code == 422


def test_two_who_correct_one_person(browse):
    sent, key = details(MEMBER), person(MEMBER).id
    team, admin = browse(ADMIN_TEAM), browse(SYSTEM_ADMIN)
    assert team.post(f"/people/{key}/edit", {**sent, "city": "First"}).status_code == 303
    assert admin.post(f"/people/{key}/edit", {**sent, "city": "Second"}).status_code == 409
    assert person(MEMBER).city == "First"


def test_roles_are_given_and_taken_and_leave_an_audit(browse):
    admin, member = browse(SYSTEM_ADMIN), browse(MEMBER)
    key = person(MEMBER).id
    sent = {"roles": ["member", "finance"], "version": person(MEMBER).version}
    assert admin.post(f"/people/{key}/roles", sent).status_code == 303
    assert roles_of(MEMBER) == {"member", "finance"}
    assert member.get("/").status_code == 200
    assert member.get("/account").status_code == 303, "they sign in again"
    entries = db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [(entry.act, entry.facts) for entry in entries] == [
        ("roles_given", {"roles": "finance"}),
        ("roles_taken", {"roles": "worker"}),
    ]
    assert admin.post(f"/people/{key}/roles", sent).status_code == 409, "the same page again"


def test_nobody_changes_their_own_roles_or_locks_themselves_out(browse):
    admin = browse(SYSTEM_ADMIN)
    key = person(SYSTEM_ADMIN).id
    sent = {"roles": ["system_admin", "finance"], "version": person(SYSTEM_ADMIN).version}
    assert admin.post(f"/people/{key}/roles", sent).status_code == 422
    assert admin.post(f"/people/{key}/deactivate").status_code == 422
    assert roles_of(SYSTEM_ADMIN) == {"system_admin"}


def test_a_closed_account_opens_nothing(browse):
    team, worker = browse(ADMIN_TEAM), browse(WORKER)
    key, link = person(WORKER).id, make_link(team, WORKER)
    assert "Sacha" in team.get(f"/people/{key}/deactivate").text
    assert team.post(f"/people/{key}/deactivate").status_code == 303
    assert worker.get("/account").status_code == 303
    assert sign_in(browse(""), WORKER).status_code == 422
    assert browse("").get(link).status_code == 410
    assert team.post(f"/people/{key}/reactivate").status_code == 303
    assert sign_in(browse(""), WORKER).status_code == 303


def test_the_units_of_an_adviser_who_leaves_get_another(browse):
    followed = sa.select(sa.func.count()).select_from(Unit)
    assert db.session.scalar(followed.where(Unit.adviser_id == person(ADVISER).id)) == 3
    browse(SYSTEM_ADMIN).post(f"/people/{person(ADVISER).id}/deactivate")
    db.session.expire_all()
    assert db.session.scalar(followed.where(Unit.adviser_id == person(OTHER_ADVISER).id)) == 4


def test_a_page_of_a_person_tells_what_happened(browse):
    team = browse(ADMIN_TEAM)
    make_link(team, STRANGER)
    page = browse(SYSTEM_ADMIN).get(f"/people/{person(STRANGER).id}")
    assert "Fatou Diallo" in page.text
    assert "Claes &amp; co" in page.text
    assert team.get("/people/999999").status_code == 404
