"""``flask work``: the worker."""

from datetime import timedelta

import click
from flask import current_app
from flask.cli import with_appcontext

from web.jobs import worker


@click.command("work")
@click.option("--once", is_flag=True, help="Stop when nothing is due any more.")
@click.option(
    "--lease",
    default=30.0,
    show_default=True,
    help="Seconds without a sign of life after which a worker is taken for dead.",
)
@with_appcontext
def work(*, once: bool, lease: float) -> None:
    """Carry out what was put in the queue: documents to make, things to send."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    worker.work(app, worker.Terms(once=once, lease=timedelta(seconds=lease)))
