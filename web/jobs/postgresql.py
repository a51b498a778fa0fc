"""The worker on PostgreSQL: Procrastinate, with our tasks, our pauses and our daily schedule."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from flask import Flask
from procrastinate import App, BaseRetryStrategy, PsycopgConnector, RetryDecision
from procrastinate.jobs import Job, Status

from web.extensions import db
from web.jobs.schedule import DAILY
from web.jobs.tasks import TASKS
from web.jobs.worker import Terms, pause_after, run_task

NIGHT = "10 3 * * *"  # when the daily work begins, as cron writes it

log = logging.getLogger(__name__)


class Later(BaseRetryStrategy):
    """Try again later and later, in the end give up."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """When to try again; Procrastinate counts attempts from zero."""
        pause = pause_after(job.attempts + 1)
        if pause is None:
            return None
        return RetryDecision(retry_in={"seconds": int(pause.total_seconds())})


def _runner(app: Flask, name: str) -> Callable[..., None]:
    def run(**args: Any) -> None:
        args.pop("timestamp", None)  # what Procrastinate gives to daily work
        run_task(app, name, args)

    return run


def make_queue(app: Flask) -> App:
    """Procrastinate on the application's database, knowing our tasks."""
    url = db.engine.url.set(drivername="postgresql")
    address = url.render_as_string(hide_password=False)
    queue = App(connector=PsycopgConnector(conninfo=address, min_size=1, max_size=4))
    for name in TASKS:
        task = queue.task(name=name, retry=Later())(_runner(app, name))
        if name in DAILY:
            queue.periodic(cron=NIGHT)(task)
    return queue


async def rescue(queue: App, terms: Terms) -> None:
    """Give the jobs of dead workers back to the queue."""
    jobs = queue.job_manager
    for job in await jobs.get_stalled_jobs(seconds_since_heartbeat=terms.lease.total_seconds()):
        log.warning("job %s, %s: its worker died", job.id, job.task_name)
        if pause_after(job.attempts + 1) is None:
            await jobs.finish_job(job=job, status=Status.FAILED, delete_job=False)
        else:
            await jobs.retry_job(job=job)


async def _rescue_forever(queue: App, terms: Terms) -> None:
    while True:
        await rescue(queue, terms)
        await asyncio.sleep(terms.sign_every)


async def _work(queue: App, terms: Terms) -> None:
    async with queue.open_async(), asyncio.TaskGroup() as group:
        await rescue(queue, terms)
        rescuing = group.create_task(_rescue_forever(queue, terms))
        await queue.run_worker_async(
            wait=not terms.once,
            concurrency=1,
            update_heartbeat_interval=terms.sign_every,
            stalled_worker_timeout=terms.lease.total_seconds(),
        )
        rescuing.cancel()


def work(app: Flask, terms: Terms) -> None:
    """Work until told to stop; a signal lets the current job end."""
    asyncio.run(_work(make_queue(app), terms))
