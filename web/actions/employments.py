"""Open-ended employment from the offer to the yes: offered, accepted, declined, taken back."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from domain.assignment.review import NationalNumberMissing
from domain.budget import NotEnough
from domain.contract_life import ContractStatus, move_contract
from domain.lasting_offer import UnitCannotPay, Wish, review
from domain.offers import OfferTooLate, check_open
from web import clock
from web.actions.activity import check_may_hire
from web.actions.audit import actor_id, record
from web.actions.employment_months import add_month, locked, prepare_all
from web.actions.real_figures import require_real
from web.actions.spending import lock_and_check
from web.extensions import db
from web.models.employment import Employment
from web.models.employment_terms import EmploymentTerms
from web.models.person import Person
from web.models.unit import Unit
from web.queries.employment_months import MonthPlan, agreed_first, first_plan
from web.queries.employments import facts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a holder offers to somebody."""

    person: Person
    work: str
    wish: Wish


def drawn_up(unit: Unit, order: Order) -> Employment:
    """The agreement as it would be; nothing is stored."""
    regime = order.wish.regime
    return Employment(
        entity_id=unit.entity_id,
        unit_id=unit.id,
        person_id=order.person.id,
        person=order.person,
        kind=order.wish.kind,
        status=ContractStatus.PROPOSED,
        work=order.work,
        language=order.person.language,
        first_day=order.wish.first_day,
        last_day=order.wish.last_day,
        monthly_gross=regime.monthly_gross,
        weekly_hours=regime.schedule.weekly,
        schedule=regime.schedule.to_json(),
    )


def offer(unit: Unit, order: Order, *, now: datetime) -> Employment:
    """Offer it: legal, in time, the first month covered. Who offers it to themself says yes."""
    today = clock.day_of(now)
    check_may_hire(unit, today)
    refusals = review(order.wish, facts_of(order.person, unit.id, order.wish.first_day), today)
    if refusals:
        raise refusals[0]
    row = drawn_up(unit, order)
    plan = first_plan(row, order.wish.regime)
    lock_and_check(unit.id, plan.budget)
    require_real(*plan.figures)
    row.coefficient = plan.coefficient.value
    db.session.add(row)
    db.session.flush()
    if order.person.id == actor_id():
        row.answered = now
        _bind(row, plan, now)
    else:
        row.status, row.offered = move_contract(row.status, ContractStatus.OFFERED), now
        record("employment_offered", row, gross=row.monthly_gross, first_day=row.first_day)
    db.session.commit()
    return row


def accept(employment: Employment, *, now: datetime) -> None:
    """The worker says yes: it binds both, and its first month is made at once."""
    row = locked(employment.id)
    check_open(row.status)
    if row.first_day <= clock.day_of(now):
        raise OfferTooLate(row.first_day)
    if not row.person.national_number_sealed:
        raise NationalNumberMissing(row.person.name)
    plan = first_plan(row, agreed_first(row))
    row.answered = now
    try:
        _bind(row, plan, now)
    except NotEnough as short:
        raise UnitCannotPay(row.unit.name) from short
    db.session.commit()
    prepare_all(row.id, now=now)


def _bind(row: Employment, plan: MonthPlan, now: datetime) -> None:
    row.status, row.made = move_contract(row.status, ContractStatus.MADE), now
    record("employment_made", row, gross=row.monthly_gross, first_day=row.first_day)
    add_month(row, plan, now)


def decline(employment: Employment, reason: str, *, now: datetime) -> None:
    """The worker says no."""
    row = locked(employment.id)
    check_open(row.status)
    row.status = move_contract(row.status, ContractStatus.DECLINED)
    row.answered, row.answer = now, reason.strip()
    record("employment_declined", row, reason=row.answer or "–")
    db.session.commit()


def withdraw(employment: Employment) -> None:
    """Who offered it takes it back before there is an answer."""
    row = locked(employment.id)
    check_open(row.status)
    row.status = move_contract(row.status, ContractStatus.CANCELLED)
    record("employment_withdrawn", row, first_day=row.first_day)
    db.session.commit()


def lapse(now: datetime) -> None:
    """Offers of agreements and of changes that nobody answered in time are over."""
    today = clock.day_of(now)
    open_offers = sa.select(Employment.id).where(
        Employment.status == ContractStatus.OFFERED, Employment.first_day <= today
    )
    for key in db.session.scalars(open_offers.order_by(Employment.id)).all():
        row = locked(key)
        if row.status is ContractStatus.OFFERED:
            row.status = move_contract(row.status, ContractStatus.LAPSED)
            record("employment_lapsed", row, first_day=row.first_day)
        db.session.commit()
    changes = sa.select(EmploymentTerms).where(EmploymentTerms.status == ContractStatus.OFFERED)
    for change in db.session.scalars(changes.order_by(EmploymentTerms.id)).all():
        row = locked(change.employment_id)
        db.session.refresh(change)
        if change.status is ContractStatus.OFFERED and change.since.first_day <= today:
            change.status = move_contract(change.status, ContractStatus.LAPSED)
            record("employment_change_lapsed", row, since=change.since)
        db.session.commit()
