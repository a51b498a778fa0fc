"""Closing a month of 9,000 people with 18,500 contracts: time, memory, pages, the engine alone.

``python -P bench/payrun.py``, with DATABASE_URL for PostgreSQL (an empty database of its own).
Every contract was confirmed: what each added is worked out one after the other, by the rules.
"""

import random
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import sqlalchemy as sa

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.measure import Result, application, bare_ms, browser, cpu_ms, report  # noqa: E402
from domain.archived import to_plain  # noqa: E402
from domain.contract_life import ContractStatus  # noqa: E402
from domain.debts import DebtKind  # noqa: E402
from domain.employment import ContractType  # noqa: E402
from domain.hours import FULL_DAY, Hours  # noqa: E402
from domain.money import eur  # noqa: E402
from domain.payroll.payslip import Situation, Work, payslip  # noqa: E402
from domain.payroll.situation import Spouse  # noqa: E402
from domain.periods import Month  # noqa: E402
from domain.work import Earned, Worked, dues  # noqa: E402
from domain.work import add_up as sum_up  # noqa: E402
from web import clock  # noqa: E402
from web.actions import payrun  # noqa: E402
from web.demo import cast  # noqa: E402
from web.demo.people import FINANCE  # noqa: E402
from web.extensions import db  # noqa: E402
from web.models.contract import Contract, Earning, WorkDay  # noqa: E402
from web.models.entity import Entity  # noqa: E402
from web.models.pay import Debt  # noqa: E402
from web.models.payslip import Payslip  # noqa: E402
from web.models.person import Person  # noqa: E402

PEOPLE, CONTRACTS = 9_000, 18_500
MONTH, EMPLOYER = Month(2026, 8), 2
FIRST_ID = 1_000  # of the people; the cast stays below
PORTION = 500
CLOSED, MEMORY, ENGINE, PAGE = 60.0, 600.0, 0.2, 100.0  # seconds, MB, ms a payslip, ms
SITUATIONS = (
    Situation(),
    Situation(children=2),
    Situation(spouse=Spouse.WITH_INCOME),
    Situation(spouse=Spouse.WITHOUT_INCOME, children=1),
)


def a_person(key: int, situation: Situation) -> dict[str, Any]:
    """Someone who works, and nothing else."""
    return {
        "id": key, "uid": f"{key:032x}", "email": f"p{key}@bench.example",
        "given_name": f"Given{key % 700}", "family_name": f"Family{key}", "street": "Rue 1",
        "postcode": "1060", "city": "Saint-Gilles", "language": ("fr", "nl", "en")[key % 3],
        "created": clock.now(), "version": 1, **to_plain(situation),
    }  # fmt: skip


def works_of(key: int, many: int, chance: random.Random) -> Iterator[tuple[Work, tuple[date, ...]]]:
    """The contracts of one person in the month."""
    for place in range(many):
        first = date(2026, 8, 3) + timedelta(days=7 * (place % 4))
        days = tuple(first + timedelta(days=step) for step in range(1 + (key + place) % 4))
        gross = eur(Decimal(chance.randrange(9_000, 140_000)).scaleb(-2))
        yield Work(list(ContractType)[(key + place) % 4], gross, len(days)), days


Rows = dict[Any, list[dict[str, Any]]]


def add(rows: Rows, person_id: int, many: int, chance: random.Random) -> None:
    """One person with confirmed contracts: what each added to the payslip, one after the other."""
    situation = SITUATIONS[person_id % len(SITUATIONS)]
    rows[Person].append(a_person(person_id, situation))
    booked, before = [], {}
    for place, (work, days) in enumerate(works_of(person_id, many, chance)):
        key = person_id * 10 + place
        worked = Worked(days=days, gross=work.gross, budget=work.gross)
        (due,) = dues(work.contract_type, worked, situation, before)
        booked.append(due.added)
        earned = before.get(MONTH)
        works = (*(earned.works if earned else ()), work)
        before = {MONTH: Earned(works=works, amounts=sum_up(booked))}
        of = {"entity_id": EMPLOYER, "person_id": person_id}
        rows[Contract].append({
            **of, "id": key, "unit_id": 1, "kind": work.contract_type, "work": "Mesure",
            "status": ContractStatus.CONFIRMED, "language": "fr", "first_day": days[0],
            "last_day": days[-1], "budget": eur(work.gross * 2), "gross": work.gross,
            "coefficient": Decimal("1.6"), "estimated_net": due.added.net, "version": 1,
        })  # fmt: skip
        rows[WorkDay] += [{"contract_id": key, "day": day} for day in days]
        rows[Earning].append({
            **of, "contract_id": key, "month": MONTH, "kind": work.contract_type,
            "days": len(days), "hours": Hours(FULL_DAY * len(days)),
            "gross": due.added.gross, "net": due.added.net,
            "social_security": due.added.social_security, "withholding": due.added.withholding,
            "special_contribution": due.added.special, "situation": to_plain(situation),
        })  # fmt: skip
        if due.added.net > 0:
            rows[Debt].append({
                **of, "unit_id": 1, "kind": DebtKind.NET_PAY, "contract_id": key,
                "amount": due.added.net, "due_day": date(2026, 9, 9), "version": 1,
            })  # fmt: skip


