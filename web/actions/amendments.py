"""Amendments: a change of a contract that both accepted, offered, answered, and kept for ever."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from domain import terms
from domain.amending import (
    AgreedForLonger,
    AmendmentOpen,
    AmendmentOver,
    AmendmentReasonMissing,
    check_amendable,
    check_change,
    check_still,
)
from domain.dimona.content import WORKER_TYPES, WorkerType
from domain.money import ZERO, Eur
from domain.terms import Terms, check_pay
from web import clock
from web.actions.audit import record
from web.actions.documents import Paper, ask_for
from web.actions.offers import check_room, locked
from web.actions.spending import lock_and_check
from web.documents.contract import terms_of
from web.extensions import db
from web.models.amendment import Amendment, AmendmentState
from web.models.contract import Contract, WorkDay
from web.models.document import DocumentKind
from web.queries.earned import expected


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What somebody wants to change, and why."""

    terms: Terms
    reason: str


def propose(contract: Contract, change: Change, *, author_id: int, now: datetime) -> Amendment:
    """Offer a change to the worker; who changes their own contract says yes by sending it."""
    if not change.reason.strip():
        raise AmendmentReasonMissing
    row = locked(contract.id, contract.person_id)
    check_amendable(row.status)
    if row.employment_id is not None:
        raise AgreedForLonger
    before = terms_of(row)
    _check(row, before, change.terms, now)
    amendment = Amendment(
        contract_id=row.id,
        number=next_number(row.id),
        reason=change.reason.strip(),
        before=terms.to_json(before),
        after=terms.to_json(change.terms),
        made=now,
        made_by_id=author_id,
    )
    db.session.add(amendment)
    db.session.flush()
    record("amendment_offered", row, number=amendment.number, reason=amendment.reason)
    if row.person_id == author_id:
        _apply(row, amendment, change.terms, now)
    db.session.commit()
    return amendment


def _check(row: Contract, before: Terms, after: Terms, now: datetime) -> None:
    """Everything that must hold, when it is offered and again when it is accepted."""
    check_change(before, after, clock.day_of(now))
    check_pay(after, row.kind, row.person.birth_day)
    check_room(row, after)
    more = Eur(after.budget - before.budget)
    if more > ZERO:
        lock_and_check(row.unit_id, more, assignment_id=row.assignment_id)


def next_number(contract_id: int) -> int:
    """One more than the last; refused while that one waits."""
    query = sa.select(Amendment.number, Amendment.state).where(Amendment.contract_id == contract_id)
    last = db.session.execute(query.order_by(Amendment.number.desc()).limit(1)).first()
    if last is None:
        return 1
    if last.state is AmendmentState.OFFERED:
        raise AmendmentOpen(last.number)
    return int(last.number) + 1


def _waiting(amendment: Amendment) -> tuple[Contract, Amendment]:
    """The contract and the amendment as they are now, if it still waits."""
    whose = sa.select(Contract.person_id).where(Contract.id == amendment.contract_id)
    row = locked(amendment.contract_id, db.session.scalars(whose).one())
    query = sa.select(Amendment).where(Amendment.id == amendment.id)
    again = db.session.scalars(query.execution_options(populate_existing=True)).one()
    if again.state is not AmendmentState.OFFERED:
        raise AmendmentOver
    return row, again


def accept(amendment: Amendment, *, now: datetime) -> None:
    """The worker says yes: the contract is what the amendment says."""
    row, waiting = _waiting(amendment)
    check_amendable(row.status)
    before, after = terms.from_json(waiting.before), terms.from_json(waiting.after)
    check_still(before, terms_of(row))
    _check(row, before, after, now)
    _apply(row, waiting, after, now)
    db.session.commit()


def decline(amendment: Amendment, reason: str, *, now: datetime) -> None:
    """The worker says no: the contract stays as it was."""
    row, waiting = _waiting(amendment)
    waiting.state, waiting.answered = AmendmentState.DECLINED, now
    waiting.answer = reason.strip()
    record("amendment_declined", row, number=waiting.number, reason=waiting.answer or "–")
    db.session.commit()


def withdraw(amendment: Amendment, *, now: datetime) -> None:
    """Who may offer one takes it back before there is an answer."""
    row, waiting = _waiting(amendment)
    waiting.state, waiting.answered = AmendmentState.WITHDRAWN, now
    record("amendment_withdrawn", row, number=waiting.number)
    db.session.commit()


def _apply(row: Contract, amendment: Amendment, after: Terms, now: datetime) -> None:
    """Change the contract, and ask for the paper that says so."""
    amendment.state, amendment.answered = AmendmentState.ACCEPTED, now
    if _declared_otherwise(row, after):
        row.dimona_last_day = None  # the office declares it anew
    for name, value in _columns(after).items():
        setattr(row, name, value)
    kept = {item.day: item for item in row.days}
    row.days = [_day(kept.get(day), WorkDay(day=day, hours=hours)) for day, hours in after.days]
    pay = expected(row, after.dates, row.person.situation)
    if pay.months:
        row.estimated_net = pay.total.net
    paper = Paper(DocumentKind.CONTRACT_AMENDMENT, f"contract-{row.id}-{amendment.number}.pdf")
    ask_for([paper], language=row.language, now=now, amendment_id=amendment.id)
    record("amendment_accepted", row, number=amendment.number)


def _declared_otherwise(row: Contract, after: Terms) -> bool:
    """Does what was declared change, besides the end: the first day, or a student's hours?"""
    hours = {item.day: item.hours for item in row.days}
    told_hours = WORKER_TYPES[row.kind] is WorkerType.STU
    return after.first_day != row.first_day or (told_hours and dict(after.days) != hours)


def _day(kept: WorkDay | None, wanted: WorkDay) -> WorkDay:
    """The same row where the day stays, with the hours that are wanted."""
    if kept is None:
        return wanted
    kept.hours = wanted.hours
    return kept


def _columns(after: Terms) -> dict[str, Any]:
    return {
        "work": after.work,
        "first_day": after.first_day,
        "last_day": after.last_day,
        "gross": after.gross,
        "budget": after.budget,
    }
