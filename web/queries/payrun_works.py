"""The confirmed work of a month with one employer, each contract with its corrections as one."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from domain.archived import from_plain
from domain.entities import EntityCode
from domain.hours import add_hours
from domain.money import ZERO, Eur, total
from domain.payments import NOTHING, PayIncrement
from domain.payroll.payslip import Situation, Work
from domain.payrun import Piece, as_works
from domain.periods import Month
from domain.slip_sheet import SlipWork
from domain.work import add_up
from web.documents.contract import reference_of
from web.extensions import db
from web.models.amendment import Amendment
from web.models.contract import Contract, Earning, WorkDay
from web.models.entity import Entity
from web.models.pay import Debt
from web.queries.earned import AMOUNTS

Rows = sa.Select[*tuple[Any, ...]]


# What pays a row: the debt of its contract, or that of the amendment that corrected it.
FIRST, LATER = sa.orm.aliased(Debt), sa.orm.aliased(Debt)
DUE_DAY = sa.func.coalesce(FIRST.due_day, LATER.due_day)
PAID_DAY = sa.func.coalesce(FIRST.paid_day, LATER.paid_day)


def with_debts(query: Rows) -> Rows:
    """A query of confirmed work, beside the debts that pay each of its rows."""
    of_first = sa.and_(Earning.sequence == 1, FIRST.contract_id == Earning.contract_id)
    corrects = Amendment.contract_id == Earning.contract_id
    return (
        query.outerjoin(Amendment, sa.and_(corrects, Amendment.number == Earning.sequence - 1))
        .outerjoin(FIRST, of_first)
        .outerjoin(LATER, LATER.amendment_id == Amendment.id)
    )


def only_of(column: Any, ids: Collection[int] | None) -> list[sa.ColumnElement[bool]]:
    """Only these ids, where they are named."""
    return [] if ids is None else [column.in_(ids)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """What one person worked in the month, and what was booked for it."""

    slips: tuple[SlipWork, ...]
    works: tuple[Work, ...]
    rows: int
    booked: PayIncrement
    paid: Eur  # net that went to the bank already
    situation: Situation | None  # of the last of it; None where it was not kept


NO_WORK = Worked(slips=(), works=(), rows=0, booked=NOTHING, paid=ZERO, situation=None)


def works_of(entity: Entity, month: Month, ids: Collection[int] | None) -> dict[int, Worked]:
    """Everyone who worked, each contract with its corrections as one."""
    found: dict[int, dict[int, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for row in db.session.execute(_rows(entity.id, month, ids)):
        found[row.person_id][row.contract_id].append(row)
    return {
        person_id: _worked(list(contracts.values()), entity.code, month)
        for person_id, contracts in found.items()
    }


def _rows(entity_id: int, month: Month, ids: Collection[int] | None) -> Rows:
    """Every row of confirmed work, the oldest first."""
    days = (
        WorkDay.contract_id == Earning.contract_id,
        WorkDay.day.between(month.first_day, month.last_day),
    )
    query = (
        sa.select(
            Earning.id,
            Earning.person_id,
            Earning.contract_id,
            Earning.kind,
            Earning.days,
            Earning.hours,
            Earning.situation,
            Contract.work,
            sa.select(sa.func.min(WorkDay.day)).where(*days).scalar_subquery().label("first"),
            sa.select(sa.func.max(WorkDay.day)).where(*days).scalar_subquery().label("last"),
            DUE_DAY.label("due_day"),
            PAID_DAY.label("paid_day"),
            *AMOUNTS,
        )
        .join(Contract, Contract.id == Earning.contract_id)
        .where(Earning.entity_id == entity_id, Earning.month == month)
        .where(*only_of(Earning.person_id, ids))
        .order_by(Earning.id)
    )
    return with_debts(query)


def _worked(contracts: Sequence[Sequence[Any]], code: EntityCode, month: Month) -> Worked:
    rows = [row for parts in contracts for row in parts]
    told = max(rows, key=lambda row: row.id).situation
    return Worked(
        slips=tuple(_slip_work(parts, code, month) for parts in contracts),
        works=as_works([pieces_of(parts) for parts in contracts]),
        rows=len(rows),
        booked=add_up(map(_booked, rows)),
        paid=total(row.net for row in rows if row.paid_day),
        situation=from_plain(Situation, told) if told else None,
    )


def _booked(row: Any) -> PayIncrement:
    *_told, gross, social_security, withholding, special, net = row
    return PayIncrement(
        gross=gross,
        social_security=social_security,
        withholding=withholding,
        special=special,
        net=net,
    )


def pieces_of(parts: Sequence[Any]) -> list[Piece]:
    """The rows of one contract, as the rule that joins them reads them."""
    return [Piece(kind=row.kind, days=row.days, hours=row.hours, gross=row.gross) for row in parts]


def _slip_work(parts: Sequence[Any], code: EntityCode, month: Month) -> SlipWork:
    row, added = parts[-1], add_up(map(_booked, parts))
    due_day, paid_day = paid_by(parts)
    return SlipWork(
        reference=reference_of(code, row.contract_id),
        work=row.work,
        kind=row.kind,
        first_day=row.first or month.first_day,
        last_day=row.last or month.last_day,
        days=sum(part.days for part in parts),
        hours=add_hours(part.hours for part in parts),
        gross=added.gross,
        net=added.net,
        due_day=due_day,
        paid_day=paid_day,
    )


def paid_by(parts: Sequence[Any]) -> tuple[date | None, date | None]:
    """When the rows of one contract are due, and when they were all paid; the last of each."""
    unpaid = [part.due_day for part in parts if part.due_day and not part.paid_day]
    due = unpaid or [part.due_day for part in parts if part.due_day]
    paid = [part.paid_day for part in parts if part.paid_day]
    return max(due, default=None), None if unpaid else max(paid, default=None)
