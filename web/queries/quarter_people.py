"""The people of a quarter with one employer, a page at a time, by name."""

from dataclasses import dataclass

import sqlalchemy as sa

from domain.cost_shares import Amounts
from domain.quarters import Quarter
from web.extensions import db
from web.models.entity import Entity
from web.models.person import Person
from web.queries.paging import Page, after_row, matching
from web.queries.quarter_reckoning import Reckoned, employer_of, reckon, together
from web.queries.quarter_works import everyone

PAGE = 50


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person's quarter as it would be closed now."""

    id: int
    name: str
    reckoned: Reckoned

    @property
    def whole(self) -> Amounts:
        """All contracts together."""
        return self.reckoned.whole

    @property
    def difference(self) -> Amounts | None:
        """What is still to be booked; None where nothing was booked yet."""
        if not self.reckoned.booked:
            return None
        return together(self.reckoned.differences.values())


def names_of(
    entity_id: int, quarter: Quarter, *, typed: str = "", after: int = 0
) -> Page[tuple[int, str]]:
    """Those who worked, by name, after one of them (0: from the first)."""
    query = (
        sa.select(Person.id, Person.given_name + " " + Person.family_name)
        .where(Person.id.in_(everyone(entity_id, quarter)))
        .where(after_row(Person, after), *matching(Person.likeness, typed))
        .order_by(Person.likeness, Person.id)
        .limit(PAGE + 1)
    )
    found = [(key, name) for key, name in db.session.execute(query)]
    shown = tuple(found[:PAGE])
    return Page(shown, shown[-1][0] if len(found) > PAGE else 0)


def people(
    entity: Entity, quarter: Quarter, *, typed: str = "", after: int = 0
) -> Page[PersonLine]:
    """A page of them, each worked out anew."""
    named = names_of(entity.id, quarter, typed=typed, after=after)
    ids = [key for key, _name in named.items]
    employer = employer_of(entity, quarter)
    found = {item.person_id: item for item in reckon(entity, quarter, employer, ids)} if ids else {}
    lines = tuple(PersonLine(key, name, found[key]) for key, name in named.items if key in found)
    return Page(lines, named.next)
