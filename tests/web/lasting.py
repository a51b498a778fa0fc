"""Open-ended employment, for tests: Lotte's studio employs Sacha for 19 hours in 3 days."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from domain.employment import ContractType
from domain.hours import NO_HOURS, hours
from domain.lasting_offer import Wish
from domain.money import eur
from domain.open_ended import Regime
from domain.periods import Month
from domain.schedule import Schedule
from tests.web import make
from tests.web.issuing import STUDIO
from web import clock
from web.actions import employments
from web.demo.people import WORKER
from web.extensions import db
from web.models.contract import Contract
from web.models.employment import Employment
from web.models.unit import Unit

HALF = Schedule(
    (hours("7.60"), NO_HOURS, hours("7.60"), NO_HOURS, hours("3.80"), NO_HOURS, NO_HOURS)
)
SEPTEMBER, OCTOBER, NOVEMBER = (Month(2026, number) for number in (9, 10, 11))
FIRST = date(2026, 10, 1)


def regime(gross: str = "1200.00", schedule: Schedule = HALF) -> Regime:
    return Regime(monthly_gross=eur(gross), schedule=schedule)


def order(email: str = WORKER, **changes: Any) -> employments.Order:
    asked: dict[str, Any] = {
        "kind": ContractType.WHITE_COLLAR, "first_day": FIRST, "last_day": None,
        "regime": regime(), **changes,
    }  # fmt: skip
    return employments.Order(person=make.person(email), work="Atelier", wish=Wish(**asked))


def offer(email: str = WORKER, unit_id: int = STUDIO, **changes: Any) -> Employment:
    """Nobody is signed in: it is offered, whoever it is offered to."""
    unit = db.session.get_one(Unit, unit_id)
    return employments.offer(unit, order(email, **changes), now=clock.now())


def employ(email: str = WORKER, **changes: Any) -> Employment:
    """Offered and accepted."""
    row = offer(email, **changes)
    employments.accept(row, now=clock.now())
    return row


def months(row: Employment) -> list[Contract]:
    """Its contracts, in order."""
    query = sa.select(Contract).where(Contract.employment_id == row.id)
    found = query.order_by(Contract.first_day, Contract.id).options(selectinload(Contract.days))
    return list(db.session.scalars(found.execution_options(populate_existing=True)))


def typed(**changes: Any) -> dict[str, Any]:
    """What the form would send."""
    week = {
        f"schedule-{place}": str(amount) if amount else "" for place, amount in enumerate(HALF.week)
    }
    return {
        "worker": str(make.person(WORKER).id), "guest": WORKER, "kind": "white-collar",
        "work": "Atelier", "first_day": "2026-10-01", "last_day": "", "week": "part", **week,
        "way": "gross", "amount": "1200", **changes,
    }  # fmt: skip
