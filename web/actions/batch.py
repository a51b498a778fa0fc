"""Several contracts on a running budget in one go: all of them or none."""

from collections.abc import Sequence
from datetime import datetime

from domain.money import total
from web import clock
from web.actions.activity import Order, check_may_hire, prepare
from web.actions.spending import lock_and_check
from web.extensions import db
from web.models.contract import Contract
from web.models.unit import Unit


def employ_all(unit: Unit, orders: Sequence[Order], *, now: datetime) -> list[Contract]:
    """All these contracts, covered together, each legal and in time; or the first refusal.

    orders: those of one person one after the other, as they were worked out
    """
    check_may_hire(unit, clock.day_of(now))
    lock_and_check(unit.id, total(order.share.budget for order in orders))
    contracts = [prepare(unit, order, now=now) for order in orders]
    db.session.commit()
    return contracts
