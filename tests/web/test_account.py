"""What people change of themselves, and what that asks of them."""

import pytest
import sqlalchemy as sa

from domain.people import Gender
from tests.web.life import acts, person
from tests.web.signing import NEW_PASSWORD, WRONG, credentials, sign_in
from web.demo.people import MEMBER, OTHER_MEMBER, PASSWORD, WORKER, account_number, national_number
from web.extensions import db
from web.models.audit import AuditEntry
from web.models.person import SignIn

PAGES = ("", "/address", "/bank-account", "/family", "/gender", "/password")
ADDRESS = {
    "street": "Rue Neuve 1",
    "postcode": "1000",
    "city": "Bruxelles",
    "country": "BE",
    "phone": "",
}


@pytest.mark.parametrize("path", PAGES)
def test_everyone_has_an_account_and_visitors_have_none(browse, path):
    assert browse(WORKER).get(f"/account{path}").status_code == 200
    assert browse("").get(f"/account{path}").status_code == 303


def test_secrets_are_masked(browse):
    member = browse(MEMBER)
    known = person()
    text = "".join(member.get(f"/account{path}").text for path in PAGES)
    assert known.iban[-4:] in text
    assert known.iban[4:-4] not in text.replace(" ", "")
    assert known.national_number[:9] not in text.replace(".", "").replace("-", "")


def test_the_address_is_saved_as_typed(browse):
    member = browse(MEMBER)
    response = member.post("/account/address", {**ADDRESS, "version": person().version})
    assert response.location == "/account"
    assert (person().street, person().city) == ("Rue Neuve 1", "Bruxelles")
    assert acts() == ["address_changed"]


def test_a_gender_is_said_and_taken_back_and_the_history_does_not_repeat_it(browse):
    member, sent = browse(WORKER), {"version": person(WORKER).version}
    form = member.get("/account/gender").text
    assert "aucun nombre inférieur à 5 n’est publié" in form
    assert member.post("/account/gender", {**sent, "gender": "other"}).location == "/account"
    assert person(WORKER).gender is Gender.OTHER
    member.post("/account/gender", {"version": person(WORKER).version, "gender": ""})
    assert person(WORKER).gender is Gender.NOT_SAID
    assert acts() == ["gender_changed"] * 2
    refused = member.post(
        "/account/gender", {"version": person(WORKER).version, "gender": "unknown"}
    )
    assert refused.status_code == 422


def test_two_who_change_one_address(browse):
    first, second = browse(MEMBER), browse(MEMBER)
    version = person().version
    first.post("/account/address", {**ADDRESS, "version": version})
    late = second.post("/account/address", {**ADDRESS, "street": "Lost 2", "version": version})
    assert late.status_code == 409
    assert person().street == "Rue Neuve 1"


def test_a_country_that_does_not_exist(browse):
    sent = {**ADDRESS, "country": "ZZ", "version": person().version}
    response = browse(MEMBER).post("/account/address", sent)
    assert response.status_code == 422
    assert "Rue Neuve 1" in response.text


def test_the_bank_account_asks_the_password_again(browse):
    member, before, new = browse(MEMBER), person().iban, account_number(77)
    refused = member.post("/account/bank-account", {"iban": new, "password": WRONG})
    assert refused.status_code == 422
    assert new in refused.text.replace(" ", "")
    assert person().iban == before
    accepted = member.post("/account/bank-account", {"iban": f" {new} ", "password": PASSWORD})
    assert accepted.status_code == 303
    assert person().iban == new
    entries = db.session.scalars(sa.select(AuditEntry)).all()
    assert [(entry.act, entry.facts) for entry in entries] == [("iban_changed", {})]


def test_a_wrong_bank_account_is_refused_at_its_field(browse):
    sent = {"iban": "BE00 1234 5678 9012", "password": PASSWORD}
    response = browse(MEMBER).post("/account/bank-account", sent)
    assert response.status_code == 422
    assert 'id="iban-error"' in response.text


@pytest.mark.slow
def test_guessing_at_an_unlocked_screen_is_slowed(browse):
    member = browse(MEMBER)
    sent = {"iban": account_number(77), "password": WRONG}
    codes = [member.post("/account/bank-account", sent).status_code for _ in range(11)]
    assert codes == [422] * 10 + [429]
    assert sign_in(browse("")).status_code == 303, "signing in has its own count"


def forget_number(email=MEMBER):
    known = person(email)
    known.national_number, known.birth_day = "", None
    db.session.commit()
    return known.version


