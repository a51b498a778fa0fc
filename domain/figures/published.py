"""What the cooperative printed about a year, and how our own figures compare with it.

The numbers are dated data in ``published_2025.toml``: each with the step it was rounded to and,
where a report contradicts itself or counts something else, the reason.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from domain.errors import N_, Msg, RuleError
from domain.figures.definition import TOTAL, Key
from domain.figures.sums import Printed

FILE = Path(__file__).parent / "published_2025.toml"

NOTES: Mapping[str, Msg] = {
    "two_values": N_("The report prints two numbers for this on two pages."),
    "of_members": N_("The report says it of shareholders; we count holders with turnover."),
    "from_capital": N_("Not printed: the capital of the report divided by its shares."),
    "equity": N_("The report calls it equity; it is exactly the shares at their nominal value."),
    "mean_differs": N_(
        "The capital of the report divided by its shareholders is 105.91 EUR, or 3.53 shares. "
        "The report prints less and does not say why."
    ),
    "overlapping": N_(
        "The report counts sessions, trainings and events on three pages, without saying which "
        "of them are counted twice."
    ),
    "edges": N_(
        "The report writes the limits of these bands in two ways, so that someone with exactly "
        "one or fifteen years can be on either side."
    ),
    "idle_holders": N_(
        "The tables of the report leave out 1,128 holders. We count holders without turnover in "
        "a row of their own."
    ),
    "other_bands": N_(
        "The report uses other ages here than on its other pages. All our tables share the same "
        "bands."
    ),
    "not_whole": N_("The parts of the report come to 94 in 100; it does not say what is missing."),
    "idle_units": N_(
        "The bands of the report leave out 1,362 active units. We count active units without "
        "turnover in a row of their own."
    ),
    "rounded_budgets": N_("The report rounds each budget, but not their total."),
    "nearly": N_("The report says “nearly”, without a definition."),
    "benefits": N_("The report counts benefits in kind, which are not known here."),
}


class Of(StrEnum):
    """What a printed number of a table is."""

    COUNT = "count"
    WHOLE = "whole"  # a share of the whole table
    ROW = "row"  # of its row
    COLUMN = "column"  # of its column


@dataclass(frozen=True, slots=True)
class Published(Printed):
    """A number as it was printed, what it is a share of, and why ours may differ."""

    note: Msg | None = None
    of: Of = Of.COUNT


@dataclass(eq=False)
class NothingPublished(RuleError):
    """No report of this year is known."""

    message = N_("No published figures of %(year)s are known.")
    year: int


@cache
def _reports() -> Mapping[int, dict[str, Any]]:
    read = tomllib.loads(FILE.read_text("utf-8"), parse_float=Decimal)
    return {report["year"]: report for report in read["report"]}


def years() -> list[int]:
    """The years of which something was published, newest first."""
    return sorted(_reports(), reverse=True)


def source(year: int) -> str:
    """Which report says it."""
    return str(_report(year)["source"])


def _report(year: int) -> dict[str, Any]:
    if year not in _reports():
        raise NothingPublished(year)
    return _reports()[year]


def published(year: int) -> Mapping[Key, Published]:
    """Every number that was printed about a year, by figure or by (table, row, column).

    Where a table prints numbers and shares of them, a cell has the share and a margin the number.
    """
    report = _report(year)
    found: dict[Key, Published] = {
        key: _number(entry, {}) for key, entry in report["figures"].items()
    }
    for table in report.get("table", []):
        found.update(_cells(table))
    return found


def again(year: int) -> Mapping[Key, Published]:
    """Facts that the report of a year prints a second time, with another number."""
    return {key: _number(entry, {}) for key, entry in _report(year).get("again", {}).items()}


def _number(entry: Any, table: Mapping[str, Any]) -> Published:
    own = entry if isinstance(entry, dict) else {"value": entry}
    facts = {**table, **own}
    return Published(
        Decimal(facts["value"]),
        Decimal(facts.get("rounding", 0)),
        NOTES[facts["note"]] if "note" in facts else None,
        Of(facts.get("of", Of.COUNT)),
    )


def _cells(table: Mapping[str, Any]) -> Iterator[tuple[Key, Published]]:
    """The numbers of one table; a table of rows alone stands under the total of columns."""
    for row, entry in table.get("cells", {}).items():
        yield (table["key"], row, TOTAL), _number(entry, table)
    for row, entries in table.get("rows", {}).items():
        for column, entry in zip(table["columns"], entries, strict=True):
            yield (table["key"], row, column), _number(entry, table)
