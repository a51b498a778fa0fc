"""Closing a quarter of 9,000 people with 55,500 contracts, and its declaration: time, memory.

``python -P bench/quarter.py``, with DATABASE_URL for PostgreSQL (an empty database of its own).
Every contract was confirmed and booked, every month closed.
"""

import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import sqlalchemy as sa

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.measure import Result, application, browser, report  # noqa: E402
from bench.payrun import a_person, forget_peak, ok, peak_mb  # noqa: E402
from domain.archived import to_plain  # noqa: E402
from domain.contract_life import ContractStatus  # noqa: E402
from domain.employment import ContractType  # noqa: E402
from domain.hours import FULL_DAY, Hours  # noqa: E402
from domain.ledger import Act, confirm_work, net_due  # noqa: E402
from domain.money import ZERO, eur  # noqa: E402
from domain.payroll.payslip import Situation, Work  # noqa: E402
from domain.periods import Month  # noqa: E402
from domain.quarters import Quarter  # noqa: E402
from domain.work import Earned, Worked, dues  # noqa: E402
from domain.work import add_up as sum_up  # noqa: E402
from web import clock  # noqa: E402
from web.actions import dmfa, quarters  # noqa: E402
from web.actions.ledger import Written, add_to_sums, post_many  # noqa: E402
from web.demo import cast  # noqa: E402
from web.demo.people import FINANCE  # noqa: E402
from web.documents.contract import reference_of  # noqa: E402
from web.extensions import db  # noqa: E402
from web.models.contract import Contract, Earning  # noqa: E402
from web.models.entity import Entity  # noqa: E402
from web.models.payslip import PayRun  # noqa: E402
from web.models.person import Person  # noqa: E402

PEOPLE, A_MONTH = 9_000, 18_500
QUARTER, EMPLOYER, UNIT = Quarter(2026, 2), 1, 2
FIRST_ID, PORTION = 1_000, 500
KINDS = (
    ContractType.WHITE_COLLAR,
    ContractType.BLUE_COLLAR,
    ContractType.ARTIST,
    ContractType.STUDENT,
)
CLOSED, MEMORY, PAGE, DECLARED = 60.0, 600.0, 10.0, 60.0  # seconds, MB
SINGLE = Situation()


class Filling:
    """Rows of a portion of people, and the entries that booked them."""

    def __init__(self) -> None:
        self.rows: dict[Any, list[dict[str, Any]]] = {Person: [], Contract: [], Earning: []}
        self.written: list[Written] = []

    def add(self, person_id: int, many: int, chance: random.Random) -> None:
        """One person with ``many`` contracts in each month."""
        self.rows[Person].append(a_person(person_id, SINGLE))
        for place, month in enumerate(QUARTER.months):
            booked, works = [], ()
            for turn in range(many):
                gross = eur(Decimal(chance.randrange(9_000, 140_000)).scaleb(-2))
                first = month.first_day + timedelta(days=7 * (turn % 4))
                days = tuple(first + timedelta(days=step) for step in range(1 + turn % 4))
                work = Work(KINDS[(person_id + turn) % 4], gross, len(days))
                before = {month: Earned(works=works, amounts=sum_up(booked))} if works else {}
                worked = Worked(days=days, gross=gross, budget=gross)
                (due,) = dues(work.contract_type, worked, SINGLE, before)
                booked.append(due.added)
                works = (*works, work)
                key = (person_id * 3 + place) * 10 + turn
                self.contract(key, person_id, month, work, days, due.added)

    def contract(
        self, key: int, person_id: int, month: Month, work: Work, days: tuple[date, ...], added: Any
    ) -> None:
        """One contract, confirmed and booked."""
        of = {"entity_id": EMPLOYER, "person_id": person_id}
        budget = eur(work.gross * Decimal("1.6"))
        self.rows[Contract].append({
            **of, "id": key, "unit_id": UNIT, "kind": work.contract_type, "work": "Mesure",
            "status": ContractStatus.CONFIRMED, "language": "fr", "first_day": days[0],
            "last_day": days[-1], "budget": budget, "gross": work.gross,
            "coefficient": Decimal("1.6"), "estimated_net": added.net, "version": 1,
        })  # fmt: skip
        self.rows[Earning].append({
            **of, "contract_id": key, "month": month, "kind": work.contract_type,
            "days": len(days), "hours": Hours(FULL_DAY * len(days)), "gross": added.gross,
            "net": added.net, "social_security": added.social_security,
            "withholding": added.withholding, "special_contribution": added.special,
            "situation": to_plain(SINGLE),
        })  # fmt: skip
        where = {"unit_id": UNIT, "assignment_id": None, "person_id": person_id}
        spent = confirm_work(budget=budget, **where)
        due = net_due(
            gross=added.gross, net=added.net, social_security=added.social_security,
            withholding=added.withholding, special=added.special, **where,
        )  # fmt: skip
        reference = reference_of("SC", key)
        self.written += [
            Written(Act.CONFIRM, spent, reference),
            Written(Act.NET_DUE, due, reference),
        ]

    def write(self) -> None:
        """All of it."""
        for model, found in self.rows.items():
            db.session.execute(sa.insert(model), found)
        day = QUARTER.last_day
        post_many(self.written, entity_id=EMPLOYER, day=day)
        add_to_sums([leg for entry in self.written for leg in entry.legs], day)
        db.session.commit()


