"""Signing in and out: who gets in, what a session is worth, language and theme."""

import pytest
import sqlalchemy as sa

from tests.web.conftest import Browser
from tests.web.signing import WRONG, cookie, credentials, sign_in
from web.demo.people import ADMIN_TEAM, MEMBER, OTHER_MEMBER
from web.devices import YEAR
from web.extensions import db
from web.models.audit import AuditEntry
from web.models.person import Person, SignIn


def test_one_signs_in_and_out(browse):
    visitor = browse("")
    assert visitor.get("/sign-in").status_code == 200
    response = sign_in(visitor)
    assert (response.status_code, response.location) == (303, "/")
    assert visitor.get("/account").status_code == 200
    assert visitor.post("/sign-out").location == "/"
    assert visitor.get("/account").status_code == 303
    acts = db.session.scalars(sa.select(AuditEntry.act).order_by(AuditEntry.id)).all()
    assert acts == ["signed_in", "signed_out"]


def test_a_cookie_is_worth_nothing_after_signing_out(browse, app):
    visitor = browse("")
    sign_in(visitor)
    kept = cookie(visitor, "session")
    visitor.post("/sign-out")
    thief = Browser(app.test_client())
    thief.client.set_cookie("session", kept)
    assert thief.get("/account").status_code == 303


def test_each_sign_in_has_a_new_token_and_an_empty_session(browse):
    visitor = browse("")
    visitor.get("/sign-in")
    with visitor.client.session_transaction() as session:
        session["planted"] = "by someone else"
        before = session["csrf_token"]
    sign_in(visitor)
    with visitor.client.session_transaction() as session:
        first = session["_user_id"]
        assert session.permanent
        assert "planted" not in session
        assert session.get("csrf_token") != before
    visitor.post("/sign-out")
    sign_in(visitor)
    with visitor.client.session_transaction() as session:
        assert session["_user_id"] != first
    hashes = db.session.scalars(sa.select(SignIn.token_hash)).all()
    assert first not in hashes


def test_signing_in_as_another_person_ends_the_first_sign_in(browse):
    visitor = browse("")
    sign_in(visitor)
    sign_in(visitor, OTHER_MEMBER)
    ended = dict(
        db.session.execute(sa.select(Person.email, SignIn.ended).join(SignIn.person)).all()
    )
    assert ended[MEMBER] is not None
    assert ended[OTHER_MEMBER] is None


def test_what_was_typed_is_kept_but_not_the_password(browse):
    response = sign_in(browse(""), MEMBER, WRONG, next="/units")
    assert MEMBER in response.text
    assert 'value="/units"' in response.text
    assert WRONG not in response.text
    empty = browse("").post("/sign-in", credentials("", ""))
    assert empty.status_code == 422


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/\n/evil.example",
        "evil.example",
        "/no/such/page",
        "/sign-out",
        "/static/app.js",
        "",
    ],
)
def test_one_never_lands_elsewhere(browse, wanted):
    visitor = browse("")
    assert sign_in(visitor, next=wanted).location == "/"
    assert visitor.get("/sign-in", query_string={"next": wanted}).location == "/"


def test_one_lands_where_one_was_going(browse):
    visitor = browse("")
    asked = visitor.get("/units?view=mine")
    assert asked.status_code == 303
    form = visitor.get(asked.location)
    assert 'value="/units?view=mine"' in form.text
    assert sign_in(visitor, next="/units?view=mine").location == "/units?view=mine"


def test_a_left_alone_desk_signs_out_sooner_than_a_phone(browse, later):
    desk, phone = browse(ADMIN_TEAM), browse(MEMBER)
    later(minutes=31)
    assert desk.get("/account").status_code == 303
    assert phone.get("/account").status_code == 200
    later(hours=11, minutes=31)
    assert phone.get("/account").status_code == 303, "twelve hours after signing in"


def test_looking_keeps_a_desk_signed_in(browse, later):
    desk = browse(ADMIN_TEAM)
    for _ in range(4):
        later(minutes=20)
        assert desk.get("/account").status_code == 200


def test_forms_left_open_can_be_sent_after_signing_in_again(browse, later):
    member = browse("")
    sign_in(member)
    token = member.csrf_token()
    later(hours=13)
    assert member.get("/account").status_code == 303
    sign_in(member)
    sent = member.post("/language", {"language": "nl", "csrf_token": token})
    assert sent.status_code == 303
    sign_in(member, OTHER_MEMBER)
    refused = member.post("/language", {"language": "nl", "csrf_token": token})
    assert refused.status_code == 400, "not those of another person"


def test_every_cookie_is_for_us_alone(browse):
    visitor = browse("")
    answers = [sign_in(visitor), visitor.post("/language", {"language": "nl"})]
    cookies = [value for one in answers for value in one.headers.getlist("Set-Cookie")]
    assert len(cookies) >= 3
    for value in cookies:
        assert "HttpOnly" in value
        assert "SameSite=Lax" in value
        assert "Path=/" in value


def test_a_visitor_chooses_a_language_for_a_year(browse):
    visitor = browse("")
    response = visitor.post("/language", {"language": "nl", "next": "/sign-in?next=/units"})
    assert response.location == "/sign-in?next=/units"
    assert f"Max-Age={YEAR}" in response.headers["Set-Cookie"]
    assert '<html lang="nl"' in visitor.get("/sign-in").text


def test_a_person_is_remembered_with_their_language_and_theme(browse):
    member = browse(MEMBER)
    version = db.session.scalar(sa.select(Person.version).where(Person.email == MEMBER))
    member.post("/language", {"language": "nl"})
    member.post("/theme", {"theme": "dark", "next": "/account"})
    page = browse(MEMBER).get("/account").text
    assert '<html lang="nl" data-theme="dark"' in page
    person = db.session.scalars(sa.select(Person).where(Person.email == MEMBER)).one()
    assert (person.language, person.theme, person.version) == ("nl", "dark", version)
    assert member.post("/theme", {"theme": ""}).status_code == 303
    assert "data-theme" not in browse(MEMBER).get("/account").text


@pytest.mark.parametrize(
    ("path", "sent"),
    [("/language", {"language": "xx"}), ("/theme", {"theme": "pink"}), ("/theme", {})],
)
def test_only_what_there_is_can_be_chosen(browse, path, sent):
    assert browse("").post(path, sent).status_code == 400


def test_a_form_from_elsewhere_is_refused_with_a_page(browse):
    visitor = browse("")
    assert sign_in(visitor, csrf_token="forged").status_code == 400
    response = visitor.post("/sign-in", credentials(), headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    assert db.session.scalars(sa.select(SignIn)).all() == []
