"""The same client is not added twice: numbers and look-alikes are told, also while typing."""

import re

import pytest

from tests.web.clientele import client, edit_form, form, newest
from tests.web.conftest import HTMX
from web.demo.buyers import NEWCOMER, PARIS, THEATRE
from web.demo.people import ADMIN_TEAM, FINANCE, MEMBER

# Doubles


def test_the_same_number_is_refused_with_a_link_to_who_has_it(browse):
    response = browse(FINANCE).post("/clients/new", form(enterprise_number="0999.100.196"))
    assert response.status_code == 422
    assert "already has this number" in response.text
    assert f'href="/clients/{THEATRE + 1}"' in response.text


def test_the_same_foreign_number_too(browse):
    changes = {"country": "FR", "enterprise_number": "", "vat_number": "FR 29 999 999 907"}
    response = browse(FINANCE).post("/clients/new", form(**changes))
    assert "already has this number" in response.text
    assert f'href="/clients/{PARIS + 1}"' in response.text


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Theatre Deux-Rives asbl", {"postcode": "1000", "city": "Brussel"}),
        ("Téatre des deux rives", {"postcode": "1020", "city": "Bruxelles"}),
    ],
)
def test_nearly_the_same_name_must_be_confirmed(browse, name, place):
    member = browse(FINANCE)
    refused = member.post("/clients/new", form(name=name, **place))
    assert refused.status_code == 422
    assert "Théâtre des Deux Rives" in refused.text
    shown = re.search(r'name="shown" value="([^"]*)"', refused.text)[1]
    assert shown == str(THEATRE + 1)
    again = member.post("/clients/new", form(name=name, another="y", shown="5", **place))
    assert again.status_code == 422, "only those that were shown are confirmed"
    added = member.post("/clients/new", form(name=name, another="y", shown=shown, **place))
    assert added.status_code == 303


def test_the_same_name_elsewhere_is_another_client(browse):
    response = browse(MEMBER).post("/clients/new", form(name="Théâtre des Deux Rives"))
    assert response.status_code == 303


# On the spot


def check(browse, part: str, **typed: str) -> str:
    query = {**form(**typed), "part": part}
    return browse(FINANCE).get("/clients/check", query_string=query, headers=HTMX).text


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("0999.100", "3 digits to go"),
        ("0999.100.59", "1 digit to go"),
        ("0999.100.592", "The check digits are right"),
        ("0999.100.593", "check digits do not match"),
        ("0999.100.196", "This client is already there"),
        ("", ""),
    ],
)
def test_a_number_is_checked_while_it_is_typed(browse, number, said):
    answer = check(browse, "said", enterprise_number=number)
    assert said in answer
    assert "<input" not in answer


def test_the_fields_follow_the_choice(browse):
    def fields(**typed: str) -> set[str]:
        return set(re.findall(r'name="(\w+)"', check(browse, "numbers", **typed)))

    assert fields() == {"enterprise_number", "vat_registered"}
    assert fields(country="FR") == {"vat_number", "kept_enterprise_number"}
    assert fields(kind="person") == {"kept_enterprise_number"}
    kept = {"enterprise_number": "", "kept_enterprise_number": "0999.100.592"}
    assert 'value="0999.100.592"' in check(browse, "numbers", **kept)


def test_without_script_all_fields_are_there(browse):
    page = browse(MEMBER).get("/clients/new").text
    inside = page[page.index("<noscript>") : page.index("</noscript>")]
    for name in ("enterprise_number", "vat_registered", "vat_number"):
        assert f'name="{name}"' in inside


def test_look_alikes_are_shown_on_the_spot(browse):
    answer = check(browse, "likely", name="Theatre Deux Rives", postcode="1000", city="")
    assert "Théâtre des Deux Rives" in answer
    assert "None of these" in answer
    assert check(browse, "likely", name="Radio").strip() == ""


def test_the_fragments_are_parts_of_the_page(browse):
    reader, query = browse(FINANCE), {**form(name="Theatre Deux Rives", postcode="1000")}
    page = reader.get("/clients/check", query_string=query).text
    for part in ("numbers", "likely"):
        fragment = reader.get(
            "/clients/check", query_string={**query, "part": part}, headers=HTMX
        ).text
        assert fragment.strip() in page


# Two at the same moment


def test_who_comes_second_with_a_number_is_shown_who_was_first(browse, monkeypatch):
    monkeypatch.setattr("web.blueprints.clients.refused_as_double", lambda form, found: False)
    response = browse(FINANCE).post("/clients/new", form(enterprise_number="0999.100.196"))
    assert response.status_code == 422
    assert "This client is already there" in response.text
    assert newest().id == NEWCOMER + 1
    sent = edit_form(client(NEWCOMER), enterprise_number="0999.100.196")
    response = browse(ADMIN_TEAM).post(f"/clients/{NEWCOMER + 1}/edit", sent)
    assert response.status_code == 422
    assert f'href="/clients/{THEATRE + 1}"' in response.text