def fill() -> None:
    """A quarter of the whole cooperative, a few hundred people at a time."""
    chance, left = random.Random(7), A_MONTH
    for start in range(0, PEOPLE, PORTION):
        filling = Filling()
        for place in range(start, start + PORTION):
            many = max(left // (PEOPLE - place), 1)
            left -= many
            filling.add(FIRST_ID + place, many, chance)
        filling.write()
    for month in QUARTER.months:
        earned = sa.select(sa.func.count()).where(Earning.month == month)
        db.session.add(PayRun(
            entity_id=EMPLOYER, month=month, sequence=1, closed=clock.now(), left_open=0,
            earned=db.session.scalar(earned), people=PEOPLE, gross=ZERO, social_security=ZERO,
            withholding=ZERO, special_contribution=ZERO, net=ZERO,
        ))  # fmt: skip
    db.session.commit()


def timed(act: Callable[[], Any]) -> float:
    """Seconds."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def closed() -> Iterator[Result]:
    """The whole act, then its declaration."""
    entity = db.session.get_one(Entity, EMPLOYER)
    forget_peak()
    taken = timed(lambda: quarters.close(entity, QUARTER, now=clock.now()))
    yield Result(f"close {PEOPLE:,} people, {A_MONTH * 3:,} contracts", taken, "s", CLOSED)
    yield Result("memory while it is closed", peak_mb(), "MB", MEMORY)
    db.session.expire_all()
    forget_peak()
    taken = timed(lambda: dmfa.export_json(entity, QUARTER))
    yield Result("declaration checked and written", taken, "s", DECLARED)
    yield Result("memory while it is written", peak_mb(), "MB", MEMORY)


def main() -> int:
    """Fill, look, close, declare, look again."""
    results = []
    where = f"/finance/quarters/{QUARTER}/SC"
    with application() as app:
        with app.app_context():
            cast.build()
            print(f"filled after {timed(fill):.0f} s", flush=True)
        finance = browser(app, FINANCE)
        for when in ("to close", "closed"):
            for name, path in (
                ("quarters", "/finance/quarters"), ("one quarter", where),
                ("its declaration", f"{where}/dmfa"),
            ):  # fmt: skip
                value = timed(lambda p=path: ok(finance.get(p)))  # type: ignore[misc]  # bound now
                results.append(Result(f"page of {name}, {when}", value, "s", PAGE))
            if when == "to close":
                with app.app_context():
                    results += closed()
    return report(results)


if __name__ == "__main__":
    sys.exit(main())
