"""Where the money went, with a ledger of 200,000 and of 1,500,000 entries: it must not grow.

``python -P bench/statement.py`` (SQLite). The rows are balanced entries of every kind, written by
the rules of the ledger, in bulk; the running sums are written with them and compared afterwards.
"""

import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.measure import Result, application, bare_ms, browser, cpu_ms, report  # noqa: E402
from domain.ledger import Act, Leg, confirm_work, issue_invoice, net_due, paid_in  # noqa: E402
from domain.money import Eur, eur  # noqa: E402
from web import clock  # noqa: E402
from web.actions.ledger import post  # noqa: E402
from web.demo import life  # noqa: E402
from web.demo.people import MEMBER, OTHER_MEMBER  # noqa: E402
from web.extensions import db  # noqa: E402
from web.models.ledger import Entry, Posting, UnitSum  # noqa: E402
from web.models.unit import Unit  # noqa: E402

SIZES = (200_000, 1_500_000)
UNITS = 4_000  # others; the member's own two have a year of work
BUSY, YEAR_OF_WORK = 2, 400  # entries of a busy unit: a hundred jobs in a year
PAGE, STATEMENT, BOOKED = 8.0, 8.0, 20.0  # targets, milliseconds of CPU
START = date(2025, 1, 2)
DAYS = [(START + timedelta(days=place)).isoformat() for place in range(600)]
KINDS_OF_JOB = 300


def job(unit_id: int, net: Eur) -> list[tuple[Act, tuple[Leg, ...]]]:
    """Four entries: invoice, work, pay, payment."""
    vat, share, budget = eur(net * 21 / 100), eur(net * 65 / 1000), eur(net * 8 / 10)
    gross = eur(budget / 2)
    security = eur(gross * 13 / 100)
    shared = {"unit_id": unit_id, "assignment_id": None}
    return [
        (Act.ISSUE, issue_invoice(net=net, vat=vat, contribution=share, invoice_id=None, **shared)),  # type: ignore[arg-type]  # no invoice is needed here
        (Act.CONFIRM, confirm_work(budget=budget, person_id=1, **shared)),  # type: ignore[arg-type]  # see above
        (
            Act.NET_DUE,
            net_due(
                gross=gross, net=eur(gross - security), social_security=security,
                withholding=eur(0), special=eur(0), person_id=1, **shared,
            ),  # type: ignore[arg-type]  # see above
        ),
        (Act.PAID_IN, paid_in(amount=eur(net + vat), invoice_id=None, **shared)),  # type: ignore[arg-type]  # see above
    ]  # fmt: skip


def plain(entries: list[tuple[Act, tuple[Leg, ...]]]) -> list[tuple[Act, list[tuple[object, ...]]]]:
    """The same as the database stores it, without the unit: it is drawn by chance."""
    return [
        (act, [(leg.account, int(leg.amount.scaleb(2)), leg.person_id) for leg in legs])
        for act, legs in entries
    ]


class Writer:
    """Writes entries in bulk, legs first, as the database wants them."""

    def __init__(self) -> None:
        self.last = db.session.scalar(sa.select(sa.func.max(Entry.id))) or 0
        self.sums: dict[tuple[int, int, str], int] = defaultdict(int)
        self.raw = db.session.connection().connection.cursor()
        self.raw.execute("PRAGMA cache_size = -1500000")

    def write(self, jobs: list[tuple[int, list[tuple[Act, list[tuple[object, ...]]]]]]) -> None:
        """A portion of jobs, each of a unit."""
        legs, rows = [], []
        for unit_id, entries in jobs:
            for act, parts in entries:
                self.last += 1
                place = self.last % len(DAYS)
                rows.append((self.last, 1, act, DAYS[place], "bench", f"{DAYS[place]} 12:00:00"))
                for account, cents, person_id in parts:
                    legs.append((self.last, 1, account, cents, unit_id, person_id))
                    self.sums[unit_id, place, account] += cents  # type: ignore[index, operator]  # str, int
        self.raw.executemany(
            "INSERT INTO posting (entry_id, entity_id, account, amount, unit_id, person_id)"
            " VALUES (?,?,?,?,?,?)",
            legs,
        )
        self.raw.executemany(
            "INSERT INTO entry (id, entity_id, act, day, reference, written) VALUES (?,?,?,?,?,?)",
            rows,
        )

    def write_sums(self) -> None:
        """The running sums of all that was written."""
        self.raw.executemany(
            "INSERT INTO unit_sum (unit_id, month, account, amount) VALUES (?,?,?,?)"
            " ON CONFLICT DO UPDATE SET amount = amount + excluded.amount",
            [
                (unit_id, DAYS[place][:7], account, cents)
                for (unit_id, place, account), cents in self.sums.items()
            ],
        )


