"""Work of a year by hours, and the highest pay beside the lowest: two statements, few rows.

``web.queries.statistics`` tells the same year month by month.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from domain.employment import ContractType
from domain.hours import Hours
from domain.money import Eur
from domain.periods import Month
from domain.statistics import STARTS, Band, salary_ratio
from web.extensions import db
from web.models.contract import Earning
from web.queries.figures.acts import HUNDRED
from web.queries.figures.facts import Keys, among


def _until(day: date) -> sa.ColumnElement[bool]:
    return Earning.month.between(Month(day.year, 1), Month(day.year, day.month))


def _sum(column: Any) -> Any:
    return sa.func.sum(sa.type_coerce(column, sa.BigInteger))


def hours_bands(day: date) -> Mapping[Band, int]:
    """People in each band of hours, month by month and added up."""
    each = _hours_of_each(day)
    rows = db.session.execute(sa.select(each.c.band, sa.func.count()).group_by(each.c.band))
    return dict.fromkeys(Band, 0) | {Band(name): many for name, many in rows}


def months_in_bands(day: date, people: Keys = None) -> Iterable[tuple[int, str, int]]:
    """Each person with the bands that their months fall into, and how many in each."""
    each = _hours_of_each(day, people)
    where = each.c.person_id, each.c.band
    for row in db.session.execute(sa.select(*where, sa.func.count()).group_by(*where)):
        yield row[0], row[1], row[2]


def _hours_of_each(day: date, people: Keys = None) -> sa.Subquery:
    """A row for each person and month with work: its band."""
    hours = _sum(Earning.hours)
    steps = [(hours >= start * HUNDRED, band.value) for band, start in STARTS]
    return (
        sa.select(Earning.person_id, sa.case(*steps, else_=Band.UNDER_8.value).label("band"))
        .where(_until(day), *among(Earning.person_id, people))
        .group_by(Earning.month, Earning.person_id)
        .having(hours > 0)
        .subquery()
    )


def pay_ratio(day: date, *, team: bool) -> Decimal | None:
    """The highest full-time pay of the year as so many times the lowest; None where nobody works.

    team: of the support team alone
    """
    gross, hours = _sum(Earning.gross), _sum(Earning.hours)
    people = (
        sa.select(gross.label("gross"), hours.label("hours"))
        .where(_until(day), Earning.kind == ContractType.SUPPORT if team else sa.true())
        .group_by(Earning.person_id)
        .having(sa.and_(gross > 0, hours > 0))
        .subquery()
    )
    rate = sa.cast(people.c.gross, sa.Float) / people.c.hours
    ends = [
        db.session.execute(sa.select(people).order_by(order).limit(1)).one_or_none()
        for order in (rate, rate.desc())
    ]
    pay = [(Eur(_hundredths(end.gross)), Hours(_hundredths(end.hours))) for end in ends if end]
    found = salary_ratio(pay, day)
    return None if found is None else found.value


def _hundredths(stored: Any) -> Decimal:
    return Decimal(int(stored)).scaleb(-2)
