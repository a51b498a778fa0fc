"""What the worker does every day without being asked."""

from datetime import date

import sqlalchemy as sa

from web import clock
from web.extensions import db
from web.models.job import Job
from web.queue import enqueue

DAILY = (
    "approve",
    "destroy_urns",
    "forget_applications",
    "lapse",
    "prepare_months",
    "prune",
    "weigh_tables",
)


def plan(day: date) -> None:
    """Put the day's work in our own queue, once; on PostgreSQL, Procrastinate plans it."""
    begins = clock.midnight(day)
    planned = set(db.session.scalars(sa.select(Job.task).where(Job.due >= begins)))
    for task in DAILY:
        if task not in planned:
            enqueue(task, begins)
    db.session.commit()
