"""Work for later, added inside the caller's transaction: it exists if the action commits."""

import json
from datetime import datetime

import sqlalchemy as sa

from web import clock
from web.extensions import db
from web.models.job import Job

# Procrastinate's own function; the delay is counted on the clock that its worker reads.
DEFER = sa.text(
    """SELECT procrastinate_defer_jobs_v1(ARRAY[ROW(
    'default', :task, 0, NULL, NULL, CAST(:args AS jsonb), now() + make_interval(secs => :delay)
    )]::procrastinate_job_to_defer_v1[])"""
)


def enqueue(task: str, due: datetime, **args: object) -> None:
    """Ask the worker for ``task(**args)``, not before ``due``; tasks may run twice without harm."""
    if db.engine.dialect.name == "postgresql":
        delay = max((due - clock.now()).total_seconds(), 0)
        row = {"task": task, "args": json.dumps(args), "delay": delay}
        db.session.execute(DEFER, row)
    else:
        db.session.add(Job(task=task, args=args, due=due))
