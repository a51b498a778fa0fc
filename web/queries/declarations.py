"""What is still to declare (Dimona): a task for each contract or employment, by urgency."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

import sqlalchemy as sa

from domain.contract_life import AGREED, ContractStatus
from domain.dimona.acts import DimonaAct
from domain.dimona.deadlines import Urgency, last_days
from domain.employment import ContractType
from domain.entities import EntityCode
from web.extensions import Base, db
from web.models.contract import Contract
from web.models.dimona import DimonaExport, DimonaExported
from web.models.employment import Employment
from web.models.entity import Entity
from web.models.person import Person
from web.models.unit import Unit
from web.queries.contracts import DECLARED_WITHIN
from web.queries.paging import matching

PAGE = 30
URGENT_FIRST = tuple(Urgency)
REFERENCE = re.compile(r"\s*([a-z]{2})-([cp])-0*(\d{1,9})\s*", re.IGNORECASE | re.ASCII)
KEY = re.compile(r"(\d)\.(\d{4}-\d\d-\d\d)\.([CP])(\d{1,9})", re.ASCII)
Columns = sa.Select[*tuple[Any, ...]]
Sight = Mapping[type[Base], sa.ColumnElement[bool]]
EVERYTHING: Sight = {Contract: sa.true(), Employment: sa.true()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which of the tasks."""

    typed: str = ""  # beginnings of words of a name, or a reference
    entity: EntityCode | None = None
    kind: ContractType | None = None
    urgency: Urgency | None = None
    first: date | None = None  # of a period in which the deciding day lies
    last: date | None = None
    recorded: bool = False  # also those whose receipt is recorded
    among: frozenset[tuple[str, int]] | None = None  # letters and numbers of references

    @property
    def named(self) -> tuple[str, int] | None:
        """The letter and number of the reference that was typed, if it is one."""
        found = REFERENCE.fullmatch(self.typed)
        return (found[2].upper(), int(found[3])) if found else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """After which task a page begins."""

    rank: int
    day: date
    letter: str
    id: int

    @classmethod
    def read(cls, typed: str) -> Self | None:
        """From an address; None for anything else than what we wrote."""
        found = KEY.fullmatch(typed)
        if found is None:
            return None
        try:
            day = date.fromisoformat(found[2])
        except ValueError:
            return None
        return cls(rank=int(found[1]), day=day, letter=found[3], id=int(found[4]))

    def __str__(self) -> str:
        return f"{self.rank}.{self.day}.{self.letter}{self.id}"


UNTOLD = Contract.last_day.is_distinct_from(Contract.dimona_last_day)  # a changed end
ACT = sa.case(
    (Contract.status == ContractStatus.CANCELLED, DimonaAct.CANCEL.value),
    (sa.and_(Contract.dimona_number.is_not(None), UNTOLD), DimonaAct.CHANGE.value),
    else_=DimonaAct.IN.value,
)
FIRST_END = sa.case(  # of the end that was declared and the one that was agreed
    (Contract.dimona_last_day < Contract.last_day, Contract.dimona_last_day),
    else_=Contract.last_day,
)
DAY = sa.case((ACT.in_([DimonaAct.CHANGE.value]), FIRST_END), else_=Contract.first_day)
ENDS = sa.and_(  # of an employment whose beginning was declared without its end
    Employment.dimona_number.is_not(None),
    Employment.last_day.is_not(None),
    Employment.dimona_out_number.is_(None),
)
JOB_ACT = sa.case(
    (Employment.status == ContractStatus.CANCELLED, DimonaAct.CANCEL.value),
    (ENDS, DimonaAct.OUT.value),
    else_=DimonaAct.IN.value,
)
JOB_DAY = sa.case(
    (JOB_ACT.in_([DimonaAct.OUT.value]), Employment.last_day), else_=Employment.first_day
)
JOB_OPEN = sa.or_(
    sa.and_(Employment.status == ContractStatus.CANCELLED, Employment.dimona_number.is_not(None)),
    sa.and_(
        Employment.status == ContractStatus.MADE, sa.or_(Employment.dimona_number.is_(None), ENDS)
    ),
)


