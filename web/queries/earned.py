"""What confirmed work earned with one employer, and what work still to confirm would add."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from domain.archived import from_plain
from domain.errors import RuleError
from domain.explain import Line
from domain.hours import Hours, add_hours
from domain.payments import PayIncrement, days_by_month
from domain.payroll.payslip import Situation
from domain.payrun import Piece, as_works
from domain.periods import Month
from domain.work import Earned, add_up, dues, worked_part
from web.extensions import db
from web.models.contract import Contract, Earning

NAMES = ("gross", "social_security", "withholding", "special", "net")
AMOUNTS = (
    Earning.gross,
    Earning.social_security,
    Earning.withholding,
    Earning.special_contribution,
    Earning.net,
)


def earned(
    person_id: int, entity_id: int, months: Collection[Month], *, without: int = 0
) -> dict[Month, Earned]:
    """What one person's confirmed contracts with one employer made due in these months.

    without: a contract that is counted again: its work is left out, what it made due is not
    """
    rows: dict[Month, list[Any]] = defaultdict(list)
    for row in db.session.execute(_rows(person_id, entity_id, months)):
        rows[row.month].append(row)
    return {month: _earned(found, without) for month, found in rows.items()}


def _rows(person_id: int, entity_id: int, months: Collection[Month]) -> sa.Select[*tuple[Any, ...]]:
    """Confirmed work and its corrections, the oldest first."""
    return (
        sa.select(
            Earning.contract_id,
            Earning.month,
            Earning.kind,
            Earning.days,
            Earning.hours,
            Earning.situation,
            *AMOUNTS,
        )
        .where(
            Earning.person_id == person_id,
            Earning.entity_id == entity_id,
            Earning.month.in_(months),
        )
        .order_by(Earning.id)
    )


def _earned(rows: Sequence[Any], without: int) -> Earned:
    contracts: dict[int, list[Piece]] = defaultdict(list)
    for row in rows:
        piece = Piece(kind=row.kind, days=row.days, hours=row.hours, gross=row.gross)
        contracts[row.contract_id].append(piece)
    contracts.pop(without, None)
    told = rows[-1].situation
    return Earned(
        works=as_works(contracts.values()),
        amounts=add_up(PayIncrement(**dict(zip(NAMES, row[-5:], strict=True))) for row in rows),
        situation=from_plain(Situation, told) if told else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PayMonth:
    """What one contract adds to the payslip of one month; ``lines`` are those of that payslip."""

    month: Month
    days: int
    hours: Hours
    added: PayIncrement
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractPay:
    """The pay of one contract, month by month; without months, why it is not known."""

    months: tuple[PayMonth, ...]
    total: PayIncrement
    refusal: RuleError | None = None


def pay_of(contract: Contract, days: Collection[date], situation: Situation) -> ContractPay:
    """Really due once confirmed, expected before; its ``earnings`` and ``days`` are loaded.

    days:      of work
    situation: the family situation that the person declares today
    """
    if not contract.earnings:
        return expected(contract, days, situation)
    by_month: dict[Month, list[Earning]] = defaultdict(list)
    for item in contract.earnings:
        by_month[item.month].append(item)
    return _pay(
        PayMonth(
            month=month,
            days=sum(item.days for item in items),
            hours=add_hours(item.hours for item in items),
            added=add_up(map(_added, items)),
        )
        for month, items in sorted(by_month.items())
    )


def _added(item: Earning) -> PayIncrement:
    return PayIncrement(
        gross=item.gross,
        social_security=item.social_security,
        withholding=item.withholding,
        special=item.special_contribution,
        net=item.net,
    )


def expected(contract: Contract, days: Collection[date], situation: Situation) -> ContractPay:
    """What the contract would add today to the payslips of its months, worked as planned."""
    planned = {item.day: item.hours for item in contract.days if item.day in days}
    return expected_for(contract, planned, situation)


def expected_for(
    contract: Contract, hours: Mapping[date, Hours], situation: Situation
) -> ContractPay:
    """The same with these hours of each day."""
    planned = {item.day: item.hours for item in contract.days}
    try:
        worked = worked_part(
            gross=contract.gross, budget=contract.budget, planned=planned, worked=hours
        )
        before = earned(contract.person_id, contract.entity_id, list(days_by_month(worked.days)))
        found = tuple(dues(contract.kind, worked, situation, before))
    except RuleError as refusal:
        return ContractPay(months=(), total=add_up(()), refusal=refusal)
    return _pay(
        PayMonth(
            month=item.month,
            days=item.days,
            hours=item.hours,
            added=item.added,
            lines=item.slip.lines,
        )
        for item in found
    )


def _pay(found: Iterable[PayMonth]) -> ContractPay:
    months = tuple(found)
    return ContractPay(months=months, total=add_up(month.added for month in months))
