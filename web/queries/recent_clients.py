"""The clients that a unit invoiced lately: who is next is often among them."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from web.extensions import db
from web.models.client import Client
from web.models.invoice import Invoice


@dataclass(frozen=True, slots=True)
class RecentClient:
    """Someone the unit invoiced lately."""

    id: int
    name: str
    city: str


def recent_clients(unit_id: int, most: int = 6) -> Sequence[RecentClient]:
    """The last clients of a unit, the latest first."""
    last = sa.func.max(Invoice.id)
    query = (
        sa.select(Client.id, Client.name, Client.city)
        .join(Invoice, Invoice.client_id == Client.id)
        .where(Invoice.unit_id == unit_id)
        .group_by(Client.id)
        .order_by(last.desc())
        .limit(most)
    )
    return [RecentClient(*row) for row in db.session.execute(query)]
