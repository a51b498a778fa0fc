"""The quarter behind a month: who has a special contribution to settle, and how much of it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa

from domain.archived import from_plain
from domain.money import ZERO, Eur, total
from domain.payroll.payslip import Situation
from domain.payrun import Piece, as_works
from domain.periods import Month
from domain.settling import (
    NOT_SETTLED,
    Advanced,
    Settled,
    can_settle,
    ends_quarter,
    kept,
    quarter_of,
    settle,
)
from web import clock
from web.extensions import db
from web.models.contract import Contract, Earning
from web.models.payslip import PayRun, Payslip
from web.models.person import Person

NOBODY = sa.select(Person.id).where(sa.false())


@dataclass(frozen=True, slots=True)
class Quarter:
    """What a month may settle; empty where it settles nothing."""

    month: Month
    people: Mapping[int, Mapping[Month, Advanced]] = field(default_factory=dict)
    said: Mapping[int, Mapping[Month, Eur]] = field(default_factory=dict)
    units: Mapping[int, int] = field(default_factory=dict)  # of the last work of each person

    def said_of(self, person_id: int) -> Eur:
        """What the closed payslips of the month settled already."""
        return self.said.get(person_id, {}).get(self.month, ZERO)

    def is_only_settled(self, person_id: int) -> bool:
        """Has this person work in the quarter, but none in the month that ends it?"""
        worked = self.people.get(person_id)
        return worked is not None and ends_quarter(self.month) and self.month not in worked

    def settled(self, person_id: int) -> Settled:
        """The quarter of one person counted again."""
        quarter = self.people.get(person_id)
        if not quarter:
            return NOT_SETTLED
        said = self.said.get(person_id, {})
        elsewhere = total(amount for month, amount in said.items() if month != self.month)
        return settle(quarter, self.month, said=self.said_of(person_id), elsewhere=elsewhere)

    def situation_of(self, person_id: int) -> Situation | None:
        """As declared when the last work of the quarter was confirmed."""
        quarter = self.people.get(person_id)
        return quarter[max(quarter)].situation if quarter else None

    def kept(self, person_id: int) -> Settled:
        """What its closed payslip says of it, unchanged."""
        return kept(self.said_of(person_id))


def is_settled_by(entity_id: int, month: Month) -> bool:
    """Do payslips of this month that are closed now settle its quarter?

    The last month does; an earlier one, corrected after the last was closed, does too.
    """
    last = quarter_of(month)[-1]
    return _is_over(last) and (month == last or _has_run(entity_id, last))


def _is_over(last: Month) -> bool:
    """Has the quarter ended, and do we know what it costs?"""
    return last.last_day < clock.today() and can_settle(last)


def _has_run(entity_id: int, month: Month) -> bool:
    runs = sa.select(PayRun.id).where(PayRun.entity_id == entity_id, PayRun.month == month)
    return db.session.execute(sa.select(runs.exists())).scalar_one()


def only_settled(entity_id: int, month: Month) -> sa.Select[int]:
    """People without work in the last month of a quarter, whose advances it settles.

    Once that month is closed, those whom it settled: later work is settled with its own month.
    """
    if not (ends_quarter(month) and _is_over(month)):
        return NOBODY
    there = sa.select(Earning.person_id).where(
        Earning.entity_id == entity_id, Earning.month == month
    )
    if _has_run(entity_id, month):
        return (
            sa.select(Payslip.person_id)
            .where(Payslip.entity_id == entity_id, Payslip.month == month)
            .where(Payslip.person_id.not_in(there))
            .distinct()
        )
    first, second, _last = quarter_of(month)
    return (
        sa.select(Earning.person_id)
        .where(Earning.entity_id == entity_id, Earning.month.in_((first, second)))
        .where(Earning.person_id.not_in(there))
        .group_by(Earning.person_id)
        .having(sa.func.sum(Earning.special_contribution) != ZERO)
    )


def count_only_settled(entity_id: int, month: Month) -> int:
    """How many they are."""
    found = only_settled(entity_id, month).subquery()
    return db.session.execute(sa.select(sa.func.count()).select_from(found)).scalar_one()


def quarter_behind(entity_id: int, month: Month, ids: Collection[int] | None) -> Quarter:
    """Everyone's quarter, or that of these ids; nothing is read where nothing is settled."""
    if not is_settled_by(entity_id, month):
        return Quarter(month)
    months = quarter_of(month)
    people, units = _advanced(entity_id, months, ids)
    return Quarter(month, people, _said(entity_id, months, ids), units)


def _advanced(
    entity_id: int, months: Collection[Month], ids: Collection[int] | None
) -> tuple[dict[int, dict[Month, Advanced]], dict[int, int]]:
    """The work of each person and month, contract by contract, in one statement."""
    query = (
        sa.select(
            Earning.person_id,
            Earning.month,
            Earning.contract_id,
            Earning.kind,
            Earning.days,
            Earning.hours,
            Earning.gross,
            Earning.special_contribution,
            Earning.situation,
            Contract.unit_id,
            Person.spouse,
            Person.children,
            Person.flat_rate,
            Person.single_parent,
        )
        .join(Contract, Contract.id == Earning.contract_id)
        .join(Person, Person.id == Earning.person_id)
        .where(Earning.entity_id == entity_id, Earning.month.in_(months))
        .order_by(Earning.month, Earning.id)
    )
    if ids is not None:
        query = query.where(Earning.person_id.in_(ids))
    works: dict[tuple[int, Month], dict[int, list[Piece]]] = defaultdict(lambda: defaultdict(list))
    advances: dict[tuple[int, Month], list[Eur]] = defaultdict(list)
    situations: dict[tuple[int, Month], Situation] = {}
    units: dict[int, int] = {}
    for (
        person_id, month, contract_id, kind, days, hours, gross, special, told, unit_id, *today
    ) in db.session.execute(query):  # fmt: skip
        key = person_id, month
        works[key][contract_id].append(Piece(kind=kind, days=days, hours=hours, gross=gross))
        advances[key].append(special)
        situations[key] = from_plain(Situation, told) if told else Situation(*today)
        units[person_id] = unit_id
    people: dict[int, dict[Month, Advanced]] = defaultdict(dict)
    for (person_id, month), pieces in works.items():
        people[person_id][month] = Advanced(
            works=as_works(pieces.values()),
            advance=total(advances[person_id, month]),
            situation=situations[person_id, month],
        )
    return people, units


def _said(
    entity_id: int, months: Collection[Month], ids: Collection[int] | None
) -> dict[int, dict[Month, Eur]]:
    """What the last closed payslip of each person and month settled."""
    query = (
        sa.select(Payslip.person_id, Payslip.month, Payslip.settlement)
        .where(Payslip.entity_id == entity_id, Payslip.month.in_(months))
        .order_by(Payslip.sequence)
    )
    if ids is not None:
        query = query.where(Payslip.person_id.in_(ids))
    found: dict[int, dict[Month, Eur]] = defaultdict(dict)
    for person_id, month, amount in db.session.execute(query):
        found[person_id][month] = amount
    return found