def contract_open(today: date) -> sa.ColumnElement[bool]:
    """Contracts of which something is to declare; months of an employment are declared with it."""
    to_tell = sa.or_(Contract.dimona_number.is_(None), UNTOLD)
    lately = Contract.last_day >= today - DECLARED_WITHIN
    declared = Contract.dimona_number.is_not(None)
    return sa.and_(
        Contract.employment_id.is_(None),
        sa.or_(
            sa.and_(Contract.status == ContractStatus.MADE, to_tell),
            sa.and_(Contract.status == ContractStatus.CONFIRMED, lately, to_tell),
            sa.and_(Contract.status == ContractStatus.CANCELLED, lately, declared),
        ),
    )


def _exported(row: Any, key: Any, act: Any) -> Any:
    """When it was last taken along as it is now."""
    return (
        sa.select(sa.func.max(DimonaExport.at))
        .join(DimonaExported, DimonaExported.export_id == DimonaExport.id)
        .where(
            key == row.id,
            DimonaExported.act == act,
            DimonaExported.last_day.is_not_distinct_from(row.last_day),
        )
        .scalar_subquery()
    )


def _columns(letter: str, row: Any, key: Any, act: Any, day: Any) -> Columns:
    return (
        sa.select(
            sa.literal(letter).label("letter"),
            row.id.label("id"),
            Entity.code.label("entity"),
            row.unit_id.label("unit_id"),
            Unit.name.label("unit"),
            row.person_id.label("person_id"),
            (Person.given_name + " " + Person.family_name).label("person"),
            row.work.label("work"),
            row.kind.label("kind"),
            row.first_day.label("first_day"),
            row.last_day.label("last_day"),
            row.dimona_number.label("number"),
            act.label("act"),
            day.label("day"),
            _exported(row, key, act).label("exported"),
        )
        .join(Entity, Entity.id == row.entity_id)
        .join(Unit, Unit.id == row.unit_id)
        .join(Person, Person.id == row.person_id)
    )


def open_rows(wanted: Wanted, today: date, sight: Sight = EVERYTHING) -> sa.Subquery:
    """Everything that is to declare, as far as it is wanted and in sight."""
    contracts = _columns("C", Contract, DimonaExported.contract_id, ACT, DAY)
    jobs = _columns("P", Employment, DimonaExported.employment_id, JOB_ACT, JOB_DAY)
    of_contracts, of_jobs = contract_open(today), JOB_OPEN
    if wanted.recorded:
        agreed = sa.and_(Contract.employment_id.is_(None), Contract.status.in_(AGREED))
        of_contracts = sa.or_(of_contracts, agreed)
        of_jobs = sa.or_(of_jobs, Employment.status == ContractStatus.MADE)
    return sa.union_all(
        contracts.where(of_contracts, sight[Contract], *_only("C", Contract, DAY, wanted)),
        jobs.where(of_jobs, sight[Employment], *_only("P", Employment, JOB_DAY, wanted)),
    ).subquery()


def _only(letter: str, row: Any, day: Any, wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if wanted.entity:
        found.append(Entity.code == wanted.entity)
    if wanted.kind:
        found.append(row.kind == wanted.kind)
    if wanted.first and wanted.last:
        found.append(day.between(wanted.first, wanted.last))
    if wanted.among is not None:
        found.append(row.id.in_([key for own, key in wanted.among if own == letter]))
    if wanted.named:
        named, key = wanted.named
        found.append(row.id == key if named == letter else sa.false())
    elif wanted.typed.strip():
        found += matching(Person.likeness, wanted.typed)
    return found


def rank_of(rows: sa.Subquery, today: date) -> sa.Case[int]:
    """How urgent each row is: the place of its urgency."""
    steps = [
        (sa.and_(rows.c.act == act.value, rows.c.day <= last), place)
        for act in DimonaAct
        for place, (_urgency, last) in enumerate(last_days(act, today))
    ]
    return sa.case(*steps, else_=len(URGENT_FIRST) - 1)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many tasks of each urgency."""

    by_urgency: Mapping[Urgency, int] = field(default_factory=dict)

    def __getitem__(self, urgency: Urgency) -> int:
        return self.by_urgency.get(urgency, 0)

    @property
    def all(self) -> int:
        """All tasks."""
        return sum(self.by_urgency.values())


def counts(wanted: Wanted, today: date, sight: Sight = EVERYTHING) -> Counts:
    """How many tasks of each urgency, whichever of them is shown."""
    rows = open_rows(wanted, today, sight)
    rank = rank_of(rows, today)
    found = db.session.execute(sa.select(rank, sa.func.count()).select_from(rows).group_by(rank))
    return Counts({URGENT_FIRST[place]: number for place, number in found})
