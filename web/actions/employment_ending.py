"""The end of open-ended employment: a last day and a reason, given by a person and recorded."""

from collections.abc import Iterable
from datetime import date, datetime

from domain.contract_life import ContractStatus, move_contract
from domain.ending import EndReasonMissing, MonthConfirmed, check_last_day
from domain.open_ended import NotGoingOn, NoWorkThen, month_part
from domain.periods import Month
from domain.submission import WorkBegun
from web import clock
from web.actions.audit import record
from web.actions.employment_months import (
    cancel_month,
    contracts_of,
    locked,
    refit,
)
from web.extensions import db
from web.models.contract import Contract
from web.models.employment import Employment
from web.queries.employment_months import changes_of, regime_for


def end(employment: Employment, *, last_day: date, reason: str, now: datetime) -> None:
    """It ends on that day: later months are taken back, the last one is paid in proportion."""
    row = locked(employment.id)
    _check(row, reason)
    check_last_day(last_day, first_day=row.first_day, today=clock.day_of(now))
    contracts = contracts_of(row.id)
    if row.last_day is not None:
        _check_not_paid(contracts, row.last_day, last_day)
    if row.last_day != last_day:
        row.dimona_out_number = None  # another end was declared, if any
    row.last_day, row.ended_by = last_day, reason.strip()
    record("employment_ended", row, last_day=last_day, reason=row.ended_by)
    db.session.flush()
    for contract in contracts:
        _fit(row, contract)
    db.session.commit()


def call_off(employment: Employment, *, reason: str, now: datetime) -> None:
    """It never begins: taken back before its first day, with its months."""
    row = locked(employment.id)
    _check(row, reason)
    if row.first_day <= clock.day_of(now):
        raise WorkBegun(row.person.name, row.first_day)
    row.status = move_contract(row.status, ContractStatus.CANCELLED)
    row.ended_by = reason.strip()
    record("employment_called_off", row, reason=row.ended_by)
    for contract in contracts_of(row.id):
        if contract.status is ContractStatus.MADE:
            cancel_month(contract, row.ended_by)
    db.session.commit()


def _check(row: Employment, reason: str) -> None:
    if row.status is not ContractStatus.MADE:
        raise NotGoingOn
    if not reason.strip():
        raise EndReasonMissing


def _check_not_paid(contracts: Iterable[Contract], before: date, last_day: date) -> None:
    """Refuse to put the end off once the last month is confirmed: its pay is due as it was."""
    for contract in contracts:
        confirmed = contract.status is ContractStatus.CONFIRMED
        if last_day > before and confirmed and Month.of(contract.first_day) == Month.of(before):
            raise MonthConfirmed(before)


def _fit(row: Employment, contract: Contract) -> None:
    """One month after the last day is known: as it is, shorter, or taken back."""
    if contract.status is not ContractStatus.MADE:
        return
    month = Month.of(contract.first_day)
    regime = regime_for(row, changes_of(row.id), month)
    try:
        month_part(regime, month, first_day=row.first_day, last_day=row.last_day)
    except NoWorkThen:
        cancel_month(contract, row.ended_by)
    else:
        refit(row, contract)
