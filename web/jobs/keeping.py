"""Kept figures follow the acts within a second, beside whatever else the worker does."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from flask import Flask
from sqlalchemy.exc import OperationalError

from web.actions.figures import refresh
from web.extensions import db

EVERY = 0.25  # seconds between two looks

log = logging.getLogger(__name__)


def keep(app: Flask) -> int:
    """Count again what changed; how many changes that were."""
    with app.app_context():
        try:
            return refresh()
        except OperationalError as error:  # the database was busy: the next look finds it all
            db.session.rollback()
            log.warning("figures are kept later: %s", error.orig)
            return 0


@contextmanager
def kept(app: Flask) -> Iterator[None]:
    """Follow the acts for as long as the worker works, and once more at its end.

    Whoever has something to make of new figures looks after each go (``figures_kept``).
    """
    over = Event()

    def follow() -> None:
        while not over.wait(EVERY):
            try:
                while keep(app) and not over.is_set():
                    pass
                for look in app.extensions.get("figures_kept", ()):
                    look(app)
            except Exception:
                log.exception("figures are not kept")

    thread = Thread(target=follow, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        keep(app)
