"""Keep the cells of tables on kept days: counted whole once, then by what each change adds."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cache
from typing import cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from web.extensions import db
from web.models.figure_fact import FigureCell, FigureFall
from web.queries.figures.facts import HolderFacts, UnitFacts
from web.queries.figures.falls import FALLS, Fall
from web.queries.figures.kept_cells import Cells, add_facts, add_falls, changed

CELLS, FALLEN = (cast("sa.Table", model.__table__) for model in (FigureCell, FigureFall))
Subjects = Mapping[str, Collection[int]]  # whose falls are counted again, for each figure


def keep(day: date, facts: Iterable[HolderFacts | UnitFacts]) -> None:
    """Count the tables of a day, whole.

    facts: of all units and holders
    """
    forget(day)
    found: Cells = {}
    add_facts(found, day, facts)
    for figure, falls_on in FALLS.items():
        falls = list(falls_on(day, None))
        _insert(day, figure, falls)
        add_falls(found, figure, falls)
    keep_changes(day, found)


def add_again(day: date, subjects: Subjects, found: Cells) -> None:
    """Count some again, and add by how much cells change."""
    for figure, keys in subjects.items():
        if keys:
            _again(day, figure, keys, found)


def keep_changes(day: date, cells: Cells) -> None:
    """Add to what is kept of a day."""
    rows = [
        {"day": day, **spot._asdict(), **count._asdict()}
        for spot, count in sorted(changed(cells).items())
    ]
    if rows:
        db.session.execute(_adding(db.engine.dialect.name), rows)


def forget(day: date) -> None:
    """Keep nothing of a day."""
    for table in (CELLS, FALLEN):
        db.session.execute(sa.delete(table).where(table.c.day == day))


def _again(day: date, figure: str, keys: Collection[int], found: Cells) -> None:
    now = Counter(FALLS[figure](day, keys))
    mine = (
        FALLEN.c.day == day,
        FALLEN.c.figure == figure,
        FALLEN.c.subject_id.in_(sorted(keys)),
    )
    columns = FALLEN.c.subject_id, FALLEN.c.rows, FALLEN.c.people, FALLEN.c.amount
    before = Counter(Fall(*row) for row in db.session.execute(sa.select(*columns).where(*mine)))
    if before == now:
        return
    db.session.execute(sa.delete(FALLEN).where(*mine))
    _insert(day, figure, now)
    add_falls(found, figure, before - now, -1)
    add_falls(found, figure, now - before)


def _insert(day: date, figure: str, falls: Iterable[Fall]) -> None:
    rows = [{"day": day, "figure": figure, **fall._asdict()} for fall in falls]
    if rows:
        db.session.execute(sa.insert(FALLEN), rows)


@cache
def _adding(database: str) -> sa.Insert:
    """Add to what is kept of a cell, which begins at nobody."""
    first = (postgresql.insert if database == "postgresql" else sqlite.insert)(CELLS)
    return first.on_conflict_do_update(
        index_elements=[CELLS.c.day, CELLS.c.about, CELLS.c.row, CELLS.c.column],
        set_={
            "people": CELLS.c.people + first.excluded.people,
            "amount": CELLS.c.amount + first.excluded.amount,
        },
    )
