"""What has to be counted again, as the notes of acts say."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa

from domain.ledger import Account, Act
from domain.periods import ONE_DAY
from web.extensions import db
from web.models.contract import Contract, WorkDay
from web.models.figure_fact import WorkPair
from web.models.ledger import Entry, Posting
from web.models.share import Shareholder
from web.queries.figures.restating import days_of_person, days_of_unit

Change = tuple[str, int, date]
NAMED: Mapping[str, tuple[str, ...]] = {  # what the number of a note is of
    "unit": ("units",),
    "moved": ("units",),
    "person": ("people",),
    "shares": ("shareholders",),
    "looks": ("looks", "units", "people", "clients"),
}


@dataclass(slots=True)
class Dirty:
    """Days, units and so on, by number.

    looks: of units, people or clients who are counted otherwise on every day; the number does not
           say which
    """

    days: set[date] = field(default_factory=set)
    units: set[int] = field(default_factory=set)
    people: set[int] = field(default_factory=set)
    clients: set[int] = field(default_factory=set)
    shareholders: set[int] = field(default_factory=set)
    looks: set[int] = field(default_factory=set)

    def is_about(self, day: date) -> bool:
        """Could the tables of the day be others?"""
        return bool(self.looks) or any(one.year <= day.year for one in self.days)

    def members(self) -> set[int]:
        """Shareholders who may be counted otherwise."""
        query = sa.select(Shareholder.id).where(Shareholder.person_id.in_(sorted(self.looks)))
        return self.shareholders.union(db.session.scalars(query) if self.looks else ())

    def workers(self) -> set[int]:
        """People whose work may be counted otherwise, or the sector they did it in."""
        spent = (
            sa.select(Posting.person_id)
            .where(Posting.account == Account.EMPLOYMENT_IN_TRANSIT, Posting.person_id.is_not(None))
            .distinct()
        )
        on_days = spent.join(Entry).where(
            Posting.unit_id.in_(sorted(self.units)),
            Entry.act == Act.CONFIRM,
            Entry.day.in_(sorted(self.days)),
        )
        found = set(self.people)
        if self.units:
            found.update(db.session.scalars(on_days))
        if self.looks:
            of = sorted(self.looks)
            pairs = sa.select(WorkPair.person_id).where(WorkPair.unit_id.in_(of))
            found.update(db.session.scalars(spent.where(Posting.unit_id.in_(of))))
            found.update(db.session.scalars(pairs))
        return found


def dirty_of(changes: Iterable[Change]) -> Dirty:
    """What these changes are about."""
    found, contracts = Dirty(), set[int]()
    for subject, key, day in dict.fromkeys(changes):
        found.days.add(day)
        for name in NAMED.get(subject, ()):
            getattr(found, name).add(key)
        if subject == "work":
            contracts.add(key)
        elif subject == "note":  # its moment is in UTC; in Brussels the next day may have begun
            found.days.add(day + ONE_DAY)
        elif subject == "person":
            found.days |= days_of_person(key)
        elif subject == "moved":
            found.days |= days_of_unit(key)
    if contracts:
        _add_work(found, contracts)
    return found


def _add_work(dirty: Dirty, contract_ids: Collection[int]) -> None:
    query = (
        sa.select(Contract.unit_id, Contract.person_id, Contract.first_day, WorkDay.day)
        .outerjoin(WorkDay)
        .where(Contract.id.in_(contract_ids))
    )
    for unit_id, person_id, first_day, day in db.session.execute(query):
        dirty.units.add(unit_id)
        dirty.people.add(person_id)
        dirty.days |= {first_day, day or first_day}
