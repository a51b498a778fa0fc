"""Clients: found while typing, added once, verified, corrected without losing anything."""

import re
from typing import Any

import pytest
import sqlalchemy as sa

from tests.web.conftest import HTMX
from web import clock
from web.demo.buyers import NEWCOMER, PARIS, THEATRE
from web.demo.people import (
    ADMIN_TEAM,
    ADVISER,
    FINANCE,
    MEMBER,
    OTHER_MEMBER,
    STRANGER,
    SYSTEM_ADMIN,
    WORKER,
)
from web.extensions import db
from web.models.audit import AuditEntry
from web.models.client import Client, ClientWord
from web.models.form_token import FormToken
from web.queries.clients import PAGE, search

ENGLISH = {"Accept-Language": "en"}
NEW = {
    "kind": "company",
    "country": "BE",
    "enterprise_number": "0999.100.592",
    "vat_registered": "yes",
    "name": "Radio Fictive",
    "street": "Rue du Test 3",
    "postcode": "4000",
    "city": "Liège",
    "email": "",
    "language": "fr",
    "next": "",
}


def form(**changes: Any) -> dict[str, Any]:
    return {**NEW, **changes}


def newest() -> Client:
    return db.session.scalars(sa.select(Client).order_by(Client.id.desc()).limit(1)).one()


def client(place: int) -> Client:
    db.session.expire_all()
    return db.session.get_one(Client, place + 1)


def names(response) -> list[str]:
    return re.findall(r'<th scope="row" class="lead"><a href="[^"]*">([^<]*)</a>', response.text)


# Finding


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("theatre", "Théâtre des Deux Rives"),
        ("rives deux", "Théâtre des Deux Rives"),
        ("thea brux", "Théâtre des Deux Rives"),
        ("0999.100.196", "Théâtre des Deux Rives"),
        ("BE 0999 100 196", "Théâtre des Deux Rives"),
        ("dok", "Zomerfestival Dok Noord"),
        ("9000 zomer", "Zomerfestival Dok Noord"),
        ("LIEGE", "Marie Vermeulen"),
        ("FR 29 999 999 907", "Atelier Lumière SARL"),
        ("75011", "Atelier Lumière SARL"),
    ],
)
def test_a_client_is_found_by_the_beginning_of_its_words(browse, typed, found):
    response = browse(MEMBER).get("/clients", query_string={"q": typed})
    assert found in names(response)


@pytest.mark.parametrize("typed", ["heatre", "theatre gent", "zzz", "%", "_", "' OR 1=1 --"])
def test_what_does_not_match_is_not_found(browse, typed):
    assert names(browse(MEMBER).get("/clients", query_string={"q": typed})) == []


def test_names_that_begin_so_come_first(browse):
    with_word = names(browse(MEMBER).get("/clients?q=n"))
    assert with_word == ["Northern Demo Pictures Ltd", "Nouvelle Galerie Demo"]
    found = names(browse(MEMBER).get("/clients?q=no"))
    assert found[:2] == ["Northern Demo Pictures Ltd", "Nouvelle Galerie Demo"]
    assert "Zomerfestival Dok Noord" in found


def test_the_fragment_is_the_same_html_as_in_the_page(browse):
    member = browse(MEMBER)
    fragment = member.get("/clients?q=theatre", headers=HTMX).text
    assert "<html" not in fragment
    assert "Théâtre" in fragment
    assert fragment in member.get("/clients?q=theatre").text


def test_nothing_found_offers_to_add_it(browse):
    page = browse(MEMBER).get("/clients?q=Radio+Fictive").text
    assert "/clients/new?name=Radio+Fictive" in page
    assert 'value="Radio Fictive"' in browse(MEMBER).get("/clients/new?name=Radio+Fictive").text


def many(count: int) -> None:
    for place in range(count):
        name = f"Vlinder {place:03d}"
        row = Client(
            kind="company", name=name, country="BE", likeness=f"vlinder {place:03d} gent",
            city="Gent", created=clock.now(), verified=clock.now(),
        )  # fmt: skip
        db.session.add(row)
        db.session.flush()
        words = [
            {"client_id": row.id, "word": word} for word in ("vlinder", f"{place:03d}", "gent")
        ]
        db.session.execute(sa.insert(ClientWord), words)
    db.session.commit()


@pytest.mark.parametrize("question", ["", "vlin", "gent"])
def test_pages_show_everyone_once(browse, question):
    many(2 * PAGE + 3)
    member, url, seen = browse(MEMBER), f"/clients?q={question}", []
    for _ in range(5):
        response = member.get(url)
        assert len(names(response)) <= PAGE
        seen += names(response)
        following = re.search(r'rel="next" href="([^"]*)"', response.text)
        if following is None:
            break
        url = following[1].replace("&amp;", "&")
    assert len(seen) == len(set(seen))
    assert {f"Vlinder {place:03d}" for place in range(2 * PAGE + 3)} <= set(seen)


