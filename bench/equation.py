"""The live equation: CPU of one redraw, from the price and from the net.

``python -P bench/equation.py``, with DATABASE_URL for PostgreSQL (an empty database of its own).
On PostgreSQL the server's own CPU is not counted; the time by the clock is printed for that.
"""

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa
from flask.testing import FlaskClient

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.measure import Result, application, bare_ms, browser, report
from web import clock
from web.actions import drafts
from web.demo import cast, people
from web.extensions import db
from web.models.person import Person
from web.models.unit import Unit

MOST, MOST_STATEMENTS = 6.0, 10  # milliseconds of CPU, statements
BATCHES, BATCH = 25, 10
HTMX = {"HX-Request": "true"}
FORM = "application/x-www-form-urlencoded"


def begin() -> int:
    """The cast, and a draft of one of them."""
    cast.build()
    author = db.session.scalars(sa.select(Person).where(Person.email == people.MEMBER)).one()
    draft = drafts.begin(db.session.get_one(Unit, 1), author, now=clock.now()).id
    db.session.remove()
    return draft


def form(number: int, way: str) -> dict[str, Any]:
    """What the page sends; the amount changes at each redraw, so that each one is saved."""
    return {
        "tab": "bench", "version": "1", "client": "1", "title": "Two evenings on stage",
        "kind": "performance", "way": way, "price": str(1000 + number), "net": str(500 + number),
        "expenses": "50", "invoice": "now", "month": "2026-09", "worker": ["1"],
        "type-1": "artist", "day-1": ["2026-09-21", "2026-09-22", "2026-10-01"],
    }  # fmt: skip


def costs(act: Callable[[int], None]) -> tuple[float, float, float]:
    """Milliseconds of one go: CPU in the best batch, in the median one, and by the clock.

    The best batch is what the code costs when others leave the caches of the machine alone.
    """
    act(0)
    cpu, wall, number = [], [], 1
    for _ in range(BATCHES):
        began = time.process_time(), time.perf_counter()
        for _ in range(BATCH):
            act(number)
            number += 1
        cpu.append((time.process_time() - began[0]) * 1000 / BATCH)
        wall.append((time.perf_counter() - began[1]) * 1000 / BATCH)
    return min(cpu), statistics.median(cpu), statistics.median(wall)


@contextmanager
def counted(engine: sa.Engine) -> Iterator[list[str]]:
    """The statements that are sent meanwhile."""
    sent: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    yield sent
    sa.event.remove(engine, "before_cursor_execute", note)


def redraws(
    client: FlaskClient, engine: sa.Engine, path: str, way: str, bare: float
) -> Iterator[Result]:
    """What it costs to type an amount at one end of the equation."""

    def redraw(number: int) -> None:
        typed = urlencode(form(number, way), doseq=True)
        answer = client.post(path, data=typed, content_type=FORM, headers=HTMX)
        assert answer.status_code == 200, answer.text

    redraw(0)
    with counted(engine) as sent:
        redraw(1)
    best, usual, wall = costs(redraw)
    yield Result(f"from the {way}: CPU, best batch", best, "ms", MOST, best / bare)
    yield Result(f"from the {way}: CPU, median batch", usual, "ms", None, usual / bare)
    yield Result(f"from the {way}: by the clock", wall, "ms")
    yield Result(f"from the {way}: statements", len(sent), "", MOST_STATEMENTS)


def main() -> int:
    """Begin a draft, type, measure."""
    bare = bare_ms()
    found = [Result("a bare Flask route", bare, "ms")]
    with application() as app:
        app.config["WTF_CSRF_ENABLED"] = False
        with app.app_context():
            draft, engine = begin(), db.engine
        client = browser(app, people.MEMBER)
        for way in ("price", "net"):
            found += redraws(client, engine, f"/assignments/{draft}/draft", way, bare)
    return report(found)


if __name__ == "__main__":
    sys.exit(main())
