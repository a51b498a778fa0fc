"""Everybody's payslip of one month with one employer, worked out anew from confirmed work."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields, replace

import sqlalchemy as sa

from domain.hours import NO_HOURS, Hours, add_hours
from domain.money import Eur
from domain.payroll.payslip import Situation
from domain.payrun import Reckoned, reckon
from domain.periods import Month
from domain.sheet import Party
from domain.slip_sheet import SlipWork, Totals
from web.extensions import db
from web.models.contract import Earning
from web.models.entity import Entity
from web.models.payslip import Payslip
from web.models.person import Person
from web.queries.payrun_quarter import Quarter, only_settled, quarter_behind
from web.queries.payrun_works import NO_WORK, Worked, only_of, works_of

TOTALS = tuple(item.name for item in fields(Totals))


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """The last payslip that was closed for a person and month."""

    id: int
    sequence: int
    totals: Totals
    days: int | None  # None: closed before they were kept
    hours: Hours | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Earner:
    """One person who worked for an employer in a month, or whose quarter it settles."""

    id: int
    party: Party
    works: tuple[SlipWork, ...]
    rows: int  # of confirmed work, corrections included
    paid: Eur  # what went to the bank already
    situation: Situation
    reckoned: Reckoned
    closed: Closed | None
    unit_id: int | None  # of the last work of the quarter, where it is settled

    @property
    def name(self) -> str:
        """How the person is called."""
        return self.party.name

    @property
    def days(self) -> int:
        """Days paid, all contracts added up."""
        return sum(work.days for work in self.works)

    @property
    def hours(self) -> Hours:
        """Hours paid, all contracts added up."""
        return add_hours(work.hours or NO_HOURS for work in self.works)

    @property
    def totals(self) -> Totals:
        """The amounts of the payslip."""
        return self.reckoned.totals

    @property
    def is_new(self) -> bool:
        """Does it say anything that the last closed payslip does not?"""
        if self.closed is None:
            return bool(self.rows or self.totals.settlement)
        return self.reckoned.is_new(self.closed.totals) or self.has_other_time

    @property
    def has_new_work(self) -> bool:
        """Does its work alone say so, whatever was settled?"""
        if self.closed is None:
            return True
        return self.reckoned.has_new_work(self.closed.totals) or self.has_other_time

    @property
    def has_other_time(self) -> bool:
        """Are the days or the hours not those of the last closed payslip?"""
        closed = self.closed
        return (
            closed is not None
            and closed.days is not None
            and (closed.days, closed.hours) != (self.days, self.hours)
        )

    @property
    def difference(self) -> Eur | None:
        """How much more net than the last closed payslip; None where there is none."""
        return Eur(self.totals.net - self.closed.totals.net) if self.closed else None


def earners(entity: Entity, month: Month, ids: Collection[int] | None = None) -> list[Earner]:
    """Everyone with confirmed work in a month, or those of these ids; a few statements.

    The last month of a quarter also has those whose advances it settles. The work is read in one
    statement: what is confirmed meanwhile is wholly in, or wholly out.
    """
    worked = works_of(entity, month, ids)
    quarter = quarter_behind(entity.id, month, ids)
    closed = _closed(entity.id, month, ids)
    found = (
        _earner(person_id, party, today, month, worked, quarter, closed.get(person_id))
        for person_id, party, today in _people(entity.id, month, ids)
        if person_id in worked or quarter.is_only_settled(person_id)
    )
    return [item for item in found if item.rows or item.closed or item.totals.settlement]


def _earner(
    person_id: int,
    party: Party,
    today: Situation,
    month: Month,
    worked: Mapping[int, Worked],
    quarter: Quarter,
    closed: Closed | None,
) -> Earner:
    """One person: the work first, then what it settles, unless the closed payslip says it all."""
    work = worked.get(person_id, NO_WORK)
    situation = work.situation or quarter.situation_of(person_id) or today
    alone = Earner(
        id=person_id,
        party=party,
        works=work.slips,
        rows=work.rows,
        paid=work.paid,
        situation=situation,
        reckoned=reckon(work.works, situation, month, work.booked),
        closed=closed,
        unit_id=quarter.units.get(person_id),
    )
    settle = quarter.settled if alone.has_new_work else quarter.kept
    settled = settle(person_id)
    return replace(alone, reckoned=replace(alone.reckoned, settled=settled))


def _people(
    entity_id: int, month: Month, ids: Collection[int] | None
) -> Iterator[tuple[int, Party, Situation]]:
    """All of them by name: who they are on paper, and the situation declared today."""
    there = sa.select(Earning.person_id).where(
        Earning.entity_id == entity_id, Earning.month == month
    )
    lone = only_settled(entity_id, month)
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
        .where(sa.or_(Person.id.in_(there), Person.id.in_(lone)), *only_of(Person.id, ids))
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
        sa.select(
            Payslip.person_id, Payslip.id, Payslip.sequence, Payslip.days, Payslip.hours, *columns
        )
        .where(Payslip.entity_id == entity_id, Payslip.month == month)
        .where(*only_of(Payslip.person_id, ids))
        .order_by(Payslip.sequence)
    )
    return {
        person_id: Closed(
            id=key,
            sequence=sequence,
            days=days,
            hours=hours,
            totals=Totals(**dict(zip(TOTALS, amounts, strict=True))),
        )
        for person_id, key, sequence, days, hours, *amounts in db.session.execute(query)
    }