def fill(wanted: int, chance: random.Random) -> None:
    """Bring the ledger to so many entries; every unit's sums are those of its postings."""
    writer = Writer()
    kinds = [plain(job(1, eur(200 + 3 * place))) for place in range(KINDS_OF_JOB)]
    while writer.last < wanted:
        many = min(20_000, (wanted - writer.last + 3) // 4)
        drawn = [(chance.randrange(5, UNITS + 5), chance.choice(kinds)) for _ in range(many)]
        writer.write(drawn)
    writer.write_sums()
    db.session.commit()
    db.session.execute(sa.text("ANALYZE"))
    db.session.commit()


def prepare() -> None:
    """The demo, four thousand units more, and a year of work in two units of it."""
    life.live()
    like = db.session.get_one(Unit, 1)
    row = {"tool": like.tool, "kind": like.kind, "entity_id": 1, "opened": START, "version": 1}
    db.session.execute(
        sa.insert(Unit), [{"name": f"Unit {place}", **row} for place in range(UNITS)]
    )
    db.session.commit()
    writer = Writer()
    for unit_id in (1, BUSY):
        many = range(YEAR_OF_WORK // 4)
        writer.write([(unit_id, plain(job(unit_id, eur(500 + place)))) for place in many])
    writer.write_sums()
    db.session.commit()


def check() -> None:
    """Honest rows: the running sums are the sums of the postings."""
    by_sums = sa.select(sa.func.sum(sa.func.abs(UnitSum.amount))).scalar_subquery()
    totals = (
        sa.select(sa.func.sum(Posting.amount).label("amount"))
        .join(Entry, Entry.id == Posting.entry_id)
        .where(Posting.unit_id.is_not(None))
        .group_by(Posting.unit_id, sa.func.substr(Entry.day, 1, 7), Posting.account)
        .subquery()
    )
    by_legs = sa.select(sa.func.sum(sa.func.abs(totals.c.amount))).scalar_subquery()
    one, other = db.session.execute(sa.select(by_sums, by_legs)).one()
    if one != other:
        raise AssertionError("the running sums do not agree with the postings")


def measured(size: int, member: FlaskClient, other: FlaskClient, bare: float) -> Iterator[Result]:
    """Every page about money, at this size of the ledger."""
    pages = (
        ("unit's page, this year", member, "/units/1", STATEMENT),
        ("statement of one quarter (htmx)", member, "/units/1?period=2026-q3", STATEMENT),
        ("statement of everything (htmx)", member, "/units/1?period=all", STATEMENT),
        ("50 lines of “to pay”", member, "/units/1/money/to_pay?period=all", PAGE),
        ("25 entries of the journal", member, "/units/1/money?period=all", PAGE),
        ("running budget, 20 movements", other, f"/units/{BUSY}/budget", PAGE),
        ("one entry", member, "/entries/5", PAGE),
    )
    for name, client, path, target in pages:
        headers = {"HX-Request": "true"} if "htmx" in name else {}
        value = cpu_ms(lambda c=client, p=path, h=headers: ok(c.get(p, headers=h)))  # type: ignore[misc]  # bound now
        yield Result(f"{size:,}: {name}", value, "ms", target, value / bare)


def ok(answer: object) -> None:
    """An error page would be quick, too."""
    if answer.status_code != 200:  # type: ignore[attr-defined]  # a test response
        raise AssertionError(answer)


def book_and_see(app: Flask, member: FlaskClient) -> None:
    """One entry of four legs, durable, then the statement with it."""
    with app.app_context():
        legs = job(1, eur(1000))[0][1]
        post(Act.ISSUE, legs, entity_id=1, day=clock.today(), reference="bench")
        db.session.commit()
    ok(member.get("/units/1"))


def main() -> int:
    """Fill, measure, fill more, measure again."""
    chance, bare, results = random.Random(7), bare_ms(), []
    with application() as app:
        with app.app_context():
            prepare()
        member, other = browser(app, MEMBER), browser(app, OTHER_MEMBER)
        for size in SIZES:
            began = time.perf_counter()
            with app.app_context():
                fill(size, chance)
                check()
                db.session.remove()
            print(f"{size:,} entries after {time.perf_counter() - began:.0f} s", flush=True)
            results += measured(size, member, other, bare)
            value = cpu_ms(lambda: book_and_see(app, member))
            results.append(
                Result(f"{size:,}: book an entry and see it", value, "ms", BOOKED, value / bare)
            )
    return report([Result("a bare Flask route", bare, "ms"), *results])


if __name__ == "__main__":
    sys.exit(main())