def test_the_national_number_is_said_once(browse):
    version = forget_number()
    member, number = browse(MEMBER), national_number(person(WORKER).birth_day, 7)
    sent = {"national_number": number, "version": version}
    assert member.post("/account/national-number", sent).status_code == 303
    assert person().national_number == number
    assert person().birth_day == person(WORKER).birth_day
    again = member.post("/account/national-number", {**sent, "version": person().version})
    assert again.status_code == 422
    assert member.get("/account/national-number").status_code == 422
    entry = db.session.scalars(sa.select(AuditEntry)).one()
    assert (entry.act, entry.facts) == ("national_number_set", {})


def test_the_number_of_another_person_is_refused_without_saying_whose(browse):
    sent = {"national_number": person(WORKER).national_number, "version": forget_number()}
    response = browse(MEMBER).post("/account/national-number", sent)
    assert response.status_code == 422
    assert "Lambert" not in response.text
    assert not person().national_number


def family(**more):
    return {"spouse": "with-income", "children": "2", "version": person().version, **more}


def test_the_family_changes_the_next_payslips(browse):
    assert browse(MEMBER).post("/account/family", family()).status_code == 303
    assert (person().situation.spouse, person().situation.children) == ("with-income", 2)
    assert acts() == ["situation_changed"]


@pytest.mark.parametrize(
    "wrong",
    [{"single_parent": "y"}, {"children": "-1"}, {"children": "many"}, {"children": "31"},
     {"spouse": ""}, {"spouse": "unsure"}],
)  # fmt: skip
def test_an_impossible_family_is_refused(browse, wrong):
    assert browse(MEMBER).post("/account/family", family(**wrong)).status_code == 422
    assert person().children == 0


def test_another_password_signs_out_everywhere_else(browse):
    here, there = browse(MEMBER), browse(MEMBER)
    sent = {"password": PASSWORD, "new_password": NEW_PASSWORD}
    assert here.post("/account/password", sent).status_code == 303
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 303
    assert sign_in(browse("")).status_code == 422
    assert sign_in(browse(""), password=NEW_PASSWORD).status_code == 303
    assert "password_changed" in acts()


def test_this_browser_gets_a_new_token_with_a_new_password(browse, app):
    here = browse(MEMBER)
    here.get("/account")
    kept = here.client.get_cookie("session").value
    here.post("/account/password", {"password": PASSWORD, "new_password": NEW_PASSWORD})
    thief = browse("")
    thief.client.set_cookie("session", kept)
    assert thief.get("/account").status_code == 303


@pytest.mark.parametrize(
    "weak",
    [
        "short",
        "password1234",
        MEMBER,
        "nourhaddad12",
        "aaaaaaaaaaaa",
        "abcdefghijkl",
        "x" * 129,
        "",
    ],
)
def test_a_weak_password_is_refused(browse, weak):
    response = browse(MEMBER).post(
        "/account/password", {"password": PASSWORD, "new_password": weak}
    )
    assert response.status_code == 422
    assert sign_in(browse("")).status_code == 303


def test_the_old_password_must_be_right(browse):
    sent = {"password": WRONG, "new_password": NEW_PASSWORD}
    response = browse(MEMBER).post("/account/password", sent)
    assert response.status_code == 422
    assert 'id="password-error"' in response.text
    assert NEW_PASSWORD not in response.text


def test_a_lost_phone_is_signed_out_from_here(browse):
    here, phone, stranger = browse(MEMBER), browse(MEMBER), browse(OTHER_MEMBER)
    ids = db.session.scalars(sa.select(SignIn.id).order_by(SignIn.id)).all()
    assert stranger.post(f"/account/sign-ins/{ids[1]}/end").status_code == 404
    assert phone.get("/account").status_code == 200
    assert here.post(f"/account/sign-ins/{ids[1]}/end").status_code == 303
    assert phone.get("/account").status_code == 303
    assert here.get("/account").status_code == 200


def test_one_stays_signed_in_here_only(browse):
    here, phone, desk = browse(MEMBER), browse(MEMBER), browse(MEMBER)
    assert here.post("/account/sign-ins/end-others").status_code == 303
    assert [b.get("/account").status_code for b in (here, phone, desk)] == [200, 303, 303]


def test_browsers_are_called_by_their_names(browse):
    visitor = browse("")
    visitor.post(
        "/sign-in",
        credentials(),
        headers={"User-Agent": "Mozilla/5.0 (Android 15; Mobile) Firefox/140.0"},
    )
    assert (
        "Firefox on Android"
        in visitor.post("/language", {"language": "en"}).text + visitor.get("/account").text
    )


def test_a_password_never_reaches_the_audit(browse):
    member = browse(MEMBER)
    member.post("/account/password", {"password": PASSWORD, "new_password": NEW_PASSWORD})
    facts = str(db.session.scalars(sa.select(AuditEntry.facts)).all())
    assert PASSWORD not in facts
    assert NEW_PASSWORD not in facts
