"""Where units and people are, as SQL; and which days a statement is about."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from domain.regions import SECTORS, Region
from web.models.person import Person
from web.models.unit import Holding, Unit

Rows = sa.Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Days:
    """Which days a statement is about."""

    asks: Callable[[Any], sa.ColumnElement[bool]]  # a column of days -> is it one of them
    few: bool = False  # so few that most subjects did nothing on them

    def __call__(self, column: Any) -> sa.ColumnElement[bool]:
        """Is a day one of them?"""
        return self.asks(column)


def among(days: Collection[date]) -> Days:
    """These days."""
    return Days(lambda column: column.in_(sorted(days)), few=True)


def between(first: date, last: date) -> Days:
    """From a day to another, both included."""
    return Days(lambda column: column.between(first, last))


def region_case(country: Any, postcode: Any) -> sa.ColumnElement[str]:
    """What ``domain.regions.region_of`` says, as SQL; "" where it is not known."""
    digits = sa.func.trim(postcode)
    sector = sa.func.substr(digits, 1, 2)
    known = digits.regexp_match("^[1-9][0-9][0-9][0-9]$")
    steps = [
        (sector >= str(since), sa.literal(region.value)) for since, region in reversed(SECTORS)
    ]
    return sa.case(
        (country == "", ""), (country != "BE", Region.ABROAD.value), (~known, ""), *steps, else_=""
    )


def unit_places(acted: Rows | None = None) -> sa.Subquery:
    """Each unit with its office, and the region in which its first holder lives.

    acted: only of the subjects of these rows
    """
    first = (
        sa.select(sa.func.min(Holding.id))
        .where(Holding.unit_id == Unit.id)
        .correlate(Unit)
        .scalar_subquery()
    )
    region = sa.func.coalesce(region_case(Person.country, Person.postcode), "")
    query = (
        sa.select(Unit.id, region.label("region"), Unit.office)
        .outerjoin(Holding, Holding.id == first)
        .outerjoin(Person, Person.id == Holding.person_id)
    )
    return _only(query, Unit.id, acted).subquery("place")


def person_places(acted: Rows | None = None) -> sa.Subquery:
    """Each person with the region in which they live; no office."""
    region = region_case(Person.country, Person.postcode).label("region")
    query = sa.select(Person.id, region, sa.literal("").label("office"))
    return _only(query, Person.id, acted).subquery("place")


def _only(query: Rows, key: Any, acted: Rows | None) -> Rows:
    if acted is None:
        return query
    return query.where(key.in_(sa.select(acted.subquery("acted").c.subject_id)))


def placed(counted: Rows, places: sa.Subquery) -> Rows:
    """Sums by measure, region, office and day.

    counted: measure, subject_id, day, amount; a subject that is nowhere is in no region
    """
    rows = counted.subquery("counted")
    region, office = (sa.func.coalesce(column, "") for column in (places.c.region, places.c.office))
    return (
        sa.select(rows.c.measure, region, office, rows.c.day, sa.func.sum(rows.c.amount))
        .select_from(rows)
        .outerjoin(places, places.c.id == rows.c.subject_id)
        .group_by(rows.c.measure, region, office, rows.c.day)
    )
