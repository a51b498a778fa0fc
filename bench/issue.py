"""Issuing with contract and ledger, and reading invoices: CPU and speed, against their targets.

``python -P bench/issue.py``, with DATABASE_URL for PostgreSQL (an empty database of its own).
The references are measured in the same run: a bare Flask route, and one durable transaction of
eight plain writes in SQLite.
"""

import secrets
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from os import environ
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import Migrate, upgrade
from sqlalchemy.orm import joinedload

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from domain.employment import ContractStatus, ContractType  # noqa: E402
from domain.money import eur  # noqa: E402
from domain.vat import WorkKind  # noqa: E402
from web import clock, create_app  # noqa: E402
from web.access import token_hash  # noqa: E402
from web.actions.employing import make_contract  # noqa: E402
from web.actions.invoicing import DraftLine, put_out  # noqa: E402
from web.demo import cast, people  # noqa: E402
from web.extensions import db  # noqa: E402
from web.models.client import Client  # noqa: E402
from web.models.contract import Contract, WorkDay  # noqa: E402
from web.models.person import Person, SignIn  # noqa: E402
from web.models.unit import Unit  # noqa: E402

ISSUED = 1000
ROUNDS = 30
WRITES = 8
ISSUE_TARGET, PAGE_TARGET = 10.0, 8.0  # milliseconds of CPU
SPEED_TARGET = 100  # a second, durable
STUDIO, HOLDER = 2, 2


def cpu_of(act: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Median milliseconds of CPU of one go."""
    act()
    took = []
    for _ in range(rounds):
        began = time.process_time()
        act()
        took.append((time.process_time() - began) * 1000)
    return statistics.median(took)


def issue_one() -> None:
    """The whole act, once: contract made, invoice numbered, ledger, audit, documents queued."""
    now = clock.now()
    wanted = sa.select(Unit).where(Unit.id == STUDIO).options(joinedload(Unit.entity))
    unit = db.session.scalars(wanted).one()
    day = clock.today() + timedelta(days=3)
    contract = Contract(
        entity_id=unit.entity_id, unit_id=unit.id, person_id=HOLDER, work="Mesure",
        kind=ContractType.WHITE_COLLAR, status=ContractStatus.PROPOSED, language="nl",
        first_day=day, last_day=day, budget=eur("935"), coefficient=Decimal("1.6"),
        gross=eur("584.37"), estimated_net=eur("480"), days=[WorkDay(day=day)],
    )  # fmt: skip
    db.session.add(contract)
    db.session.flush()
    make_contract(contract, now=now)
    put_out(
        unit=unit, client=db.session.get_one(Client, 1), entity=unit.entity,
        author=db.session.get_one(Person, HOLDER), kind=WorkKind.SERVICE, title="Mesure",
        lines=[DraftLine("Mesure", Decimal(1), "DAY", Decimal(1000))], assignment_id=None,
        delivered=(day, day), now=now,
    )  # fmt: skip
    db.session.commit()
    db.session.remove()


def measure_issuing(floor: float) -> None:
    """CPU of each, and how many a second."""
    issue_one()
    began, clocked = time.process_time(), time.perf_counter()
    for _ in range(ISSUED):
        issue_one()
    cpu = (time.process_time() - began) * 1000 / ISSUED
    speed = ISSUED / (time.perf_counter() - clocked)
    tell("Invoice with contract, ledger, audit, queue", cpu, ISSUE_TARGET, floor)
    print(f"{'  durable, by the clock':<46} {speed:8.0f} /s   target {SPEED_TARGET} /s")


def tell(name: str, value: float, target: float, floor: float) -> None:
    """One line: value, target, ratio to the reference of this run."""
    print(f"{name:<46} {value:8.2f} ms  target {target:.0f} ms   {value / floor:5.1f} x reference")


def bare_route() -> float:
    """A Flask route that does nothing."""
    app = Flask("bare")
    app.add_url_rule("/", view_func=lambda: "hello")
    client = app.test_client()
    return cpu_of(lambda: client.get("/"), 300)


def raw_transaction(folder: str) -> tuple[float, float]:
    """Eight writes in one durable SQLite transaction: milliseconds of CPU, and a second."""
    line = sqlite3.connect(f"{folder}/raw.sqlite", isolation_level=None)
    line.execute("PRAGMA journal_mode=WAL")
    line.execute("PRAGMA synchronous=FULL")
    line.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b INTEGER)")

    def once() -> None:
        line.execute("BEGIN IMMEDIATE")
        for place in range(WRITES):
            line.execute("INSERT INTO t (a, b) VALUES (?, ?)", ("text", place))
        line.execute("COMMIT")

    cpu, clocked = cpu_of(once, 300), time.perf_counter()
    for _ in range(300):
        once()
    return cpu, 300 / (time.perf_counter() - clocked)


def signed_in(app: Flask) -> FlaskClient:
    """The browser of the holder of the unit."""
    client, token = app.test_client(), secrets.token_urlsafe(32)
    person_id = db.session.scalar(sa.select(Person.id).where(Person.email == people.OTHER_MEMBER))
    now = clock.now()
    db.session.add(SignIn(person_id=person_id, token_hash=token_hash(token), began=now, seen=now))
    db.session.commit()
    db.session.remove()
    with client.session_transaction() as session:
        session["_user_id"] = token
        session["_fresh"] = True
    return client


def measure_pages(client: FlaskClient, bare: float) -> None:
    """The pages of invoices, with a thousand of them in the database."""
    pages = {
        "List of 80 invoices": f"/units/{STUDIO}/invoices",
        "  found by client": f"/units/{STUDIO}/invoices?q=riv",
        "One invoice": "/invoices/500",
        "Its documents, unchanged": "/invoices/500/documents",
    }
    for name, path in pages.items():
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        size = len(answer.data) / 1000
        tell(
            f"{name} ({size:.0f} kB)", cpu_of(lambda path=path: client.get(path)), PAGE_TARGET, bare
        )


def main() -> None:
    """Fill, measure, print."""
    with tempfile.TemporaryDirectory() as folder:
        given = {"DATA_DIR": folder, "TODAY": "2026-09-14"}
        if url := environ.get("DATABASE_URL"):
            given["DATABASE_URL"] = url
        app = create_app(given)
        bare = bare_route()
        cpu, speed = raw_transaction(folder)
        print(f"{'Bare Flask route':<46} {bare:8.2f} ms")
        print(f"{'Raw SQLite, eight durable writes':<46} {cpu:8.2f} ms  {speed:.0f} /s")
        with app.app_context():
            Migrate(app, db, directory=str(ROOT / "web" / "migrations"))
            upgrade()
            cast.build()
            measure_issuing(cpu)
            client = signed_in(app)
        measure_pages(client, bare)


if __name__ == "__main__":
    main()
