"""Statements about the reader that are built once and asked with their number and the day."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from web.models.unit import Holding

Rows = sa.Select[*tuple[Any, ...]]

READER = sa.bindparam("reader", type_=sa.Integer)
TODAY = sa.bindparam("today", type_=sa.Date)
HELD = sa.select(Holding.unit_id).where(
    Holding.person_id == READER,
    Holding.since <= TODAY,
    sa.or_(Holding.until.is_(None), Holding.until >= TODAY),
)


def asked(person_id: int, today: date) -> dict[str, object]:
    """Whose, and on which day."""
    return {"reader": person_id, "today": today}
