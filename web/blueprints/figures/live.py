"""Boards that follow every act: asked again every few seconds, drawn once for everybody.

A body is drawn once for each version of the figures, language and board, and kept in memory;
who has it already gets 304 and nothing else. Most are answered in ``watched.py``, before this.
A new version is told to nobody before the boards on screens are drawn, by the worker (``ahead.py``)
or here: meanwhile everybody keeps the one they have, and no request waits for a drawing.
"""

import logging
import threading
import time
from dataclasses import dataclass, field
from datetime import date

from flask import Flask, Response, current_app, request
from markupsafe import Markup

from domain.roles import Role
from web import clock
from web.access import allow
from web.blueprints.figures import ahead, bp, source
from web.blueprints.figures.ahead import ON_SCREEN, Screen
from web.blueprints.figures.boards import Asked, board
from web.blueprints.figures.bodies import Body, bodies, tagged
from web.config import LANGUAGES
from web.extensions import reading
from web.i18n import one_locale
from web.language import language

FRESH = 0.25  # seconds in which a version is not asked for again
SCREENS: tuple[Screen, ...] = tuple(
    (name, said_in) for name in ("public", "inside") for said_in in LANGUAGES
)

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Newest:
    """The version of the figures that is told, its day, and the screens that wait for the next."""

    number: int = 0
    day: date = date.min
    read: float = float("-inf")
    screens: dict[Screen, float] = field(default_factory=dict)  # when each kind was seen last
    coming: tuple[int, date] | None = None  # what the worker is asked to draw
    since: float = 0.0
    marked: float = float("-inf")  # when the worker was told last what is on screens
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
            ready = True
            try:
                ready = _ready(known, *found)
            except Exception:
                log.exception("a board cannot be drawn")
            finally:
                if ready:
                    known.number, known.day = found
                known.lock.release()
        _mark(known)
    return known


def _ready(known: Newest, number: int, day: date) -> bool:
    """Is every board that is on a screen drawn? If not, the worker does it; without it, we do."""
    now = time.monotonic()
    if known.coming != (number, day):
        known.coming, known.since = (number, day), now
    comes = now - known.since < ahead.AT_WORK and ahead.is_worker_near()
    for screen in _on_screen(known):
        tag = _tag_of_screen(screen, number, day)
        packed = ahead.fetched(tag) if tag not in bodies().drawn else None
        if packed:
            bodies().put(tag, packed)
        elif tag not in bodies().drawn:
            if comes:
                return False
            _draw_ahead(screen, number, day)
    return True


def _on_screen(known: Newest) -> list[Screen]:
    now = time.monotonic()
    return [screen for screen, seen in list(known.screens.items()) if now - seen < ON_SCREEN]


def _mark(known: Newest) -> None:
    """Tell the worker once a second what is on screens."""
    now = time.monotonic()
    if now - known.marked > 1:
        known.marked = now
        ahead.mark(_on_screen(known))


def draw_watched(app: Flask) -> None:
    """In the worker: draw what is in use, before screens ask for it."""
    with app.app_context(), reading():
        ahead.follow(SCREENS, _tag_of_screen, _draw_ahead)


def _tag_of_screen(screen: Screen, number: int, day: date) -> str:
    return tag_at(number, Asked(screen[0], day), screen[1])


def _draw_ahead(screen: Screen, number: int, day: date) -> bytes:
    """Draw a board before it is asked for, as a visitor with this language sees it."""
    name, said_in = screen
    host = current_app.config["TRUSTED_HOSTS"][0].lstrip(".")
    headers = {"Accept-Language": said_in}
    with current_app.test_request_context(base_url=f"http://{host}", headers=headers):
        return drawn(Asked(name, day), _tag_of_screen(screen, number, day)).packed


def tag_at(number: int, asked: Asked, said_in: str) -> str:
    """Changes with everything that a board says."""
    parts = asked.board, asked.day.isoformat(), asked.region, asked.office, said_in
    return "-".join((f"v{number}", *parts))


def tag_of(asked: Asked) -> str:
    """The same for the reader, now."""
    return tag_at(newest().number, asked, language())


def kept_body(asked: Asked, tag: str) -> Body:
    """The figures of a board, drawn once: by the worker, if they are those of now."""
    kept, number = bodies(), int(tag.partition("-")[0].removeprefix("v"))
    is_now = not asked.part and asked.day == newest().day and not current_app.testing
    if is_now and tag not in kept.drawn:
        packed = ahead.awaited((asked.board, language()), tag, number)
        if packed:
            kept.put(tag, packed)
    return drawn(asked, tag)


def drawn(asked: Asked, tag: str) -> Body:
    """The same, drawn here."""

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
