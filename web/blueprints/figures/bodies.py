"""Boards as they were drawn, kept in the memory of a process."""

import gzip
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from flask import Response, current_app
from markupsafe import Markup

KEPT = 64  # bodies: versions pass, only the newest are asked for


@dataclass(slots=True)
class Body:
    """A board as it was drawn."""

    html: Markup
    packed: bytes = b""

    def response(self, tag: str, *, packs: bool) -> Response:
        """Send it, packed for who can unpack it; that is done once."""
        if packs and not self.packed:
            self.packed = gzip.compress(self.html.encode(), mtime=0)
        found = Response(self.packed if packs else str(self.html), mimetype="text/html")
        if packs:
            found.headers["Content-Encoding"] = "gzip"
        return tagged(found, tag)


@dataclass(slots=True)
class Bodies:
    """What is drawn already, the newest last."""

    drawn: dict[str, Body] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, tag: str, draw: Callable[[], Markup]) -> Body:
        """The body of a tag: drawn by whoever comes first, while others wait for it."""
        found = self.drawn.get(tag)
        if found is not None:
            return found
        with self.lock:
            found = self.drawn.get(tag)
            if found is None:
                found = self.drawn[tag] = Body(draw())
                while len(self.drawn) > KEPT:
                    del self.drawn[next(iter(self.drawn))]
            return found


def bodies() -> Bodies:
    """Those of this process."""
    found: Bodies = current_app.extensions.setdefault("figure_bodies", Bodies())
    return found


def tagged(response: Response, tag: str) -> Response:
    """Say which version this is; a browser may keep it, but asks before it shows it again."""
    response.set_etag(tag, weak=True)  # packed or not, it says the same
    response.headers["HX-PTag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    response.vary.update(("Accept-Language", "Accept-Encoding", "Cookie"))
    return response
