"""The list of what is still to declare, page by page, with a student's hours."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from domain.dimona.acts import DimonaAct
from domain.dimona.content import WORKER_TYPES, Days, Period, WorkerType, periods
from domain.dimona.deadlines import Urgency, deadline
from domain.employment import ContractType
from domain.entities import EntityCode
from domain.hours import Hours
from domain.payroll.student_quota import Counted, left
from web.documents.contract import reference_of
from web.extensions import db
from web.models.contract import Contract, WorkDay
from web.queries.declarations import (
    EVERYTHING,
    PAGE,
    URGENT_FIRST,
    Key,
    Sight,
    Wanted,
    open_rows,
    rank_of,
)
from web.queries.student_hours import student_hours


@dataclass(frozen=True, slots=True)
class Quota:
    """A student's hours of a calendar year, with all our employers."""

    year: int
    counted: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to declare."""

    letter: str  # C for a contract, P for open-ended employment
    id: int
    entity: EntityCode
    unit_id: int
    unit: str
    person_id: int
    person: str
    work: str
    kind: ContractType
    act: DimonaAct
    urgency: Urgency
    day: date
    first_day: date
    last_day: date | None
    number: str | None
    exported: datetime | None
    periods: tuple[Period, ...] = ()
    quotas: tuple[Quota, ...] = ()

    @property
    def reference(self) -> str:
        """How the contract is called."""
        return reference_in(self.letter, self.entity, self.id)

    @property
    def known(self) -> str:
        """The number that stands there now; of an end to declare, none."""
        return "" if self.act is DimonaAct.OUT else self.number or ""

    @property
    def deadline(self) -> date:
        """The day that decides whether it is in time."""
        return deadline(self.act, self.day)

    @property
    def worker_type(self) -> WorkerType:
        """The code of the kind of worker."""
        return WORKER_TYPES[self.kind]

    @property
    def key(self) -> Key:
        """Where it stands in the list."""
        rank = URGENT_FIRST.index(self.urgency)
        return Key(rank=rank, day=self.day, letter=self.letter, id=self.id)


@dataclass(frozen=True, slots=True)
class Tasks:
    """A page of tasks."""

    items: tuple[Task, ...]
    next: str  # the key after which the next page begins; empty: there is none

    @property
    def groups(self) -> list[tuple[Urgency, list[Task]]]:
        """The tasks of the page by urgency."""
        by_urgency = groupby(self.items, lambda item: item.urgency)
        return [(urgency, list(items)) for urgency, items in by_urgency]


def reference_in(letter: str, entity: EntityCode, key: int) -> str:
    """PA-C-000012 for a contract, PA-P-000012 for open-ended employment."""
    return reference_of(entity, key).replace("-C-", f"-{letter}-")


def tasks(
    wanted: Wanted,
    today: date,
    *,
    sight: Sight = EVERYTHING,
    after: Key | None = None,
    size: int = PAGE,
) -> Tasks:
    """What is to declare, the most urgent first."""
    rows = open_rows(wanted, today, sight)
    rank = rank_of(rows, today)
    place = sa.tuple_(rank, rows.c.day, rows.c.letter, rows.c.id)
    query = sa.select(rows, rank.label("rank")).order_by(*place.clauses).limit(size + 1)
    if wanted.urgency:
        query = query.where(rank == URGENT_FIRST.index(wanted.urgency))
    if after:
        query = query.where(place > sa.tuple_(after.rank, after.day, after.letter, after.id))
    found = db.session.execute(query).mappings().all()
    items = tuple(_tasks(found[:size]))
    return Tasks(items, str(items[-1].key) if len(found) > size else "")


def tasks_named(references: Iterable[tuple[str, int]], today: date) -> dict[str, Task]:
    """What is to declare of these contracts and employments, by reference."""
    wanted = frozenset(references)
    found = tasks(Wanted(among=wanted), today, size=len(wanted))
    return {item.reference: item for item in found.items}


@dataclass(frozen=True, slots=True)
class Head:
    """The most urgent tasks, and how many there are in all."""

    items: tuple[Task, ...]
    count: int


def head(today: date, size: int) -> Head:
    """What the first page tells, in one statement; without a student's hours."""
    rows = open_rows(Wanted(), today)
    rank = rank_of(rows, today)
    query = sa.select(rows, rank.label("rank"), sa.func.count().over().label("total"))
    query = query.order_by(rank, rows.c.day, rows.c.letter, rows.c.id).limit(size)
    found = db.session.execute(query).mappings().all()
    return Head(tuple(map(_plain, found)), found[0]["total"] if found else 0)


def _plain(row: Mapping[Any, Any]) -> Task:
    read = ("rank", "act", "total")
    return Task(
        **{name: value for name, value in row.items() if name not in read},
        act=DimonaAct(row["act"]),
        urgency=URGENT_FIRST[row["rank"]],
    )


def _tasks(rows: Sequence[Mapping[Any, Any]]) -> list[Task]:
    found = [_plain(row) for row in rows]
    of_students = [item for item in found if item.worker_type is WorkerType.STU]
    keys = [item.id for item in of_students]
    days = student_days(Contract.id.in_(keys)) if keys else {}
    years = {day.year for item in of_students for day, _ in days.get(item.id, ())}
    taken_hours = student_hours({item.person_id for item in of_students}, years)
    return [with_hours(item, days.get(item.id, ()), taken_hours) for item in found]


def student_days(which: sa.ColumnElement[bool]) -> dict[int, Days]:
    """The planned days and hours of student contracts."""
    rows = db.session.execute(
        sa.select(WorkDay.contract_id, WorkDay.day, WorkDay.hours)
        .join(Contract, Contract.id == WorkDay.contract_id)
        .where(Contract.kind == ContractType.STUDENT, which)
        .order_by(WorkDay.day)
    )
    found: dict[int, list[tuple[date, Hours]]] = defaultdict(list)
    for contract_id, day, hours in rows:
        found[contract_id].append((day, hours))
    return {contract_id: tuple(days) for contract_id, days in found.items()}


def with_hours(task: Task, days: Days, taken: Mapping[int, Counted]) -> Task:
    """The task with its periods, and for a student what is left of the year's hours."""
    own = days if task.letter == "C" else ()
    counted = taken.get(task.person_id, {})
    return replace(
        task,
        periods=periods(task.kind, task.first_day, task.last_day, own),
        quotas=tuple(
            Quota(year, counted.get(year, 0), left(year, {}))
            for year in sorted({day.year for day, _ in own})
        ),
    )
