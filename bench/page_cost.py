"""What each page of a member with a year of work costs: statements, CPU, bytes on the wire.

``python -P bench/page_cost.py``. The member has the demo's three months and a year of jobs more.
The bytes are the page with every style sheet and script it asks for, each compressed by gzip.
"""

import gzip
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.measure import Result, application, bare_ms, browser, cpu_ms, report  # noqa: E402
from bench.year import a_year_of_work  # noqa: E402
from web.demo.people import MEMBER, OTHER_MEMBER  # noqa: E402
from web.extensions import db  # noqa: E402
from web.models.assignment import Assignment  # noqa: E402
from web.models.contract import Contract  # noqa: E402
from web.models.invoice import Invoice  # noqa: E402
from web.models.ledger import Posting  # noqa: E402

CPU, STATEMENTS, BYTES = 8.0, 10, 60.0  # targets: milliseconds, number, kB
ASSET = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js)[^"]*)"')


def pages() -> Iterator[tuple[str, str]]:
    """Every page that a member opens, with who opens it."""
    latest = {
        "/assignments": sa.select(sa.func.max(Assignment.id)).where(Assignment.unit_id == 1),
        "/invoices": sa.select(sa.func.max(Invoice.id)).where(Invoice.unit_id == 1),
        "/contracts": sa.select(sa.func.max(Contract.id)).where(Contract.unit_id == 1),
        "/entries": sa.select(sa.func.max(Posting.entry_id)).where(Posting.unit_id == 1),
    }
    for path in (
        "/", "/assignments", "/contracts", "/expenses", "/units", "/units/1", "/units/1/money",
        "/units/1/money/to_pay?period=all", "/units/1/invoices", "/clients", "/rules", "/account",
    ):  # fmt: skip
        yield MEMBER, path
    for path, query in latest.items():
        yield MEMBER, f"{path}/{db.session.scalar(query)}"
    for path in ("/", "/units/2", "/units/2/budget", "/units/2/contracts/new"):
        yield OTHER_MEMBER, path


def asked_by(client: FlaskClient, path: str) -> int:
    """How many statements a page asks of the database."""
    seen: list[str] = []
    engine = db.engine

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        client.get(path)
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
    return len(seen)


def kilobytes(client: FlaskClient, html: str) -> float:
    """The page and what it loads, compressed."""
    parts = [html.encode(), *(client.get(path).data for path in sorted(set(ASSET.findall(html))))]
    return sum(len(gzip.compress(part, 6)) for part in parts) / 1000


def measured(app: Flask, bare: float) -> Iterator[Result]:
    """Three figures for each page that exists."""
    with app.app_context():
        wanted = list(pages())
        db.session.remove()
    for email, path in wanted:
        client = browser(app, email)
        answer = client.get(path, follow_redirects=True)
        if answer.status_code != 200:
            print(f"{path}: {answer.status_code}, left out")
            continue
        with app.app_context():
            count = asked_by(client, path)
        value = cpu_ms(lambda c=client, p=path: c.get(p))  # type: ignore[misc]  # bound now
        yield Result(f"{path}: CPU", value, "ms", CPU, value / bare)
        yield Result(f"{path}: statements", count, "", STATEMENTS)
        yield Result(f"{path}: HTML, CSS, JS", kilobytes(client, answer.text), "kB", BYTES)


def main() -> int:
    """Build, measure, report."""
    with application() as app:
        with app.app_context():
            a_year_of_work()
        bare = bare_ms()
        results = list(measured(app, bare))
    return report([Result("a bare Flask route", bare, "ms"), *results])


if __name__ == "__main__":
    sys.exit(main())
