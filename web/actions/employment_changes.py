"""Changes of open-ended employment that both accept: other pay or another week, from a month on."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from domain.contract_life import ContractStatus, move_contract
from domain.employment import coefficient
from domain.lasting_change import Change, ChangeOpen, check_not_begun, review_change
from domain.offers import check_open
from domain.open_ended import NotGoingOn, Regime
from domain.periods import Month
from web import clock
from web.actions.audit import actor_id, record
from web.actions.employment_months import contracts_of, locked, refit
from web.actions.locks import alone
from web.actions.real_figures import require_real
from web.extensions import db
from web.models.employment import Employment
from web.models.employment_terms import EmploymentTerms
from web.queries.employment_months import changes_of, regime_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to change, from when, and why."""

    since: Month
    regime: Regime
    reason: str


def change_for(row: Employment, wanted: Wanted) -> Change:
    """The change with all that the rules look at; the person is loaded."""
    return Change(
        since=wanted.since,
        regime=wanted.regime,
        before=regime_for(row, changes_of(row.id), wanted.since),
        kind=row.kind,
        birth_day=row.person.birth_day,
        first_day=row.first_day,
        last_day=row.last_day,
        reason=wanted.reason,
    )


def offer_change(employment: Employment, wanted: Wanted, *, now: datetime) -> EmploymentTerms:
    """Offer it to the worker; who offers it to themself says yes. What was agreed is kept."""
    row = locked(employment.id)
    if row.status is not ContractStatus.MADE:
        raise NotGoingOn
    earlier = changes_of(row.id)
    if any(item.status is ContractStatus.OFFERED for item in earlier):
        raise ChangeOpen
    refusals = review_change(change_for(row, wanted), clock.day_of(now))
    if refusals:
        raise refusals[0]
    rate = coefficient(row.kind, wanted.since.first_day)
    require_real(rate)
    change = EmploymentTerms(
        employment_id=row.id,
        number=len(earlier) + 1,
        since=wanted.since,
        status=ContractStatus.OFFERED,
        reason=wanted.reason.strip(),
        monthly_gross=wanted.regime.monthly_gross,
        coefficient=rate.value,
        weekly_hours=wanted.regime.schedule.weekly,
        schedule=wanted.regime.schedule.to_json(),
        offered=now,
        offered_by_id=actor_id(),
    )
    db.session.add(change)
    db.session.flush()
    record("employment_change_offered", row, since=change.since, reason=change.reason)
    if row.person_id == actor_id():
        _agree(row, change, now)
    db.session.commit()
    return change


def accept_change(change: EmploymentTerms, *, now: datetime) -> None:
    """The worker says yes: months that are made already, and have not begun, change too."""
    row, found = _open(change)
    check_not_begun(found.since, clock.day_of(now))
    _agree(row, found, now)
    db.session.commit()


def _agree(row: Employment, change: EmploymentTerms, now: datetime) -> None:
    change.status, change.answered = move_contract(change.status, ContractStatus.MADE), now
    record(
        "employment_changed",
        row,
        since=change.since,
        gross=change.monthly_gross,
        hours=change.weekly_hours,
    )
    db.session.flush()
    for contract in contracts_of(row.id):
        made = contract.status is ContractStatus.MADE
        if made and Month.of(contract.first_day) >= change.since:
            refit(row, contract)


def decline_change(change: EmploymentTerms, reason: str, *, now: datetime) -> None:
    """The worker says no: everything stays as it was agreed."""
    row, found = _open(change)
    found.status = move_contract(found.status, ContractStatus.DECLINED)
    found.answered, found.answer = now, reason.strip()
    record("employment_change_declined", row, since=found.since, reason=found.answer or "–")
    db.session.commit()


def withdraw_change(change: EmploymentTerms) -> None:
    """Who offered it takes it back before there is an answer."""
    row, found = _open(change)
    found.status = move_contract(found.status, ContractStatus.CANCELLED)
    record("employment_change_withdrawn", row, since=found.since)
    db.session.commit()


def _open(change: EmploymentTerms) -> tuple[Employment, EmploymentTerms]:
    """The agreement, and the change as it is now: it still waits for an answer."""
    row = locked(change.employment_id)
    query = sa.select(EmploymentTerms).where(EmploymentTerms.id == change.id)
    found: EmploymentTerms = db.session.scalars(alone(query)).one()
    check_open(found.status)
    if row.status is not ContractStatus.MADE:
        raise NotGoingOn
    return row, found
