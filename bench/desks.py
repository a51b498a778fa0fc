"""What goes on beside a measurement, in processes of its own: acts are booked, pages are read.

Every act is an invoice put out by the real action. Pages are asked for at fixed moments, and count
from then on, however late their turn is.
"""

import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from http.client import HTTPConnection, HTTPException
from itertools import cycle
from multiprocessing.connection import Connection

import sqlalchemy as sa

from domain.vat import WorkKind
from web import clock, create_app
from web.actions.invoicing import DraftLine, put_out
from web.extensions import db
from web.models.client import Client
from web.models.entity import Entity
from web.models.invoice import Invoice
from web.models.person import Person
from web.models.unit import Unit

PAGES_EVERY = 0.1  # seconds
ACTS_EVERY = 4.0  # seconds: a million and a half acts a year, in its working hours
SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Reader:
    """A member at their desk."""

    cookie: str
    paths: tuple[str, ...]


def put_out_like(latest: int) -> None:
    """Another invoice for the same client."""
    now, model = clock.now(), db.session.get_one(Invoice, latest)
    put_out(
        unit=db.session.get_one(Unit, model.unit_id),
        client=db.session.get_one(Client, model.client_id),
        entity=db.session.get_one(Entity, model.entity_id),
        author=db.session.get_one(Person, model.author_id),
        kind=WorkKind.SERVICE, title="Live", assignment_id=None, delivered=None, now=now,
        lines=[DraftLine("Live", Decimal(1), "LS", Decimal(300))],
    )  # fmt: skip
    db.session.commit()
    db.session.remove()


def act(told: Connection) -> None:
    """Book one act after the other until told to stop; when each was in the database."""
    app, booked = create_app(), list[float]()
    with app.app_context():
        query = sa.select(sa.func.max(Invoice.id)).where(Invoice.number.is_not(None))
        latest = db.session.scalar(query)
        told.send("ready")
        told.recv()
        while not told.poll(ACTS_EVERY):
            put_out_like(int(latest or 0))
            booked.append(time.monotonic())
    told.send(booked)


def read(port: int, readers: list[Reader], told: Connection) -> None:
    """Read page after page until told to stop: how long each took from when it was due."""
    asked = cycle([(one.cookie, path) for one in readers for path in one.paths])
    line, taken = HTTPConnection("127.0.0.1", port, timeout=60), list[float]()
    told.send("ready")
    told.recv()
    due = time.monotonic()
    while not told.poll(max(0.0, due - time.monotonic())):
        cookie, path = next(asked)
        status = one_page(line, path, cookie)
        taken.append(1000 * (time.monotonic() - due))
        if status != 200:
            raise AssertionError(f"{path}: {status}")
        due += PAGES_EVERY
    told.send(taken)


def one_page(line: HTTPConnection, path: str, cookie: str) -> int:
    """Over the line that is kept, or another one if it is closed."""
    for last in (False, True):
        try:
            line.request("GET", path, headers={"Cookie": cookie})
            answer = line.getresponse()
            answer.read()
        except (OSError, HTTPException):
            line.close()
            if last:
                raise
        else:
            return answer.status
    raise AssertionError("not reached")


@contextmanager
def beside(work: object, *given: object) -> Iterator[Connection]:
    """A process of its own, ready to be told something."""
    ours, theirs = SPAWN.Pipe()
    process = SPAWN.Process(target=work, args=(*given, theirs), daemon=True)  # type: ignore[arg-type]
    process.start()
    theirs.close()
    try:
        ours.recv()
        yield ours
        process.join(10)
    finally:
        process.kill()
