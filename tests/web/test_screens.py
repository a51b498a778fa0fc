"""Screens that ask again are answered where lines are watched; all else goes its usual way."""

import gzip
import socket
import time
from contextlib import suppress
from http.client import HTTPConnection
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from gunicorn.http.unreader import Unreader

from tests.web.figuring import Kept
from web.blueprints.figures import source
from web.blueprints.figures.live import Newest
from web.blueprints.figures.watched import LASTS, MOST, Question, at_once
from web.screens import Worker, question

HEAD = "Host: 127.0.0.1:8000\r\nAccept-Encoding: gzip, br\r\n"
TAG = "v1-public-2026-09-14---en"
KNOWN = ("figure_bodies", "figure_version", "figure_answers")


@pytest.fixture
def kept(monkeypatch, app, browse):
    """Invented figures, remembered as they are outside of tests."""
    for name in KNOWN:
        app.extensions.pop(name, None)
    found = Kept()
    monkeypatch.setattr(source, "queries", found)
    monkeypatch.setitem(app.config, "TESTING", False)
    yield found
    for name in KNOWN:
        app.extensions.pop(name, None)


def asking(tag=TAG, path="/figures/live", more=""):
    return f"GET {path} HTTP/1.1\r\n{HEAD}HX-PTag: {tag}\r\n{more}\r\n".encode()


def tag_now(browse):
    return browse("").get("/figures/live", headers={"Accept-Language": "en"}).headers["HX-PTag"]


def parted(data):
    """Status line, headers and body of an answer."""
    head, _, body = data.partition(b"\r\n\r\n")
    status, *lines = head.decode().split("\r\n")
    return status, dict(line.split(": ", 1) for line in lines), body


def test_a_question_of_a_screen_is_read():
    assert question(asking()) == Question("/figures/live", TAG, packs=True, secure=False)
    inside = asking(path="/figures/inside/live", more="X-Forwarded-Proto: https\r\n")
    assert question(inside) == Question("/figures/inside/live", TAG, packs=True, secure=True)
    assert question(asking().replace(b"gzip, ", b"")).packs is False


@pytest.mark.parametrize(
    "data",
    [
        b"",
        asking(path="/figures"),
        asking(path="/figures/live?day=2026-01-01"),
        asking().replace(b"GET", b"POST"),
        asking().replace(b"HTTP/1.1", b"HTTP/1.0"),
        asking().replace(b"HX-PTag", b"HX-Other"),
        asking(tag="<script>"),
        asking()[:-2],
        asking() + b"x",
        asking() + asking(),
        asking(more="Connection: close\r\n"),
        asking(more="Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"),
        asking(more="Content-Length: 4\r\n"),
        asking(more="Transfer-Encoding: chunked\r\n"),
    ],
)
def test_anything_else_is_not_one(data):
    assert question(data) is None


def test_the_answer_is_what_the_views_would_say(app, browse, kept):
    tag = tag_now(browse)
    asked = Question("/figures/live", tag, packs=True, secure=True)
    status, headers, body = parted(at_once(app, asked))
    usual = browse("").get("/figures/live", headers={"HX-PTag": tag})
    assert (status, body, usual.status_code) == ("HTTP/1.1 304 NOT MODIFIED", b"", 304)
    assert dict(usual.headers).items() <= headers.items()
    assert headers.keys() - dict(usual.headers).keys() == {
        "Date",
        "Connection",
        "Strict-Transport-Security",
    }


def test_an_older_board_gets_the_new_one_packed_or_not(app, browse, kept):
    tag = tag_now(browse)
    older = "v0-" + tag.partition("-")[2]
    packed, plain = (
        parted(at_once(app, Question("/figures/live", older, packs, secure=False)))
        for packs in (True, False)
    )
    assert packed[0] == plain[0] == "HTTP/1.1 200 OK"
    assert packed[1]["HX-PTag"] == tag
    assert int(packed[1]["Content-Length"]) == len(packed[2])
    assert gzip.decompress(packed[2]) == plain[2]
    assert tag.encode() in plain[2]


@pytest.mark.parametrize(
    ("path", "tag"),
    [
        ("/figures/live", "v1-public-2020-01-01---en"),
        ("/figures/live", "v0-public-2026-09-14---de"),
        ("/figures/live", "v0-inside-2026-09-14---en"),
        ("/figures/inside/live", "v0-inside-2026-09-14---en"),  # whoever it is, is known elsewhere
    ],
)
def test_other_boards_are_for_the_views(app, browse, kept, path, tag):
    tag_now(browse)
    assert at_once(app, Question(path, tag, packs=True, secure=False)) is None


