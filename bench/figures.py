"""The pages of figures of a whole cooperative, its cross tables, and the pages of its members.

``python -P bench/figures.py [DATA_DIR]``: on a copy of a data folder that ``flask simulate`` made,
or on a simulation of a hundredth made for it. A board is drawn once for each version of the
figures: its page is measured as everybody after the first one gets it, and then as the first one
does after an act (“drawn again”). A table is cold: nothing that was read before is remembered.
The member is one with about as many invoices and contracts as the member of the small demo, whose
pages are measured in the same way on the same day.
"""

import sys
import time
from collections.abc import Collection, Iterator
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import members  # noqa: E402
from bench.measure import (  # noqa: E402
    GROWN,
    Result,
    application,
    bare_ms,
    browser,
    cpu_ms,
    report,
)
from bench.whole import whole  # noqa: E402
from bench.year import a_year_of_work  # noqa: E402
from domain.figures.catalogue import TABLES  # noqa: E402
from web import clock  # noqa: E402
from web.extensions import db  # noqa: E402
from web.models.contract import Contract  # noqa: E402
from web.models.figure import FigureStamp  # noqa: E402
from web.models.invoice import Invoice  # noqa: E402
from web.models.person import Person  # noqa: E402
from web.queries.figures.counted import SOURCES  # noqa: E402
from web.queries.figures.remembered import Part, stamp_of  # noqa: E402

BOARD, TABLE, SLOWER = 20.0, 300.0, 1.2  # targets: milliseconds, milliseconds, times
LARGER = 1.25  # times these, in a cooperative that was grown
GOES = 3  # how often a cold page is read
LEAST = 0.5  # milliseconds that a clock cannot tell from nothing
BOARDS = (
    "/figures", "/figures/live", "/figures/inside", "/figures/inside/live", "/figures/flow",
    "/figures/trends", "/figures/tables", "/figures/turnover", "/figures/members",
    "/figures/concentration", "/figures/sisters", "/figures/published", "/figures/sheet",
    "/figures?region=brussels",
    "/figures/inside?office=liege",
)  # fmt: skip


def an_invoice() -> set[int]:
    """What one of today changes: the facts of other days stay as they are."""
    return {Part.ALL, Part.UNITS, stamp_of(clock.today())}


def forget(app: Flask, stamps: Collection[int] | None) -> None:
    """Acts have been counted: what was read at these stamps counts no more, or nothing at all."""
    which = sa.true() if stamps is None else FigureStamp.id.in_(stamps)
    newer = sa.update(FigureStamp).where(which)
    db.session.execute(newer.values(version=FigureStamp.version + 1))
    db.session.commit()
    db.session.remove()
    for name in ("figure_version", "figure_bodies"):
        app.extensions.pop(name, None)


def cold_ms(app: Flask, client: FlaskClient, path: str, stamps: Collection[int] | None) -> float:
    """Milliseconds of CPU of the first one after acts: the best of a few."""
    taken = []
    for _ in range(GOES):
        with app.app_context():
            forget(app, stamps)
        began = time.process_time()
        answer = client.get(path)
        taken.append(time.process_time() - began)
        if answer.status_code != 200:
            raise AssertionError(f"{path}: {answer.status_code}")
    return 1000 * min(taken)


def room(app: Flask) -> float:
    """How many times the targets hold here."""
    return LARGER if (Path(app.config["DATA_DIR"]) / GROWN).exists() else 1.0


def boards(app: Flask, client: FlaskClient, bare: float) -> Iterator[Result]:
    """Each board page, as everybody gets it; and drawn for the first one."""
    with app.app_context():
        changed = an_invoice()
    for path in BOARDS:
        first = cold_ms(app, client, path, changed)
        value = cpu_ms(lambda p=path: client.get(p))  # type: ignore[misc]  # bound now
        yield Result(path, value, "ms", BOARD * room(app), value / bare)
        yield Result(f"{path}: drawn again", first, "ms")


def tables(app: Flask, client: FlaskClient, bare: float) -> Iterator[Result]:
    """Each table, with nothing remembered."""
    for key, about in TABLES.items():
        if about.figure in SOURCES:
            value = cold_ms(app, client, f"/figures/tables/{key}", None)
            yield Result(f"table {key}", value, "ms", TABLE * room(app), value / bare)


def member_pages(app: Flask) -> dict[str, float]:
    """Milliseconds of each page of a usual member."""
    with app.app_context():
        person_id, unit_id = members.usual(1)[0]
        wanted = list(members.pages(unit_id))
        email = db.session.get_one(Person, person_id).email
        db.session.remove()
    client = browser(app, email)
    found = {}
    for name, path in wanted:
        if client.get(path, follow_redirects=True).status_code == 200:
            found[name] = cpu_ms(lambda p=path: client.get(p))  # type: ignore[misc]  # bound now
    return found


def beside(small: dict[str, float], large: dict[str, float], more: float) -> Iterator[Result]:
    """The pages of members of both."""
    for name in small.keys() & large.keys():
        before, value = small[name], large[name]
        yield Result(f"{name}", value, "ms", SLOWER * more * before + LEAST, value / before)


def main() -> int:
    """Measure both, compare."""
    with application() as demo:
        with demo.app_context():
            a_year_of_work()
        small, bare = member_pages(demo), bare_ms()
    with whole() as app:
        with app.app_context():
            email = db.session.get_one(Person, members.usual(1)[0][0]).email
            for model in (Invoice, Contract, Person):
                many = db.session.scalar(sa.select(sa.func.count(model.id)))
                print(f"{many:,} {model.__tablename__},", end=" ")
            print(clock.today())
            db.session.remove()
        client = browser(app, email)
        results = [
            *boards(app, client, bare),
            *tables(app, client, bare),
            *beside(small, member_pages(app), room(app)),
        ]
    return report([Result("a bare Flask route", bare, "ms"), *results])


if __name__ == "__main__":
    sys.exit(main())
