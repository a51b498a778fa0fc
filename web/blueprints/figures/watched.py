"""A board that is open on thousands of screens: most of their questions never reach the views.

Each screen says which board it has. Nothing new: 304. Something new that is public: that, it is
drawn already. All else goes to the views: whoever watches the board of members is known there.
A tag tells nobody anything: it holds a number that is public, a day and a language.
The web server asks here too, before it reads a request (``web/screens.py``): then nothing is drawn
and no database is asked.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from flask import Flask, Response
from werkzeug.http import http_date

from web import security
from web.blueprints.figures.boards import Asked
from web.blueprints.figures.bodies import bodies, tagged
from web.blueprints.figures.live import Newest, draw_watched, newest, tag_at
from web.config import LANGUAGES
from web.extensions import reading

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

BOARDS = {"/figures/live": "public", "/figures/inside/live": "inside"}
LASTS = 1.0  # seconds: an answer says when it was made
MOST = 64  # answers
Wsgi = Callable[[Any, Any], Iterable[bytes]]


class Question(NamedTuple):
    """A screen asks for its board again."""

    path: str
    tag: str  # of the board that it has
    packs: bool  # can it unpack gzip?
    secure: bool


@dataclass(slots=True)
class Told:
    """Whole answers as they go over the line: a few, for all screens, of one version."""

    version: tuple[int, date] = 0, date.min
    since: float = float("-inf")
    answers: dict[Question, bytes] = field(default_factory=dict)


def wanted_by(now: Newest, name: str, tag: str) -> str | None:
    """The tag of the newest board for a screen with this one; None if it had another board."""
    said_in = tag.rpartition("-")[2]
    wanted = tag_at(now.number, Asked(name, now.day), said_in)
    if said_in not in LANGUAGES or tag.partition("-")[2] != wanted.partition("-")[2]:
        return None
    now.screens[name, said_in] = time.monotonic()
    return wanted


def said(name: str, tag: str, wanted: str, *, packs: bool) -> Response | None:
    """What a screen with this tag gets at once; None if a view must answer."""
    if wanted == tag:
        return tagged(Response(status=304), tag)
    found = bodies().drawn.get(wanted) if name == "public" else None
    return found.response(wanted, packs=packs) if found else None


def at_once(app: Flask, asked: Question) -> bytes | None:
    """What a screen gets without any work; None if it must be asked for in the usual way."""
    now: Newest | None = app.extensions.get("figure_version")
    if now is None:
        return None
    told: Told = app.extensions.setdefault("figure_answers", Told())
    version, moment = (now.number, now.day), time.monotonic()
    if told.version != version or moment - told.since > LASTS or len(told.answers) > MOST:
        told.version, told.since, told.answers = version, moment, {}
    if asked in told.answers:
        return told.answers[asked]
    name = BOARDS[asked.path]
    wanted = wanted_by(now, name, asked.tag)
    if wanted is None:
        return None
    with app.app_context():
        found = said(name, asked.tag, wanted, packs=asked.packs)
    if found is None:
        return None
    security.add_headers(found, is_secure=asked.secure)
    return told.answers.setdefault(asked, encoded(found))


def last_look(app: Flask) -> float:
    """When somebody asked for the version last."""
    now: Newest | None = app.extensions.get("figure_version")
    return now.read if now else float("-inf")


def encoded(response: Response) -> bytes:
    """An answer as it goes over a line that is kept."""
    body, status, headers = response.get_wsgi_response({"REQUEST_METHOD": "GET"})
    lines = [f"HTTP/1.1 {status}", f"Date: {http_date()}", "Connection: keep-alive"]
    lines += [f"{name}: {value}" for name, value in headers]
    return "\r\n".join((*lines, "", "")).encode("latin-1") + b"".join(body)


def watched(app: Flask, views: Wsgi) -> Wsgi:
    """The application, with screens answered first."""

    def answer(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        name, tag = BOARDS.get(environ["PATH_INFO"]), environ.get("HTTP_HX_PTAG", "")
        if name is None or not tag or environ["REQUEST_METHOD"] != "GET":
            return views(environ, start)
        packs = "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
        with app.app_context(), reading():
            wanted = wanted_by(newest(), name, tag)
            found = said(name, tag, wanted, packs=packs) if wanted else None
        if found is None:
            return views(environ, start)
        security.add_headers(found, is_secure=environ["wsgi.url_scheme"] == "https")
        return found(environ, start)

    return answer


def init_app(app: Flask) -> None:
    """Stand before the views; in the worker, draw for screens."""
    app.extensions["figures_kept"] = (draw_watched,)
    app.wsgi_app = watched(app, app.wsgi_app)  # type: ignore[assignment,method-assign]  # Flask's way
