"""The worker: carries out what was put in the queue, at least once each, one after the other."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Flask

from web.extensions import db
from web.jobs.keeping import kept
from web.jobs.tasks import TASKS

LEASE = timedelta(seconds=30)  # without a sign of life, a worker is taken for dead
SIGNS = 3  # signs of life in that time

# Pauses before another try; after the last one, a job is given up and its error kept.
PAUSES = tuple(timedelta(seconds=seconds) for seconds in (10, 60, 300, 1800, 7200))


@dataclass(frozen=True, slots=True)
class Terms:
    """How a worker works."""

    once: bool = False  # stop when nothing is due
    lease: timedelta = LEASE

    @property
    def sign_every(self) -> float:
        """Seconds between two signs of life."""
        return self.lease.total_seconds() / SIGNS


def pause_after(tries: int) -> timedelta | None:
    """How long to wait after the ``tries``-th failure; None: give up."""
    return PAUSES[tries - 1] if tries <= len(PAUSES) else None


def run_task(app: Flask, name: str, args: dict[str, Any]) -> None:
    """Carry out one task in a context of its own, so that nothing of it stays behind."""
    with app.app_context():
        TASKS[name](**args)


def work(app: Flask, terms: Terms) -> None:
    """Work until told to stop, with the queue of the database in use."""
    with kept(app):
        if db.engine.dialect.name == "postgresql":
            from web.jobs import postgresql  # noqa: PLC0415 - not installed for SQLite alone

            postgresql.work(app, terms)
        else:
            from web.jobs import embedded  # noqa: PLC0415 - it needs this module

            embedded.work(app, terms)
