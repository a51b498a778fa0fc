"""Writing down what sister cooperatives say of themselves: added, changed, taken away."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy.orm.exc import StaleDataError

from domain.sisters import DayTaken, Told
from web.actions.audit import actor_id, record
from web.actions.locks import flush_or
from web.extensions import db
from web.models.sister import SisterYear


def add(told: Told, *, now: datetime) -> SisterYear:
    """The figures of a cooperative on a day that has none yet."""
    row = SisterYear(**asdict(told), changed=now, changed_by_id=actor_id())
    db.session.add(row)
    flush_or(DayTaken())
    record("sister_added", row, name=row.name, day=row.day)
    db.session.commit()
    return row


def change(row: SisterYear, told: Told, *, version: int, now: datetime) -> None:
    """Correct them; refused where someone else did so meanwhile."""
    _unchanged_since(version, row)
    given = asdict(told)
    changed = [name for name, value in given.items() if getattr(row, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(row, name, given[name])
    row.changed, row.changed_by_id = now, actor_id()
    flush_or(DayTaken())
    record("sister_changed", row, name=row.name, day=row.day, changed=", ".join(changed))
    db.session.commit()


def remove(row: SisterYear, *, version: int) -> None:
    """Take them away; the audit keeps that they were there."""
    _unchanged_since(version, row)
    record("sister_removed", row, name=row.name, day=row.day)
    db.session.delete(row)
    db.session.commit()


def _unchanged_since(version: int, row: SisterYear) -> None:
    if row.version != version:
        raise StaleDataError
