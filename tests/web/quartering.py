"""Closing quarters in tests: months worked and closed, the runs, and what they booked."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from domain.errors import RuleError
from domain.ledger import Account, Act
from domain.money import ZERO, Eur
from domain.periods import Month
from domain.quarters import Quarter
from tests.web import make
from web.actions import contracts, dmfa, payrun, quarters
from web.demo.people import MEMBER, WORKER
from web.extensions import db
from web.models.contract import Contract
from web.models.entity import Entity
from web.models.ledger import Entry, Posting
from web.models.quarter import QuarterLine, QuarterRun

Q2, Q3 = Quarter(2026, 2), Quarter(2026, 3)
SC, PA = 1, 2  # the entities of units 2 and 1
SCENE, STUDIO = 1, 2  # units: one of each entity
AUTUMN = datetime(2026, 10, 20, 10, 0, tzinfo=UTC)  # Q3 is over
IN_MAY = (date(2026, 5, 4), date(2026, 5, 5))
IN_JULY = (date(2026, 7, 6), date(2026, 7, 7))


def employer(key: int = PA) -> Entity:
    """The entity that pays."""
    return db.session.get_one(Entity, key)


def worked(
    days: Iterable[date] = IN_MAY, *, email: str = WORKER, unit_id: int = SCENE, **changes: Any
) -> Contract:
    """A contract whose days are confirmed; unit 1 works for PA, unit 2 for SC."""
    contract = make.contract(days=tuple(days), email=email, unit_id=unit_id, **changes)
    contracts.confirm(contract, now=AUTUMN)
    return contract


def close_months(*months: Month, entity: int = PA) -> None:
    """Their payslips."""
    for month in months:
        payrun.close(employer(entity), month, now=AUTUMN)


def ready(days: Iterable[date] = IN_MAY, *, entity: int = PA, **changes: Any) -> Contract:
    """Work of a quarter whose months are closed."""
    unit = SCENE if entity == PA else STUDIO
    contract = worked(days, unit_id=unit, **changes)
    close_months(*sorted({Month.of(day) for day in days}), entity=entity)
    return contract


def close(quarter: Quarter = Q2, *, entity: int = PA, now: datetime = AUTUMN) -> QuarterRun:
    """One run of a quarter."""
    return quarters.close(employer(entity), quarter, now=now)


def refused(kind: type[RuleError], quarter: Quarter = Q2, **more: Any) -> Any:
    """The quarter cannot be closed: gives the reason."""
    with pytest.raises(kind) as error:
        close(quarter, **more)
    db.session.rollback()
    return error.value


def runs() -> list[QuarterRun]:
    """Every run, the oldest first."""
    db.session.expire_all()
    return list(db.session.scalars(sa.select(QuarterRun).order_by(QuarterRun.id)))


def lines() -> list[QuarterLine]:
    """Every line, the oldest first."""
    db.session.expire_all()
    return list(db.session.scalars(sa.select(QuarterLine).order_by(QuarterLine.id)))


def booked(*acts: Act) -> dict[Account, Eur]:
    """What the entries of these acts hold on each account; debits positive."""
    query = (
        sa.select(Posting.account, sa.func.sum(Posting.amount))
        .join(Entry, Entry.id == Posting.entry_id)
        .where(Entry.act.in_(acts))
        .group_by(Posting.account)
    )
    return {account: amount for account, amount in db.session.execute(query) if amount}


def in_transit() -> Eur:
    """What is left of employment budgets."""
    query = sa.select(sa.func.sum(Posting.amount)).where(
        Posting.account == Account.EMPLOYMENT_IN_TRANSIT
    )
    return db.session.scalar(query) or ZERO


def counts() -> tuple[int, ...]:
    """Everything that a run writes."""
    return tuple(
        db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0
        for model in (QuarterRun, QuarterLine, Entry, Posting)
    )


__all__ = ["MEMBER", "WORKER"]


LOW = [date(2026, 7, day) for day in range(1, 32) if date(2026, 7, day).weekday() < 5]


def agreed(quarter=Q2, entity=PA):
    """The totals, which all agree."""
    found = dmfa.check(employer(entity), quarter)
    assert [item.label for item in found.controls if not item.agrees] == []
    return found


def settled():
    """Someone whose advances took too much: the last payslip of the quarter gives it back."""
    worked(gross="2500.00", budget="5000.00")
    worked((date(2026, 6, 8),), gross="200.00", budget="400.00")
    close_months(*Q2.months[1:])
