"""Closing months in tests: confirmed work, the runs, and the payslips that came out."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from domain.errors import RuleError
from domain.periods import Month
from domain.slip_sheet import PayslipSheet, from_json
from tests.web import make
from web import clock
from web.actions import contracts, payrun
from web.extensions import db
from web.models.contract import Contract, Earning
from web.models.document import Document, DocumentKind
from web.models.entity import Entity
from web.models.ledger import Entry, Posting
from web.models.pay import Debt, PaymentLine
from web.models.payslip import PayRun, Payslip

AUGUST, JULY = Month(2026, 8), Month(2026, 7)
DAYS = (date(2026, 8, 20), date(2026, 8, 21))
PA = 2  # the entity of unit 1


def employer(key: int = PA) -> Entity:
    """The entity that pays."""
    return db.session.get_one(Entity, key)


def close(month: Month = AUGUST, *, entity: int = PA, **more: Any) -> PayRun:
    """One run of a month."""
    return payrun.close(employer(entity), month, now=clock.now(), **more)


def refused(kind: type[RuleError], month: Month = AUGUST, **more: Any) -> Any:
    """The month cannot be closed: gives the reason."""
    with pytest.raises(kind) as error:
        close(month, **more)
    db.session.rollback()
    return error.value


def worked(**changes: Any) -> Contract:
    """A contract whose days are confirmed."""
    contract = make.contract(**{"days": DAYS, **changes})
    contracts.confirm(contract, now=clock.now())
    return contract


def slips() -> list[Payslip]:
    """Every payslip, the oldest first."""
    db.session.expire_all()
    return list(db.session.scalars(sa.select(Payslip).order_by(Payslip.id)))


def sheets() -> list[PayslipSheet]:
    """What stands on them."""
    return [from_json(slip.sheet) for slip in slips()]


def papers() -> list[Document]:
    """Their documents."""
    query = sa.select(Document).where(Document.kind == DocumentKind.PAYSLIP)
    return list(db.session.scalars(query.order_by(Document.id)))


def money() -> list[Any]:
    """Everything that moves money: debts, transfers and the ledger."""
    counts = [
        db.session.scalar(sa.select(sa.func.count()).select_from(model))
        for model in (Debt, PaymentLine, Entry, Posting, Earning)
    ]
    return [*counts, db.session.scalar(sa.select(sa.func.sum(Debt.amount)))]
