"""Contracts and employments to declare, for tests."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from domain.contract_life import ContractStatus
from domain.employment import ContractType
from domain.hours import hours
from domain.money import eur
from tests.web import make
from web import clock
from web.demo.people import WORKER
from web.extensions import db
from web.models.contract import Contract, WorkDay
from web.models.employment import Employment
from web.models.unit import Unit
from web.queries.declarations import Wanted
from web.queries.dimona_tasks import Task, tasks

TOMORROW, LATE, NEXT_WEEK = date(2026, 9, 15), date(2026, 9, 14), date(2026, 9, 23)
ACROSS = (date(2026, 9, 29), date(2026, 10, 1))  # two quarters


def declared(number: str = "900000000001", **facts: Any) -> Contract:
    """A contract whose receipt is recorded."""
    contract = make.contract(**facts)
    contract.dimona_number, contract.dimona_last_day = number, contract.last_day
    db.session.commit()
    return contract


def student(days: Sequence[date] = ACROSS, per_day: str = "7.60", **facts: Any) -> Contract:
    """A student contract."""
    contract = make.contract(days=days, kind=ContractType.STUDENT, **facts)
    planned = sa.update(WorkDay).where(WorkDay.contract_id == contract.id)
    db.session.execute(planned.values(hours=hours(per_day)))
    db.session.commit()
    return contract


def job(email: str = WORKER, unit_id: int = 1, **facts: Any) -> Employment:
    """An open-ended employment that was agreed."""
    unit, worker = db.session.get_one(Unit, unit_id), make.person(email)
    standard = {
        "kind": ContractType.WHITE_COLLAR,
        "status": ContractStatus.MADE,
        "work": "Lumières",
        "first_day": date(2026, 9, 21),
        "last_day": None,
    }
    return make.save(
        Employment(
            entity_id=unit.entity_id,
            unit_id=unit_id,
            person_id=worker.id,
            language=worker.language,
            monthly_gross=eur("2500.00"),
            coefficient=Decimal("1.6"),
            weekly_hours=hours("38"),
            schedule={str(day): "7.6" for day in range(5)},
            made=make.NOON,
            **{**standard, **facts},
        )
    )


def to_declare(**wanted: Any) -> list[Task]:
    """Everything that is left to declare."""
    db.session.expire_all()
    return list(tasks(Wanted(**wanted), clock.today()).items)


def references(**wanted: Any) -> list[str]:
    """The same, as people call it."""
    return [task.reference for task in to_declare(**wanted)]


def without_number(email: str = WORKER) -> None:
    """Someone who did not give their national number."""
    make.person(email).national_number = ""
    db.session.commit()
