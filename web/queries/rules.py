"""The dated figures, ready to show: what is in force on a day, what was, on whose authority."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlsplit

from babel.numbers import format_decimal
from flask_babel import gettext as _
from markupsafe import Markup, escape

from domain.entities import ENTITY_CODES
from domain.errors import N_, Msg
from domain.finding import plain
from domain.parameters import Dated, NotInForce, Parameter, names, parameter
from domain.parameters.sources import cited
from web.countries import country_name
from web.i18n import euro, locale, number, percent

AREAS: Mapping[str, Msg] = {
    "cooperative": N_("The cooperative"),
    "vat": N_("VAT"),
    "expenses": N_("Expenses"),
    "employment": N_("Employment"),
    "part_time": N_("Part-time work"),
    "employer": N_("Cost to the employer"),
    "holiday": N_("Holiday pay"),
    "social_security": N_("Social security"),
    "withholding_tax": N_("Withholding tax"),
    "student": N_("Students"),
    "flexi": N_("Flexi-jobs"),
    "amateur_arts": N_("Amateur arts"),
    "joint_committee": N_("Joint committees"),
    "dmfa": N_("Quarterly declaration"),
    "share_capital": N_("Shares"),
    "voting": N_("Votes"),
}
ARROW = "↗"


def amount(value: Decimal) -> str:
    """Euros; more than two decimals, as for a kilometre, are all shown."""
    if value.as_tuple().exponent >= -2:  # type: ignore[operator]  # figures are finite
        return euro(value)
    rounded = value.quantize(Decimal("0.01"))
    return euro(rounded).replace(as_written(rounded), as_written(value))


def as_written(value: Decimal) -> str:
    """A number with as many decimals as its source gives: 1.60 is not less sure than 1.66."""
    decimals = max(-int(value.as_tuple().exponent), 0)
    return format_decimal(value, f"#,##0.{'0' * decimals}", locale=locale())


Show = Callable[[Decimal], str]
# What the entries of a table are called, and how they are written.
ENTRIES: Mapping[str, tuple[Msg, Show]] = {
    "over": (N_("Above"), amount),
    "fixed": (N_("Fixed amount"), amount),
    "rate": (N_("Rate on what is above"), percent),
    "least": (N_("At least"), amount),
    "most": (N_("At most"), amount),
    "full_up_to": (N_("In full up to a reference pay of"), amount),
    "none_above": (N_("Nothing above a reference pay of"), amount),
    "slope": (N_("Lost for each euro in between"), amount),
    "each_further": (N_("Each further child"), amount),
    "single_parent": (N_("Single parent"), amount),
    "expenses_rate": (N_("Professional expenses, rate"), percent),
    "expenses_most": (N_("Professional expenses, at most"), amount),
    "tax_free": (N_("Tax on the exempt amount, for each person taxed"), amount),
    "share_rate": (N_("Income counted for a spouse without income, rate"), percent),
    "share_most": (N_("Income counted for a spouse without income, at most"), amount),
    "low_pay": (N_("Of the part for low pay"), percent),
    "very_low_pay": (N_("Of the part for very low pay"), percent),
    "days_a_month": (N_("Days a month, at most"), number),
    **{code.value: (label, as_written) for code, label in ENTITY_CODES.items()},
}


@dataclass(frozen=True, slots=True)
class Grid:
    """A table inside a figure: names of columns, and rows of texts."""

    columns: list[str]
    rows: list[list[str]]


@dataclass(frozen=True, slots=True)
class Version:
    """A figure as it stands for a while, in the reader's words."""

    dated: Dated
    text: str  # empty where the figure is a table
    facts: list[tuple[str, str]]
    grids: list[Grid]
    source: Markup
    in_force: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure on a day; ``now`` is None on a day without one."""

    name: str
    title: Msg
    unit: Msg
    now: Version | None
    history: list[Version]  # newest first


@dataclass(frozen=True, slots=True)
class Area:
    """Figures that belong together."""

    key: str
    title: Msg
    figures: list[Figure]


@cache
def known() -> tuple[str, ...]:
    """Every figure there is."""
    return tuple(names())


def figure(name: str, day: date) -> Figure | None:
    """One figure and its history; None where there is no such figure."""
    if name not in known():
        return None
    found = parameter(name)
    current = _current(found, day)
    history = [version(dated, in_force=dated is current) for dated in found.history]
    now = next((item for item in history if item.in_force), None)
    return Figure(name, found.title, Msg(found.unit), now, history)


def areas(day: date) -> list[Area]:
    """Every figure by area, as in force on a day."""
    return _areas(day, locale())


@lru_cache(maxsize=32)
def _areas(day: date, _locale: str) -> list[Area]:
    """Figures only change when the program does: their words are made once for each day."""
    made: dict[str, list[Figure]] = {key: [] for key in AREAS}
    for name in known():
        found = parameter(name)
        current = _current(found, day)
        now = version(current, in_force=True) if current else None
        made.setdefault(name.split("/")[0], []).append(
            Figure(name, found.title, Msg(found.unit), now, [])
        )
    ordered = {
        key: sorted(figures, key=lambda one: plain(_(one.title))) for key, figures in made.items()
    }
    return [
        Area(key, AREAS.get(key, Msg(key)), figures) for key, figures in ordered.items() if figures
    ]


def _current(found: Parameter, day: date) -> Dated | None:
    try:
        return found.on(day)
    except NotInForce:
        return None


def version(dated: Dated, *, in_force: bool) -> Version:
    """A dated figure in words."""
    facts, grids = [], []
    for key, value in dated.table.items():
        if isinstance(value, list):
            grids.append(_grid(key, value))
        else:
            label, show = ENTRIES[key]
            facts.append((_(label), show(Decimal(value))))
    return Version(dated, _text(dated), facts, grids, source_words(dated.source), in_force)


def _text(dated: Dated) -> str:
    if dated.table and not dated.value:
        return ""
    if dated.unit.startswith("fraction"):
        return percent(dated.value)
    return amount(dated.value) if dated.unit.startswith("EUR") else as_written(dated.value)


def _grid(key: str, rows: list[Any]) -> Grid:
    """Brackets, a row of amounts by number of children, or a list of countries."""
    if key == "countries":
        listed = sorted((country_name(code) for code in rows), key=plain)
        return Grid([_("Countries")], [[name] for name in listed])
    if not isinstance(rows[0], dict):
        cells = [[str(place), amount(Decimal(row))] for place, row in enumerate(rows)]
        return Grid([_("Children"), _("Amount")], cells)
    keys = [entry for entry in ENTRIES if any(entry in row for row in rows)]
    cells = [
        [ENTRIES[entry][1](Decimal(row[entry])) if entry in row else "" for entry in keys]
        for row in rows
    ]
    return Grid([_(ENTRIES[entry][0]) for entry in keys], cells)


def source_words(source: str) -> Markup:
    """A source in the reader's language, its addresses as links to elsewhere."""
    found = cited(source)
    words = escape(_(found.words) if found.has_words else found.words)
    link = Markup('<a href="{0}" rel="noopener noreferrer external">{1}\u00a0{2}</a>')
    return words % {
        name: link.format(url, urlsplit(url).netloc.removeprefix("www."), ARROW)
        for name, url in found.links.items()
    }
