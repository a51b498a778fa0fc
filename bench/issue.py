"""Issuing with contract and ledger, and reading invoices: CPU and speed.

``python -P bench/issue.py``, with DATABASE_URL for PostgreSQL (an empty database of its own).
Beside it, what one durable transaction of eight plain writes costs in SQLite.
"""

import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import joinedload

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.measure import Result, application, bare_ms, browser, cpu_ms, report
from domain.contract_life import ContractStatus
from domain.employment import ContractType
from domain.money import eur
from domain.vat import WorkKind
from web import clock
from web.actions.employing import make_contract
from web.actions.invoicing import DraftLine, put_out
from web.demo import cast, people
from web.extensions import db
from web.models.client import Client
from web.models.contract import Contract, WorkDay
from web.models.person import Person
from web.models.unit import Unit

BATCHES, BATCH = 25, 40  # a thousand invoices
WRITES, TRANSACTIONS = 8, 300
MOST, MOST_PAGE = 10.0, 8.0  # milliseconds; 10 by the clock is 100 a second
STUDIO, HOLDER = 2, 2
PAGES = {
    "list of 80 invoices": f"/units/{STUDIO}/invoices",
    "list, found by client": f"/units/{STUDIO}/invoices?q=riv",
    "one invoice": "/invoices/500",
    "its documents, unchanged": "/invoices/500/documents",
}


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


def costs(act: Callable[[], None], *, batches: int, batch: int) -> tuple[float, float]:
    """Milliseconds of one go in the median batch: of CPU, and by the clock."""
    act()
    cpu, wall = [], []
    for _ in range(batches):
        began = time.process_time(), time.perf_counter()
        for _ in range(batch):
            act()
        cpu.append((time.process_time() - began[0]) * 1000 / batch)
        wall.append((time.perf_counter() - began[1]) * 1000 / batch)
    return statistics.median(cpu), statistics.median(wall)


def plain_transaction() -> float:
    """Eight writes in one durable SQLite transaction: milliseconds of CPU."""
    with tempfile.TemporaryDirectory() as folder:
        line = sqlite3.connect(f"{folder}/raw.sqlite", isolation_level=None)
        for setting in ("journal_mode=WAL", "synchronous=FULL"):
            line.execute(f"PRAGMA {setting}")
        line.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b INTEGER)")

        def once() -> None:
            line.execute("BEGIN IMMEDIATE")
            for place in range(WRITES):
                line.execute("INSERT INTO t (a, b) VALUES (?, ?)", ("text", place))
            line.execute("COMMIT")

        return cpu_ms(once, TRANSACTIONS)


def pages(client: FlaskClient, bare: float) -> Iterator[Result]:
    """The pages of invoices, with a thousand of them in the database."""
    for name, path in PAGES.items():
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        cpu = cpu_ms(lambda path=path: client.get(path))  # type: ignore[misc]  # this path
        yield Result(name, cpu, "ms", MOST_PAGE, cpu / bare)


def main() -> int:
    """Fill, measure, print."""
    bare, plain = bare_ms(), plain_transaction()
    with application() as app:
        with app.app_context():
            cast.build()
            cpu, wall = costs(issue_one, batches=BATCHES, batch=BATCH)
        read = list(pages(browser(app, people.OTHER_MEMBER), bare))
    return report(
        [
            Result("a bare Flask route", bare, "ms"),
            Result("eight durable writes in SQLite", plain, "ms"),
            Result("invoice, contract, ledger, audit, queue: CPU", cpu, "ms", MOST, cpu / bare),
            Result("the same by the clock (100 a second)", wall, "ms", MOST, wall / bare),
            *read,
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
