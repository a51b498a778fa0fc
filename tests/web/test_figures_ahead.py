"""The worker draws the boards that are on screens; the web server waits for it, not for long."""

import gzip
import os
import time
from datetime import date

import pytest

from tests.web.conftest import HTMX
from tests.web.figuring import Kept
from web.blueprints.figures import ahead, source
from web.blueprints.figures.live import draw_watched

ENGLISH = {"Accept-Language": "en", **HTMX}
KNOWN = ("figure_bodies", "figure_version", "figure_answers", "figures_followed")


@pytest.fixture
def kept(monkeypatch, app, browse, tmp_path):
    """Invented figures, remembered as they are outside of tests, in a folder of their own."""
    for name in KNOWN:
        app.extensions.pop(name, None)
    found = Kept()
    monkeypatch.setattr(source, "queries", found)
    monkeypatch.setitem(app.config, "TESTING", False)
    monkeypatch.setitem(app.config, "DATA_DIR", tmp_path)
    yield found
    for name in KNOWN:
        app.extensions.pop(name, None)


def watch(app, browse, tag=""):
    """A screen asks; what was known of the version is asked for again."""
    if "figure_version" in app.extensions:
        app.extensions["figure_version"].read = float("-inf")
    headers = {**ENGLISH, **({"HX-PTag": tag} if tag else {})}
    return browse("").get("/figures/live", headers=headers)


def on_screen(app, browse, kept):
    """A board is on a screen, the worker is at work, and then something changes."""
    tag = watch(app, browse).headers["HX-PTag"]
    for _ in range(2):  # what the first one asks for, the second one tells
        app.extensions["figure_version"].marked = float("-inf")
        assert watch(app, browse, tag).status_code == 304
    draw_watched(app)
    kept.number += 1
    return tag


def test_the_worker_draws_and_the_web_server_sends_that(app, browse, kept, tmp_path):
    tag = on_screen(app, browse, kept)
    assert watch(app, browse, tag).status_code == 304  # not drawn yet
    app.extensions.pop("figure_bodies")
    draw_watched(app)
    [drawn] = (tmp_path / "boards").glob("*.gz")
    app.extensions.pop("figure_bodies")  # the worker is another process
    kept.asked.clear()
    answer = watch(app, browse, tag)
    assert answer.data == gzip.decompress(drawn.read_bytes())
    assert drawn.name == answer.headers["HX-PTag"] + ".gz"
    assert kept.asked == []


def test_only_what_is_on_a_screen_is_drawn_and_once(app, browse, kept, tmp_path):
    on_screen(app, browse, kept)
    draw_watched(app)
    [drawn] = (tmp_path / "boards").glob("*.gz")
    kept.asked.clear()
    draw_watched(app)
    assert kept.asked == []
    late = time.time() - ahead.ON_SCREEN - 1
    os.utime(tmp_path / "boards" / "public-en", (late, late))
    kept.number += 1
    draw_watched(app)
    assert not drawn.exists()
    assert list((tmp_path / "boards").glob("*.gz")) == []


def test_without_the_worker_the_web_server_draws(app, browse, kept, tmp_path):
    tag = on_screen(app, browse, kept)
    late = time.time() - ahead.AT_WORK - 1
    os.utime(tmp_path / "boards" / ahead.WORKER, (late, late))
    assert watch(app, browse, tag).status_code == 200


def test_a_worker_that_does_not_draw_is_not_waited_for_long(app, browse, kept):
    tag = on_screen(app, browse, kept)
    assert watch(app, browse, tag).status_code == 304
    app.extensions["figure_version"].since -= ahead.AT_WORK + 1
    assert watch(app, browse, tag).status_code == 200


def test_a_board_that_cannot_be_drawn_leaves_no_half_of_it(app, browse, kept, tmp_path):
    on_screen(app, browse, kept)
    before = set((tmp_path / "boards").iterdir())

    def fails(_screen, _number, _day):
        raise ZeroDivisionError

    with app.app_context():
        with pytest.raises(ZeroDivisionError):
            ahead.follow([("public", "en")], fails)
        assert set((tmp_path / "boards").iterdir()) == before
        ahead.follow([("public", "en")], lambda *_about: ("tag", b"packed"))
        assert ahead.fetched("tag") == b"packed"
        assert app.extensions["figures_followed"] == (kept.number, date(2026, 9, 14))
