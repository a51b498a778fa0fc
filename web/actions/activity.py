"""What people do with the running budget of an Activity: make a contract of employment."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.assignment.review import figures
from domain.assignment.shares import Share
from domain.budget import NoActivity
from domain.contract_life import ContractStatus
from domain.hiring import Hand, review
from domain.money import ZERO
from domain.units import Tool, UnitClosed
from web import clock
from web.actions.employing import make_contract
from web.actions.figures import require_real
from web.actions.spending import lock_and_check
from web.extensions import db
from web.models.contract import Contract, WorkDay
from web.models.unit import Unit
from web.queries.hiring import days_taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A contract that a member wants to make."""

    person_id: int
    name: str
    language: str
    has_national_number: bool
    work: str
    share: Share


def check_may_hire(unit: Unit, today: date) -> None:
    """Refuse a unit that is closed, or that employs through its assignments."""
    if unit.tool is Tool.THREE_IN_ONE:
        raise NoActivity(unit.name)
    if unit.closed is not None and unit.closed <= today:
        raise UnitClosed


def employ(unit: Unit, order: Order, *, now: datetime) -> Contract:
    """A contract on the running budget: covered, legal, made in time. All or nothing."""
    today = clock.day_of(now)
    check_may_hire(unit, today)
    lock_and_check(unit.id, order.share.budget)
    hand = Hand(
        name=order.name,
        has_national_number=order.has_national_number,
        taken=days_taken(unit.id, order.person_id),
    )
    refusals = review(order.share, hand, today)
    if refusals:
        raise refusals[0]
    require_real(*figures([order.share]))
    contract = _proposed(unit, order)
    db.session.flush()
    make_contract(contract, now=now)
    db.session.commit()
    return contract


def _proposed(unit: Unit, order: Order) -> Contract:
    share = order.share
    contract = Contract(
        entity_id=unit.entity_id,
        unit_id=unit.id,
        person_id=order.person_id,
        kind=share.contract_type,
        status=ContractStatus.PROPOSED,
        work=order.work,
        language=order.language,
        first_day=min(share.days),
        last_day=max(share.days),
        budget=share.budget,
        coefficient=share.coefficient.value,
        gross=share.gross,
        estimated_net=share.net or ZERO,
        days=[WorkDay(day=day) for day in share.days],
    )
    db.session.add(contract)
    return contract
