"""Declarations to make, as a file for people: a table or JSON, not a message to any authority."""

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from domain.dimona.content import Declaration
from domain.identifiers import show_enterprise_number, show_national_number
from web.formats.csv_file import write_csv

NOTE = (
    "Nothing is declared by this file. Declare at the social security office, record the receipt."
)
COLUMNS = (
    "declaration",
    "reference",
    "employer",
    "onss_number",
    "enterprise_number",
    "joint_committee",
    "worker",
    "national_number",
    "worker_type",
    "first_day",
    "last_day",
    "planned_hours",
    "receipt_number",
)


class FileKind(StrEnum):
    """How the file is written."""

    CSV = "csv"
    JSON = "json"


MEDIA_TYPES: Mapping[FileKind, str] = {
    FileKind.CSV: "text/csv; charset=utf-8",
    FileKind.JSON: "application/json",
}


def facts(item: Declaration) -> dict[str, Any]:
    """One declaration by column; numbers without dots."""
    return {
        "declaration": item.act.value.upper(),
        "reference": item.reference,
        "employer": item.employer,
        "onss_number": item.onss_number or None,
        "enterprise_number": item.enterprise_number,
        "joint_committee": item.committee,
        "worker": item.worker,
        "national_number": item.national_number,
        "worker_type": item.worker_type.value,
        "first_day": item.first_day.isoformat(),
        "last_day": item.last_day.isoformat() if item.last_day else None,
        "planned_hours": item.hours,
        "receipt_number": item.number or None,
    }


def _cells(item: Declaration) -> list[str]:
    """Numbers as people write them, so that a spreadsheet keeps their zeros."""
    shown = facts(item) | {
        "enterprise_number": show_enterprise_number(item.enterprise_number),
        "national_number": show_national_number(item.national_number),
    }
    return ["" if shown[name] is None else str(shown[name]) for name in COLUMNS]


def as_csv(items: Iterable[Declaration]) -> bytes:
    """A line for each declaration."""
    return write_csv(COLUMNS, map(_cells, items))


def as_json(items: Iterable[Declaration], **more: Any) -> bytes:
    """The same for scripts; ``more`` says of which period."""
    content = {"note": NOTE, **more, "declarations": [facts(item) for item in items]}
    return json.dumps(content, ensure_ascii=False, indent=2).encode()
