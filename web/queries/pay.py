"""What a person will be paid, was paid, and earned month by month."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from domain.debts import DebtKind
from domain.errors import N_
from domain.money import ZERO, Eur
from domain.periods import Month
from web.extensions import db
from web.models.contract import Contract, Earning
from web.models.entity import Entity
from web.models.expense import ExpenseNote
from web.models.pay import Carried, Debt
from web.models.payslip import Payslip
from web.models.unit import Unit
from web.queries.debts import PAID_CONTRACT
from web.queries.paging import Page, cut

PAGE = 20
SETTLED = N_("Special contribution given back")

Rows = sa.Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtLine:
    """One amount that the cooperative owes or paid to the reader."""

    id: int
    kind: DebtKind
    amount: Eur
    due_day: date
    paid_day: date | None
    entity: str
    unit: str
    contract_id: int | None
    expense_note_id: int | None
    settled: Month | None  # whose payslip gave it back: the last of a quarter
    what: str  # the work, the title of the expense note, or what was settled

    @property
    def day(self) -> date:
        """When it arrives: what was sent to the bank is paid on the day of its file."""
        return self.paid_day or self.due_day


DEBTS = (
    sa.select(
        Debt.id,
        Debt.kind,
        Debt.amount,
        Debt.due_day,
        Debt.paid_day,
        Entity.name.label("entity"),
        sa.func.coalesce(Unit.name, "").label("unit"),
        PAID_CONTRACT.label("contract_id"),
        Debt.expense_note_id,
        Payslip.month.label("settled"),
        sa.func.coalesce(Contract.work, ExpenseNote.title, "").label("what"),
    )
    .join(Entity, Entity.id == Debt.entity_id)
    .outerjoin(Unit, Unit.id == Debt.unit_id)
    .outerjoin(Contract, Contract.id == PAID_CONTRACT)
    .outerjoin(ExpenseNote, ExpenseNote.id == Debt.expense_note_id)
    .outerjoin(Payslip, Payslip.id == Debt.payslip_id)
    .where(Debt.person_id == sa.bindparam("person_id"))
)
COMING = DEBTS.where(
    sa.or_(Debt.paid_day.is_(None), Debt.paid_day > sa.bindparam("today"))
).order_by(sa.func.coalesce(Debt.paid_day, Debt.due_day), Debt.id)
PAID = DEBTS.where(Debt.paid_day <= sa.bindparam("today")).order_by(
    Debt.paid_day.desc(), Debt.id.desc()
)


def _read(query: Rows, person_id: int, today: date) -> list[DebtLine]:
    found = db.session.execute(query, {"person_id": person_id, "today": today})
    return [DebtLine(**settlement_named(row)) for row in found.mappings()]


def settlement_named(row: sa.RowMapping) -> dict[str, Any]:
    """A row of a debt, with the words for one that gives advances back."""
    values: dict[str, Any] = dict(row)
    return {**values, "what": _(SETTLED)} if row["settled"] else values


def coming(person_id: int, today: date) -> list[DebtLine]:
    """What is due to a person and has not arrived yet, the first day first."""
    return _read(COMING, person_id, today)


def paid(person_id: int, today: date, *, before: int = 0, limit: int = PAGE) -> Page[DebtLine]:
    """What a person was paid, the last first; before a payment of the page before."""
    query = PAID.limit(limit + 1)
    if before:
        place = sa.select(Debt.paid_day).where(Debt.id == before).scalar_subquery()
        query = query.where(
            sa.or_(Debt.paid_day < place, sa.and_(Debt.paid_day == place, Debt.id < before))
        )
    return cut(_read(query, person_id, today), limit)


def carried(person_id: int) -> list[tuple[str, Eur]]:
    """What was paid too much, per employer: it is taken off the next pay there."""
    query = (
        sa.select(Entity.name, Carried.amount)
        .join(Entity, Entity.id == Carried.entity_id)
        .where(Carried.person_id == person_id, Carried.amount > ZERO)
        .order_by(Entity.id)
    )
    return [(name, amount) for name, amount in db.session.execute(query)]


@dataclass(frozen=True, slots=True)
class MonthLine:
    """What a person earned in one month, all employers together."""

    month: Month
    contracts: int
    gross: Eur
    net: Eur


def months(person_id: int, year: int) -> list[MonthLine]:
    """The months of a year in which a person earned something, the last first."""
    query = (
        sa.select(
            Earning.month,
            sa.func.count(Earning.contract_id.distinct()),
            sa.func.sum(Earning.gross),
            sa.func.sum(Earning.net),
        )
        .where(
            Earning.person_id == person_id,
            Earning.month.between(Month(year, 1), Month(year, 12)),
        )
        .group_by(Earning.month)
        .order_by(Earning.month.desc())
    )
    return [MonthLine(*row) for row in db.session.execute(query)]


def years(person_id: int, this_year: int) -> list[int]:
    """The years in which a person earned something, and this one; the last first."""
    first, last = db.session.execute(
        sa.select(sa.func.min(Earning.month), sa.func.max(Earning.month)).where(
            Earning.person_id == person_id
        )
    ).one()
    if first is None:
        return [this_year]
    return list(range(max(last.year, this_year), min(first.year, this_year) - 1, -1))
