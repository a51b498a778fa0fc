"""All that is kept for some days, as statements whose rows fit into ``figure_day``."""

from collections.abc import Iterator
from datetime import date, timedelta

import sqlalchemy as sa

from domain.expenses import ExpenseStatus
from domain.money import Eur, eur
from web import clock
from web.extensions import db
from web.models.expense import ExpenseNote
from web.queries.figures import acts, firsts
from web.queries.figures.sql import Days, Rows, placed, unit_places

EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
DECIDED = (ExpenseStatus.APPROVED, ExpenseStatus.SENT_BACK)
Row = tuple[str, str, str, date, Eur]


def statements(days: Days, *, exact: bool = False) -> Iterator[Rows]:
    """Measure, region, office, day and amount.

    exact: count first days again from the acts, instead of reading those that are kept
    """
    for source in acts.OF_UNITS:
        rows = source(days)
        yield placed(rows, unit_places(rows if days.few else None))
    for kind in firsts.COUNTS:
        first = (
            firsts.first_days(kind, EARLIEST, LATEST).subquery("first")
            if exact
            else firsts.kept_firsts(kind)
        )
        yield from firsts.counted(kind, first, days)


def waiting(first: date, last: date) -> Iterator[Row]:
    """Days that expense notes waited, and how many were decided; of the days in between.

    Counted here: what day it is in Brussels is not for the database to know.
    """
    places = unit_places()
    begins, ends = clock.midnight(first), clock.midnight(last + timedelta(days=1))
    query = (
        sa.select(ExpenseNote.submitted, ExpenseNote.decided, places.c.region, places.c.office)
        .join(places, places.c.id == ExpenseNote.unit_id)
        .where(
            ExpenseNote.status.in_(DECIDED),
            ExpenseNote.decided >= begins,
            ExpenseNote.decided < ends,
            ExpenseNote.submitted.is_not(None),
        )
    )
    found: dict[tuple[str, str, date], tuple[int, int]] = {}
    for submitted, decided, region, office in db.session.execute(query):
        day = clock.day_of(decided)
        key = region, str(office.value if office else ""), day
        waited, many = found.get(key, (0, 0))
        found[key] = waited + (day - clock.day_of(submitted)).days, many + 1
    for (region, office, day), (waited, many) in found.items():
        yield "waited", region, office, day, eur(waited)
        yield "decided", region, office, day, eur(many)
