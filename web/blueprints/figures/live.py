"""Boards that follow every act: asked again every few seconds, drawn once for everybody.

A body is drawn once for each version of the figures, language and board, and kept in memory;
who has it already gets 304 and nothing else. Most are answered in ``watched.py``, before this.
A new version is told to nobody before the boards on screens are drawn: meanwhile everybody keeps
the one they have, and no request waits for a drawing.
"""

import logging
import threading
import time
from dataclasses import dataclass, field
from datetime import date

from flask import Response, current_app, request
from markupsafe import Markup

from domain.roles import Role
from web import clock
from web.access import allow
from web.blueprints.figures import bp, source
from web.blueprints.figures.boards import Asked, board
from web.blueprints.figures.bodies import Body, bodies, tagged
from web.i18n import one_locale
from web.language import language

FRESH = 0.25  # seconds in which a version is not asked for again
ON_SCREEN = 10.0  # seconds since a screen asked for its board
Screen = tuple[str, str]  # its board and language

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Newest:
    """The version of the figures that is told, its day, and the screens that wait for the next."""

    number: int = 0
    day: date = date.min
    read: float = float("-inf")
    screens: dict[Screen, float] = field(default_factory=dict)  # when each kind was seen last
    lock: threading.Lock = field(default_factory=threading.Lock)


def newest() -> Newest:
    """The version of the figures, asked of the database a few times a second at most."""
    known: Newest = current_app.extensions.setdefault("figure_version", Newest())
    now = time.monotonic()
    if current_app.testing:
        known.number, known.day = source.version(), clock.today()
    elif now - known.read > FRESH:
        known.read = now
        found = source.version(), clock.today()
        if found != (known.number, known.day) and known.lock.acquire(blocking=False):
            try:
                for screen, seen in list(known.screens.items()):
                    if now - seen < ON_SCREEN:
                        _draw_ahead(screen, *found)
            except Exception:
                log.exception("a board cannot be drawn")
            finally:
                known.number, known.day = found
                known.lock.release()
    return known


def _draw_ahead(screen: Screen, number: int, day: date) -> None:
    """Draw a board before it is asked for, as a visitor with this language sees it."""
    name, said_in = screen
    host = current_app.config["TRUSTED_HOSTS"][0].lstrip(".")
    headers = {"Accept-Language": said_in}
    with current_app.test_request_context(base_url=f"http://{host}", headers=headers):
        asked = Asked(name, day)
        kept_body(asked, tag_at(number, asked, said_in))


def tag_at(number: int, asked: Asked, said_in: str) -> str:
    """Changes with everything that a board says."""
    parts = asked.board, asked.day.isoformat(), asked.region, asked.office, said_in
    return "-".join((f"v{number}", *parts))


def tag_of(asked: Asked) -> str:
    """The same for the reader, now."""
    return tag_at(newest().number, asked, language())


def kept_body(asked: Asked, tag: str) -> Body:
    """The figures of a board, drawn once."""

    def draw() -> Markup:
        template = current_app.jinja_env.get_template("figures/_board.html")
        with one_locale():
            is_today = asked.day == clock.today()
            return Markup(template.render(board=board(asked), tag=tag, live=is_today))

    return bodies().get(tag, draw)


def body(asked: Asked) -> Markup:
    """The same in its page."""
    return kept_body(asked, tag_of(asked)).html


def unchanged(tag: str) -> Response | None:
    """304, if the reader has this already."""
    if request.headers.get("HX-PTag") == tag or request.if_none_match.contains_weak(tag):
        return tagged(Response(status=304), tag)
    return None


def followed(name: str) -> Response:
    """A board as of now, if it is another than the reader has."""
    asked = Asked(name, newest().day)
    tag = tag_of(asked)
    found = unchanged(tag)
    if found is None:
        packs = bool(request.accept_encodings["gzip"])
        found = kept_body(asked, tag).response(tag, packs=packs)
    return found


@bp.get("/live")
@allow(*Role)
def live() -> Response:
    """The figures of the public board."""
    return followed("public")


@bp.get("/inside/live")
@allow(*(frozenset(Role) - {Role.VISITOR}))
def live_inside() -> Response:
    """The figures of the members' board."""
    return followed("inside")
