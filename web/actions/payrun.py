"""Closing a month: everybody's payslip is worked out, checked, written for ever and printed.

Pay itself was booked and made a debt when each contract was confirmed: closing adds only what
settles the special contribution of a quarter, and only what no payslip said before. Closing
twice therefore never pays twice, whatever else happens.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa

from domain.entities import EntityCode
from domain.errors import RuleError
from domain.money import Eur, total
from domain.payrun import (
    NobodyPaid,
    NothingNew,
    PaysOtherwise,
    check_closable,
    check_confirmed,
    compare,
    slip_reference,
)
from domain.periods import Month
from domain.slip_sheet import PayslipSheet, from_json, slip_lines, to_json
from domain.work import add_up
from web import clock
from web.actions.audit import actor_id, record
from web.actions.locks import alone
from web.actions.payslip_papers import ask_for_payslips
from web.actions.settlements import book_settlements
from web.documents.contract import employer_party
from web.extensions import db
from web.models.entity import Entity
from web.models.payslip import PayRun, Payslip
from web.queries.payrun import Earner, earners
from web.queries.payrun_waiting import count_waiting

PORTION = 500  # payslips written at once
MOST_NAMES = 10
NEW = sa.insert(cast("sa.Table", Payslip.__table__))


def close(entity: Entity, month: Month, *, now: datetime, accepted: int = 0) -> PayRun:
    """Close a month of one employer, or close again what was confirmed since: all or nothing.

    accepted: contracts still to confirm that were shown and may stay for a correction
    """
    check_closable(month, clock.day_of(now))
    db.session.execute(alone(sa.select(Entity.id).where(Entity.id == entity.id)))
    left_open = count_waiting(entity.id, month)  # before the work is read: none falls between
    found = earners(entity, month)
    new = _checked(found, entity, month)
    check_confirmed(left_open, accepted)
    run = _write_run(entity, month, new, _covered(found), left_open, now)
    for portion in portions(new):
        db.session.execute(NEW, list(_rows(portion, entity, run)))
    book_settlements(run, entity, [item for item in new if item.reckoned.settled.added], now=now)
    ask_for_payslips(run.id, now=now)
    record("month_closed", run, month=month, people=run.people, net=run.net)
    db.session.commit()
    return run


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of closing a month of one employer: a run, or the reason why not."""

    employer: str
    run_id: int | None = None
    people: int = 0
    refusal: RuleError | None = None


def close_each(
    codes: Iterable[EntityCode], month: Month, *, now: datetime, accepted: Mapping[EntityCode, int]
) -> list[Outcome]:
    """Close a month of several employers, each by itself: one refusal stops none of the others.

    accepted: contracts still to confirm of each employer that were shown and may stay
    """
    return [_tried(code, month, now, accepted.get(code, 0)) for code in codes]


def _tried(code: EntityCode, month: Month, now: datetime, accepted: int) -> Outcome:
    entity = db.session.scalars(sa.select(Entity).where(Entity.code == code)).one()
    name = entity.name
    try:
        run = close(entity, month, now=now, accepted=accepted)
    except RuleError as refusal:
        db.session.rollback()
        return Outcome(employer=name, refusal=refusal)
    return Outcome(employer=name, run_id=run.id, people=run.people)


def _checked(found: Sequence[Earner], entity: Entity, month: Month) -> list[Earner]:
    """Those whose payslip is new; refused where one is not what was booked."""
    if not found:
        raise NobodyPaid(month, entity.name)
    otherwise = [item.name for item in found if not item.reckoned.agrees]
    if otherwise:
        raise PaysOtherwise(tuple(otherwise[:MOST_NAMES]))
    new = [item for item in found if item.is_new]
    if not new:
        raise NothingNew(month)
    return new


def _covered(found: Sequence[Earner]) -> int:
    """Rows of confirmed work that the payslips of the month now say."""
    return sum(item.rows for item in found)


def _write_run(
    entity: Entity, month: Month, new: Sequence[Earner], earned: int, left_open: int, now: datetime
) -> PayRun:
    sums = add_up(item.reckoned.booked for item in new)
    settled = total(item.totals.settlement for item in new)
    last = sa.select(sa.func.max(PayRun.sequence)).where(
        PayRun.entity_id == entity.id, PayRun.month == month
    )
    run = PayRun(
        entity_id=entity.id,
        month=month,
        sequence=(db.session.scalar(last) or 0) + 1,
        closed=now,
        closed_by_id=actor_id(),
        earned=earned,
        left_open=left_open,
        people=len(new),
        gross=sums.gross,
        social_security=sums.social_security,
        withholding=sums.withholding,
        special_contribution=sums.special,
        settlement=settled,
        net=Eur(sums.net - settled),
    )
    db.session.add(run)
    db.session.flush()
    return run


def portions(new: Sequence[Earner]) -> Iterator[Sequence[Earner]]:
    """A few hundred at a time: their sheets are never all in memory."""
    for start in range(0, len(new), PORTION):
        yield new[start : start + PORTION]


def _rows(portion: Sequence[Earner], entity: Entity, run: PayRun) -> Iterator[dict[str, Any]]:
    """What is written of each person."""
    before = _closed_sheets(portion)
    for item in portion:
        sheet = sheet_of(item, entity, run, before.get(item.id))
        yield {
            "run_id": run.id,
            "person_id": item.id,
            "entity_id": entity.id,
            "month": run.month,
            "sequence": _sequence(item),
            **asdict(item.totals),
            "days": item.days,
            "hours": item.hours,
            "sheet": to_json(sheet),
        }


def _sequence(item: Earner) -> int:
    return item.closed.sequence + 1 if item.closed else 1


def _closed_sheets(portion: Sequence[Earner]) -> dict[int, PayslipSheet]:
    """The payslips that are corrected, by person."""
    ids = [item.closed.id for item in portion if item.closed]
    if not ids:
        return {}
    query = sa.select(Payslip.person_id, Payslip.sheet).where(Payslip.id.in_(ids))
    return {person_id: from_json(sheet) for person_id, sheet in db.session.execute(query)}


def sheet_of(
    item: Earner, entity: Entity, run: PayRun, before: PayslipSheet | None
) -> PayslipSheet:
    """Everything the payslip says; against what it said before, if it corrects one."""
    lines = slip_lines(item.reckoned.lines)
    return PayslipSheet(
        reference=slip_reference(entity.code, run.month, item.id, _sequence(item)),
        month=run.month,
        closed=clock.day_of(run.closed),
        language=item.party.language,
        employer=employer_party(entity),
        worker=item.party,
        situation=item.situation,
        works=item.works,
        lines=lines,
        totals=item.totals,
        corrects=before.reference if before else "",
        net_before=before.totals.net if before else None,
        changes=compare(before.lines, lines) if before else (),
        onss_number=entity.onss_number or "",
    )
