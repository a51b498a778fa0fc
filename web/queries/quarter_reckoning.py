"""The true-up of a quarter, person by person, beside what its runs booked already."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields

import sqlalchemy as sa

from domain.cost_shares import NO_AMOUNTS, Amounts
from domain.employers import employer_in
from domain.employment import ContractType
from domain.ledger import Account, Act
from domain.money import Eur, total
from domain.payroll.employer import Employer
from domain.quarter_sheet import Adding, QuarterSheet
from domain.quarters import Quarter
from domain.true_up import TrueUp, true_up, unknown_reductions
from web.documents.contract import reference_of
from web.extensions import db
from web.models.contract import Contract, Earning
from web.models.entity import Entity
from web.models.ledger import Entry, Posting
from web.models.quarter import QuarterLine, QuarterRun
from web.queries.amounts import sums
from web.queries.quarter_works import PersonQuarter, count_workers, portions, works_of

AMOUNTS = tuple(item.name for item in fields(Amounts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoned:
    """One person's quarter worked out now, and what was booked for each of their contracts."""

    person_id: int
    works: PersonQuarter
    found: TrueUp
    booked: Mapping[int, Amounts]

    @property
    def whole(self) -> Amounts:
        """All contracts together."""
        return together(self.found.shares.values())

    @property
    def differences(self) -> dict[int, Amounts]:
        """What is still to be booked, by contract."""
        found = {
            key: amounts.less(self.booked.get(key, NO_AMOUNTS))
            for key, amounts in self.found.shares.items()
        }
        return {key: amounts for key, amounts in found.items() if not amounts.is_nothing}


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What closing would book."""

    sheet: QuarterSheet  # the whole quarter
    earned: int  # rows of confirmed work that it covers
    added: Amounts  # beside what was booked already
    people: int  # for whom something is to be booked


def employer_of(entity: Entity, quarter: Quarter) -> Employer:
    """The employer as its contributions are worked out for the quarter."""
    workers = count_workers(entity.id, quarter)
    return employer_in(entity.code, quarter, max(workers, 1))


def kinds_of(entity_id: int, quarter: Quarter) -> list[ContractType]:
    """The kinds of contract that were worked."""
    query = (
        sa.select(Earning.kind)
        .distinct()
        .where(Earning.entity_id == entity_id, Earning.month.in_(quarter.months))
    )
    worked = set(db.session.scalars(query))
    return [kind for kind in ContractType if kind in worked]


def reckon(
    entity: Entity, quarter: Quarter, employer: Employer, ids: Collection[int]
) -> Iterator[Reckoned]:
    """These people, in the order of their ids; three statements."""
    booked = _booked(entity.id, quarter, ids)
    for person_id, works in works_of(entity.id, quarter, ids).items():
        yield Reckoned(
            person_id=person_id,
            works=works,
            found=true_up(works.jobs, employer, quarter),
            booked=booked.get(person_id, {}),
        )


def everybody(entity: Entity, quarter: Quarter, employer: Employer) -> Iterator[Reckoned]:
    """All of them, a few hundred in memory at a time."""
    for ids in portions(entity.id, quarter):
        yield from reckon(entity, quarter, employer, ids)


def preview(entity: Entity, quarter: Quarter) -> Preview:
    """Add everybody up; nothing is written."""
    employer = employer_of(entity, quarter)
    adding, added, people, earned = Adding(), NO_AMOUNTS, 0, 0
    for item in everybody(entity, quarter, employer):
        adding.add(item.works.jobs, item.found)
        earned += item.works.rows
        if new := item.differences:
            people += 1
            added = added.plus(together(new.values()))
    unknown = unknown_reductions(employer.sector, quarter.last_day)
    return Preview(sheet=adding.sheet(unknown), earned=earned, added=added, people=people)


def together(parts: Collection[Amounts]) -> Amounts:
    """Amounts added up."""
    whole = NO_AMOUNTS
    for part in parts:
        whole = whole.plus(part)
    return whole


def _booked(
    entity_id: int, quarter: Quarter, ids: Collection[int]
) -> dict[int, dict[int, Amounts]]:
    """What the runs of the quarter booked for each contract of these people."""
    columns = (sums(getattr(QuarterLine, name)) for name in AMOUNTS)
    query = (
        sa.select(QuarterLine.person_id, QuarterLine.contract_id, *columns)
        .join(QuarterRun, QuarterRun.id == QuarterLine.run_id)
        .where(QuarterRun.entity_id == entity_id, QuarterRun.quarter == quarter)
        .where(QuarterLine.person_id.in_(ids))
        .group_by(QuarterLine.person_id, QuarterLine.contract_id)
    )
    found: dict[int, dict[int, Amounts]] = defaultdict(dict)
    for person_id, contract_id, *amounts in db.session.execute(query):
        found[person_id][contract_id] = Amounts(**dict(zip(AMOUNTS, amounts, strict=True)))
    return found


@dataclass(frozen=True, slots=True)
class Budgets:
    """The whole budgets of the contracts worked in a quarter, and what the ledger took for them."""

    counted: Eur
    booked: Eur


def budgets(entity: Entity, quarter: Quarter) -> Budgets:
    """A contract over the edge of the quarter was booked at once: all of its months count."""
    here = (
        sa.select(Earning.contract_id)
        .where(Earning.entity_id == entity.id, Earning.month.in_(quarter.months))
        .distinct()
    )
    counted = db.session.execute(
        sa.select(sums(Contract.budget)).where(Contract.id.in_(here))
    ).scalar_one()
    paid = db.session.execute(
        sa.select(sums(Earning.gross)).where(Earning.contract_id.in_(here))
    ).scalar_one()
    contracts = {reference_of(entity.code, key) for key in db.session.scalars(here)}
    left = total(
        amount
        for reference, amount in db.session.execute(_in_transit(entity.id, quarter))
        if reference in contracts
    )
    return Budgets(counted=counted, booked=Eur(paid - left))


def _in_transit(entity_id: int, quarter: Quarter) -> sa.Select[str, Eur]:
    """By reference; a contract is confirmed on its last day or later, so never before."""
    return (
        sa.select(Entry.reference, sums(Posting.amount))
        .join(Posting, Posting.entry_id == Entry.id)
        .where(
            Entry.entity_id == entity_id,
            Entry.act != Act.CLOSE,
            Entry.day >= quarter.first_day,
            Posting.account == Account.EMPLOYMENT_IN_TRANSIT,
        )
        .group_by(Entry.reference)
    )
