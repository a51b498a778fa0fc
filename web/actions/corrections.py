"""Corrections of approved hours: proposed by one side, accepted by the other, then paid."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from domain import terms
from domain.amending import AmendmentOver, check_still
from domain.correcting import (
    Agreed,
    Counted,
    check_correction,
    check_locked,
    corrected,
    months_touched,
    redues,
)
from domain.employment import coefficient
from domain.hiring import AlreadyWorks
from domain.hours import FULL_DAY, Hours, add_hours, check_day_hours
from domain.ledger import Act, confirm_work
from domain.money import ZERO, Eur, total
from domain.payroll.situation import Situation
from domain.periods import Month
from domain.terms import Terms
from domain.work import MonthDue, NeedsReason
from web import clock
from web.actions.amendments import next_number
from web.actions.audit import record
from web.actions.contracts import locked
from web.actions.documents import Paper, ask_for
from web.actions.earnings import legs_of, lock_pay, owe_correction, write_earnings
from web.actions.ledger import post
from web.actions.real_figures import require_real
from web.actions.spending import lock_and_check
from web.documents.contract import reference_of, terms_of
from web.extensions import db
from web.models.amendment import Amendment, AmendmentState
from web.models.contract import Contract, Earning, WorkDay
from web.models.document import DocumentKind
from web.queries.earned import earned
from web.queries.hiring import days_with_same_purse
from web.queries.hours_elsewhere import hours_elsewhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """The hours that were really worked, and why they were approved otherwise."""

    hours: Mapping[date, Hours]  # of every day; 0 where nothing was worked
    reason: str
    author_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """What an accepted correction changes."""

    net: Eur  # on the payslips of its months; below zero, it is taken off the next pay
    due: Eur  # to be paid


def propose(contract: Contract, correction: Correction, *, now: datetime) -> Amendment:
    """Say what was worked; the other side answers."""
    row, _situation = _locked(contract.id)
    amendment = _propose(row, correction, now)
    db.session.commit()
    return amendment


def correct(contract: Contract, correction: Correction, *, now: datetime) -> Corrected:
    """The same by who is both sides: the worker, holding the unit. It counts at once."""
    row, situation = _locked(contract.id)
    amendment = _propose(row, correction, now)
    done = _apply(row, amendment, situation, now)
    db.session.commit()
    return done


def accept(amendment: Amendment, *, now: datetime) -> Corrected:
    """The other side says yes: the pay of the hours is made up for."""
    row, situation = _locked(amendment.contract_id)
    waiting = _waiting(amendment.id)
    before, after = terms.from_json(waiting.before), terms.from_json(waiting.after)
    check_still(before, terms_of(row))
    _check(row, before, after, now)
    done = _apply(row, waiting, situation, now)
    db.session.commit()
    return done


def decline(amendment: Amendment, *, reason: str, now: datetime) -> None:
    """The other side says no: what was approved stands."""
    _end(amendment, AmendmentState.DECLINED, "correction_declined", reason.strip(), now)


def withdraw(amendment: Amendment, *, now: datetime) -> None:
    """Who proposed it takes it back before there is an answer."""
    _end(amendment, AmendmentState.WITHDRAWN, "correction_withdrawn", "", now)


def _end(amendment: Amendment, state: AmendmentState, act: str, reason: str, now: datetime) -> None:
    row, _situation = _locked(amendment.contract_id)
    waiting = _waiting(amendment.id)
    waiting.state, waiting.answered, waiting.answer = state, now, reason
    record(act, row, number=waiting.number, reason=reason or "–")
    db.session.commit()


def _locked(contract_id: int) -> tuple[Contract, Situation]:
    """A confirmed contract, its person's pay and its unit's money: for this act only."""
    person_id = db.session.get_one(Contract, contract_id).person_id
    situation = lock_pay([person_id])[person_id]
    (row,) = locked([contract_id])
    check_locked(row.status)
    return row, situation


def _waiting(amendment_id: int) -> Amendment:
    query = sa.select(Amendment).where(Amendment.id == amendment_id)
    found = db.session.scalars(query.execution_options(populate_existing=True)).one()
    if found.state is not AmendmentState.OFFERED:
        raise AmendmentOver
    return found


def agreed_of(contract: Contract) -> Agreed:
    """What was agreed before the work; of contracts confirmed without it, what was confirmed."""
    if contract.agreed_gross is None or contract.agreed_budget is None:
        hours = add_hours(item.hours for item in contract.days)
        return Agreed(gross=contract.gross, budget=contract.budget, hours=hours)
    hours = contract.agreed_hours or FULL_DAY
    return Agreed(gross=contract.agreed_gross, budget=contract.agreed_budget, hours=hours)


def _propose(row: Contract, correction: Correction, now: datetime) -> Amendment:
    if not correction.reason.strip():
        raise NeedsReason
    before = terms_of(row)
    hours = {day: number for day, number in correction.hours.items() if number}
    made = clock.day_of(row.made or now)
    check_correction(before, hours, made=made, today=clock.day_of(now))
    after = corrected(before, hours, agreed_of(row))
    _check(row, before, after, now)
    amendment = Amendment(
        contract_id=row.id,
        number=next_number(row.id),
        reason=correction.reason.strip(),
        before=terms.to_json(before),
        after=terms.to_json(after),
        made=now,
        made_by_id=correction.author_id,
    )
    db.session.add(amendment)
    db.session.flush()
    record("correction_proposed", row, number=amendment.number, reason=amendment.reason)
    return amendment


def _check(row: Contract, before: Terms, after: Terms, now: datetime) -> None:
    """What must hold when it is proposed, and again when it is accepted."""
    hours = dict(after.days)
    made, today = clock.day_of(row.made or now), clock.day_of(now)
    check_correction(before, hours, made=made, today=today)
    taken = set(hours).difference(before.dates).intersection(days_with_same_purse(row))
    if taken:
        raise AlreadyWorks(row.person.name, min(taken))
    elsewhere = hours_elsewhere(row.person_id, after.dates, without=row.id)
    check_day_hours(row.person.name, hours, elsewhere)
    more = Eur(after.budget - before.budget)
    if more > ZERO:
        lock_and_check(row.unit_id, more, assignment_id=row.assignment_id)


def _apply(row: Contract, amendment: Amendment, situation: Situation, now: datetime) -> Corrected:
    """The contract, its earnings, the ledger and what is owed: all become what was worked."""
    before, after = terms.from_json(amendment.before), terms.from_json(amendment.after)
    others = earned(row.person_id, row.entity_id, months_touched(before, after), without=row.id)
    months = tuple(redues(row.kind, after, _counted(row), others, situation))
    rates = [line.rate for month in months for line in month.slip.lines]
    require_real(coefficient(row.kind, row.first_day), *rates)
    net = total(month.added.net for month in months)
    _change(row, after)
    amendment.state, amendment.answered = AmendmentState.ACCEPTED, now
    write_earnings(row, months, sequence=amendment.number + 1)
    due = owe_correction(row, net, clock.day_of(now), amendment.id)
    _post(row, Eur(after.budget - before.budget), months, clock.day_of(now))
    paper = Paper(DocumentKind.CONTRACT_AMENDMENT, f"contract-{row.id}-{amendment.number}.pdf")
    ask_for([paper], language=row.language, now=now, amendment_id=amendment.id)
    record("correction_accepted", row, number=amendment.number, net=net, due=due)
    return Corrected(net=net, due=due)


def _counted(row: Contract) -> dict[Month, Counted]:
    """What the contract earned so far, its corrections included."""
    found: dict[Month, list[Earning]] = defaultdict(list)
    for item in db.session.scalars(sa.select(Earning).where(Earning.contract_id == row.id)):
        found[item.month].append(item)
    return {
        month: Counted(
            days=sum(item.days for item in items), hours=add_hours(item.hours for item in items)
        )
        for month, items in found.items()
    }


def _change(row: Contract, after: Terms) -> None:
    kept = {item.day: item for item in row.days}
    days = []
    for day, hours in after.days:
        item = kept.get(day) or WorkDay(day=day)
        item.hours = hours
        days.append(item)
    row.days, row.first_day, row.last_day = days, after.first_day, after.last_day
    row.gross, row.budget = after.gross, after.budget


def _post(row: Contract, budget: Eur, months: Sequence[MonthDue], day: date) -> None:
    """The two entries of a confirmation, of the difference; below zero, turned round."""
    spent = confirm_work(
        budget=budget,
        unit_id=row.unit_id,
        assignment_id=row.assignment_id,
        person_id=row.person_id,
    )
    reference = reference_of(row.entity.code, row.id)
    for act, legs in ((Act.CONFIRM, spent), (Act.NET_DUE, legs_of(row, months))):
        if legs:
            post(act, legs, entity_id=row.entity_id, day=day, reference=reference)
