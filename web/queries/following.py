"""An assignment that was sent: what was decided, its contracts, its money, its history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import sqlalchemy as sa

from domain.assignment.left import Left, left
from domain.contract_life import AGREED, ENDED, PROMISED, ContractStatus
from domain.doubts import read
from domain.employment import ContractType
from domain.entities import entity_for
from domain.errors import RuleError
from domain.expenses import ExpenseStatus
from domain.money import ZERO, Eur, eur, total
from domain.submission import AssignmentStatus
from domain.vat import Treatment, treatment
from web import clock
from web.extensions import db
from web.models.assignment import Assignment
from web.models.contract import Contract, WorkDay
from web.models.expense import ExpenseNote
from web.models.person import Person
from web.queries.amounts import sums
from web.queries.audit import Happening, history_of
from web.queries.budget import left_of
from web.queries.reader import Rows
from web.queries.reckoning import Employer, Payer, payer_and_employer

THIS: sa.BindParameter[Any] = sa.bindparam("assignment")
CONFIRMED = ContractStatus.CONFIRMED


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractLine:
    """One contract of an assignment."""

    id: int
    person_id: int
    name: str
    kind: ContractType
    status: ContractStatus
    days: tuple[date, ...]
    budget: Eur
    coefficient: Decimal
    gross: Eur
    net: Eur
    declared: bool  # the receipt of the Dimona is recorded

    @property
    def waits(self) -> bool:
        """The work is over, and somebody must confirm it."""
        return self.status is ContractStatus.MADE and self.days[-1] < clock.today()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Everything that an assignment became."""

    assignment: Assignment
    payer: Payer | None
    employer: Employer
    vat: Treatment | None
    contracts: Sequence[ContractLine]
    left: Left
    history: Sequence[Happening]
    doubts: Sequence[RuleError]

    @property
    def live(self) -> list[ContractLine]:
        """The contracts that count."""
        return [item for item in self.contracts if item.status not in ENDED]

    @property
    def can_be_cancelled(self) -> bool:
        """It was accepted, and no work has begun."""
        accepted = self.assignment.status is AssignmentStatus.ACCEPTED
        binding = (item for item in self.live if item.status in AGREED)
        return accepted and all(item.days[0] > clock.today() for item in binding)

    @property
    def day(self) -> date:
        """The day on which it was decided, or sent."""
        assignment = self.assignment
        return clock.day_of(assignment.decided or assignment.submitted or assignment.updated)

    @property
    def price(self) -> Eur:
        """Excluding VAT."""
        return self.assignment.price or ZERO

    @property
    def vat_amount(self) -> Eur:
        """The VAT on the price."""
        return eur(self.price * self.vat.percent / 100) if self.vat else ZERO


def follow(assignment: Assignment) -> Story:
    """Read everything there is about one assignment."""
    payer, employer = payer_and_employer(assignment.client_id, entity_for(assignment.kind))
    day = clock.day_of(assignment.submitted or assignment.updated)
    vat = None
    if payer is not None:
        try:
            vat = treatment(
                assignment.kind,
                country=payer.country,
                client_kind=payer.kind,
                has_vat_number=payer.has_vat_number,
                day=day,
            )
        except RuleError:
            vat = None  # a draft: its own page says what is missing
    contracts = contracts_of(assignment.id)
    return Story(
        assignment=assignment,
        payer=payer,
        employer=employer,
        vat=vat,
        contracts=contracts,
        left=money_of(assignment, contracts),
        history=history_of("assignment", assignment.id),
        doubts=read(assignment.doubts),
    )


@cache
def _contracts() -> Rows:
    """Built once, as the next one: building a statement costs more than asking it."""
    return (
        sa.select(
            Contract.id,
            Contract.person_id,
            (Person.given_name + " " + Person.family_name).label("name"),
            Contract.kind,
            Contract.status,
            Contract.budget,
            Contract.coefficient,
            Contract.gross,
            Contract.estimated_net.label("net"),
            Contract.dimona_number.is_not(None).label("declared"),
            WorkDay.day,
        )
        .join(Person, Person.id == Contract.person_id)
        .join(WorkDay, WorkDay.contract_id == Contract.id)
        .where(Contract.assignment_id == THIS)
        .order_by(Contract.id, WorkDay.day)
    )


def contracts_of(assignment_id: int) -> list[ContractLine]:
    """The contracts of an assignment with their days, in one statement."""
    rows = db.session.execute(_contracts(), {"assignment": assignment_id})
    found: dict[int, dict[str, object]] = {}
    days: dict[int, list[date]] = {}
    for row in rows.mappings():
        facts = dict(row)
        days.setdefault(row["id"], []).append(facts.pop("day"))
        found[row["id"]] = facts
    return [
        ContractLine(**facts, days=tuple(days[key]))  # type: ignore[arg-type]  # named columns
        for key, facts in found.items()
    ]


def money_of(assignment: Assignment, contracts: Sequence[ContractLine]) -> Left:
    """What is left of an assignment, and where the rest is; nothing before it is accepted."""
    if assignment.status is not AssignmentStatus.ACCEPTED:
        return left(
            free=ZERO, worked=ZERO, promised=ZERO, claimed=ZERO, approved=ZERO, expenses=ZERO
        )
    claimed, approved = expenses_of(assignment.id)
    return left(
        free=left_of(assignment.unit_id, assignment.id),
        worked=total(item.budget for item in contracts if item.status is CONFIRMED),
        promised=total(item.budget for item in contracts if item.status in PROMISED),
        claimed=claimed,
        approved=approved,
        expenses=assignment.expenses or ZERO,
    )


@cache
def _expenses() -> Rows:
    cost, of_it = sums(ExpenseNote.total - ExpenseNote.vat), ExpenseNote.assignment_id == THIS
    waiting, approved = (
        sa.select(cost).where(of_it, ExpenseNote.status == status).scalar_subquery()
        for status in (ExpenseStatus.SUBMITTED, ExpenseStatus.APPROVED)
    )
    return sa.select(waiting, approved)


def expenses_of(assignment_id: int) -> tuple[Eur, Eur]:
    """Expenses that wait for a decision, and expenses approved, excluding VAT."""
    row = db.session.execute(_expenses(), {"assignment": assignment_id}).one()
    return row[0], row[1]
