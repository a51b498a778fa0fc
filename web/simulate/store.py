"""Many rows at once: inserts, the audit, the entries of the ledger and their sums."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, cast

import sqlalchemy as sa

from domain.ledger import Leg
from domain.simulated.plan import Plan
from web import clock
from web.actions.ledger import Written, add_to_sums, dialect, post_many
from web.extensions import Base, db
from web.models.audit import AuditEntry
from web.models.ledger import Counter

PORTION = 2_000  # rows handed to the database at once
Row = dict[str, Any]


def table_of(model: type[Base]) -> sa.Table:
    """The table of a model."""
    return cast("sa.Table", model.__table__)


def write(model: type[Base], rows: Sequence[Row]) -> None:
    """Add rows, all of which have the same columns."""
    statement = sa.insert(table_of(model))
    for start in range(0, len(rows), PORTION):
        db.session.execute(statement, list(rows[start : start + PORTION]))


def last_id(model: type[Base]) -> int:
    """The highest id so far; ours follow it."""
    column = table_of(model).c.id
    return int(db.session.execute(sa.select(sa.func.coalesce(sa.func.max(column), 0))).scalar_one())


def moment(day: date, hour: int = 10) -> datetime:
    """An hour of a day in Brussels."""
    return clock.midnight(day) + timedelta(hours=hour)


def audited(
    at: datetime, person_id: int | None, act: str, subject: str, subject_id: int, **facts: object
) -> Row:
    """One line of the audit, as ``record`` writes it."""
    return {
        "at": at,
        "person_id": person_id,
        "act": act,
        "subject": subject,
        "subject_id": subject_id,
        "facts": {name: str(fact) for name, fact in facts.items()},
    }


def write_audit(rows: Sequence[Row]) -> int:
    """Add to the audit; gives how many acts these are."""
    write(AuditEntry, rows)
    return len(rows)


Entries = dict[tuple[date, int], list[Written]]


def new_entries() -> Entries:
    """Entries of the ledger by day and entity."""
    return defaultdict(list)


def post(entries: Mapping[tuple[date, int], Sequence[Written]]) -> None:
    """Write the entries of a month, day after day, and the running sums of all of them."""
    legs: list[Leg] = []
    last: date | None = None
    for (day, entity_id), several in sorted(entries.items()):
        if last is not None and (last.year, last.month) != (day.year, day.month):
            add_to_sums(legs, last)
            legs = []
        last = day
        with clock.moved_to(moment(day, 12)):
            post_many(several, entity_id=entity_id, day=day)
        legs += [leg for entry in several for leg in entry.legs]
    if last is not None:
        add_to_sums(legs, last)


def count_on(series: str, many: int) -> int:
    """Take the next ``many`` numbers of a series at once; gives the last one taken before them."""
    found = db.session.get(Counter, series)
    before = found.last if found else 0
    if found:
        found.last = before + many
    else:
        db.session.add(Counter(series=series, last=many))
    db.session.flush()
    return before


def settle_sequences(models: Iterable[type[Base]]) -> None:
    """On PostgreSQL, let ids that the database gives follow ours."""
    if dialect() != "postgresql":
        return
    for model in models:
        name = table_of(model).name
        db.session.execute(
            sa.text(
                f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), "  # noqa: S608 - our own table
                f"GREATEST(1, (SELECT COALESCE(MAX(id), 1) FROM {name})))"
            )
        )


class Making:
    """What the steps share: the plan, and ids that follow from it."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.entities: dict[str, int] = {}  # by code
        self.cache: dict[str, Any] = {}
