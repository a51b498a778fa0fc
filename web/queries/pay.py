"""What a person will be paid, was paid, and earned month by month."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from domain.archived import from_plain
from domain.debts import DebtKind
from domain.employment import ContractType
from domain.entities import EntityCode
from domain.errors import RuleError
from domain.money import ZERO, Eur, total
from domain.payments import amounts
from domain.payroll.payslip import Payslip, Situation, Work, payslip
from domain.periods import Month
from web.documents.contract import reference_of
from web.extensions import db
from web.models.contract import Contract, Earning
from web.models.entity import Entity
from web.models.expense import ExpenseNote
from web.models.pay import Carried, Debt
from web.models.unit import Unit
from web.queries.paging import Page, cut
from web.queries.parts import Part
from web.queries.slip_parts import slip_parts

PAGE = 20

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
    what: str  # the work, or the title of the expense note

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
        Unit.name.label("unit"),
        Debt.contract_id,
        Debt.expense_note_id,
        sa.func.coalesce(Contract.work, ExpenseNote.title, "").label("what"),
    )
    .join(Entity, Entity.id == Debt.entity_id)
    .join(Unit, Unit.id == Debt.unit_id)
    .outerjoin(Contract, Contract.id == Debt.contract_id)
    .outerjoin(ExpenseNote, ExpenseNote.id == Debt.expense_note_id)
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
    return [DebtLine(**row) for row in found.mappings()]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class EarnedLine:
    """One contract in one month."""

    contract_id: int
    entity: EntityCode
    work: str
    unit: str
    kind: ContractType
    days: int
    gross: Eur
    net: Eur
    due_day: date | None
    paid_day: date | None

    @property
    def reference(self) -> str:
        """How the contract is called."""
        return reference_of(self.entity, self.contract_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthSlip:
    """The payslip of one month with one employer, as far as its contracts are confirmed."""

    entity: str
    contracts: tuple[EarnedLine, ...]
    slip: Payslip | None
    refusal: RuleError | None  # why there is no payslip
    due: Eur  # what the contracts made due, when each of them was confirmed
    parts: tuple[Part, ...]  # from gross to net, each with its lines and sources
    is_situation_new: bool  # declared after the last of the work was confirmed


def month_slips(person_id: int, month: Month, situation: Situation) -> list[MonthSlip]:
    """What a person earned in a month, employer by employer, each line of it explained."""
    query = (
        sa.select(
            Entity.name,
            Earning.contract_id,
            Entity.code.label("entity"),
            Contract.work,
            Unit.name.label("unit"),
            Earning.kind,
            Earning.days,
            Earning.gross,
            Earning.net,
            Earning.situation,
            Debt.due_day,
            Debt.paid_day,
        )
        .join(Entity, Entity.id == Earning.entity_id)
        .join(Contract, Contract.id == Earning.contract_id)
        .join(Unit, Unit.id == Contract.unit_id)
        .outerjoin(Debt, Debt.contract_id == Contract.id)
        .where(Earning.person_id == person_id, Earning.month == month)
        .order_by(Entity.id, Earning.id)
    )
    found: dict[str, list[EarnedLine]] = defaultdict(list)
    declared: dict[str, Situation] = {}
    for row in db.session.execute(query).mappings():
        values = dict(row)
        name, told = values.pop("name"), values.pop("situation")
        declared[name] = from_plain(Situation, told) if told else situation
        found[name].append(EarnedLine(**values))
    return [
        _slip(name, earned, month, then=declared[name], today=situation)
        for name, earned in found.items()
    ]


def _slip(
    entity: str, earned: list[EarnedLine], month: Month, *, then: Situation, today: Situation
) -> MonthSlip:
    slip, refusal = None, None
    parts: tuple[Part, ...] = ()
    try:
        slip = payslip([Work(item.kind, item.gross, item.days) for item in earned], then, month)
        parts = tuple(
            slip_parts(amounts(slip), slip.lines, label=_("You receive, net"), whole=True)
        )
    except RuleError as reason:
        refusal = reason
    return MonthSlip(
        entity=entity,
        contracts=tuple(earned),
        slip=slip,
        refusal=refusal,
        due=total(item.net for item in earned),
        parts=parts,
        is_situation_new=then != today,
    )
