"""Clients are found while typing, by the beginning of their words."""

import re

import pytest
import sqlalchemy as sa

from tests.web.clientele import names
from tests.web.conftest import HTMX
from web import clock
from web.demo.people import MEMBER
from web.extensions import db
from web.models.client import Client, ClientWord
from web.queries.clients import PAGE, search


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


def test_a_page_takes_few_statements(browse, app):
    reader, counted = browse(MEMBER), []
    db.session.commit()
    with app.app_context():
        sa.event.listen(db.engine, "before_cursor_execute", lambda *given: counted.append(given[2]))
    for path in ("/clients", "/clients?q=theatre+brux", "/clients/1", "/clients/new"):
        counted.clear()
        reader.get(path)
        assert 0 < len([text for text in counted if not text.startswith("BEGIN")]) <= 10, path