def write(rows: Rows) -> None:
    """A portion of people with all that is theirs."""
    for model, found in rows.items():
        db.session.execute(sa.insert(model), found)
    db.session.commit()


def no_rows() -> Rows:
    """In the order in which they refer to each other."""
    return {Person: [], Contract: [], WorkDay: [], Earning: [], Debt: []}


def fill() -> None:
    """A month of the whole cooperative, a few hundred people at a time."""
    chance, left = random.Random(7), CONTRACTS
    for start in range(0, PEOPLE, PORTION):
        rows = no_rows()
        for place in range(start, start + PORTION):
            many = left // (PEOPLE - place)
            many = min(max(many + chance.choice((-1, 0, 0, 1)), 1), left - (PEOPLE - place - 1))
            left -= many
            add(rows, FIRST_ID + place, many, chance)
        write(rows)


def one_more() -> None:
    """Someone whose work is confirmed after the month was closed."""
    rows = no_rows()
    add(rows, FIRST_ID + PEOPLE, 2, random.Random(8))
    write(rows)


def peak_mb() -> float:
    """The most memory this process had since ``forget_peak``."""
    status = Path("/proc/self/status").read_text("ascii")
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def forget_peak() -> None:
    """Count the peak from now on."""
    Path("/proc/self/clear_refs").write_text("5", "ascii")


def engine_ms(chance: random.Random) -> float:
    """Milliseconds of one payslip of two contracts, from works to lines."""
    slips = [
        ([work for work, _days in works_of(key, 2, chance)], SITUATIONS[key % len(SITUATIONS)])
        for key in range(2_000)
    ]

    def all_of_them() -> None:
        for works, situation in slips:
            payslip(works, situation, MONTH)

    return cpu_ms(all_of_them, 5) / len(slips)


def closed() -> Iterator[Result]:
    """The whole act, then the same again with nothing new."""
    entity = db.session.get_one(Entity, EMPLOYER)
    forget_peak()
    began = time.perf_counter()
    run = payrun.close(entity, MONTH, now=clock.now())
    taken = time.perf_counter() - began
    many = db.session.scalar(sa.select(sa.func.count()).select_from(Payslip))
    if (run.people, run.earned, many) != (PEOPLE, CONTRACTS, PEOPLE):
        raise AssertionError((run.people, run.earned, many))
    yield Result(f"close {PEOPLE:,} payslips, {CONTRACTS:,} contracts", taken, "s", CLOSED)
    yield Result("memory while it is closed", peak_mb(), "MB", MEMORY)


def main() -> int:
    """Fill, look, close, look again, look once more with a correction to close."""
    bare = bare_ms()
    results = [Result("engine, one payslip", engine_ms(random.Random(7)), "ms", ENGINE)]
    where = f"/finance/payslips/PA/{MONTH}"
    with application() as app:
        with app.app_context():
            cast.build()
            began = time.perf_counter()
            fill()
            print(f"filled after {time.perf_counter() - began:.0f} s", flush=True)
        finance = browser(app, FINANCE)
        for when in ("to close", "closed", "to correct"):
            for name, path in (("the months", "/finance/payslips"), ("one month", where)):
                value = cpu_ms(lambda p=path: ok(finance.get(p)), 10)  # type: ignore[misc]  # bound now
                results.append(Result(f"page of {name}, {when}", value, "ms", PAGE, value / bare))
            with app.app_context():
                if when == "to close":
                    results += closed()
                elif when == "closed":
                    one_more()
    return report(results)


def ok(answer: object) -> None:
    """An error page would be quick, too."""
    if answer.status_code != 200:  # type: ignore[attr-defined]  # a test response
        raise AssertionError(answer)


if __name__ == "__main__":
    sys.exit(main())
