"""Which units the reader may change: those they hold."""

import sqlalchemy as sa
from flask import abort

from web import clock
from web.access import HELD, LARGEST_KEY
from web.actions.activity import check_may_hire
from web.extensions import db
from web.models.unit import Unit


def held(unit_id: int) -> Unit:
    """A unit that the reader holds; else 404, even for those who may look at it."""
    if unit_id > LARGEST_KEY:
        abort(404)
    query = sa.select(Unit).where(Unit.id == unit_id, Unit.id.in_(HELD))
    return db.session.scalars(query).one_or_none() or abort(404)


def hiring(unit_id: int) -> Unit:
    """A unit of the reader's that may make contracts itself."""
    unit = held(unit_id)
    check_may_hire(unit, clock.today())
    return unit
