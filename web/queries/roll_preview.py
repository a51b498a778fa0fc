"""What freezing the roll would take from the register, in numbers."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from domain.money import eur
from domain.shares.subscribing import NOMINAL
from web.extensions import db
from web.queries.register import lines_query

MOST = 20  # names; the register shows all


@dataclass(frozen=True, slots=True)
class Preview:
    """Before it is done: how many votes, and who would have none."""

    votes: int
    not_paid: int  # lines without one fully paid share
    alone: tuple[tuple[int, str], ...]  # legal persons whom nobody represents


def preview(day: date) -> Preview:
    """Count the register of ``day``."""
    lines = lines_query(day).subquery()
    paid = lines.c.paid_in >= eur(NOMINAL.on(day).value)
    voter = sa.func.coalesce(lines.c.person_id, lines.c.representative_id)
    counts = sa.select(
        sa.func.count().filter(paid, voter.is_not(None)), sa.func.count().filter(~paid)
    ).select_from(lines)
    votes, not_paid = db.session.execute(counts).one()
    alone = sa.select(lines.c.number, lines.c.name).where(paid, voter.is_(None))
    rows = db.session.execute(alone.order_by(lines.c.number).limit(MOST)).all()
    return Preview(votes, not_paid, tuple((number, name) for number, name in rows))
