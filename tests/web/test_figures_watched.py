"""Thousands of screens: a board is drawn before anybody is told of it, and sent from memory."""

import gzip

import pytest

from tests.web.conftest import HTMX
from tests.web.figuring import Kept
from web.blueprints.figures import source
from web.demo.people import MEMBER

ENGLISH = {"Accept-Language": "en", **HTMX}


@pytest.fixture
def kept(monkeypatch, app, browse):
    """Invented figures, remembered as they are outside of tests."""
    for name in ("figure_bodies", "figure_version"):
        app.extensions.pop(name, None)
    found = Kept()
    monkeypatch.setattr(source, "queries", found)
    monkeypatch.setitem(app.config, "TESTING", False)
    yield found
    for name in ("figure_bodies", "figure_version"):
        app.extensions.pop(name, None)


def act(app, kept):
    """Something changes, and the next question looks for it."""
    kept.number += 1
    app.extensions["figure_version"].read = float("-inf")


def asked(browser, path, tag, **headers):
    return browser.get(path, headers={**ENGLISH, "HX-PTag": tag, **headers})


def test_a_new_board_is_drawn_once_and_sent_packed_from_memory(app, browse, kept):
    tag = browse("").get("/figures/live", headers=ENGLISH).headers["HX-PTag"]
    assert asked(browse(""), "/figures/live", tag).status_code == 304
    act(app, kept)
    kept.asked.clear()
    answers = [
        asked(app.test_client(), "/figures/live", tag, **{"Accept-Encoding": "gzip"})
        for _ in range(3)
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert kept.asked.count("values") == 2  # of today and of a year ago
    assert answers[0].headers["HX-PTag"] != tag
    assert "Content-Security-Policy" in answers[0].headers
    plain = asked(browse(""), "/figures/live", tag)
    assert gzip.decompress(answers[0].data) == plain.data
    assert answers[0].headers["HX-PTag"] in plain.text


def test_nobody_waits_for_a_board_that_is_being_drawn(app, browse, kept):
    tag = browse("").get("/figures/live", headers=ENGLISH).headers["HX-PTag"]
    act(app, kept)
    with app.extensions["figure_version"].lock:
        assert asked(browse(""), "/figures/live", tag).status_code == 304
    app.extensions["figure_version"].read = float("-inf")
    assert asked(browse(""), "/figures/live", tag).status_code == 200


@pytest.mark.slow
def test_the_board_of_members_is_sent_to_members_only(app, browse, kept):
    tag = browse(MEMBER).get("/figures/inside/live", headers=ENGLISH).headers["HX-PTag"]
    act(app, kept)
    assert asked(browse(MEMBER), "/figures/inside/live", tag).status_code == 200
    assert asked(browse(""), "/figures/inside/live", tag).status_code == 401


@pytest.mark.parametrize(
    "tag", ["", "v1", "v1-public-2020-01-01---en", "v1-inside-2026-09-14---en"]
)
def test_a_tag_of_something_else_gets_the_board(browse, kept, tag):
    assert asked(browse(""), "/figures/live", tag).status_code == 200