def test_nothing_is_known_before_somebody_has_looked(app, browse, kept):
    assert at_once(app, Question("/figures/live", TAG, packs=True, secure=False)) is None


def test_an_answer_lasts_a_second_and_no_longer_than_its_version(app, browse, kept):
    asked = Question("/figures/live", tag_now(browse), packs=True, secure=False)
    first = at_once(app, asked)
    assert at_once(app, asked) is first
    app.extensions["figure_answers"].since -= LASTS
    again = at_once(app, asked)
    assert again is not first
    app.extensions["figure_version"].number += 1
    assert at_once(app, asked) is None
    assert app.extensions["figure_answers"].answers == {}


def test_few_answers_are_kept(app, browse, kept):
    tail = tag_now(browse).partition("-")[2]
    for number in range(3 * MOST):
        assert at_once(
            app, Question("/figures/live", f"v{number}-{tail}", packs=True, secure=False)
        )
    assert len(app.extensions["figure_answers"].answers) <= MOST + 1


@pytest.fixture
def line():
    """A line between a screen and the server, and what the server knows of it."""
    screen, ours = socket.socketpair()
    ours.setblocking(False)
    yield (
        screen,
        SimpleNamespace(sock=ours, is_http2=False, parser=SimpleNamespace(unreader=Unreader())),
    )
    screen.close()
    ours.close()


@pytest.fixture
def worker(app):
    """A process of the server that serves nobody yet; it has just looked for a new version."""
    found = Worker.__new__(Worker)
    found.alive, found.wsgi, found.is_ssl = True, app, False
    found.looked = float("inf")
    app.extensions["figure_version"] = Newest(number=1, day=app.config["TODAY"])
    yield found
    for name in KNOWN:
        app.extensions.pop(name, None)


def test_a_screen_is_answered_on_its_line(worker, line):
    screen, conn = line
    screen.sendall(asking())
    assert worker.answered(conn, conn.sock) == b""
    assert screen.recv(65536).startswith(b"HTTP/1.1 304 ")
    assert conn.parser.unreader.take_buffered() == b""


@pytest.mark.parametrize("data", [asking(path="/login"), asking()[:40], asking(tag="v1-x")])
def test_what_is_not_answered_is_left_for_the_parser(worker, line, data):
    screen, conn = line
    screen.sendall(data)
    assert worker.answered(conn, conn.sock) is None
    assert conn.parser.unreader.take_buffered() == data


def test_one_question_in_a_while_goes_to_look(worker, line):
    screen, conn = line
    worker.looked = float("-inf")
    for expected in (None, b""):
        screen.sendall(asking())
        assert worker.answered(conn, conn.sock) == expected
    assert worker.looked <= time.monotonic()


def test_a_process_that_ends_answers_nobody_so(worker, line):
    screen, conn = line
    worker.alive = False
    screen.sendall(asking())
    assert worker.answered(conn, conn.sock) is None
    assert conn.sock.recv(65536) == asking()


def test_a_slow_screen_gets_the_rest_later(worker, line, monkeypatch):
    screen, conn = line
    with suppress(BlockingIOError):
        while conn.sock.send(b"x" * 65536):
            pass  # until nothing more fits
    screen.sendall(asking())
    rest = worker.answered(conn, conn.sock)
    assert rest.startswith(b"HTTP/1.1 304 ")


def test_a_line_that_is_gone_is_for_the_server(worker, line):
    screen, conn = line
    screen.close()
    assert worker.answered(conn, conn.sock) is None


@pytest.mark.slow
def test_the_real_server_answers_screens_at_once(quiet_site):
    line = HTTPConnection(urlsplit(quiet_site.url).netloc, timeout=30)

    def ask(**headers):
        line.request("GET", "/figures/live", headers={"Accept-Language": "en", **headers})
        answer = line.getresponse()
        answer.read()
        return answer

    tag = ask().headers["HX-PTag"]
    answers = [ask(**{"HX-PTag": tag}) for _ in range(20)]
    assert {answer.status for answer in answers} == {304}
    usual = [answer for answer in answers if answer.headers["Server"]]
    assert len(usual) < len(answers) / 2, "most are answered before the application"
    line.close()
