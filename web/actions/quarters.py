"""Closing a quarter: what employment really cost is booked beside its budgets, once.

A later run books differences only, so that nothing is ever booked twice. What is left of the
budgets, and every reduction of contributions, goes to the common pot; no unit is given any.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any, cast

import sqlalchemy as sa

from domain.archived import to_plain
from domain.cost_shares import Amounts
from domain.employers import relied_on
from domain.entities import EntityCode
from domain.ledger import Account, Act, Leg, balanced, close_work, employer_reduction
from domain.money import ZERO, Eur, total
from domain.payroll.employer import Employer
from domain.quarter_sheet import Adding, QuarterSheet
from domain.quarters import (
    ContributionsUnknown,
    NobodyInQuarter,
    NothingNewInQuarter,
    Quarter,
    check_budgets,
    check_months,
    check_over,
    quarter_reference,
)
from domain.true_up import missing_figures, unknown_reductions
from web import clock
from web.actions.audit import actor_id, record
from web.actions.ledger import Written, add_to_sums, post_many
from web.actions.locks import alone, lock_units
from web.actions.real_figures import require_real
from web.extensions import db
from web.models.contract import Contract, Earning
from web.models.entity import Entity
from web.models.quarter import QuarterLine, QuarterRun
from web.queries.quarter_reckoning import (
    AMOUNTS,
    Reckoned,
    budgets,
    employer_of,
    everybody,
    kinds_of,
    together,
)
from web.queries.quarter_works import Placed
from web.queries.quarters import RunLine, months_of, runs_of

PORTION = 500  # people booked at once
NEW = sa.insert(cast("sa.Table", QuarterLine.__table__))


@dataclass(frozen=True, slots=True)
class New:
    """What a run adds for one person; the rest of what was worked out is let go."""

    person_id: int
    parts: tuple[tuple[Placed, Amounts], ...]

    @property
    def whole(self) -> Amounts:
        """All contracts together."""
        return together([amounts for _placed, amounts in self.parts])


def close(entity: Entity, quarter: Quarter, *, now: datetime) -> QuarterRun:
    """Close a quarter of one employer, or book what changed since: all or nothing."""
    today = clock.day_of(now)
    check_over(quarter, today)
    db.session.execute(alone(sa.select(Entity.id).where(Entity.id == entity.id)))
    before = runs_of(entity.id, quarter)
    employer = _checked(entity, quarter, today)
    new, sheet, earned = _worked_out(entity, quarter, employer)
    if not new and before and not _says_more(before[-1], sheet, earned):
        raise NothingNewInQuarter(quarter)
    run = _write_run(entity, quarter, new, sheet, earned, now)
    _write(new, run, entity.code, today)
    record("quarter_closed", run, quarter=quarter, people=run.people, margin=_whole(new).to_pot)
    db.session.commit()
    return run


def _checked(entity: Entity, quarter: Quarter, today: date) -> Employer:
    """Everything that must hold before anything is worked out."""
    months = months_of(entity.id, quarter, today)
    if not months:
        raise NobodyInQuarter(quarter, entity.name)
    check_months(quarter, entity.name, months)
    employer = employer_of(entity, quarter)
    if missing := missing_figures(kinds_of(entity.id, quarter), employer, quarter.last_day):
        raise ContributionsUnknown(quarter, missing)
    held = budgets(entity, quarter)
    check_budgets(quarter, held.counted, held.booked)
    require_real(*relied_on(entity.code, quarter))
    return employer


def _worked_out(
    entity: Entity, quarter: Quarter, employer: Employer
) -> tuple[list[New], QuarterSheet, int]:
    """Who gets something booked, the whole quarter, and how much work it covers."""
    new, adding, earned = [], Adding(), 0
    for item in everybody(entity, quarter, employer):
        require_real(*(cost.line.rate for cost in item.found.costs))
        adding.add(item.works.jobs, item.found)
        earned += item.works.rows
        if parts := _parts(item):
            new.append(New(item.person_id, parts))
    return new, adding.sheet(unknown_reductions(employer.sector, quarter.last_day)), earned


def _parts(item: Reckoned) -> tuple[tuple[Placed, Amounts], ...]:
    differences = item.differences
    return tuple(
        (placed, differences[placed.contract_id])
        for placed in item.works.placed
        if placed.contract_id in differences
    )


def _says_more(last: RunLine, sheet: QuarterSheet, earned: int) -> bool:
    """Without a cent of difference, does it still cover more than the last run?"""
    return earned > last.earned or set(sheet.unknown) != set(last.sheet.unknown)


def _whole(new: Sequence[New]) -> Amounts:
    return together([item.whole for item in new])


def _write_run(
    entity: Entity,
    quarter: Quarter,
    new: Sequence[New],
    sheet: QuarterSheet,
    earned: int,
    now: datetime,
) -> QuarterRun:
    last = sa.select(sa.func.max(QuarterRun.sequence)).where(
        QuarterRun.entity_id == entity.id, QuarterRun.quarter == quarter
    )
    run = QuarterRun(
        entity_id=entity.id,
        quarter=quarter,
        sequence=(db.session.scalar(last) or 0) + 1,
        closed=now,
        closed_by_id=actor_id(),
        earned=earned,
        people=len(new),
        **asdict(_whole(new)),
        sheet=to_plain(sheet),
    )
    db.session.add(run)
    db.session.flush()
    return run


def _write(new: Sequence[New], run: QuarterRun, code: EntityCode, day: date) -> None:
    """Lines and entries, a few hundred people at a time; the sums of units once, at the end."""
    legs: list[Leg] = []
    for start in range(0, len(new), PORTION):
        portion = new[start : start + PORTION]
        db.session.execute(NEW, [row for item in portion for row in _rows(item, run)])
        written = [entry for item in portion for entry in _entries(item, run, code)]
        post_many(written, entity_id=run.entity_id, day=day)
        legs += [leg for entry in written for leg in entry.legs if leg.unit_id is not None]
    worked = sa.select(Contract.unit_id).where(
        Contract.id.in_(
            sa.select(Earning.contract_id).where(
                Earning.entity_id == run.entity_id, Earning.month.in_(run.quarter.months)
            )
        )
    )
    lock_units(worked)
    add_to_sums(legs, day)


def _rows(item: New, run: QuarterRun) -> Iterator[dict[str, Any]]:
    for placed, amounts in item.parts:
        yield {
            "run_id": run.id,
            "person_id": item.person_id,
            "contract_id": placed.contract_id,
            "kind": placed.job.kind,
            **{name: getattr(amounts, name) for name in AMOUNTS},
        }


def _entries(item: New, run: QuarterRun, code: EntityCode) -> Iterator[Written]:
    """One entry for the cost of a person, one for what the employer is spared."""
    reference = quarter_reference(code, run.quarter, item.person_id, run.sequence)
    cost = _merged(leg for part in item.parts for leg in _cost(item.person_id, *part))
    if cost:
        yield Written(Act.CLOSE, cost, reference)
    spared = total(amounts.reductions for _placed, amounts in item.parts)
    if spared != ZERO:
        legs = employer_reduction(amount=spared, person_id=item.person_id)
        yield Written(Act.REDUCTION, legs, reference)


def _merged(legs: Iterable[Leg]) -> tuple[Leg, ...]:
    """One leg for each account of a unit or an assignment, whatever many contracts it paid."""
    found: dict[tuple[Account, int | None, int | None], Leg] = {}
    for leg in legs:
        key = leg.account, leg.unit_id, leg.assignment_id
        before = found.get(key)
        found[key] = replace(leg, amount=Eur(before.amount + leg.amount)) if before else leg
    return balanced(found.values())


def _cost(person_id: int, placed: Placed, amounts: Amounts) -> tuple[Leg, ...]:
    return close_work(
        in_transit=amounts.in_transit,
        social_security=amounts.contributions,
        holiday=amounts.holiday,
        unit_id=placed.unit_id,
        assignment_id=placed.assignment_id,
        person_id=person_id,
    )
