"""A board that is open on thousands of screens: most of their questions never reach the views.

Each screen says which board it has. Nothing new: 304. Something new that is public: that, it is
drawn already. All else goes to the views: whoever watches the board of members is known there.
A tag tells nobody anything: it holds a number that is public, a day and a language.
"""

import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, Response

from web import security
from web.blueprints.figures.boards import Asked
from web.blueprints.figures.bodies import bodies, tagged
from web.blueprints.figures.live import newest, tag_at
from web.config import LANGUAGES
from web.extensions import reading

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

BOARDS = {"/figures/live": "public", "/figures/inside/live": "inside"}
Wsgi = Callable[[Any, Any], Iterable[bytes]]


def said(name: str, tag: str, *, packs: bool) -> Response | None:
    """What a screen with this tag gets at once; None if a view must answer."""
    now, said_in = newest(), tag.rpartition("-")[2]
    wanted = tag_at(now.number, Asked(name, now.day), said_in)
    if said_in not in LANGUAGES or tag.partition("-")[2] != wanted.partition("-")[2]:
        return None
    now.screens[name, said_in] = time.monotonic()
    if wanted == tag:
        return tagged(Response(status=304), tag)
    found = bodies().drawn.get(wanted) if name == "public" else None
    return found.response(wanted, packs=packs) if found else None


def watched(app: Flask, views: Wsgi) -> Wsgi:
    """The application, with screens answered first."""

    def answer(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        name, tag = BOARDS.get(environ["PATH_INFO"]), environ.get("HTTP_HX_PTAG", "")
        if name is None or not tag or environ["REQUEST_METHOD"] != "GET":
            return views(environ, start)
        packs = "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
        with app.app_context(), reading():
            found = said(name, tag, packs=packs)
        if found is None:
            return views(environ, start)
        security.add_headers(found, is_secure=environ["wsgi.url_scheme"] == "https")
        return found(environ, start)

    return answer


def init_app(app: Flask) -> None:
    """Stand before the views."""
    app.wsgi_app = watched(app, app.wsgi_app)  # type: ignore[assignment,method-assign]  # Flask's way
