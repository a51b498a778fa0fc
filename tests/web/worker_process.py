"""A worker in a process of its own, which tests may kill; its one task leaves marks in a file."""

import os
import sys
import time
from datetime import timedelta
from pathlib import Path

from web import create_app
from web.jobs.tasks import TASKS
from web.jobs.worker import Terms, work


def leave_mark(file: str, name: str, seconds: float = 0) -> None:
    """Note the beginning and the end of a piece of work."""
    with Path(file).open("a") as marks:
        marks.write(f"begin {name}\n")
    time.sleep(seconds)
    with Path(file).open("a") as marks:
        marks.write(f"end {name}\n")


TASKS["leave_mark"] = leave_mark

if __name__ == "__main__":
    app = create_app(dict(os.environ))
    with app.app_context():
        work(app, Terms(once="--once" in sys.argv, lease=timedelta(seconds=4)))
