"""The quarterly declaration of one employer, person by person, from confirmed work."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from domain.dimona.content import committee_on
from domain.dmfa.build import Facts, Worked, natural_person
from domain.dmfa.checks import Booked, problems
from domain.dmfa.tree import EmployerHead, NaturalPerson
from domain.errors import RuleError
from domain.hours import NO_HOURS
from domain.identifiers import WrongNationalNumber, birth_date, mask_national_number
from domain.money import ZERO, Eur, total
from domain.payroll.payslip import Work
from domain.quarters import Quarter
from web.documents.contract import reference_of
from web.extensions import db
from web.models.entity import Entity
from web.models.payslip import Payslip
from web.models.person import Person
from web.queries.paging import Page
from web.queries.quarter_people import names_of
from web.queries.quarter_reckoning import Reckoned, employer_of, reckon
from web.queries.quarter_works import Placed, portions


@dataclass(frozen=True, slots=True)
class Declared:
    """One person of the tree, and everything that is wrong there."""

    person: NaturalPerson
    problems: tuple[RuleError, ...]

    @property
    def masked_number(self) -> str:
        """The national number as pages show it."""
        number = self.person.national_number
        return mask_national_number(number) if number else ""


def head(entity: Entity, quarter: Quarter) -> EmployerHead:
    """Who declares."""
    committee, _figure = committee_on(entity.code, quarter.last_day)
    return EmployerHead(
        name=entity.name,
        enterprise_number=entity.enterprise_number,
        onss_number=entity.onss_number or "",
        quarter=str(quarter),
        committee=committee,
    )


def everybody(entity: Entity, quarter: Quarter) -> Iterator[Declared]:
    """The whole tree, a few hundred people in memory at a time."""
    for ids in portions(entity.id, quarter):
        yield from declared(entity, quarter, ids)


def people(entity: Entity, quarter: Quarter, *, typed: str = "", after: int = 0) -> Page[Declared]:
    """A page of people by name."""
    named = names_of(entity.id, quarter, typed=typed, after=after)
    ids = [key for key, _name in named.items]
    found = {item.person.key: item for item in declared(entity, quarter, ids)} if ids else {}
    return Page(tuple(found[key] for key in ids if key in found), named.next)


def declared(entity: Entity, quarter: Quarter, ids: Collection[int]) -> Iterator[Declared]:
    """These people, in the order of their ids."""
    settled = _settled(entity.id, quarter, ids)
    who = _who(ids)
    for item in reckon(entity, quarter, employer_of(entity, quarter), ids):
        facts = _facts(entity, item, *who[item.person_id], settled[item.person_id])
        person = natural_person(facts, quarter)
        works = item.works
        booked = Booked(
            gross=total(job.gross for job in works.jobs), social_security=works.social_security
        )
        yield Declared(person, tuple(problems(person, booked, quarter)))


def _facts(entity: Entity, item: Reckoned, name: str, number: str, settled: Eur) -> Facts:
    try:
        born = birth_date(number) if number else None
    except WrongNationalNumber:
        born = None  # the checks say so
    return Facts(
        key=item.person_id,
        name=name,
        national_number=number,
        birth_day=born,
        contracts=tuple(_worked(entity, placed) for placed in item.works.placed),
        special=item.works.special,
        settled=settled,
        cost=item.found,
    )


def _worked(entity: Entity, placed: Placed) -> Worked:
    return Worked(
        reference=reference_of(entity.code, placed.contract_id),
        first_day=placed.first_day,
        last_day=placed.last_day,
        job=placed.job,
        months={
            month: Work(placed.job.kind, part.gross, part.days, part.hours)
            for month, part in placed.months.items()
            if part.days > 0 and part.hours > NO_HOURS
        },
    )


def _who(ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Their names and national numbers."""
    query = sa.select(Person).where(Person.id.in_(ids))
    return {
        person.id: (person.name, person.national_number or "")
        for person in db.session.scalars(query)
    }


def _settled(entity_id: int, quarter: Quarter, ids: Collection[int]) -> dict[int, Eur]:
    """What the last payslip of each month of the quarter settled."""
    query = (
        sa.select(Payslip.person_id, Payslip.month, Payslip.settlement)
        .where(Payslip.entity_id == entity_id, Payslip.month.in_(quarter.months))
        .where(Payslip.person_id.in_(ids))
        .order_by(Payslip.sequence)
    )
    last = {(person_id, month): amount for person_id, month, amount in db.session.execute(query)}
    found: dict[int, Eur] = defaultdict(lambda: ZERO)
    for (person_id, _month), amount in last.items():
        found[person_id] = Eur(found[person_id] + amount)
    return found
