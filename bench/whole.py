"""A whole cooperative to measure: a copy of one that was simulated, or a hundredth made for it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from bench.measure import a_copy, application
from web.extensions import db
from web.models.invoice import Invoice

SCALE = "0.01"


@contextmanager
def whole() -> Iterator[Flask]:
    """The one in the data folder that the terminal names, or else a small one."""
    if len(sys.argv) > 1:
        with a_copy(Path(sys.argv[1])) as app:
            yield app
        return
    with application() as app:
        done = app.test_cli_runner().invoke(args=["simulate", "--scale", SCALE, "--no-checks"])
        if done.exit_code:
            raise RuntimeError(done.output)
        with app.app_context():
            latest = db.session.scalar(sa.select(sa.func.max(Invoice.issue_day)))
            db.session.remove()
        app.config["TODAY"] = latest
        yield app
