"""What is still to be paid for a month with one employer: its work, and what it settled."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from domain.money import Eur
from domain.periods import Month
from web.extensions import db
from web.models.contract import Earning
from web.models.pay import Debt
from web.models.payslip import Payslip
from web.queries.amounts import sums
from web.queries.debts import PAID_CONTRACT


@dataclass(frozen=True, slots=True)
class StillDue:
    """Transfers that no payment file has yet."""

    count: int
    amount: Eur
    until: date | None  # the last day on which one of them is due; None: there is none


def still_due(entity_id: int, month: Month) -> StillDue:
    """One statement. A contract over two months is paid at once: it counts in both."""
    contracts = sa.select(Earning.contract_id).where(
        Earning.entity_id == entity_id, Earning.month == month
    )
    slips = sa.select(Payslip.id).where(Payslip.entity_id == entity_id, Payslip.month == month)
    query = sa.select(sa.func.count(), sums(Debt.amount), sa.func.max(Debt.due_day)).where(
        Debt.entity_id == entity_id,
        Debt.paid_day.is_(None),
        sa.or_(PAID_CONTRACT.in_(contracts), Debt.payslip_id.in_(slips)),
    )
    return StillDue(*db.session.execute(query).one())
