"""Figures of work over a year, from what was confirmed; docs/rules/statistics.md defines them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import sqlalchemy as sa

from domain.contract_life import ContractStatus
from domain.employment import ContractType
from domain.hours import FULL_TIME_WEEK, NO_HOURS, Hours, add_hours
from domain.money import ZERO, Eur, total
from domain.periods import Month
from domain.statistics import Band, Ratio, bands, full_time_equivalents, salary_ratio
from web.extensions import db
from web.models.contract import Earning
from web.models.employment import Employment
from web.models.unit import Holding

Paid = tuple[Eur, Hours]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthWork:
    """One month."""

    month: Month
    people: int
    contracts: int
    days: int
    hours: Hours
    gross: Eur
    bands: dict[Band, int]  # people by their hours


@dataclass(frozen=True, slots=True, kw_only=True)
class YearWork:
    """A year, as far as its work is confirmed."""

    year: int
    people: int
    not_holders: int  # of them, who held no unit in the year
    contracts: int
    days: int
    hours: Hours
    gross: Eur
    full_time: Decimal  # equivalents
    bands: dict[Band, int]  # people × months
    ratio: Ratio | None  # of everyone
    support: Ratio | None  # of the support team alone
    lasting: int  # open-ended jobs that were in force in the year
    lasting_full_time: int
    months: tuple[MonthWork, ...]


@dataclass(frozen=True, slots=True)
class PersonMonth:
    """The confirmed work of one person and kind in one month, corrections included."""

    month: Month
    person_id: int
    kind: ContractType
    days: int
    hours: Hours
    gross: Eur


def year_work(year: int) -> YearWork:
    """Four statements."""
    rows = _rows(year)
    months = tuple(
        _month(month, [row for row in rows if row.month == month], contracts)
        for month, contracts in _contracts_by_month(year).items()
    )
    day = date(year, 12, 31)
    hours = add_hours(row.hours for row in rows)
    support = [row for row in rows if row.kind is ContractType.SUPPORT]
    people = {row.person_id for row in rows}
    lasting = _lasting(year)
    return YearWork(
        year=year,
        people=len(people),
        not_holders=len(people - _holders(year)),
        contracts=_contracts(year),
        days=sum(row.days for row in rows),
        hours=hours,
        gross=total(row.gross for row in rows),
        full_time=full_time_equivalents([hours], day),
        bands={band: sum(month.bands[band] for month in months) for band in Band},
        ratio=salary_ratio(_paid(rows), day),
        support=salary_ratio(_paid(support), day),
        lasting=len(lasting),
        lasting_full_time=sum(weekly >= FULL_TIME_WEEK.on(day).value for weekly in lasting),
        months=months,
    )


def _of(year: int) -> sa.ColumnElement[bool]:
    return Earning.month.between(Month(year, 1), Month(year, 12))


def _rows(year: int) -> list[PersonMonth]:
    query = (
        sa.select(
            Earning.month,
            Earning.person_id,
            Earning.kind,
            sa.func.sum(Earning.days),
            sa.func.sum(Earning.hours),
            sa.func.sum(Earning.gross),
        )
        .where(_of(year))
        .group_by(Earning.month, Earning.person_id, Earning.kind)
        .order_by(Earning.month)
    )
    return [PersonMonth(*row) for row in db.session.execute(query)]


def _contracts_by_month(year: int) -> dict[Month, int]:
    query = (
        sa.select(Earning.month, sa.func.count(Earning.contract_id.distinct()))
        .where(_of(year))
        .group_by(Earning.month)
        .order_by(Earning.month)
    )
    return {month: many for month, many in db.session.execute(query)}  # noqa: C416 - rows


def _contracts(year: int) -> int:
    """A contract over two months is one."""
    query = sa.select(sa.func.count(Earning.contract_id.distinct())).where(_of(year))
    return db.session.execute(query).scalar_one()


def _holders(year: int) -> set[int]:
    query = sa.select(Holding.person_id).where(
        Holding.since <= date(year, 12, 31),
        sa.or_(Holding.until.is_(None), Holding.until >= date(year, 1, 1)),
    )
    return set(db.session.scalars(query))


def _lasting(year: int) -> list[Hours]:
    """The weekly hours of each open-ended job that was in force."""
    query = sa.select(Employment.weekly_hours).where(
        Employment.status == ContractStatus.MADE,
        Employment.first_day <= date(year, 12, 31),
        sa.or_(Employment.last_day.is_(None), Employment.last_day >= date(year, 1, 1)),
    )
    return list(db.session.scalars(query))


def _month(month: Month, rows: list[PersonMonth], contracts: int) -> MonthWork:
    by_person: dict[int, Hours] = defaultdict(lambda: NO_HOURS)
    for row in rows:
        by_person[row.person_id] = add_hours((by_person[row.person_id], row.hours))
    return MonthWork(
        month=month,
        people=len(by_person),
        contracts=contracts,
        days=sum(row.days for row in rows),
        hours=add_hours(by_person.values()),
        gross=total(row.gross for row in rows),
        bands=bands(by_person.values()),
    )


def _paid(rows: list[PersonMonth]) -> list[Paid]:
    """Gross pay and hours of each person over the year."""
    found: dict[int, Paid] = defaultdict(lambda: (ZERO, NO_HOURS))
    for row in rows:
        gross, hours = found[row.person_id]
        found[row.person_id] = Eur(gross + row.gross), add_hours((hours, row.hours))
    return list(found.values())
