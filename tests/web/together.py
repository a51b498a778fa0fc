"""Several people at the same time."""

import threading
from collections.abc import Callable
from typing import Any

from flask import Flask

from web.extensions import db


def together(app: Flask, acts: list[Callable[[], Any]]) -> list[Exception]:
    """Run acts at the same time, each with a connection of its own; what they refused."""
    ready, refused = threading.Barrier(len(acts)), []

    def run(act: Callable[[], Any]) -> None:
        with app.app_context():
            ready.wait()
            try:
                act()
            except Exception as error:  # noqa: BLE001 - the test looks at it
                refused.append(error)
            finally:
                db.session.rollback()
                db.session.remove()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused
