"""Adding a client once, for everyone, and going back to where one was."""

import pytest
import sqlalchemy as sa

from tests.web.clientele import NEW, form, names, newest
from web.demo.buyers import NEWCOMER, THEATRE
from web.demo.people import ADMIN_TEAM, FINANCE, MEMBER, STRANGER
from web.extensions import db
from web.models.audit import AuditEntry
from web.models.form_token import FormToken

# Adding


def test_a_new_client_is_there_for_everyone(browse):
    response = browse(MEMBER).follow("/clients/new", NEW)
    assert "Radio Fictive" in response.text
    added = newest()
    assert (added.enterprise_number, added.vat_number) == ("0999100592", "BE0999100592")
    assert added.verified is None
    assert added.likeness == "radio fictive liege"
    assert "Radio Fictive" in names(browse(STRANGER).get("/clients?q=radio"))
    assert db.session.scalars(sa.select(AuditEntry.act)).all() == ["client_added"]


def test_no_vat_number_without_a_yes(browse):
    browse(MEMBER).post("/clients/new", form(vat_registered="no"))
    assert newest().vat_number is None


def test_what_the_team_adds_is_verified(browse):
    browse(ADMIN_TEAM).post("/clients/new", NEW)
    assert newest().verified is not None
    assert newest().verified_by_id == newest().created_by_id


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "person", "enterprise_number": "", "vat_registered": ""},
        {"kind": "public_body", "vat_registered": "no"},
        {"country": "FR", "enterprise_number": "", "vat_number": "FR83404833048"},
        {"country": "GB", "enterprise_number": "", "vat_registered": "", "postcode": ""},
        {"country": "FR", "kind": "public_body", "enterprise_number": ""},
    ],
)
def test_clients_of_every_kind_and_place(browse, changes):
    response = browse(MEMBER).post("/clients/new", form(**changes))
    assert response.status_code == 303, response.text


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"kind": ""}, "Fill this in"),
        ({"kind": "x"}, "Choose one of the list"),
        ({"country": "XX"}, "Choose one of the list"),
        ({"enterprise_number": "0999.100.593"}, "check digits do not match"),
        ({"enterprise_number": ""}, "Type the enterprise number"),
        ({"vat_registered": ""}, "Choose yes or no"),
        ({"kind": "person"}, "is invoiced as a company"),
        ({"country": "FR", "enterprise_number": ""}, "We need the VAT number"),
        ({"country": "FR", "vat_number": "FR83404833048"}, "Only clients in Belgium"),
        (
            {"country": "FR", "enterprise_number": "", "vat_number": "FR1"},
            "VAT number is not right",
        ),
        ({"name": ""}, "Fill this in"),
        ({"name": "–"}, "Fill this in"),
        ({"street": ""}, "Fill this in"),
        ({"postcode": "99"}, "four digits"),
        ({"email": "nobody"}, "not an e-mail address"),
        ({"language": "de"}, "We write to clients in"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_kept(browse, changes, reason):
    response = browse(FINANCE).post("/clients/new", form(**changes))
    assert response.status_code == 422
    assert reason in response.text
    for name in ("city", "enterprise_number", "name", "email"):
        assert f'value="{form(**changes)[name]}"' in response.text
    assert newest().id == NEWCOMER + 1


def test_a_wrong_number_is_said_once(browse):
    page = browse(FINANCE).post("/clients/new", form(enterprise_number="0999.100.593")).text
    assert page.count("check digits do not match") == 2  # in the summary and at the field


def test_everything_wrong_is_said_at_once(browse):
    page = browse(FINANCE).post("/clients/new", {"once": "a" * 12}).text
    assert page.count('class="error"') >= 5


@pytest.mark.parametrize("name", ["verified", "created_by_id", "id", "likeness", "version"])
def test_nothing_else_can_be_set(browse, name):
    browse(MEMBER).post("/clients/new", form(**{name: "1"}))
    assert newest().verified is None
    assert newest().id == NEWCOMER + 2
    assert newest().likeness == "radio fictive liege"


# Going back


def test_adding_returns_to_where_one_was_with_the_client(browse):
    response = browse(MEMBER).post("/clients/new", form(next="/clients?q=x&client_id=3"))
    assert response.location == f"/clients?q=x&client_id={newest().id}"


def test_a_known_client_can_be_used_at_once(browse):
    changes = {"enterprise_number": "0999.100.196", "next": "/clients?q=x"}
    page = browse(FINANCE).post("/clients/new", form(**changes)).text
    assert f'href="/clients?q=x&amp;client_id={THEATRE + 1}"' in page
    assert 'name="next" type="hidden" value="/clients?q=x"' in page


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1", "evil"]
)
def test_only_our_own_pages(browse, wanted):
    response = browse(MEMBER).post("/clients/new", form(next=wanted))
    assert response.location == f"/clients/{newest().id}"


def test_sending_twice_adds_once(browse):
    member, sent = browse(MEMBER), form(once="same-token-00001")
    first, second = member.post("/clients/new", sent), member.post("/clients/new", sent)
    assert first.location == second.location
    assert newest().id == NEWCOMER + 2
    assert len(db.session.scalars(sa.select(FormToken)).all()) == 1
