"""Contracts and what is due for them, as the database has them now."""

from datetime import date

import sqlalchemy as sa

from web.extensions import db
from web.models.contract import Contract
from web.models.pay import Debt

PLANNED = [date(2026, 9, 21)]  # still to come on the tests' TODAY
GOING_ON = [date(2026, 9, 11), date(2026, 9, 14), date(2026, 9, 15)]


def the(contract_id: int) -> Contract:
    """As the database has it now."""
    db.session.expire_all()
    return db.session.get_one(Contract, contract_id)


def due() -> list[Debt]:
    """Everything that is or was due."""
    db.session.expire_all()
    return list(db.session.scalars(sa.select(Debt)))
