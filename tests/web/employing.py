"""Contracts paid by the running budget of an Activity, for tests."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from domain.employment import ContractType
from domain.hiring import Way, work_out
from domain.money import eur
from tests.web import make
from tests.web.issuing import STUDIO
from web import clock
from web.actions import activity
from web.demo.people import OTHER_MEMBER
from web.extensions import db
from web.models.contract import Contract
from web.models.unit import Unit
from web.queries.hiring import worker_of
from web.queries.working import candidates

SCENE = 1  # a unit of MEMBER that does not use the tool
MONDAY, TUESDAY = date(2026, 9, 21), date(2026, 9, 22)


def order(
    way: Way = Way.BUDGET,
    amount: str = "400.00",
    *,
    days: Sequence[date] = (MONDAY, TUESDAY),
    unit_id: int = STUDIO,
) -> activity.Order:
    """Work of OTHER_MEMBER, worked out but not made yet."""
    email = OTHER_MEMBER
    unit, key = db.session.get_one(Unit, unit_id), make.person(email).id
    person = candidates(unit_id, [key], clock.today())[key]
    worker = worker_of(person, ContractType.WHITE_COLLAR, tuple(days), unit.entity_id)
    return activity.Order(
        person_id=key, name=person.name, language=person.language, work="Affiche",
        has_national_number=person.has_national_number,
        share=work_out(worker, way, eur(amount)),
    )  # fmt: skip


def employ(unit_id: int = STUDIO, **more: Any) -> Contract:
    """Make the contract."""
    unit = db.session.get_one(Unit, unit_id)
    return activity.employ(unit, order(unit_id=unit_id, **more), now=clock.now())


def typed(**changes: Any) -> dict[str, Any]:
    """What the form would send."""
    key = make.person(OTHER_MEMBER).id
    return {
        "worker": str(key), "kind": "white-collar", "work": "Affiche",
        "days": ["2026-09-21", "2026-09-22"], "way": "budget", "amount": "400", **changes,
    }  # fmt: skip
