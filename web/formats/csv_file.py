"""Tables as CSV: read from any spreadsheet program, written so that none runs anything in them."""

import csv
import io
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from domain.errors import N_, RuleError

BOM = "\ufeff"
DELIMITERS = (";", ",")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
# What a spreadsheet would compute: always with = or @, with + or - where it calls something.
COMPUTED = re.compile(r"[=@\t\r]+|[+-]+(?=[^;]*[(|!=])")


@dataclass(eq=False)
class NotUtf8(RuleError):
    """Probably windows-1252: its accents would be read wrongly, so it is not guessed."""

    message = N_(
        "This file is not in UTF-8, so its accents cannot be read for sure. "
        "Save it again as “CSV UTF-8” in your spreadsheet program."
    )


@dataclass(eq=False)
class NoHeader(RuleError):
    """The first line must name the columns."""

    message = N_(
        "The first line must name the columns. This one is missing: %(missing)s. "
        "docs/import.md lists them all."
    )
    missing: str


@dataclass(eq=False)
class UnknownColumn(RuleError):
    """A column that would be lost."""

    message = N_(
        "The column “%(column)s” is not one of ours: rename it or take it away. "
        "docs/import.md lists them all."
    )
    column: str


@dataclass(eq=False)
class ColumnTwice(RuleError):
    """Which of the two counts?"""

    message = N_("The column “%(column)s” is there twice: take one away.")
    column: str


@dataclass(eq=False)
class BrokenLine(RuleError):
    """Cut or badly quoted."""

    message = N_("Line %(line)s is broken: check its quotes and its number of cells.")
    line: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: where it begins in the file, and its cells by column."""

    number: int
    cells: dict[str, str]


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def tamed(cell: str) -> str:
    """A cell as text: without the mark that ``harmless`` adds, and never a formula."""
    cell = cell.strip(" \u00a0\n")
    if cell[:1] == "'" and cell[1:].startswith(FORMULA):
        cell = cell[1:]
    return COMPUTED.sub("", cell, count=1) if COMPUTED.match(cell) else cell


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A file that opens well in a Belgian spreadsheet: semicolons, UTF-8 with its mark."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return (BOM + file.getvalue()).encode()


def read_csv(data: bytes, *, known: Collection[str], needed: Collection[str]) -> list[Line]:
    """The lines of a file; refuses a file that cannot be read for sure.

    known:  the columns there may be, in any order
    needed: those there must be
    """
    try:
        text = data.decode("utf-8").removeprefix(BOM)
    except UnicodeDecodeError as error:
        raise NotUtf8 from error
    if "\0" in text:
        raise NotUtf8
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines, number = [], 1
    columns: list[str] = []
    try:
        for row in reader:
            if not columns:
                columns = _columns(row, known, needed)
            elif any(cell.strip() for cell in row):
                lines.append(_line(number, columns, row))
            number = reader.line_num + 1
    except csv.Error as error:
        raise BrokenLine(number) from error
    if not columns:
        raise NoHeader(", ".join(needed))
    return lines


def _columns(row: Sequence[str], known: Collection[str], needed: Collection[str]) -> list[str]:
    columns = [cell.strip().lower() for cell in row]
    for place, column in enumerate(columns):
        if column in columns[:place]:
            raise ColumnTwice(column)
    missing = [column for column in needed if column not in columns]
    if missing:
        raise NoHeader(", ".join(missing))
    for column in columns:
        if column not in known:
            raise UnknownColumn(column)
    return columns


def _line(number: int, columns: Sequence[str], row: Sequence[str]) -> Line:
    if any(cell.strip() for cell in row[len(columns) :]):
        raise BrokenLine(number)
    cells = [tamed(cell) for cell in row] + [""] * (len(columns) - len(row))
    return Line(number, dict(zip(columns, cells, strict=False)))