def test_a_search_takes_few_statements(app_context):
    many(30)
    counted = []
    sa.event.listen(db.engine, "before_cursor_execute", lambda *given: counted.append(given[2]))
    assert search("gent vlinder", after=search("gent vlinder")[-1].id)
    assert len([text for text in counted if text.startswith("SELECT")]) <= 7


@pytest.mark.parametrize("after", ["-1", "x", "0", "99999999999999999999", "123456"])
def test_an_impossible_place_is_the_first_page(browse, after):
    assert names(browse(MEMBER).get(f"/clients?after={after}"))


# Who may


@pytest.mark.parametrize("reader", [MEMBER, STRANGER, ADVISER, FINANCE, ADMIN_TEAM])
def test_clients_are_shared(browse, reader):
    for path in ("/clients", "/clients/1", "/clients/new"):
        assert browse(reader).get(path).status_code == 200


@pytest.mark.parametrize("reader", [WORKER, SYSTEM_ADMIN])
@pytest.mark.parametrize("path", ["/clients", "/clients/1", "/clients/new", "/clients/check"])
def test_not_for_everyone(browse, reader, path):
    assert browse(reader).get(path).status_code == 403


@pytest.mark.parametrize("path", ["/clients", "/clients/1", "/clients/new", "/clients/1/edit"])
def test_a_visitor_signs_in_first(browse, path):
    response = browse("").get(path)
    assert response.status_code == 303
    assert "/sign-in" in response.location


@pytest.mark.parametrize("act", ["verify", "unverify"])
@pytest.mark.parametrize("reader", [MEMBER, STRANGER, ADVISER, FINANCE, WORKER])
def test_only_the_team_verifies(browse, reader, act):
    assert browse(reader).post(f"/clients/{NEWCOMER + 1}/{act}").status_code == 403


@pytest.mark.parametrize("reader", [MEMBER, ADVISER, FINANCE, WORKER])
def test_only_the_team_takes_the_directory_along(browse, reader):
    assert browse(reader).post("/clients/export").status_code == 403


@pytest.mark.parametrize("key", [99, 2**31, 10**30])
def test_a_client_that_is_not_there(browse, key):
    assert browse(MEMBER).get(f"/clients/{key}").status_code == 404


# One client


def test_the_page_says_who_it_is_and_who_verified_it(browse):
    page = browse(FINANCE).get(f"/clients/{THEATRE + 1}").text
    assert "0999.100.196" in page
    assert "BE 0999.100.196" in page
    assert "Quai aux Pierres 7" in page
    assert "Verified on" in page
    assert (
        "Waiting for the administrative team"
        in browse(FINANCE).get(f"/clients/{NEWCOMER + 1}").text
    )


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


# Correcting


def edit_form(row: Client, **changes: Any) -> dict[str, Any]:
    shown = {
        "kind": str(row.kind), "country": row.country, "name": row.name, "street": row.street,
        "enterprise_number": row.enterprise_number or "", "postcode": row.postcode,
        "city": row.city, "email": row.email, "language": row.language, "next": "",
        "vat_registered": "yes" if row.vat_number else "no", "version": str(row.version),
    }  # fmt: skip
    return {**shown, **changes}


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


# Taking along


def test_the_directory_as_a_file_runs_nothing(browse):
    row = client(NEWCOMER)
    row.name, row.street = "=HYPERLINK(1)", "+cmd|' /C calc'!A0"
    db.session.commit()
    response = browse(ADMIN_TEAM).post("/clients/export")
    assert response.status_code == 200
    assert "attachment" in response.headers["Content-Disposition"]
    text = response.data.decode("utf-8-sig")
    header, *lines = text.splitlines()
    assert header.split(";")[:4] == ["name", "kind", "country", "enterprise_number"]
    assert len(lines) == NEWCOMER + 1
    assert "'=HYPERLINK(1)" in text
    assert "'+cmd" in text
    assert not re.search(r"(^|;)\"?[=+@-]", text, re.MULTILINE)
    assert db.session.scalars(sa.select(AuditEntry.act)).all() == ["directory_exported"]


def test_a_page_takes_few_statements(browse, app):
    reader, counted = browse(MEMBER), []
    db.session.commit()
    with app.app_context():
        sa.event.listen(db.engine, "before_cursor_execute", lambda *given: counted.append(given[2]))
    for path in ("/clients", "/clients?q=theatre+brux", "/clients/1", "/clients/new"):
        counted.clear()
        reader.get(path)
        assert 0 < len([text for text in counted if not text.startswith("BEGIN")]) <= 10, path


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
