"""Units as a list, who holds them, and what is not finished in them."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa

from domain.contract_life import PROMISED
from domain.expenses import ExpenseStatus
from domain.invoicing import InvoiceKind, InvoiceStatus
from domain.ledger import Account
from domain.money import Eur, eur
from domain.submission import AssignmentStatus
from domain.units import Business, Loose, Tool
from web.extensions import db
from web.models.assignment import Assignment
from web.models.contract import Contract
from web.models.entity import Entity
from web.models.expense import ExpenseNote
from web.models.invoice import Invoice
from web.models.ledger import UnitSum
from web.models.person import Person
from web.models.unit import Holding, Unit
from web.queries.paging import PAGE, Page, after_row, cut, matching
from web.queries.reader import TODAY, Rows

NAME = Person.given_name + " " + Person.family_name


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit of a list."""

    id: int
    name: str
    tool: Tool
    entity: str
    holders: str
    left: Eur  # in its assignments and its running budget
    opened: date
    closed: date | None


@dataclass(frozen=True, slots=True)
class Holder:
    """Someone who holds a unit."""

    id: int
    name: str
    email: str
    since: date


def held_on(day: date | sa.BindParameter[Any]) -> sa.ColumnElement[bool]:
    """Holdings in force on a day."""
    return sa.and_(Holding.since <= day, sa.or_(Holding.until.is_(None), Holding.until >= day))


def units(
    sight: sa.ColumnElement[bool],
    *,
    day: date,
    typed: str = "",
    closed: bool = False,
    after: int = 0,
) -> Page[UnitLine]:
    """The units in sight, by name; found by number, by their name or by a holder's."""
    names = (
        sa.select(sa.func.aggregate_strings(NAME, ", "))
        .join(Holding, Holding.person_id == Person.id)
        .where(Holding.unit_id == Unit.id, held_on(day))
        .scalar_subquery()
    )
    query = (
        sa.select(
            Unit.id, Unit.name, Unit.tool, Entity.name, names, _left(), Unit.opened, Unit.closed
        )
        .join(Entity, Entity.id == Unit.entity_id)
        .where(sight, Unit.closed.is_not(None) if closed else Unit.closed.is_(None))
        .where(found_by(typed), after_row(Unit, after))
        .order_by(Unit.likeness, Unit.id)
        .limit(PAGE + 1)
    )
    return cut([UnitLine(*row) for row in db.session.execute(query)], PAGE)


def found_by(typed: str) -> sa.ColumnElement[bool]:
    """Units that what was typed may mean."""
    if not typed.strip():
        return sa.true()
    held = (
        sa.select(Holding.unit_id)
        .join(Person, Person.id == Holding.person_id)
        .where(*matching(Person.likeness, typed))
    )
    ways = [sa.and_(sa.true(), *matching(Unit.likeness, typed)), Unit.id.in_(held)]
    number = typed.strip().lstrip("#")
    if number.isdecimal() and len(number) < 10:
        ways.append(Unit.id == int(number))
    return sa.or_(*ways)


def _left() -> sa.ScalarSelect[Any]:
    return (
        sa.select(sa.func.coalesce(-sa.func.sum(UnitSum.amount), eur(0)))
        .where(
            UnitSum.unit_id == Unit.id,
            UnitSum.account.in_([Account.ASSIGNMENT, Account.UNIT_AVAILABLE]),
        )
        .scalar_subquery()
    )


def holders(unit_id: int, day: date) -> list[Holder]:
    """Who holds a unit on a day, the first one first."""
    rows = db.session.execute(_holders(), {"unit_id": unit_id, "today": day})
    return [Holder(*row) for row in rows]


@cache
def _holders() -> Rows:
    """Built once: building it costs more than asking it."""
    return (
        sa.select(Person.id, NAME, Person.email, Holding.since)
        .join(Holding, Holding.person_id == Person.id)
        .where(Holding.unit_id == sa.bindparam("unit_id"), held_on(TODAY))
        .order_by(Holding.since, Holding.id)
    )


def business_of(unit_id: int) -> dict[Tool, Business]:
    """What is not finished in a unit, for each of its tools: one statement."""
    tools = (Tool.THREE_IN_ONE, Tool.ACTIVITY)
    figures = [
        figure.label(f"{tool.value}_{name}")
        for tool in tools
        for name, figure in _figures(unit_id, tool).items()
    ]
    found = db.session.execute(sa.select(*figures)).mappings().one()
    return {
        tool: Business(**{loose.value: found[f"{tool.value}_{loose.value}"] for loose in Loose})
        for tool in tools
    }


def _figures(unit_id: int, tool: Tool) -> dict[str, sa.ColumnElement[Any]]:
    """Each figure of ``Business`` for one tool: 3en1 is what belongs to an assignment."""
    assigned = tool is Tool.THREE_IN_ONE
    account = Account.ASSIGNMENT if assigned else Account.UNIT_AVAILABLE

    def count(model: Any, *where: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
        query = (
            sa.select(sa.func.count()).select_from(model).where(model.unit_id == unit_id, *where)
        )
        if model is not Assignment:
            query = query.where((model.assignment_id.is_not(None)) == assigned)
        elif not assigned:
            query = query.where(sa.false())
        return query.scalar_subquery()

    in_hand = [AssignmentStatus.DRAFT, AssignmentStatus.SENT_BACK]
    written = [ExpenseStatus.DRAFT, ExpenseStatus.SENT_BACK]
    invoiced = sa.select(Invoice.assignment_id).where(Invoice.assignment_id.is_not(None))
    money = sa.select(sa.func.coalesce(-sa.func.sum(UnitSum.amount), eur(0))).where(
        UnitSum.unit_id == unit_id, UnitSum.account == account
    )
    return {
        "drafts": count(Assignment, Assignment.status.in_(in_hand))
        + count(ExpenseNote, ExpenseNote.status.in_(written))
        + count(Invoice, Invoice.status == InvoiceStatus.DRAFT),
        "waiting": count(Assignment, Assignment.status == AssignmentStatus.SUBMITTED)
        + count(ExpenseNote, ExpenseNote.status == ExpenseStatus.SUBMITTED),
        "uninvoiced": count(
            Assignment,
            Assignment.status == AssignmentStatus.ACCEPTED,
            Assignment.id.not_in(invoiced),
        ),
        "contracts": count(Contract, Contract.status.in_(PROMISED)),
        "unpaid": count(
            Invoice, Invoice.status == InvoiceStatus.ISSUED, Invoice.kind == InvoiceKind.INVOICE
        ),
        "money": money.scalar_subquery(),
    }
