"""Each holder and each active unit of a year with what tables count them by."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from domain.ages import age_on
from domain.figures.table import NONE
from domain.invoicing import InvoiceKind
from domain.money import ZERO, Eur, eur
from domain.regions import region_of
from domain.sectors import is_arts
from web.extensions import db
from web.models.figure import FigureFirst
from web.models.invoice import Invoice
from web.models.person import Person
from web.models.unit import Holding, Unit
from web.queries.figures.acts import HUNDRED
from web.queries.holdings import held_on

region_at = lru_cache(maxsize=8192)(region_of)
Keys = Collection[int] | None  # of units or people; None: of all


@dataclass(slots=True, kw_only=True)
class HolderFacts:
    """Somebody who holds active units on the day."""

    person_id: int
    gender: str
    region: str
    birth_day: date | None
    since: date  # the first day of the very first unit
    age: int | None  # on the day
    years: int  # completed since the very first unit
    units: int = 0
    clients: int = 0
    turnover: Eur | None = None  # None: no invoice and no credit note
    arts: bool = False
    other: bool = False
    office: str = ""  # of the first unit that has one

    def is_new(self, day: date) -> bool:
        """Did the very first unit begin in the year?"""
        return self.since.year == day.year


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFacts:
    """A unit that was active in the year."""

    unit_id: int
    region: str
    office: str
    sector: str
    tool: str
    opened: date
    years: int  # completed since then
    turnover: Eur | None


def among(column: Any, keys: Keys) -> list[sa.ColumnElement[bool]]:
    """Only these, or all."""
    return [] if keys is None else [column.in_(sorted(keys))]


def turnovers(day: date, units: Keys = None) -> dict[int, Eur]:
    """Turnover of each unit with invoices or credit notes, from 1 January to the day."""
    net = sa.type_coerce(Invoice.net, sa.BigInteger)
    signed = sa.case((Invoice.kind == InvoiceKind.INVOICE, net), else_=-net)
    query = (
        sa.select(Invoice.unit_id, sa.func.sum(signed))
        .where(
            Invoice.number.is_not(None),
            Invoice.issue_day.between(date(day.year, 1, 1), day),
            *among(Invoice.unit_id, units),
        )
        .group_by(Invoice.unit_id)
    )
    return {key: Eur(eur(int(cents)) / HUNDRED) for key, cents in db.session.execute(query)}


def active(day: date, units: Keys = None) -> sa.Select[int]:
    """The units that were active from 1 January to the day: all, or of some."""
    return sa.select(FigureFirst.subject_id).where(
        FigureFirst.kind == "unit",
        FigureFirst.day.between(date(day.year, 1, 1), day),
        *among(FigureFirst.subject_id, units),
    )


def units_on(day: date, units: Keys = None) -> list[UnitFacts]:
    """Active units: all, or of some."""
    sold = turnovers(day, units)
    first = (
        sa.select(Holding.unit_id, sa.func.min(Holding.id).label("id"))
        .where(*among(Holding.unit_id, units))
        .group_by(Holding.unit_id)
        .subquery()
    )
    query = (
        sa.select(
            Unit.id, Unit.office, Unit.sector, Unit.tool, Unit.opened, Person.country,
            Person.postcode,
        )
        .outerjoin(first, first.c.unit_id == Unit.id)
        .outerjoin(Holding, Holding.id == first.c.id)
        .outerjoin(Person, Person.id == Holding.person_id)
        .where(Unit.id.in_(active(day, units)), *among(Unit.id, units))
        .order_by(Unit.id)
    )  # fmt: skip
    return [
        UnitFacts(
            unit_id=key,
            region=region_at(country or "", postcode or "") or NONE,
            office=office.value or NONE,
            sector=sector.value or NONE,
            tool=tool.value,
            opened=opened,
            years=max(age_on(opened, day), 0),
            turnover=sold.get(key),
        )
        for key, office, sector, tool, opened, country, postcode in db.session.execute(query)
    ]


def holders_on(day: date, people: Keys = None) -> list[HolderFacts]:
    """Who holds an active unit at the end of the day; shared turnover is split equally.

    people: all, or only some of them
    """
    units = None if people is None else set(db.session.scalars(_units_of(people)))
    rows = {(row.unit_id, row.person_id): row for row in _holdings(day, units)}
    sold, began = turnovers(day, units), _began(day, people)
    clients = _clients(day, people)
    sharing = Counter(unit_id for unit_id, _person_id in rows)
    found: dict[int, HolderFacts] = {}
    for (unit_id, person_id), row in rows.items():
        if person_id not in began:
            continue
        facts = found.get(person_id)
        if facts is None:
            facts = found[person_id] = _facts(row, began[person_id], day)
            facts.clients = clients.get(person_id, 0)
        _add(facts, row, sold.get(unit_id), sharing[unit_id])
    return list(found.values())


def _units_of(people: Collection[int]) -> sa.Select[int]:
    return sa.select(Holding.unit_id).where(Holding.person_id.in_(sorted(people)))


def _facts(row: Any, since: date, day: date) -> HolderFacts:
    return HolderFacts(
        person_id=row.person_id,
        gender=row.gender.value or NONE,
        region=region_at(row.country, row.postcode) or NONE,
        birth_day=row.birth_day,
        since=since,
        age=age_on(row.birth_day, day) if row.birth_day else None,
        years=max(age_on(since, day), 0),
    )


def _add(facts: HolderFacts, row: Any, sold: Eur | None, sharing: int) -> None:
    """One unit of a holder."""
    facts.units += 1
    facts.office = facts.office or row.office.value
    facts.arts = facts.arts or is_arts(row.sector)
    facts.other = facts.other or (bool(row.sector.value) and not is_arts(row.sector))
    if sold is not None:
        facts.turnover = Eur((facts.turnover or ZERO) + eur(sold / sharing))


def _holdings(day: date, units: Keys) -> Any:
    """Units held at the end of the day that were active in the year."""
    query = (
        sa.select(
            Holding.unit_id,
            Holding.person_id,
            Person.gender,
            Person.birth_day,
            Person.country,
            Person.postcode,
            Unit.office,
            Unit.sector,
        )
        .join(Person, Person.id == Holding.person_id)
        .join(Unit, Unit.id == Holding.unit_id)
        .where(held_on(day), Unit.id.in_(active(day, units)), *among(Unit.id, units))
        .order_by(Holding.unit_id, Holding.id)
    )
    return db.session.execute(query).all()


def _began(day: date, people: Keys) -> dict[int, date]:
    query = (
        sa.select(Holding.person_id, sa.func.min(Holding.since))
        .where(Holding.since <= day, *among(Holding.person_id, people))
        .group_by(Holding.person_id)
    )
    return {key: since for key, since in db.session.execute(query)}  # noqa: C416 - pairs


def _clients(day: date, people: Keys) -> dict[int, int]:
    """Different clients invoiced in the year, over all units held on the day."""
    query = (
        sa.select(Holding.person_id, sa.func.count(Invoice.client_id.distinct()))
        .join(Invoice, Invoice.unit_id == Holding.unit_id)
        .where(
            held_on(day),
            *among(Holding.person_id, people),
            Invoice.number.is_not(None),
            Invoice.kind == InvoiceKind.INVOICE,
            Invoice.issue_day.between(date(day.year, 1, 1), day),
        )
        .group_by(Holding.person_id)
    )
    return {key: many for key, many in db.session.execute(query)}  # noqa: C416 - pairs
