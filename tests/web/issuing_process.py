"""Many members issuing at once, in a process of their own: ``COUNT THREADS`` on the command line.

Every tenth time, an act fails after its number was taken, as when the power goes.
"""

import os
import sys
from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from tests.web.issuing import issued
from web import create_app
from web.extensions import db

PATIENCE = 60  # times that a busy database is asked again, as a person would


class PowerCut(Exception):
    """Something fails after everything was written, just before the commit."""


def issue_one(app, place: int) -> None:
    with app.app_context():
        if place % 10 == 0:
            patiently(fail_once)
        patiently(issued)


def patiently(act) -> None:
    """Ask a busy database again."""
    for trial in range(PATIENCE):
        try:
            act()
        except OperationalError:
            db.session.rollback()
            if trial == PATIENCE - 1:
                raise
        else:
            return


def fail_once() -> None:
    session = db.session()
    sa.event.listen(session, "before_commit", cut)
    try:
        issued()
    except PowerCut:
        db.session.rollback()
    finally:
        sa.event.remove(session, "before_commit", cut)


def cut(_session) -> None:
    raise PowerCut


if __name__ == "__main__":
    count, threads = int(sys.argv[1]), int(sys.argv[2])
    options = {"pool_size": threads}
    application = create_app(dict(os.environ), SQLALCHEMY_ENGINE_OPTIONS=options)
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda place: issue_one(application, place), range(count)))
