"""Lists as files for spreadsheets (CSV), safe to open: no cell of text can become a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

MARKS = {"en": (",", "."), "fr": (";", ","), "nl": (";", ",")}  # between cells, in decimals
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Cell = str | Decimal | date | None


def text_cell(text: str) -> str:
    """Text as text: a spreadsheet takes what begins like a formula for one."""
    return f"'{text}" if text.lstrip().startswith(DANGEROUS) or text.startswith(DANGEROUS) else text


def _cell(value: Cell, mark: str) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", mark)
    if isinstance(value, date):
        return value.isoformat()
    return text_cell(value)


def sheet_file(head: Sequence[str], rows: Iterable[Sequence[Cell]], language: str) -> bytes:
    """A CSV file as the reader's spreadsheet expects it; amounts stay numbers, days are ISO.

    Source: RFC 4180; the byte-order mark tells spreadsheets that it is UTF-8
    """
    between, mark = MARKS[language]
    file = io.StringIO()
    writer = csv.writer(file, delimiter=between, lineterminator="\r\n")
    writer.writerow([text_cell(name) for name in head])
    writer.writerows([_cell(value, mark) for value in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")
