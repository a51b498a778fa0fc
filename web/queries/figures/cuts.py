"""Into what each dimension is cut, and where each holder and each unit falls."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from domain.figures.definition import BANDS, CATEGORIES, Dimension
from domain.figures.table import NONE
from domain.offices import Office
from domain.people import Gender
from domain.regions import Region
from domain.sectors import Sector
from domain.shares.words import Category
from domain.units import Tool
from web.queries.figures.facts import HolderFacts, UnitFacts

Cuts = Mapping[Dimension, Sequence[str]]  # where each one falls, one list for each dimension

ENUMS: Mapping[Dimension, Iterable[str]] = {
    Dimension.REGION: Region,
    Dimension.OFFICE: Office,
    Dimension.GENDER: Gender,
    Dimension.SECTOR: Sector,
    Dimension.CATEGORY: Category,
    Dimension.TOOL: Tool,
}


def categories(dimension: Dimension) -> tuple[str, ...]:
    """What a dimension is cut into, and those who have no value of it."""
    if dimension in BANDS:
        return (*BANDS[dimension].keys, NONE)
    if dimension in CATEGORIES:
        return (*CATEGORIES[dimension], NONE)
    return (*(str(value) for value in ENUMS[dimension] if value), NONE)


@lru_cache(maxsize=65_536)
def band(dimension: Dimension, value: Decimal | int | None) -> str:
    """The band of a number; NONE of no number, and of one below all bands."""
    bands = BANDS[dimension]
    if value is None or value < bands.bands[0].since:
        return NONE
    return bands.of(value).key


def _arts(item: HolderFacts) -> str:
    if item.arts and item.other:
        return "both"
    return "arts" if item.arts else "other" if item.other else NONE


OF_HOLDERS: Mapping[Dimension, Callable[[HolderFacts], str]] = {
    Dimension.REGION: lambda item: item.region,
    Dimension.OFFICE: lambda item: item.office or NONE,
    Dimension.GENDER: lambda item: item.gender,
    Dimension.AGE: lambda item: band(Dimension.AGE, item.age),
    Dimension.SENIORITY: lambda item: band(Dimension.SENIORITY, item.years),
    Dimension.UNITS: lambda item: band(Dimension.UNITS, item.units),
    Dimension.TURNOVER_HOLDER: lambda item: band(Dimension.TURNOVER_HOLDER, item.turnover),
    Dimension.CLIENTS: lambda item: band(Dimension.CLIENTS, item.clients),
    Dimension.ARTS: _arts,
}
OF_UNITS: Mapping[Dimension, Callable[[UnitFacts], str]] = {
    Dimension.REGION: lambda item: item.region,
    Dimension.OFFICE: lambda item: item.office,
    Dimension.SECTOR: lambda item: item.sector,
    Dimension.TOOL: lambda item: item.tool,
    Dimension.UNIT_AGE: lambda item: band(Dimension.UNIT_AGE, item.years),
    Dimension.TURNOVER_UNIT: lambda item: band(Dimension.TURNOVER_UNIT, item.turnover),
}


def cut(items: Collection[Any], of: Mapping[Dimension, Callable[[Any], str]]) -> Cuts:
    """Where each of these falls in every dimension: read once for all tables of a family."""
    return {dimension: list(map(where, items)) for dimension, where in of.items()}
