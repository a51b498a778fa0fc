"""Writing entries and giving numbers."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from domain.ledger import Account, Act, Leg, balanced
from domain.money import Eur, eur
from domain.periods import Month
from web import clock
from web.actions.audit import actor_id
from web.extensions import Base, db
from web.models.ledger import ENTRY_ID, Counter, Entry, Posting, UnitSum

Insert = sqlite.Insert | postgresql.Insert


def dialect() -> str:
    """The name of the database in use."""
    return db.engine.dialect.name


def upsert(table: type[Base]) -> Insert:
    """An INSERT that knows ON CONFLICT, as this database writes it."""
    return postgresql.insert(table) if dialect() == "postgresql" else sqlite.insert(table)


def next_number(series: str) -> int:
    """The next number of a series without gaps; others wait until this transaction ends."""
    insert = upsert(Counter).values(series=series, last=1)
    taken = insert.on_conflict_do_update(
        index_elements=[Counter.series], set_={"last": Counter.last + 1}
    ).returning(Counter.last)
    return int(db.session.execute(taken).scalar_one())


def _next_entry_id() -> int:
    """Known before the entry is written, because its legs are written first."""
    if dialect() == "postgresql":
        return int(db.session.execute(sa.select(ENTRY_ID.next_value())).scalar_one())
    last = sa.select(sa.func.coalesce(sa.func.max(Entry.id), 0))
    return int(db.session.execute(last).scalar_one()) + 1


def post(act: Act, legs: Sequence[Leg], *, entity_id: int, day: date, reference: str) -> int:
    """Write one balanced entry and the running sums of the units it concerns.

    legs: debit positive, credit negative; refused here and by the database unless they sum to 0
    day:  the day of the act
    """
    balanced(legs)
    entry_id = _next_entry_id()
    db.session.execute(
        sa.insert(Posting),
        [{"entry_id": entry_id, "entity_id": entity_id, **asdict(leg)} for leg in legs],
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
    db.session.execute(sa.insert(Entry), [entry])
    _add_to_sums(legs, Month.of(day))
    return entry_id


def _add_to_sums(legs: Sequence[Leg], month: Month) -> None:
    sums: dict[tuple[int, Account], Eur] = defaultdict(lambda: eur(0))
    for leg in legs:
        if leg.unit_id is not None:
            key = leg.unit_id, leg.account
            sums[key] = Eur(sums[key] + leg.amount)
    rows = [
        {"unit_id": unit_id, "month": month, "account": account, "amount": amount}
        for (unit_id, account), amount in sorted(sums.items())  # one order: no deadlocks
    ]
    if not rows:
        return
    insert = upsert(UnitSum).values(rows)
    db.session.execute(
        insert.on_conflict_do_update(
            index_elements=[UnitSum.unit_id, UnitSum.month, UnitSum.account],
            set_={"amount": UnitSum.amount + insert.excluded.amount},
        )
    )
