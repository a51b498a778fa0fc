"""What the pages ask of the kept figures, in one place."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import Any

from domain.figures.flow import Flow
from domain.figures.table import Table
from domain.periods import Month


def queries() -> Any:
    """The queries of the kept figures."""
    return import_module("web.queries.figures")


def amounts(
    keys: Iterable[str], day: date, *, region: str = "", office: str = ""
) -> dict[str, Decimal | None]:
    """Each figure at the end of a day; None where it is not kept or not known."""
    wanted = list(keys)
    found: Mapping[str, Any] = queries().values(
        wanted, day, region=region or None, office=office or None
    )
    return {key: found[key].amount if key in found else None for key in wanted}


def table(key: str, day: date) -> Table:
    """A table as it may be shown."""
    found: Table = queries().table(key, day)
    return found


def flow(year: int, region: str = "") -> Sequence[Flow]:
    """Where the euros of a year went."""
    found: Sequence[Flow] = queries().flow(year, region=region or None)
    return found


def by_month(
    key: str, years: Iterable[int], day: date
) -> dict[int, list[tuple[Month, Decimal | None]]]:
    """A figure month by month; months that have not begun are not known."""
    wanted = list(years)
    months = [Month(year, place) for year in wanted for place in range(1, 13)]
    begun = [month for month in months if month.first_day <= day]
    found: Mapping[Month, Decimal | None] = dict(queries().trend(key, begun))
    return {
        year: [(month, found.get(month)) for month in months if month.year == year]
        for year in wanted
    }


def lines(key: str, day: date, page: int) -> Any:
    """What a figure is made of: heads, rows, and whether more follow."""
    return queries().lines(key, day, page)


def version() -> int:
    """Changes whenever any figure did."""
    found: int = queries().version()
    return found
