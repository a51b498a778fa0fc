"""What the pages ask of the kept figures, in one place."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from domain.figures.flow import Flow
from domain.figures.table import Table
from domain.periods import Month
from web.queries import figures as queries
from web.queries import releases
from web.queries.figures.lines import Lines


def amounts(
    keys: Iterable[str], day: date, *, region: str = "", office: str = ""
) -> dict[str, Decimal | None]:
    """Each figure at the end of a day; None where it is not kept or not known."""
    found = queries.values(list(keys), day, region=region or None, office=office or None)
    return {key: value.amount for key, value in found.items()}


def table(key: str, day: date) -> Table:
    """A table as it may be shown."""
    return queries.table(key, day)


def published_table(key: str, day: date) -> Table | None:
    """A table as it was published; None if it was not."""
    return releases.released_table(key, day)


def flow(day: date, region: str = "") -> Sequence[Flow]:
    """Where the euros went since 1 January."""
    return queries.flow(day, region=region or None)


def spread(day: date) -> Sequence[tuple[Decimal, Decimal]]:
    """Which part of the turnover the largest parts of the holders make, from 0 to 1."""
    return queries.spread(day)


def by_month(
    key: str, years: Iterable[int], day: date
) -> dict[int, list[tuple[Month, Decimal | None]]]:
    """A figure month by month; months that have not begun are not known."""
    wanted = list(years)
    months = [Month(year, place) for year in wanted for place in range(1, 13)]
    begun = [month for month in months if month.first_day <= day]
    found = dict(queries.trend(key, begun))
    return {
        year: [(month, found.get(month)) for month in months if month.year == year]
        for year in wanted
    }


def lines(key: str, day: date, page: int) -> Lines:
    """What a figure is made of: heads, rows, and whether more follow."""
    return queries.lines(key, day, page)


def version() -> int:
    """Changes whenever any figure did."""
    return queries.version()
