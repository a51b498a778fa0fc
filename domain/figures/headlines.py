"""The small-cell rule for figures that stand alone, beside the tables that they come from."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from domain.figures.catalogue import figure
from domain.figures.cells import is_small
from domain.figures.definition import TOTAL, FigureUnit
from domain.figures.table import NONE, Table

# Figures that are one row of a table, or the whole without that row.
ROW_OF: Mapping[str, tuple[str, str]] = {
    "members_a": ("members_by_category", "A"),
    "members_b": ("members_by_category", "B"),
    "members_c": ("members_by_category", "C"),
    "holders_idle": ("holders_by_turnover", NONE),
    "holders_invoicing": ("holders_by_turnover", NONE),
    "units_idle": ("units_by_turnover", NONE),
    "units_invoicing": ("units_by_turnover", NONE),
}
# With the members of two days, each of these gives the other away: both are shown, or none.
TOGETHER: Mapping[str, str] = {"members_joined": "members_left", "members_left": "members_joined"}


def with_partners(keys: Iterable[str]) -> list[str]:
    """What must be counted before any of these may be shown."""
    wanted = list(keys)
    return list(dict.fromkeys([*wanted, *(TOGETHER[key] for key in wanted if key in TOGETHER)]))


def shown(
    values: Mapping[str, Decimal | None], tables: Mapping[str, Table]
) -> dict[str, Decimal | None]:
    """The figures as they may be shown; None where one is too small or gives a hidden row away.

    tables: by key, already protected together; those that ``ROW_OF`` names and that are published
    """
    return {
        key: None if value is None or _gives_away(key, values) or _is_hidden(key, tables) else value
        for key, value in values.items()
    }


def _gives_away(key: str, values: Mapping[str, Decimal | None]) -> bool:
    """Is it too small itself, or its partner?"""
    found = {one: values.get(one) for one in with_partners([key])}
    return any(value is None or _too_small(one, value) for one, value in found.items())


def _too_small(key: str, value: Decimal) -> bool:
    """People counted; a change, which two published numbers give anyway, is none."""
    defined = figure(key)
    counts_people = defined.unit is FigureUnit.PEOPLE and defined.measure == key
    return counts_people and is_small(int(value))


def _is_hidden(key: str, tables: Mapping[str, Table]) -> bool:
    name, row = ROW_OF.get(key, ("", ""))
    return name in tables and tables[name].cells[row, TOTAL].hidden
