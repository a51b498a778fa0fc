"""Where the reader may begin an assignment."""

from dataclasses import dataclass
from functools import cache

import sqlalchemy as sa

from domain.units import Tool
from web.extensions import db
from web.models.unit import Unit
from web.queries.reader import Rows


@dataclass(frozen=True, slots=True)
class Start:
    """A unit in which the reader may begin an assignment."""

    unit_id: int
    unit: str


def starts(held: sa.Select[int]) -> list[Start]:
    """The open units with the tool 3en1."""
    return [Start(*row) for row in db.session.execute(_starts(held))]


@cache
def _starts(held: sa.Select[int]) -> Rows:
    return (
        sa.select(Unit.id, Unit.name)
        .where(Unit.id.in_(held), Unit.tool != Tool.ACTIVITY, Unit.closed.is_(None))
        .order_by(Unit.likeness, Unit.id)
    )
