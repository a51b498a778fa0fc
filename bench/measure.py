"""What measurements share: an application of their own, medians of CPU, and one way to report."""

import os
import platform
import secrets
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import Migrate, upgrade

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from web import clock, create_app  # noqa: E402
from web.access import token_hash  # noqa: E402
from web.extensions import db  # noqa: E402
from web.models.person import Person, SignIn  # noqa: E402
from web.models.simulation import Simulation  # noqa: E402

TODAY = "2026-09-14"
GROWN = "grown"  # the mark of a folder that ``bench/grow.py`` made
ROUNDS, BATCHES = 25, 5


@dataclass(frozen=True, slots=True)
class Result:
    """One figure against its target."""

    what: str
    value: float
    unit: str
    target: float | None = None
    ratio: float | None = None  # to a bare Flask route, or to what the name says

    @property
    def met(self) -> bool:
        """Is it good enough?"""
        return self.target is None or self.value <= self.target


def report(results: Sequence[Result]) -> int:
    """Print a line for each; the exit code says whether every target was met."""
    print(f"{'':52} {'value':>10} {'target':>10} {'ratio':>8}")
    for result in results:
        target = "" if result.target is None else f"{result.target:g} {result.unit}"
        ratio = "" if result.ratio is None else f"{result.ratio:.1f} ×"
        value = f"{result.value:,.2f} {result.unit}"
        print(f"{result.what:52} {value:>10} {target:>10} {ratio:>8} {'' if result.met else '✗'}")
    return int(not all(result.met for result in results))


@contextmanager
def application() -> Iterator[Flask]:
    """The application on an empty, migrated database in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        given = {
            "DATA_DIR": folder,
            "DATABASE_URL": os.environ.get("DATABASE_URL", ""),
            "TODAY": TODAY,
        }
        app = create_app(given)
        Migrate(app, db, directory=str(ROOT / "web" / "migrations"))
        with app.app_context():
            upgrade()
        yield app


@contextmanager
def usable(data: Path) -> Iterator[Path]:
    """A copy of a data folder; itself, if it was grown only to be measured."""
    if (data / GROWN).exists():
        yield data
        return
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(data, folder, dirs_exist_ok=True)
        yield Path(folder)


@contextmanager
def a_copy(data: Path) -> Iterator[Flask]:
    """The application on a copy of a data folder, on the last day of the year it is about."""
    with usable(data) as folder:
        app = create_app({"DATA_DIR": str(folder), "TODAY": TODAY})
        with app.app_context():
            year = db.session.scalar(sa.select(sa.func.max(Simulation.year)))
            app.config["TODAY"] = date(year, 12, 31) if year else app.config["TODAY"]
            db.session.remove()
        yield app


def browser(app: Flask, email: str) -> FlaskClient:
    """The browser of someone signed in."""
    client, token = app.test_client(), secrets.token_urlsafe(32)
    with app.app_context():
        now = clock.now()
        person = db.session.scalars(sa.select(Person).where(Person.email == email)).one()
        db.session.add(
            SignIn(person_id=person.id, token_hash=token_hash(token), began=now, seen=now)
        )
        db.session.commit()
        db.session.remove()
    with client.session_transaction() as session:
        session["_user_id"] = token
    return client


def cpu_ms(act: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Milliseconds of CPU of one go: the median of the calmest batch, after a first go.

    Others on the machine empty its caches for seconds at a time; a batch between them shows what
    the code costs by itself.
    """
    act()
    return min(median_ms(act, rounds) for _ in range(BATCHES))


def median_ms(act: Callable[[], object], rounds: int) -> float:
    """The median of one batch."""
    taken = []
    for _ in range(rounds):
        began = time.process_time()
        act()
        taken.append(time.process_time() - began)
    return 1000 * statistics.median(taken)


def bare_ms() -> float:
    """What Flask itself costs here for one request."""
    app = Flask("bare")
    app.add_url_rule("/", "index", lambda: "hello")
    return cpu_ms(lambda: app.test_client().get("/"), 200)


def machine() -> str:
    """On what it was measured."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GB of memory, "
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    )
