"""Clients offered for an assignment: the one chosen, those found, or the unit's latest."""

import sqlalchemy as sa

from web.models.assignment import Assignment
from web.models.client import Client
from web.queries.clients import COLUMNS, ClientRow, rows, search

FOUND = 8  # at once; another word helps more than a longer list
RECENT = 4


def offered(chosen: int | None, text: str, unit_id: int) -> list[ClientRow]:
    """The chosen client first, then those found; without a search, the unit's latest."""
    first = [] if chosen is None else rows(sa.select(*COLUMNS).where(Client.id == chosen))
    if text.strip():
        first += search(text, limit=FOUND)
    found = first or recent(unit_id)
    return list({row.id: row for row in found}.values())


def recent(unit_id: int) -> list[ClientRow]:
    """The clients for whom this unit worked last."""
    last = (
        sa.select(Assignment.client_id, sa.func.max(Assignment.id).label("at"))
        .where(Assignment.unit_id == unit_id, Assignment.client_id.is_not(None))
        .group_by(Assignment.client_id)
        .subquery()
    )
    query = sa.select(*COLUMNS).join(last, last.c.client_id == Client.id)
    return rows(query.order_by(last.c.at.desc()).limit(RECENT))
