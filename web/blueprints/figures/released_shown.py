"""Published values as people read them: by noun, with their names, numbers and errata."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup

from domain.errors import N_, Msg
from domain.figures.catalogue import (
    FIGURES,
    TABLES,
    assembly,
    clients,
    expenses,
    members,
    services,
    shares,
    team,
    turnover,
    units,
    work,
)
from domain.figures.definition import TOTAL, FigureUnit, Key
from domain.figures.releasing import read
from domain.finding import words
from web.figure_words import category_text, figure_shown, translated
from web.queries.releases import Released

NOUNS: dict[str, tuple[Msg, tuple[str, ...]]] = {
    name: (title, tuple(figure.key for figure in module.FIGURES))
    for name, title, module in (
        ("members", N_("Members"), members),
        ("units", N_("Units"), units),
        ("turnover", N_("Turnover"), turnover),
        ("clients", N_("Clients"), clients),
        ("work", N_("Work"), work),
        ("expenses", N_("Expenses"), expenses),
        ("shares", N_("Shares"), shares),
        ("assembly", N_("Assembly and board"), assembly),
        ("team", N_("Support team"), team),
        ("services", N_("Services"), services),
    )
}
NOUN_OF = {key: noun for noun, (_title, keys) in NOUNS.items() for key in keys}
ORDER = {key: place for place, key in enumerate([*FIGURES, *TABLES])}


@dataclass(frozen=True, slots=True)
class Value:
    """One published value."""

    told: Released
    noun: str
    name: str
    text: Markup | str
    before: Markup | str  # what an erratum replaces
    url: str

    @property
    def erratum(self) -> bool:
        """Does it replace another one?"""
        return self.told.replaces is not None


@dataclass(frozen=True, slots=True)
class Group:
    """The values of one noun."""

    title: str
    values: tuple[Value, ...]


def parts_of(key: Key) -> tuple[str, str]:
    """The figure, or the table and the figure that it counts."""
    if isinstance(key, str):
        return key, key
    return key[0], TABLES[key[0]].figure if key[0] in TABLES else ""


def unit_of(key: Key) -> FigureUnit:
    """What a value counts; cells of tables count people or things unless they are euros."""
    _place, about = parts_of(key)
    unit = FIGURES[about].unit if about in FIGURES else FigureUnit.COUNT
    return unit if isinstance(key, str) or unit is FigureUnit.EUR else FigureUnit.COUNT


def name_of(key: Key) -> str:
    """A figure by its title; a cell by its table, its row and its column."""
    if isinstance(key, str):
        return translated(FIGURES[key].title) if key in FIGURES else key
    about = TABLES.get(key[0])
    if about is None:
        return key[0]
    sides = [(about.rows, key[1]), (about.columns, key[2])]
    named = [category_text(side, name) for side, name in sides if side and name != TOTAL]
    place = " · ".join(named) or category_text(about.rows, TOTAL)
    return str(_("%(table)s: %(place)s", table=translated(about.title), place=place))


def address_of(key: Key, day: date) -> str:
    """Where a value is explained."""
    place, _about = parts_of(key)
    view = "figures.definition" if isinstance(key, str) else "figures.table"
    return url_for(view, key=place, day=day.isoformat())


def value_of(told: Released) -> Value:
    """A published value, ready to read."""
    key, unit = read(told.release.key), unit_of(read(told.release.key))
    return Value(
        told,
        NOUN_OF.get(parts_of(key)[1], ""),
        name_of(key),
        figure_shown(told.release.value, unit),
        "" if told.replaces is None else figure_shown(told.replaces, unit),
        address_of(key, told.release.period_end),
    )


def sorted_values(found: Iterable[Released]) -> list[Value]:
    """By noun, then as the catalogue has them; the cells of a table stay together."""
    nouns = list(NOUNS)

    def place(one: Value) -> tuple[int, int, int]:
        noun = nouns.index(one.noun) if one.noun else len(nouns)
        known = ORDER.get(parts_of(read(one.told.release.key))[0], len(ORDER))
        return noun, known, one.told.release.id

    return sorted(map(value_of, found), key=place)


def found_in(values: Iterable[Value], typed: str, noun: str) -> list[Value]:
    """Those of a noun in whose name each word typed begins a word."""
    wanted = words(typed)
    return [
        one
        for one in values
        if noun in ("", one.noun)
        and all(any(known.startswith(word) for known in words(one.name)) for word in wanted)
    ]


def grouped(values: Sequence[Value]) -> list[Group]:
    """The same, each noun under its title."""
    keys = dict.fromkeys(one.noun for one in values)
    return [
        Group(
            translated(NOUNS[noun][0]) if noun else "",
            tuple(one for one in values if one.noun == noun),
        )
        for noun in keys
    ]
