"""Corrections of approved hours, for tests."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from domain.hours import FULL_DAY, Hours, hours
from tests.web import make
from tests.web.closing import DAYS, worked
from web import clock
from web.actions import corrections
from web.demo.people import MEMBER
from web.extensions import db
from web.models.amendment import Amendment
from web.models.contract import Contract, Earning

HALF = hours("3.80")


def made_early(contract: Contract, day: date = date(2026, 8, 1)) -> Contract:
    """As if it had been made on that day, well before its work."""
    contract.made = clock.midnight(day)
    db.session.commit()
    return contract


def locked(**changes: Any) -> Contract:
    """A contract whose hours are approved, in a unit that can pay more."""
    make.invoice(price="20000.00")
    return made_early(worked(**changes))


def wish(
    said: Mapping[date, Hours], *, by: str = MEMBER, reason: str = "Forgotten"
) -> corrections.Correction:
    """What somebody says was worked."""
    return corrections.Correction(hours=said, reason=reason, author_id=make.person(by).id)


def propose(contract: Contract, said: Mapping[date, Hours], **more: Any) -> Amendment:
    """A correction that waits for an answer."""
    return corrections.propose(contract, wish(said, **more), now=clock.now())


def accepted(contract: Contract, said: Mapping[date, Hours]) -> corrections.Corrected:
    """A correction to which the other side said yes."""
    amendment = propose(contract, said)
    return corrections.accept(amendment, now=clock.now())


def full(*days: date) -> dict[date, Hours]:
    """Full days."""
    return dict.fromkeys(days or DAYS, FULL_DAY)


def earnings(contract: Contract) -> list[Earning]:
    """Everything a contract earned, the oldest first."""
    db.session.expire_all()
    query = sa.select(Earning).where(Earning.contract_id == contract.id)
    return list(db.session.scalars(query.order_by(Earning.id)))
