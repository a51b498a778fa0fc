"""What confirmed work earned with one employer, and what work still to confirm would add."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from domain.errors import RuleError
from domain.explain import Line
from domain.payments import PayIncrement, days_by_month
from domain.payroll.payslip import Situation, Work
from domain.periods import Month
from domain.work import Earned, Worked, add_up, dues
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


def earned(person_id: int, entity_id: int, months: Collection[Month]) -> dict[Month, Earned]:
    """What one person's confirmed contracts with one employer made due in these months."""
    rows = db.session.execute(
        sa.select(Earning.month, Earning.kind, Earning.days, *AMOUNTS).where(
            Earning.person_id == person_id,
            Earning.entity_id == entity_id,
            Earning.month.in_(months),
        )
    )
    found: dict[Month, list[tuple[Work, PayIncrement]]] = defaultdict(list)
    for month, kind, days, *amounts in rows:
        added = PayIncrement(**dict(zip(NAMES, amounts, strict=True)))
        found[month].append((Work(kind, added.gross, days), added))
    return {
        month: Earned(
            works=tuple(work for work, _ in items), amounts=add_up(added for _, added in items)
        )
        for month, items in found.items()
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class PayMonth:
    """What one contract adds to the payslip of one month; ``lines`` are those of that payslip."""

    month: Month
    days: int
    added: PayIncrement
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractPay:
    """The pay of one contract, month by month; without months, why it is not known."""

    months: tuple[PayMonth, ...]
    total: PayIncrement
    refusal: RuleError | None = None


def pay_of(contract: Contract, days: Collection[date], situation: Situation) -> ContractPay:
    """Really due once confirmed, expected before; its ``earnings`` have been loaded.

    days:      of work, in order
    situation: the family situation that the person declares today
    """
    if contract.earnings:
        return _pay(
            PayMonth(
                month=item.month,
                days=item.days,
                added=PayIncrement(
                    gross=item.gross,
                    social_security=item.social_security,
                    withholding=item.withholding,
                    special=item.special_contribution,
                    net=item.net,
                ),
            )
            for item in contract.earnings
        )
    return expected(contract, days, situation)


def expected(contract: Contract, days: Collection[date], situation: Situation) -> ContractPay:
    """What the contract would add today to the payslips of its months."""
    before = earned(contract.person_id, contract.entity_id, list(days_by_month(days)))
    worked = Worked(days=tuple(days), gross=contract.gross, budget=contract.budget)
    try:
        found = tuple(dues(contract.kind, worked, situation, before))
    except RuleError as refusal:
        return ContractPay(months=(), total=add_up(()), refusal=refusal)
    return _pay(
        PayMonth(
            month=item.month, days=item.work.days or 0, added=item.added, lines=item.slip.lines
        )
        for item in found
    )


def _pay(found: Iterable[PayMonth]) -> ContractPay:
    months = tuple(found)
    return ContractPay(months=months, total=add_up(month.added for month in months))
