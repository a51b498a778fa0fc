"""Writing entries and giving numbers."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from domain.ledger import Account, Act, Leg, balanced
from domain.money import Eur, eur
from domain.periods import Month
from web import clock
from web.actions.audit import actor_id
from web.extensions import db
from web.models.ledger import ENTRY_ID, Counter, Entry, Posting, UnitSum

COUNTERS, ENTRIES, POSTINGS, SUMS = (
    cast("sa.Table", model.__table__) for model in (Counter, Entry, Posting, UnitSum)
)
# Statements are made once, on tables: making one costs more than running it.
LEG = tuple(item.name for item in fields(Leg))
of_leg = attrgetter(*LEG)
NEW_LEGS, NEW_ENTRY = sa.insert(POSTINGS), sa.insert(ENTRIES)


def dialect() -> str:
    """The name of the database in use."""
    return db.engine.dialect.name


def _insert(database: str, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ON CONFLICT, as this database writes it."""
    return postgresql.insert(table) if database == "postgresql" else sqlite.insert(table)


@cache
def _taking(database: str) -> ReturningInsert[int]:
    """Count one further in a series, which begins at 1."""
    first = _insert(database, COUNTERS).values(series=sa.bindparam("series"), last=1)
    return first.on_conflict_do_update(
        index_elements=[COUNTERS.c.series], set_={"last": COUNTERS.c.last + 1}
    ).returning(COUNTERS.c.last)


@cache
def _adding(database: str) -> sa.Insert:
    """Add to one running sum, which begins at nothing."""
    first = _insert(database, SUMS)
    return first.on_conflict_do_update(
        index_elements=[SUMS.c.unit_id, SUMS.c.month, SUMS.c.account],
        set_={"amount": SUMS.c.amount + first.excluded.amount},
    )


@cache
def _numbering(database: str) -> sa.Select[int]:
    """The id of the next entry."""
    if database == "postgresql":
        return sa.select(ENTRY_ID.next_value())
    return sa.select(sa.func.coalesce(sa.func.max(ENTRIES.c.id), 0) + 1)


def next_number(series: str) -> int:
    """The next number of a series without gaps; others wait until this transaction ends."""
    db.session.flush()  # rows are locked before the series, never after: no deadlocks
    return int(db.session.execute(_taking(dialect()), {"series": series}).scalar_one())


def _next_entry_id() -> int:
    """Known before the entry is written, because its legs are written first."""
    return int(db.session.execute(_numbering(dialect())).scalar_one())


def post(act: Act, legs: Sequence[Leg], *, entity_id: int, day: date, reference: str) -> int:
    """Write one balanced entry and the running sums of the units it concerns.

    legs: debit positive, credit negative; refused here and by the database unless they sum to 0
    day:  the day of the act
    """
    balanced(legs)
    db.session.flush()  # what the legs refer to, and its locks before those of the sums
    entry_id = _next_entry_id()
    db.session.execute(
        NEW_LEGS, [{"entry_id": entry_id, "entity_id": entity_id, **asdict(leg)} for leg in legs]
    )
    entry = {
        "id": entry_id,
        "entity_id": entity_id,
        "act": act,
        "day": day,
        "reference": reference,
        "written": clock.now(),
        "written_by_id": actor_id(),
    }
    db.session.execute(NEW_ENTRY, entry)
    rows = _sums(legs, Month.of(day))
    if rows:
        db.session.execute(_adding(dialect()), rows)
    return entry_id


@dataclass(frozen=True, slots=True)
class Written:
    """An entry to write together with others."""

    act: Act
    legs: Sequence[Leg]
    reference: str


def post_many(entries: Sequence[Written], *, entity_id: int, day: date) -> None:
    """Write many balanced entries at once; ``add_to_sums`` must follow in the same transaction.

    day: the day of the act
    """
    if not entries:
        return
    db.session.flush()
    ids = _next_entry_ids(len(entries))
    numbered = list(zip(ids, entries, strict=True))
    legs = [
        {"entry_id": entry_id, "entity_id": entity_id, **dict(zip(LEG, of_leg(leg), strict=True))}
        for entry_id, entry in numbered
        for leg in balanced(entry.legs)
    ]
    db.session.execute(NEW_LEGS, legs)
    common = {
        "entity_id": entity_id,
        "day": day,
        "written": clock.now(),
        "written_by_id": actor_id(),
    }
    rows = [
        {"id": entry_id, "act": entry.act, "reference": entry.reference, **common}
        for entry_id, entry in numbered
    ]
    db.session.execute(NEW_ENTRY, rows)


def add_to_sums(legs: Sequence[Leg], day: date) -> None:
    """What the legs of many entries add to the running sums of units; their units are locked."""
    rows = _sums(legs, Month.of(day))
    if rows:
        db.session.execute(_adding(dialect()), rows)


def _next_entry_ids(many: int) -> list[int]:
    """As many as there are entries: the numbers of a sequence, or those behind the last one."""
    if dialect() == "postgresql":
        series = sa.func.generate_series(1, many).table_valued("number")
        query = sa.select(ENTRY_ID.next_value()).select_from(series)
        return sorted(db.session.scalars(query))
    first = _next_entry_id()
    return list(range(first, first + many))


def _sums(legs: Sequence[Leg], month: Month) -> list[dict[str, Any]]:
    """What the legs add to each unit and account, in one order for everybody: no deadlocks."""
    sums: dict[tuple[int, Account], Eur] = defaultdict(lambda: eur(0))
    for leg in legs:
        if leg.unit_id is not None:
            key = leg.unit_id, leg.account
            sums[key] = Eur(sums[key] + leg.amount)
    return [
        {"unit_id": unit_id, "month": month, "account": account, "amount": amount}
        for (unit_id, account), amount in sorted(sums.items())
    ]
