"""The register of shares on any day: the sum of the movements up to it."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from domain.money import Eur
from domain.shares.admission import NobodyThere, NoSuchLine
from domain.shares.register import Movement
from domain.shares.words import Category
from web.extensions import db
from web.models.person import Person
from web.models.share import CategorySpell, Representation, Shareholder, ShareMovement
from web.queries.paging import AFTER_ALL, PAGE, Page, cut, matching


class Line(NamedTuple):
    """One shareholder on the evening of a day, holding at least one share."""

    id: int
    number: int
    name: str
    category: Category
    shares: int
    paid_in: Eur
    since: date  # of the first movement
    person_id: int | None  # None: a legal person
    representative_id: int | None  # who acts for a legal person
    enterprise_number: str


def category_on(day: date) -> sa.ScalarSelect[Category]:
    """The category of the shareholder of the query on ``day``."""
    return (
        sa.select(CategorySpell.category)
        .where(CategorySpell.shareholder_id == Shareholder.id, CategorySpell.since <= day)
        .order_by(CategorySpell.since.desc())
        .limit(1)
        .correlate(Shareholder)
        .scalar_subquery()
    )


def representative_on(day: date) -> sa.ScalarSelect[int]:
    """Who acts for the legal person of the query on ``day``."""
    return (
        sa.select(Representation.person_id)
        .where(Representation.shareholder_id == Shareholder.id, Representation.since <= day)
        .order_by(Representation.since.desc())
        .limit(1)
        .correlate(Shareholder)
        .scalar_subquery()
    )


def _among(ids: Sequence[int] | None) -> list[sa.ColumnElement[bool]]:
    return [] if ids is None else [ShareMovement.shareholder_id.in_(ids)]


def sums_on(day: date, ids: Sequence[int] | None = None) -> sa.Select[*tuple[Any, ...]]:
    """What each shareholder holds on ``day``, and since when."""
    shares = sa.func.sum(ShareMovement.shares)
    return (
        sa.select(
            ShareMovement.shareholder_id,
            shares.label("shares"),
            sa.func.sum(ShareMovement.paid_in).label("paid_in"),
            sa.func.min(ShareMovement.day).label("since"),
        )
        .where(ShareMovement.day <= day, *_among(ids))
        .group_by(ShareMovement.shareholder_id)
        .having(shares > 0)
    )


def lines_query(day: date, ids: Sequence[int] | None = None) -> sa.Select[*tuple[Any, ...]]:
    """One row for each shareholder who holds shares on ``day``; only of ``ids`` where given."""
    sums = sums_on(day, ids).subquery()
    representative = sa.case(
        (Shareholder.person_id.is_(None), representative_on(day)), else_=sa.null()
    )
    return sa.select(
        Shareholder.id,
        Shareholder.number,
        Shareholder.name,
        category_on(day).label("category"),
        sums.c.shares,
        sa.type_coerce(sums.c.paid_in, ShareMovement.paid_in.type).label("paid_in"),
        sums.c.since,
        Shareholder.person_id,
        representative.label("representative_id"),
        sa.func.coalesce(Shareholder.enterprise_number, "").label("enterprise_number"),
    ).join(sums, sums.c.shareholder_id == Shareholder.id)


def lines_on(day: date) -> list[Line]:
    """The whole register as it stood on the evening of ``day``, by number: one statement."""
    query = lines_query(day).order_by(Shareholder.number)
    return [Line._make(row) for row in db.session.execute(query)]


def held_on(shareholder_id: int, day: date) -> int:
    """How many shares somebody held on the evening of ``day``."""
    query = sa.select(sa.func.coalesce(sa.func.sum(ShareMovement.shares), 0)).where(
        ShareMovement.shareholder_id == shareholder_id, ShareMovement.day <= day
    )
    return int(db.session.scalar(query) or 0)


def shareholder_of(person_id: int) -> Shareholder | None:
    """The line of a person in the register, whether or not it holds shares today."""
    return db.session.scalar(sa.select(Shareholder).where(Shareholder.person_id == person_id))


def represented_by(person_id: int) -> list[Shareholder]:
    """The legal persons for whom somebody acts: the last representation begun is in office."""
    later = sa.orm.aliased(Representation)
    newer = sa.select(later.person_id).where(
        later.shareholder_id == Representation.shareholder_id, later.since > Representation.since
    )
    query = (
        sa.select(Shareholder)
        .join(Representation, Representation.shareholder_id == Shareholder.id)
        .where(Representation.person_id == person_id, ~newer.exists())
        .order_by(Shareholder.number)
    )
    return list(db.session.scalars(query))


def movements_of(shareholder_id: int) -> list[Movement]:
    """Everything that happened to somebody's shares, as the rules read it."""
    query = (
        sa.select(ShareMovement)
        .where(ShareMovement.shareholder_id == shareholder_id)
        .order_by(ShareMovement.day, ShareMovement.id)
    )
    return [
        Movement(
            kind=row.kind,
            day=row.day,
            shares=row.shares,
            paid_in=row.paid_in,
            key=row.id,
            corrects=row.corrects_id,
        )
        for row in db.session.scalars(query)
    ]


def representative_of(shareholder_id: int, day: date) -> int | None:
    """Who acts for a legal person on ``day``."""
    query = (
        sa.select(Representation.person_id)
        .where(Representation.shareholder_id == shareholder_id, Representation.since <= day)
        .order_by(Representation.since.desc())
        .limit(1)
    )
    return db.session.scalar(query)


def line_on(shareholder_id: int, day: date) -> Line | None:
    """One line of the register on ``day``; None where it holds nothing."""
    row = db.session.execute(lines_query(day, [shareholder_id])).first()
    return Line._make(row) if row else None


def searched(
    day: date, typed: str = "", *, category: Category | None = None, after: int = 0
) -> Page[Line]:
    """The register of ``day`` by number, found by the beginning of a name or number."""
    found = sa.and_(sa.true(), *matching(Shareholder.likeness, typed))
    if typed.strip().isdigit():
        found = sa.or_(Shareholder.number == min(int(typed), AFTER_ALL), found)
    held = (
        sa.select(sa.func.sum(ShareMovement.shares))
        .where(ShareMovement.shareholder_id == Shareholder.id, ShareMovement.day <= day)
        .correlate(Shareholder)
        .scalar_subquery()
    )
    query = sa.select(Shareholder.id).where(Shareholder.id > after, found, held > 0)
    if category is not None:
        query = query.where(category_on(day) == category)
    ids = list(db.session.scalars(query.order_by(Shareholder.id).limit(PAGE + 1)))
    rows = db.session.execute(lines_query(day, ids).order_by(Shareholder.id))
    return cut([Line._make(row) for row in rows])


def own_lines(person_id: int) -> list[Shareholder]:
    """The lines of somebody: their own first, then those of the legal persons they act for."""
    own = shareholder_of(person_id)
    return [*([own] if own else []), *represented_by(person_id)]


def person_by(email: str | None) -> Person:
    """Who signs in with this address."""
    query = sa.select(Person).where(Person.email == (email or "").strip().lower())
    found = db.session.scalar(query)
    if found is None:
        raise NobodyThere
    return found


def by_number(number: int) -> Shareholder:
    """Whose line has this number."""
    query = sa.select(Shareholder).where(Shareholder.number == min(number, AFTER_ALL))
    found = db.session.scalar(query)
    if found is None:
        raise NoSuchLine
    return found
