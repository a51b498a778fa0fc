"""The worker on our own ``job`` table: one UPDATE claims a job, and a lease guards it.

A worker that dies leaves a lease that runs out; the job is then claimed again. Whoever works
renews the lease from a thread of its own, so that a long job is not claimed twice.
"""

import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from threading import Event, Thread
from typing import Any

import sqlalchemy as sa
from flask import Flask

from web import clock
from web.extensions import db
from web.jobs import schedule
from web.jobs.worker import Terms, pause_after, run_task
from web.models.job import Job

POLL = 0.5  # seconds between two looks at an empty queue
LONGEST_ERROR = 500  # characters

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A job that is ours while its lease lasts."""

    id: int
    task: str
    args: dict[str, Any]
    attempts: int  # this one included


def claim(lease: timedelta) -> Claimed | None:
    """Take the oldest due job, or None; two workers can never take the same one."""
    now = clock.now()
    free = sa.or_(Job.lease_until.is_(None), Job.lease_until <= now)
    waiting = sa.select(Job.id).where(Job.done.is_(None), Job.due <= now, free)
    oldest = waiting.order_by(Job.due, Job.id).limit(1).scalar_subquery()
    take = (
        sa.update(Job)
        .where(Job.id == oldest)
        .values(lease_until=now + lease, attempts=Job.attempts + 1)
        .returning(Job.id, Job.task, Job.args, Job.attempts)
    )
    row = db.session.execute(take).one_or_none()
    db.session.commit()
    return Claimed(*row) if row else None


def _write(job: Claimed, **values: Any) -> None:
    db.session.execute(sa.update(Job).where(Job.id == job.id).values(**values))
    db.session.commit()


def finish(job: Claimed) -> None:
    """It is done."""
    _write(job, done=clock.now(), lease_until=None, error="")


def put_back(job: Claimed, error: Exception) -> None:
    """It failed: try again later and later, in the end give up."""
    text = f"{type(error).__name__}: {error}"[:LONGEST_ERROR]
    pause = pause_after(job.attempts)
    if pause is None:
        _write(job, done=clock.now(), lease_until=None, error=text)
    else:
        _write(job, due=clock.now() + pause, lease_until=None, error=text)


@contextmanager
def leased(app: Flask, job: Claimed, terms: Terms) -> Iterator[None]:
    """Renew the lease of a job for as long as it is worked on."""
    over = Event()

    def renew() -> None:
        while not over.wait(terms.sign_every):
            with app.app_context():
                _write(job, lease_until=clock.now() + terms.lease)

    thread = Thread(target=renew, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def carry_out(app: Flask, job: Claimed, terms: Terms) -> None:
    """Run one job and write down how it went."""
    try:
        with leased(app, job, terms):
            run_task(app, job.task, job.args)
    except Exception as error:
        log.exception("job %s, %s, try %s", job.id, job.task, job.attempts)
        put_back(job, error)
    else:
        finish(job)


@contextmanager
def told_to_stop() -> Iterator[Event]:
    """What SIGTERM and Ctrl-C set; the current job ends first."""
    stop = Event()
    before = {
        number: signal.signal(number, lambda *_: stop.set())
        for number in (signal.SIGTERM, signal.SIGINT)
    }
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def work(app: Flask, terms: Terms) -> None:
    """Work until told to stop; a signal lets the current job end."""
    planned: date | None = None
    with told_to_stop() as stop:
        while not stop.is_set():
            if planned != clock.today():
                planned = clock.today()
                schedule.plan(planned)
            job = claim(terms.lease)
            if job is not None:
                carry_out(app, job, terms)
            elif terms.once:
                return
            else:
                stop.wait(POLL)
