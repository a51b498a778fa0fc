"""Contracts as lists: mine, those of my units, those that nobody declared yet."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from domain.contract_life import ENDED, PROMISED, WAITING, ContractStatus, Standing
from domain.employment import ContractType
from domain.entities import EntityCode
from domain.hours import Hours
from domain.money import Eur
from web.documents.contract import reference_of
from web.extensions import HundredthsOfHours, db
from web.models.contract import Contract, Earning, WorkDay
from web.models.entity import Entity
from web.models.pay import Debt
from web.models.person import Person
from web.models.unit import Unit
from web.queries.paging import Page, cut

PAGE = 30
DECLARED_WITHIN = timedelta(days=90)  # an undeclared contract is a task this long after its end

Rows = sa.Select[*tuple[Any, ...]]


class View(StrEnum):
    """Which contracts of a list."""

    ALL = "all"
    TO_CONFIRM = "to-confirm"
    PLANNED = "planned"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractLine:
    """One contract of a list."""

    id: int
    entity: EntityCode
    unit_id: int
    unit: str
    person_id: int
    person: str
    work: str
    kind: ContractType
    status: ContractStatus
    first_day: date
    last_day: date
    days: int
    hours: Hours  # planned; once confirmed, worked
    said: Hours  # declared, as far as they are; the others as planned
    declared: datetime | None
    gross: Eur
    estimated_net: Eur
    net: Eur | None  # what it added to the payslips, once confirmed
    due: Eur | None  # the debt that it made
    due_day: date | None
    paid_day: date | None
    dimona_number: str | None
    version: int

    @property
    def reference(self) -> str:
        """How the contract is called."""
        return reference_of(self.entity, self.id)

    @property
    def amount(self) -> Eur:
        """The net: really due, or expected."""
        return self.estimated_net if self.net is None else self.net

    def undeclared_at_work(self, today: date) -> bool:
        """Does its work start, or has it started, without a recorded declaration?"""
        standing = Standing(
            status=self.status, first_day=self.first_day, declared=bool(self.dimona_number)
        )
        return standing.undeclared_at_work(today)

    def can_be_confirmed(self, today: date) -> bool:
        """Is the last day of work here, or past?"""
        return self.status is ContractStatus.MADE and self.last_day <= today


def _lines() -> Rows:
    days = sa.select(sa.func.count()).where(WorkDay.contract_id == Contract.id).scalar_subquery()
    hours, said = (
        sa.select(sa.func.sum(column)).where(WorkDay.contract_id == Contract.id).scalar_subquery()
        for column in (WorkDay.hours, sa.func.coalesce(WorkDay.declared, WorkDay.hours))
    )
    net = (
        sa.select(sa.func.sum(Earning.net))
        .where(Earning.contract_id == Contract.id)
        .scalar_subquery()
    )
    return (
        sa.select(
            Contract.id,
            Entity.code.label("entity"),
            Contract.unit_id,
            Unit.name.label("unit"),
            Contract.person_id,
            (Person.given_name + " " + Person.family_name).label("person"),
            Contract.work,
            Contract.kind,
            Contract.status,
            Contract.first_day,
            Contract.last_day,
            days.label("days"),
            sa.type_coerce(sa.func.coalesce(hours, 0), HundredthsOfHours()).label("hours"),
            sa.type_coerce(sa.func.coalesce(said, 0), HundredthsOfHours()).label("said"),
            Contract.declared,
            Contract.gross,
            Contract.estimated_net,
            net.label("net"),
            Debt.amount.label("due"),
            Debt.due_day,
            Debt.paid_day,
            Contract.dimona_number,
            Contract.version,
        )
        .join(Entity, Entity.id == Contract.entity_id)
        .join(Unit, Unit.id == Contract.unit_id)
        .join(Person, Person.id == Contract.person_id)
        .outerjoin(Debt, Debt.contract_id == Contract.id)
    )


LINES = _lines()  # what a list shows of each contract; each list says which, in which order


def read(query: Rows) -> list[ContractLine]:
    """The lines that a query finds."""
    return [ContractLine(**row) for row in db.session.execute(query).mappings()]


def open_of(person_id: int) -> list[ContractLine]:
    """A person's contracts that are not confirmed yet, the first to end first."""
    query = LINES.where(Contract.person_id == person_id, Contract.status.in_(PROMISED))
    return read(query.order_by(Contract.last_day, Contract.id).limit(PAGE))


def days_of(contract_ids: Collection[int]) -> dict[int, list[date]]:
    """The days of work of some contracts, in order."""
    rows = db.session.execute(
        sa.select(WorkDay.contract_id, WorkDay.day)
        .where(WorkDay.contract_id.in_(contract_ids))
        .order_by(WorkDay.day)
    )
    found: dict[int, list[date]] = defaultdict(list)
    for contract_id, day in rows:
        found[contract_id].append(day)
    return found


def in_view(view: View, today: date) -> sa.ColumnElement[bool]:
    """The contracts of a view."""
    made = Contract.status == ContractStatus.MADE
    return {
        View.ALL: sa.true(),
        View.TO_CONFIRM: sa.and_(made, Contract.last_day <= today),
        View.PLANNED: sa.or_(
            Contract.status.in_(WAITING), sa.and_(made, Contract.last_day > today)
        ),
        View.CONFIRMED: Contract.status == ContractStatus.CONFIRMED,
        View.CANCELLED: Contract.status.in_(ENDED),
    }[view]


def team(
    sight: sa.ColumnElement[bool],
    *,
    view: View,
    today: date,
    unit_id: int = 0,
    without: int = 0,
    before: int = 0,
) -> Page[ContractLine]:
    """The contracts in sight, the newest first.

    without: a person whose contracts are left out, because they have a page of their own
    before:  the last contract of the page before
    """
    query = LINES.where(sight, in_view(view, today), Contract.person_id != without)
    if unit_id:
        query = query.where(Contract.unit_id == unit_id)
    if before:
        query = query.where(Contract.id < before)
    return cut(read(query.order_by(Contract.id.desc()).limit(PAGE + 1)), PAGE)


def teams(units: sa.Select[int], person_id: int) -> dict[int, bool]:
    """The units that the reader holds: does anyone else work through them?"""
    others = sa.exists().where(Contract.unit_id == Unit.id, Contract.person_id != person_id)
    rows = db.session.execute(sa.select(Unit.id, others).where(Unit.id.in_(units)))
    return {unit_id: bool(found) for unit_id, found in rows}


def is_held(contract: Contract, units: sa.Select[int]) -> bool:
    """Does the reader, who holds ``units``, answer for this contract?"""
    return bool(db.session.scalar(sa.select(sa.literal(contract.unit_id).in_(units))))
