"""Assemblies, votes and seats."""

from datetime import date
from decimal import Decimal

import sqlalchemy as sa

from domain.assembly.words import AssemblyKind, PollState
from domain.periods import ONE_DAY
from web import clock
from web.extensions import db
from web.models.assembly import AgendaItem, Assembly, Mandate
from web.models.poll import Poll
from web.models.roll import RollLine
from web.queries.figures.asked import Asked, Number, ratio, scalar


def _assemblies(asked: Asked) -> sa.Select[int]:
    return sa.select(Assembly.id).where(
        Assembly.kind == AssemblyKind.ORDINARY,
        Assembly.starts >= clock.midnight(date(asked.day.year, 1, 1)),
        Assembly.starts < clock.midnight(asked.day + ONE_DAY),
    )


def voters(asked: Asked) -> Number:
    """Who voted from afar at the ordinary assembly of the year."""
    query = sa.select(sa.func.max(Poll.cast)).where(Poll.assembly_id.in_(_assemblies(asked)))
    found = db.session.scalar(query)
    return None if found is None else Decimal(found)


def turnout(_asked: Asked) -> Number:
    """The part of the roll that has voted in the poll that is open."""
    poll = db.session.scalars(
        sa.select(Poll).where(Poll.state == PollState.OPEN).order_by(Poll.id).limit(1)
    ).one_or_none()
    if poll is None:
        return None
    voters = sa.select(sa.func.count()).select_from(RollLine)
    return ratio(
        Decimal(poll.turnout), scalar(voters.where(RollLine.assembly_id == poll.assembly_id))
    )


def elected(asked: Asked) -> Number:
    """Seats given by the ordinary assembly of the year."""
    query = (
        sa.select(sa.func.count(Mandate.id))
        .join(AgendaItem, AgendaItem.id == Mandate.item_id)
        .where(AgendaItem.assembly_id.in_(_assemblies(asked)))
    )
    return scalar(query)


def seats(asked: Asked) -> Number:
    """Seats held."""
    query = sa.select(sa.func.count(Mandate.id))
    return scalar(query.where(Mandate.since <= asked.day, Mandate.until >= asked.day))
