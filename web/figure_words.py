"""How figures are said: numbers in their unit, the names of rows, columns and nodes."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from flask_babel import gettext as _
from markupsafe import Markup

from domain.errors import N_, Msg
from domain.figures.definition import BANDS, TOTAL, Dimension, FigureUnit
from domain.figures.table import NONE, NONE_LABEL, Cell
from web.i18n import MINUS, euro, money, number, percent
from web.labels import LABELS_OF
from web.language import catalogue

STEPS: Mapping[FigureUnit, Decimal] = {  # to what a figure is rounded where people read it
    FigureUnit.SHARE: Decimal("0.001"),
    FigureUnit.FTE: Decimal("0.1"),
    FigureUnit.YEARS: Decimal("0.1"),
    FigureUnit.RATIO: Decimal("0.01"),
}
UNKNOWN = "–"
HIDDEN = N_("not shown")
# Categories that are no enum of ours: two or three words of a table.
WORDS: Mapping[Dimension, Mapping[str, Msg]] = {
    Dimension.ARTS: {"arts": N_("Arts"), "other": N_("Other sectors"), "both": N_("Both")},
    Dimension.COUNTRY: {"belgium": N_("Belgium"), "abroad": N_("Abroad")},
    Dimension.OWNERSHIP: {"private": N_("Private sector"), "public": N_("Public sector")},
    Dimension.KIND: {
        "company": N_("Companies and associations"),
        "natural_person": N_("Natural persons"),
    },
    Dimension.WORKING_TIME: {"full": N_("Full time"), "part": N_("Part time")},
}
ENUMS = {  # by the name of the enum, so that a table of words is found as soon as it exists
    Dimension.REGION: "Region",
    Dimension.OFFICE: "Office",
    Dimension.GENDER: "Gender",
    Dimension.SECTOR: "Sector",
    Dimension.CATEGORY: "Category",
    Dimension.TOOL: "Tool",
}


def rounded(amount: Decimal, unit: FigureUnit) -> Decimal:
    """A figure as far as its unit is read; a few days or hours keep a decimal, many none."""
    measured = unit in (FigureUnit.DAYS, FigureUnit.HOURS) and abs(amount) < 100
    step = STEPS.get(unit, Decimal("0.1") if measured else Decimal(1))
    return amount.quantize(step, ROUND_HALF_UP)


def figure_text(amount: Decimal | int | None, unit: FigureUnit) -> str:
    """A figure as plain text, in the reader's language."""
    if amount is None:
        return UNKNOWN
    value = Decimal(amount)
    if unit is FigureUnit.EUR:
        return euro(value)
    if unit is FigureUnit.SHARE:
        return percent(rounded(value, unit))
    return number(rounded(value, unit)).replace("-", MINUS)


def figure_shown(amount: Decimal | int | None, unit: FigureUnit) -> Markup | str:
    """A figure on a page: the cents of an amount are small."""
    if unit is FigureUnit.EUR:
        return money(None if amount is None else Decimal(amount))
    return figure_text(amount, unit)


def change_text(now: Decimal | None, before: Decimal | None, unit: FigureUnit) -> str:
    """What a figure gained or lost, with its sign; nothing where one of both is not known."""
    if now is None or before is None:
        return ""
    change = now - before
    said = figure_text(abs(change), unit)
    if unit is FigureUnit.SHARE:  # percent of percent would be read wrongly
        said = _("%(number)s points", number=number(rounded(abs(change), unit) * 100))
    return f"{MINUS if change < 0 else '+'}{said}"


def translated(text: Msg) -> str:
    """A name of the domain in the reader's language."""
    return str(catalogue().ugettext(text))


@cache
def _names(dimension: Dimension) -> Mapping[str, Msg]:
    if dimension in BANDS:
        return BANDS[dimension].labels
    if dimension in WORDS:
        return WORDS[dimension]
    wanted = ENUMS.get(dimension, "")
    found = next((table for kind, table in LABELS_OF.items() if kind.__name__ == wanted), {})
    return {str(value): name for value, name in found.items()}


def categories(dimension: Dimension) -> dict[str, str]:
    """What a dimension is cut into, each with its name."""
    return {key: translated(name) for key, name in _names(dimension).items() if key}


def category_text(dimension: Dimension, key: str) -> str:
    """What a row or a column of a table is called."""
    if key == TOTAL:
        return translated(N_("Together"))
    if key in (NONE, ""):
        return translated(NONE_LABEL)
    name = _names(dimension).get(key)
    return key if name is None else translated(name)


def cell_value(cell: Cell, unit: FigureUnit) -> Decimal | None:
    """What a cell counts: euros where its figure is in euros, else people; None if hidden."""
    if cell.hidden:
        return None
    if unit is FigureUnit.EUR:
        return cell.amount
    return None if cell.people is None else Decimal(cell.people)


def cell_text(cell: Cell, unit: FigureUnit) -> str:
    """A cell as it is written in a table and beside a bar."""
    return translated(HIDDEN) if cell.hidden else figure_text(cell_value(cell, unit), unit)
