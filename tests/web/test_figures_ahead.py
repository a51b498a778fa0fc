"""The worker draws the boards that are on screens; the web server waits for it, not for long."""

import gzip
import os
import time

import pytest

from tests.web.conftest import HTMX
from tests.web.figuring import Kept
from web.blueprints.figures import ahead, source
from web.blueprints.figures.live import SCREENS, draw_watched

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
    draw_watched(app)  # all of them, the first time
    for screen in SCREENS:
        leave(marked(app, screen), ahead.LATELY)
    tag = watch(app, browse).headers["HX-PTag"]
    for _ in range(2):  # what the first one asks for, the second one tells
        app.extensions["figure_version"].marked = float("-inf")
        assert watch(app, browse, tag).status_code == 304
    draw_watched(app)
    kept.number += 1
    return tag


def marked(app, screen):
    return app.config["DATA_DIR"] / "boards" / "-".join(screen)


def boards_of(tmp_path, number):
    return {place.name for place in (tmp_path / "boards").glob(f"v{number}-*.gz")}


def test_the_worker_draws_and_the_web_server_sends_that(app, browse, kept, tmp_path):
    tag = on_screen(app, browse, kept)
    assert watch(app, browse, tag).status_code == 304  # not drawn yet
    app.extensions.pop("figure_bodies")
    draw_watched(app)
    app.extensions.pop("figure_bodies")  # the worker is another process
    kept.asked.clear()
    answer = watch(app, browse, tag)
    drawn = tmp_path / "boards" / f"{answer.headers['HX-PTag']}.gz"
    assert answer.data == gzip.decompress(drawn.read_bytes())
    assert kept.asked == []


def test_a_worker_that_starts_draws_all_boards(app, browse, kept, tmp_path):
    draw_watched(app)
    assert len(boards_of(tmp_path, kept.number)) == len(SCREENS)
    kept.asked.clear()
    draw_watched(app)
    assert kept.asked == []
    assert watch(app, browse).status_code == 200
    assert kept.asked == []  # it is there


def test_what_was_on_a_screen_lately_is_drawn_and_once(app, browse, kept, tmp_path):
    on_screen(app, browse, kept)
    leave(marked(app, ("public", "en")), ahead.ON_SCREEN)
    draw_watched(app)
    assert len(boards_of(tmp_path, kept.number)) == 1
    kept.asked.clear()
    draw_watched(app)
    assert kept.asked == []
    leave(marked(app, ("public", "en")), ahead.LATELY)
    kept.number += 1
    draw_watched(app)
    assert boards_of(tmp_path, kept.number) == set()


def test_what_is_on_a_screen_now_is_drawn_before_what_was_lately(app, browse, kept):
    on_screen(app, browse, kept)
    leave(marked(app, ("public", "en")), ahead.ON_SCREEN)
    marked(app, ("inside", "nl")).touch()
    drawn = []

    def draw(screen, _number, _day):
        drawn.append(screen)
        return b"packed"

    with app.app_context():
        ahead.follow(SCREENS, lambda screen, *_at: f"of {screen}", draw)
    assert drawn == [("inside", "nl"), ("public", "en")]


def test_boards_of_older_versions_are_thrown_away(app, browse, kept, tmp_path):
    on_screen(app, browse, kept)
    for place in (tmp_path / "boards").glob("*.gz"):
        leave(place, ahead.PASSED)
    draw_watched(app)
    [second] = (tmp_path / "boards").glob("*.gz")
    leave(second, ahead.PASSED)
    kept.number += 1
    draw_watched(app)
    [third] = (tmp_path / "boards").glob("*.gz")
    assert third != second
    app.extensions.pop("figures_followed")  # another worker, of another release perhaps
    app.extensions.pop("figure_bodies")
    third.write_bytes(b"old")
    draw_watched(app)
    assert gzip.decompress(third.read_bytes()).startswith(b"<div")


def test_a_page_waits_for_the_worker_to_draw_its_board(app, browse, kept, monkeypatch):
    tag = on_screen(app, browse, kept)
    app.extensions["figure_version"].screens.clear()
    answers = []

    def looks(_seconds):
        """The worker looks while the page waits; here it is the same process."""
        answers.append(len(app.extensions["figure_bodies"].drawn))
        draw_watched(app)

    monkeypatch.setattr(ahead.time, "sleep", looks)
    answer = watch(app, browse)
    assert answer.status_code == 200
    assert answer.headers["HX-PTag"] != tag
    assert len(answers) == 1


def test_a_page_does_not_wait_for_a_board_that_the_worker_has_passed(app, browse, kept, tmp_path):
    on_screen(app, browse, kept)
    app.extensions["figure_version"].screens.clear()
    (tmp_path / "boards" / ahead.WORKER).write_text(str(kept.number + 1))
    assert watch(app, browse).status_code == 200


def leave(place, seconds):
    """Nobody has touched it for longer than this."""
    late = time.time() - seconds - 1
    os.utime(place, (late, late))


def test_without_the_worker_the_web_server_draws(app, browse, kept, tmp_path):
    tag = on_screen(app, browse, kept)
    leave(tmp_path / "boards" / ahead.WORKER, ahead.AT_WORK)
    assert watch(app, browse, tag).status_code == 200


def test_a_worker_that_does_not_draw_is_not_waited_for_long(app, browse, kept):
    tag = on_screen(app, browse, kept)
    assert watch(app, browse, tag).status_code == 304
    app.extensions["figure_version"].since -= ahead.AT_WORK + 1
    assert watch(app, browse, tag).status_code == 200


def test_a_board_that_cannot_be_drawn_leaves_no_half_of_it(app, browse, kept, tmp_path):
    on_screen(app, browse, kept)
    before = {place.name for place in (tmp_path / "boards").iterdir()}

    def fails(_screen, _number, _day):
        raise ZeroDivisionError

    with app.app_context():
        with pytest.raises(ZeroDivisionError):
            ahead.follow([("public", "en")], lambda *_about: "tag", fails)
        assert {place.name for place in (tmp_path / "boards").iterdir()} == before
        ahead.follow([("public", "en")], lambda *_about: "tag", lambda *_about: b"packed")
        assert ahead.fetched("tag") == b"packed"
