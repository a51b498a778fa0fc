"""The live equation: CPU of one redraw, against its target and a bare Flask route.

``python -P bench/equation.py``, with DATABASE_URL for PostgreSQL (an empty database of its own).
On PostgreSQL the server's own CPU is not counted; the time by the clock is printed for that.
"""

import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from os import environ
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import Migrate, upgrade

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from web import clock, create_app  # noqa: E402
from web.actions import drafts  # noqa: E402
from web.demo import cast, people  # noqa: E402
from web.extensions import db  # noqa: E402
from web.models.person import Person, SignIn  # noqa: E402
from web.models.unit import Unit  # noqa: E402
from web.tokens import token_hash  # noqa: E402

TARGET, MOST_STATEMENTS = 6.0, 10  # milliseconds of CPU, statements
BATCHES, BATCH = 25, 10
HTMX = {"HX-Request": "true"}
FORM = "application/x-www-form-urlencoded"
SETTINGS = {"COOPERATIVE": "demo", "TODAY": "2026-09-14", "FIELD_KEYS": "1:" + "07" * 32}


def bare() -> FlaskClient:
    """The least that Flask can do."""
    app = Flask("bare")
    app.add_url_rule("/", "index", lambda: "hello")
    return app.test_client()


def begin(app: Flask) -> tuple[FlaskClient, int]:
    """The cast, a draft, and the browser of its author."""
    Migrate(app, db, directory=str(ROOT / "web" / "migrations"))
    upgrade()
    cast.build()
    author = db.session.scalars(sa.select(Person).where(Person.email == people.MEMBER)).one()
    draft = drafts.begin(db.session.get_one(Unit, 1), author, now=clock.now()).id
    token, now = secrets.token_urlsafe(32), clock.now()
    db.session.add(SignIn(person_id=author.id, token_hash=token_hash(token), began=now, seen=now))
    db.session.commit()
    db.session.remove()
    client = app.test_client()
    with client.session_transaction() as session:
        session.update(_user_id=token, _fresh=True)
    return client, draft


def form(number: int, **changes: Any) -> dict[str, Any]:
    """What the page sends; the price changes at each redraw, so that each one is saved."""
    typed = {
        "tab": "bench", "version": "1", "client": "1", "title": "Two evenings on stage",
        "kind": "performance", "way": "price", "price": str(1000 + number), "net": "",
        "expenses": "50", "invoice": "now", "month": "2026-09", "worker": ["1"],
        "type-1": "artist", "day-1": ["2026-09-21", "2026-09-22", "2026-10-01"],
    }  # fmt: skip
    return {**typed, **changes}


def measure(act: Callable[[int], Any]) -> tuple[float, float, float]:
    """Milliseconds for one call: CPU in the best batch, in the median one, and by the clock.

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


def main() -> int:
    """Print value, target and ratio; returns how many targets are missed."""
    missed = 0
    plain = bare()
    floor, _, _ = measure(lambda _number: plain.get("/"))
    print(f"a bare Flask route: {floor:.2f} ms of CPU")
    with tempfile.TemporaryDirectory() as folder:
        given = {**SETTINGS, "DATA_DIR": folder, "DATABASE_URL": environ.get("DATABASE_URL", "")}
        app = create_app(given, WTF_CSRF_ENABLED=False)
        with app.app_context():
            client, draft = begin(app)
            engine = db.engine
        path = f"/assignments/{draft}/draft"
        for name, changes in (
            ("from the price, one person", {}),
            ("from the net, one person", {"way": "net"}),
        ):

            def redraw(number: int, changes: dict[str, Any] = changes) -> None:
                typed = form(number, net=str(500 + number), **changes)
                answer = client.post(
                    path, data=urlencode(typed, doseq=True), content_type=FORM, headers=HTMX
                )
                assert answer.status_code == 200, answer.text

            redraw(0)
            with counted(engine) as sent:
                redraw(1)
            cpu, usual, wall = measure(redraw)
            missed += (cpu > TARGET) + (len(sent) > MOST_STATEMENTS)
            print(
                f"{name}: {cpu:.2f} ms of CPU (target {TARGET:.0f}, {cpu / floor:.0f} × bare; "
                f"median {usual:.2f}), {wall:.2f} ms by the clock, "
                f"{len(sent)} statements (at most {MOST_STATEMENTS})"
            )
    return missed


if __name__ == "__main__":
    sys.exit(main())
