"""Everybody's payslip of one month with one employer, worked out anew from confirmed work."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

import sqlalchemy as sa

from domain.archived import from_plain
from domain.money import Eur, total
from domain.payments import PayIncrement
from domain.payroll.payslip import Situation, Work
from domain.payrun import Reckoned, reckon
from domain.periods import Month
from domain.sheet import Party
from domain.slip_sheet import SlipWork, Totals, totals_of
from domain.work import add_up
from web.documents.contract import reference_of
from web.extensions import db
from web.models.contract import Contract, Earning, WorkDay
from web.models.entity import Entity
from web.models.pay import Debt
from web.models.payslip import Payslip
from web.models.person import Person
from web.queries.earned import AMOUNTS, NAMES

TOTALS = tuple(item.name for item in fields(Totals))

Rows = sa.Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """The last payslip that was closed for a person and month."""

    id: int
    sequence: int
    totals: Totals


@dataclass(frozen=True, slots=True, kw_only=True)
class Earner:
    """One person who worked for an employer in a month."""

    id: int
    party: Party
    works: tuple[SlipWork, ...]
    situation: Situation
    reckoned: Reckoned
    closed: Closed | None

    @property
    def name(self) -> str:
        """How the person is called."""
        return self.party.name

    @property
    def days(self) -> int:
        """Days paid, all contracts added up."""
        return sum(work.days for work in self.works)

    @property
    def totals(self) -> Totals:
        """The amounts of the payslip."""
        return totals_of(self.reckoned.slip)

    @property
    def paid(self) -> Eur:
        """What went to the bank already."""
        return total(work.net for work in self.works if work.paid_day)

    @property
    def is_new(self) -> bool:
        """Does it say anything that the last closed payslip does not?"""
        return self.reckoned.is_new(self.closed.totals if self.closed else None)

    @property
    def difference(self) -> Eur | None:
        """How much more net than the last closed payslip; None where there is none."""
        return Eur(self.totals.net - self.closed.totals.net) if self.closed else None


def earners(entity: Entity, month: Month, ids: Collection[int] | None = None) -> list[Earner]:
    """Everyone with confirmed work in a month, or those of these ids; three statements.

    The work is read in one statement: what is confirmed meanwhile is wholly in, or wholly out.
    """
    works, booked, declared = _works(entity, month, ids)
    closed = _closed(entity.id, month, ids)
    return [
        Earner(
            id=person_id,
            party=party,
            works=works[person_id],
            situation=(situation := declared[person_id] or today),
            reckoned=reckon(_priced(works[person_id]), situation, month, booked[person_id]),
            closed=closed.get(person_id),
        )
        for person_id, party, today in _people(entity.id, month, ids)
        if person_id in works
    ]


def _priced(works: Sequence[SlipWork]) -> list[Work]:
    return [Work(work.kind, work.gross, work.days) for work in works]


def _only(column: Any, ids: Collection[int] | None) -> list[sa.ColumnElement[bool]]:
    return [] if ids is None else [column.in_(ids)]


def _works(
    entity: Entity, month: Month, ids: Collection[int] | None
) -> tuple[dict[int, tuple[SlipWork, ...]], dict[int, PayIncrement], dict[int, Situation | None]]:
    """What each person worked, what was booked for it, and the situation of the last of it."""
    days = (
        WorkDay.contract_id == Earning.contract_id,
        WorkDay.day.between(month.first_day, month.last_day),
    )
    query = (
        sa.select(
            Earning.person_id,
            Earning.contract_id,
            Earning.kind,
            Earning.days,
            Earning.situation,
            Contract.work,
            sa.select(sa.func.min(WorkDay.day)).where(*days).scalar_subquery(),
            sa.select(sa.func.max(WorkDay.day)).where(*days).scalar_subquery(),
            Debt.due_day,
            Debt.paid_day,
            *AMOUNTS,
        )
        .join(Contract, Contract.id == Earning.contract_id)
        .outerjoin(Debt, Debt.contract_id == Earning.contract_id)
        .where(Earning.entity_id == entity.id, Earning.month == month)
        .where(*_only(Earning.person_id, ids))
        .order_by(Earning.id)
    )
    works: dict[int, list[SlipWork]] = defaultdict(list)
    booked: dict[int, list[PayIncrement]] = defaultdict(list)
    declared: dict[int, Situation | None] = {}
    for (
        person_id,
        contract_id,
        kind,
        count,
        told,
        work,
        first,
        last,
        due,
        paid,
        *amounts,
    ) in db.session.execute(query):
        added = PayIncrement(**dict(zip(NAMES, amounts, strict=True)))
        booked[person_id].append(added)
        declared[person_id] = from_plain(Situation, told) if told else None
        works[person_id].append(
            SlipWork(
                reference=reference_of(entity.code, contract_id),
                work=work,
                kind=kind,
                first_day=first or month.first_day,
                last_day=last or month.last_day,
                days=count,
                gross=added.gross,
                net=added.net,
                due_day=due,
                paid_day=paid,
            )
        )
    sums = {person_id: add_up(parts) for person_id, parts in booked.items()}
    return {person_id: tuple(items) for person_id, items in works.items()}, sums, declared


def _people(
    entity_id: int, month: Month, ids: Collection[int] | None
) -> Iterator[tuple[int, Party, Situation]]:
    """Those who worked, by name: who they are on paper, and the situation declared today."""
    there = sa.select(Earning.person_id).where(
        Earning.entity_id == entity_id, Earning.month == month
    )
    query = (
        sa.select(
            Person.id,
            (Person.given_name + " " + Person.family_name).label("name"),
            Person.street,
            Person.postcode,
            Person.city,
            Person.country,
            Person.language,
            Person.spouse,
            Person.children,
            Person.flat_rate,
            Person.single_parent,
        )
        .where(Person.id.in_(there), *_only(Person.id, ids))
        .order_by(Person.likeness, Person.id)
    )
    for key, name, street, postcode, city, country, language, *declared in db.session.execute(
        query
    ):
        party = Party(
            name=name,
            address=(street,) if street else (),
            postcode=postcode,
            city=city,
            country=country,
            language=language,
        )
        yield key, party, Situation(*declared)


def _closed(entity_id: int, month: Month, ids: Collection[int] | None) -> dict[int, Closed]:
    """The last closed payslip of each person; a correction comes after what it corrects."""
    columns = (getattr(Payslip, name) for name in TOTALS)
    query = (
        sa.select(Payslip.person_id, Payslip.id, Payslip.sequence, *columns)
        .where(Payslip.entity_id == entity_id, Payslip.month == month)
        .where(*_only(Payslip.person_id, ids))
        .order_by(Payslip.sequence)
    )
    return {
        person_id: Closed(
            id=key, sequence=sequence, totals=Totals(**dict(zip(TOTALS, amounts, strict=True)))
        )
        for person_id, key, sequence, *amounts in db.session.execute(query)
    }
