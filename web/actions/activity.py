"""What people do with the running budget of an Activity: make a contract of employment."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.assignment.review import figures
from domain.assignment.shares import Share
from domain.budget import NoActivity
from domain.contract_life import ContractStatus
from domain.hiring import review
from domain.money import ZERO
from domain.units import Tool, UnitClosed
from web import clock
from web.actions.audit import actor_id
from web.actions.employing import planned, settle
from web.actions.real_figures import require_real
from web.actions.spending import lock_and_check
from web.extensions import db
from web.models.contract import Contract
from web.models.person import Person
from web.models.unit import Unit
from web.queries.hiring import hand_of


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
    """A contract on the running budget: covered, legal, in time. Somebody else is asked first."""
    check_may_hire(unit, clock.day_of(now))
    lock_and_check(unit.id, order.share.budget)
    contract = prepare(unit, order, now=now)
    db.session.commit()
    return contract


def prepare(unit: Unit, order: Order, *, now: datetime) -> Contract:
    """One contract, legal and in time, offered or made; the caller covers it first and commits."""
    hand = hand_of(
        unit.id,
        order.share,
        name=order.name,
        has_national_number=order.has_national_number,
        birth_day=db.session.get_one(Person, order.person_id).birth_day,
    )
    refusals = review(order.share, hand, clock.day_of(now))
    if refusals:
        raise refusals[0]
    require_real(*figures([order.share]))
    contract = _proposed(unit, order)
    db.session.flush()
    settle(contract, author_id=actor_id(), now=now)
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
        days=planned(share),
    )
    db.session.add(contract)
    return contract
