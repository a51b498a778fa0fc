"""What becomes of an offer of work: accepted, declined, taken back, or too late."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from domain.contract_life import AGREED, ContractStatus, move_contract
from domain.employment import coefficient
from domain.lasting_offer import check_days_free
from domain.offers import Answerer, check_acceptable, check_open
from domain.terms import Terms
from web import clock
from web.actions.audit import record
from web.actions.earnings import lock_pay
from web.actions.employing import bind
from web.actions.locks import alone, lock_units
from web.actions.real_figures import require_real
from web.documents.contract import terms_of
from web.extensions import db
from web.models.contract import Contract
from web.queries.hours_elsewhere import hours_elsewhere


def locked(contract_id: int, person_id: int) -> Contract:
    """The contract as it is now, with its days and its person; others who act on it wait.

    So does who acts on other work of the person: their days have 24 hours together.
    """
    lock_pay([person_id])
    lock_units(sa.select(Contract.unit_id).where(Contract.id == contract_id))
    query = (
        sa.select(Contract)
        .where(Contract.id == contract_id)
        .options(joinedload(Contract.person), selectinload(Contract.days))
    )
    row: Contract = db.session.scalars(alone(query, Contract)).one()
    return row


def check_room(row: Contract, terms: Terms) -> None:
    """Refuse a day that would have more than 24 hours, with all that the person agreed to."""
    elsewhere = hours_elsewhere(row.person_id, terms.dates, statuses=AGREED, without=row.id)
    check_days_free(row.person.name, terms.days, taken=(), elsewhere=elsewhere)


def accept(contract: Contract, *, now: datetime) -> None:
    """The worker says yes: from now on it binds both. Everything is looked at once more."""
    row = locked(contract.id, contract.person_id)
    who = Answerer(
        name=row.person.name,
        birth_day=row.person.birth_day,
        has_national_number=bool(row.person.national_number_sealed),
    )
    terms = terms_of(row)
    check_acceptable(row.status, terms, row.kind, who, clock.day_of(now))
    check_room(row, terms)
    require_real(coefficient(row.kind, row.first_day))
    row.answered = now
    bind(row, now=now)
    record("contract_accepted", row, gross=row.gross, first_day=row.first_day)
    db.session.commit()


def decline(contract: Contract, reason: str, *, now: datetime) -> None:
    """The worker says no: the unit has its money back, its holders are told."""
    row = locked(contract.id, contract.person_id)
    check_open(row.status)
    row.status = move_contract(row.status, ContractStatus.DECLINED)
    row.answered, row.answer = now, reason.strip()
    record("contract_declined", row, reason=row.answer or "–")
    db.session.commit()


def withdraw(contract: Contract) -> None:
    """Who offered it takes it back before there is an answer."""
    row = locked(contract.id, contract.person_id)
    check_open(row.status)
    row.status = move_contract(row.status, ContractStatus.CANCELLED)
    record("offer_withdrawn", row, first_day=row.first_day)
    db.session.commit()


def lapse(today: date) -> int:
    """Offers whose first day has come without an answer; tells how many there were."""
    late = sa.select(Contract.id, Contract.person_id).where(
        Contract.status == ContractStatus.OFFERED, Contract.first_day <= today
    )
    found = db.session.execute(late.order_by(Contract.id)).all()
    for contract_id, person_id in found:
        row = locked(contract_id, person_id)
        if row.status is ContractStatus.OFFERED:
            row.status = move_contract(row.status, ContractStatus.LAPSED)
            record("offer_lapsed", row, first_day=row.first_day)
        db.session.commit()
    return len(found)
