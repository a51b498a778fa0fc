"""Into which rows of the tables of a figure each member, worker, unit or client falls.

Here are the figures of which nothing else is kept of each; all their tables have only rows.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa

from domain.ages import age_on
from domain.figures.catalogue import family
from domain.figures.definition import Dimension
from domain.figures.table import NONE
from domain.ledger import Account, Act
from domain.money import ZERO, Eur
from domain.vat import ClientKind
from web.extensions import db
from web.models.client import Client
from web.models.figure import FigureFirst
from web.models.figure_fact import WorkPair
from web.models.ledger import Entry, Posting
from web.models.person import Person
from web.models.share import Shareholder
from web.models.unit import Unit
from web.queries.figures.acts import HUNDRED
from web.queries.figures.cuts import band
from web.queries.figures.facts import Keys, among
from web.queries.figures.paid import months_in_bands
from web.queries.register import category_on, sums_on


class Fall(NamedTuple):
    """Where one falls: into one row of each table, as often as said."""

    subject_id: int
    rows: str
    people: int = 1
    amount: Eur = ZERO


@cache
def dimensions(figure: str) -> tuple[Dimension, ...]:
    """What the tables of a figure count by, one after the other."""
    return tuple(about.rows for about in family(figure))


def _rows(figure: str, where: Mapping[Dimension, str]) -> str:
    return " ".join(where[dimension] for dimension in dimensions(figure))


def in_year(column: Any, day: date) -> sa.ColumnElement[bool]:
    """From 1 January to the day."""
    return column.between(date(day.year, 1, 1), day)  # type: ignore[no-any-return]


def _members(day: date, shareholders: Keys) -> Iterable[Fall]:
    ids = None if shareholders is None else sorted(shareholders)
    held = sums_on(day, ids).subquery()
    query = (
        sa.select(
            held.c.shareholder_id,
            held.c.shares,
            held.c.since,
            category_on(day).label("category"),
            Person.birth_day,
        )
        .select_from(held)
        .join(Shareholder, Shareholder.id == held.c.shareholder_id)
        .outerjoin(Person, Person.id == Shareholder.person_id)
    )
    for row in db.session.execute(query):
        age = max(age_on(row.birth_day, day), 0) if row.birth_day else None
        where = {
            Dimension.CATEGORY: str(row.category),
            Dimension.HOLDING: band(Dimension.HOLDING, row.shares),
            Dimension.AGE: band(Dimension.AGE, age),
            Dimension.MEMBERSHIP: band(Dimension.MEMBERSHIP, max(age_on(row.since, day), 0)),
        }
        yield Fall(row.shareholder_id, _rows("members", where))


def _months(day: date, people: Keys) -> Iterable[Fall]:
    return (Fall(*found) for found in months_in_bands(day, people))


def _budgets(day: date, people: Keys) -> Iterable[Fall]:
    # Of some people by the index of people, of all by that of accounts.
    account = Posting.account if people is None else sa.cast(Posting.account, sa.String)
    unit_id, on = (sa.func.coalesce(one, one) for one in (Posting.unit_id, Entry.day))
    query = (
        sa.select(
            Posting.person_id,
            Unit.sector,
            sa.func.sum(sa.type_coerce(Posting.amount, sa.BigInteger)),
        )
        .join(Entry, Entry.id == Posting.entry_id)
        .join(Unit, Unit.id == unit_id)
        .where(
            account == Account.EMPLOYMENT_IN_TRANSIT.value,
            sa.cast(Entry.act, sa.String) == Act.CONFIRM.value,
            in_year(on, day),
            *among(Posting.person_id, people),
        )
        .group_by(Posting.person_id, Unit.sector)
    )
    for person_id, sector, spent in db.session.execute(query):
        amount = Eur(Decimal(-int(spent)) / HUNDRED)
        yield Fall(int(person_id or 0), sector.value or NONE, amount=amount)


def _worked(day: date, people: Keys) -> Iterable[Fall]:
    query = (
        sa.select(WorkPair.person_id, Unit.sector)
        .distinct()
        .join(Unit, Unit.id == WorkPair.unit_id)
        .where(WorkPair.year == day.year, WorkPair.day <= day, *among(WorkPair.person_id, people))
    )
    for person_id, sector in db.session.execute(query):
        yield Fall(person_id, sector.value or NONE)


def _employing(day: date, units: Keys) -> Iterable[Fall]:
    query = (
        sa.select(WorkPair.unit_id, sa.func.count())
        .where(WorkPair.year == day.year, WorkPair.hired <= day, *among(WorkPair.unit_id, units))
        .group_by(WorkPair.unit_id)
    )
    for unit_id, many in db.session.execute(query):
        yield Fall(unit_id, band(Dimension.EMPLOYED, many))


def _clients(day: date, clients: Keys) -> Iterable[Fall]:
    query = (
        sa.select(Client.id, Client.kind, Client.country)
        .join(FigureFirst, FigureFirst.subject_id == Client.id)
        .where(
            FigureFirst.kind == "client",
            in_year(FigureFirst.day, day),
            *among(FigureFirst.subject_id, clients),
        )
    )
    for client_id, kind, country in db.session.execute(query):
        yield Fall(client_id, _rows("clients", rows_of_client(kind, country)))


def rows_of_client(kind: ClientKind, country: str) -> Mapping[Dimension, str]:
    """Where a client falls."""
    return {
        Dimension.COUNTRY: "belgium" if country == "BE" else "abroad",
        Dimension.OWNERSHIP: "public" if kind is ClientKind.PUBLIC_BODY else "private",
        Dimension.KIND: "natural_person" if kind is ClientKind.PERSON else "company",
    }


FALLS: Mapping[str, Callable[[date, Keys], Iterable[Fall]]] = {
    "members": _members,
    "person_months": _months,
    "payroll_budget": _budgets,
    "sector_people": _worked,
    "employing_units": _employing,
    "clients": _clients,
}
AMOUNTS = frozenset({"payroll_budget"})  # whose cells have one
