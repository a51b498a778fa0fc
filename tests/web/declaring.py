"""Declared hours, for tests."""

from collections.abc import Mapping
from datetime import date

import sqlalchemy as sa

from domain.hours import Hours
from domain.hours import hours as amount
from web import clock
from web.actions import hours
from web.extensions import db
from web.models.contract import Contract, WorkDay


def said_of(contract_id: int) -> dict[date, Hours | None]:
    """What is declared of each day."""
    query = sa.select(WorkDay.day, WorkDay.declared).where(WorkDay.contract_id == contract_id)
    return {day: said for day, said in db.session.execute(query.order_by(WorkDay.day))}  # noqa: C416 - rows


def declared_by_worker(contract: Contract, said: Mapping[date, Hours] | None = None) -> Contract:
    """As if the worker had done it in their own browser."""
    row = hours.declare(contract, now=clock.now(), hours=said)
    row.declared_by_id = row.person_id
    db.session.commit()
    return row


def longer(contract_id: int, number: str) -> None:
    """As if each of its days had been planned so long."""
    mine = WorkDay.contract_id == contract_id
    db.session.execute(sa.update(WorkDay).where(mine).values(hours=amount(number)))
    db.session.commit()
