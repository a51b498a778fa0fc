"""A report as it is read: everything on its pages, frozen when it is published."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from domain.archived import from_plain, to_plain
from domain.figures.catalogue import TABLES
from domain.figures.flow import Flow
from domain.figures.table import Cell, Table
from domain.reports.kinds import ReportKind

VERSION = 1


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure of the year, and of the year before."""

    key: str
    version: int  # of its definition
    value: Decimal
    before: Decimal | None  # not known: the cooperative did not exist, or did not count it


@dataclass(frozen=True, slots=True)
class Trend:
    """A figure month by month, from January; this year and the year before."""

    key: str
    values: tuple[Decimal | None, ...]
    before: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class CellSheet:
    """One cell of a table, with its place."""

    row: str
    column: str
    people: int | None
    amount: Decimal | None
    hidden: bool


@dataclass(frozen=True, slots=True)
class TableSheet:
    """A table as it may be shown to everybody."""

    key: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[CellSheet, ...]

    @classmethod
    def of(cls, table: Table) -> "TableSheet":
        """A table as it is kept."""
        cells = tuple(
            CellSheet(row, column, cell.people, cell.amount, cell.hidden)
            for (row, column), cell in table.cells.items()
        )
        return cls(table.definition.key, table.rows, table.columns, cells)

    @property
    def table(self) -> Table:
        """A table as it is drawn."""
        cells = {
            (cell.row, cell.column): Cell(cell.people, cell.amount, cell.hidden)
            for cell in self.cells
        }
        return Table(TABLES[self.key], self.rows, self.columns, cells)


@dataclass(frozen=True, slots=True)
class FindingSheet:
    """One piece of evidence for a condition, worded in each language."""

    title: dict[str, str]
    said: dict[str, str]
    holds: bool | None  # None: the registers do not know
    place: str = ""  # where it can be looked up: the page, and what of it
    about: str = ""


@dataclass(frozen=True, slots=True)
class ConditionSheet:
    """One of the nine conditions: what the board says, what the registers say, who signed."""

    key: str
    texts: dict[str, str]
    findings: tuple[FindingSheet, ...]
    signed_by: str = ""
    signed: date | None = None
    remark: str = ""  # of who signed, where the registers are not enough


@dataclass(frozen=True, slots=True)
class ChapterSheet:
    """One chapter with everything it shows."""

    key: str
    texts: dict[str, str]  # by language; empty: only figures
    figures: tuple[FigureLine, ...] = ()
    tables: tuple[TableSheet, ...] = ()
    flows: tuple[Flow, ...] = ()
    trends: tuple[Trend, ...] = ()

    @property
    def empty(self) -> bool:
        """Is there nothing to read?"""
        shown = (self.figures, self.tables, self.flows, self.trends)
        return not any(self.texts.values()) and not any(shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSheet:
    """The whole report, in all its languages."""

    kind: ReportKind
    year: int
    company: str
    simulated: bool  # figures of a cooperative that does not exist
    chapters: tuple[ChapterSheet, ...]
    conditions: tuple[ConditionSheet, ...] = ()
    named: tuple[FigureLine, ...] = ()  # figures that only texts name
    published: date | None = None
    address: str = ""  # of the pages where figures are looked up, as it was when published

    @property
    def lines(self) -> dict[str, FigureLine]:
        """Every figure of the report, by its key."""
        shown = [line for chapter in self.chapters for line in chapter.figures]
        return {line.key: line for line in (*shown, *self.named)}

    @property
    def tables(self) -> dict[str, TableSheet]:
        """Every table of the report, by its key."""
        return {table.key: table for chapter in self.chapters for table in chapter.tables}


def last_day(year: int) -> date:
    """The day that the figures of a report are of."""
    return date(year, 12, 31)


def to_json(sheet: ReportSheet) -> dict[str, Any]:
    """As it is kept."""
    return {"version": VERSION, **to_plain(sheet)}


def from_json(plain: Mapping[str, Any]) -> ReportSheet:
    """As it was published."""
    values = {name: value for name, value in plain.items() if name != "version"}
    sheet: ReportSheet = from_plain(ReportSheet, values)
    return sheet
