"""Offers of work for tests: made by a holder for somebody else, answered in their own account."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from domain.contract_life import ContractStatus
from domain.hours import Hours
from tests.web import make
from web import clock
from web.actions import offers
from web.demo.people import WORKER
from web.extensions import db
from web.models.contract import Contract, WorkDay

TO_COME = (date(2026, 9, 21), date(2026, 9, 22))


def offered(*, days: Sequence[date] = TO_COME, **more: Any) -> Contract:
    """An offer to WORKER in unit 1, of MEMBER."""
    contract = make.contract(days=days, status=ContractStatus.OFFERED, **more)
    contract.offered, contract.made = clock.now(), None
    db.session.commit()
    return contract


def answered_yes(assignment_id: int) -> None:
    """Everybody who was asked accepts."""
    asked = sa.select(Contract).where(
        Contract.assignment_id == assignment_id, Contract.status == ContractStatus.OFFERED
    )
    for contract in db.session.scalars(asked).all():
        offers.accept(contract, now=clock.now())


def english(email: str = WORKER) -> None:
    """Someone reads English, so that a test can look for sentences."""
    make.person(email).language = "en"
    db.session.commit()


def at_hours(contract_id: int, day: date, hours: str) -> None:
    """Another number of hours on a day."""
    found = sa.update(WorkDay).where(WorkDay.contract_id == contract_id, WorkDay.day == day)
    db.session.execute(found.values(hours=Hours(Decimal(hours))))
    db.session.commit()
