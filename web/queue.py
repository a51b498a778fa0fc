"""Work for later, added inside the caller's transaction: it exists if the action commits."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast

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
NEW = sa.insert(cast("sa.Table", Job.__table__))


def enqueue(task: str, due: datetime, **args: object) -> None:
    """Ask the worker for ``task(**args)``, not before ``due``; tasks may run twice without harm."""
    enqueue_each(task, due, [args])


def enqueue_each(task: str, due: datetime, wanted: Sequence[Mapping[str, Any]]) -> None:
    """Ask for the same task once for each of these arguments."""
    if db.engine.dialect.name == "postgresql":
        delay = max((due - clock.now()).total_seconds(), 0)
        rows = [{"task": task, "args": json.dumps(args), "delay": delay} for args in wanted]
        db.session.execute(DEFER, rows)
    else:
        db.session.execute(NEW, [{"task": task, "args": args, "due": due} for args in wanted])
