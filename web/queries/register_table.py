"""The register and what it will cost, as tables for spreadsheets and terminals."""

from collections.abc import Iterable, Iterator, Sequence

from flask_babel import gettext as _

from domain.identifiers import show_enterprise_number
from domain.shares.forecast import MonthOut
from web.formats.sheet_file import Cell
from web.queries.register import Line


def register_heads() -> list[str]:
    """The columns of the register."""
    return [
        _("Number"), _("Name"), _("Enterprise number"), _("Category"), _("Shares"), _("Paid in"),
        _("Shareholder since"),
    ]  # fmt: skip


def register_rows(found: Iterable[Line]) -> Iterator[Sequence[Cell]]:
    """One row for each line."""
    for line in found:
        yield (
            str(line.number),
            line.name,
            show_enterprise_number(line.enterprise_number) if line.enterprise_number else "",
            line.category.value,
            str(line.shares),
            line.paid_in,
            line.since,
        )


def forecast_heads() -> list[str]:
    """The columns of the pay-outs by month."""
    return [
        _("Month"), _("Departures"), _("Tested, to pay"), _("Expected at most"), _("Together"),
    ]  # fmt: skip


def forecast_rows(found: Iterable[MonthOut]) -> Iterator[Sequence[Cell]]:
    """One row for each month, by its first day: spreadsheets read it as a date."""
    for item in found:
        first = item.month.first_day
        yield first, str(item.count), item.sure, item.expected, item.together
