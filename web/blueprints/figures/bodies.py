"""Boards as they were drawn, kept in the memory of a process."""

import gzip
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from flask import Response, current_app
from markupsafe import Markup

KEPT = 64  # bodies: versions pass, only the newest are asked for


@dataclass(frozen=True, slots=True)
class Body:
    """A board as it was drawn, packed: a tenth of its size, which most readers get as it is."""

    packed: bytes

    @classmethod
    def of(cls, html: Markup) -> "Body":
        """Pack what was drawn."""
        return cls(gzip.compress(html.encode(), mtime=0))

    @property
    def html(self) -> Markup:
        """As it was drawn."""
        return Markup(gzip.decompress(self.packed).decode())

    def response(self, tag: str, *, packs: bool) -> Response:
        """Send it, packed for who can unpack it."""
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
                found = self._keep(tag, Body.of(draw()))
            return found

    def put(self, tag: str, packed: bytes) -> None:
        """Keep one that was drawn elsewhere."""
        with self.lock:
            self._keep(tag, Body(packed))

    def _keep(self, tag: str, body: Body) -> Body:
        self.drawn[tag] = body
        while len(self.drawn) > KEPT:
            del self.drawn[next(iter(self.drawn))]
        return body


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
