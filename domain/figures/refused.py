"""Refusals to publish: figures that do not agree, each by name."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from domain.errors import N_, Msg, RuleError
from domain.figures.catalogue import figure, table
from domain.figures.definition import BANDS, TOTAL, Dimension, FigureUnit, Key


def title_of(key: Key) -> Msg:
    """What a figure, or the table of a cell, is called."""
    return figure(key).title if isinstance(key, str) else table(key[0]).title


def _said(key: Key, value: Decimal) -> Decimal | str:
    """Euros as an amount, anything else as a plain number."""
    name = key if isinstance(key, str) else table(key[0]).figure
    if figure(name).unit is FigureUnit.EUR:
        return value
    return f"{value.normalize():f}"


@dataclass(eq=False)
class DoesNotAddUp(RuleError):
    """The parts are not the whole."""

    message = N_(
        "“%(title)s” does not add up: the parts (%(parts)s) come to %(found)s, and the whole is "
        "%(expected)s. The difference is %(difference)s. It is not published."
    )
    figure: Key
    parts: tuple[Key, ...]
    expected: Decimal
    found: Decimal

    @property
    def difference(self) -> Decimal:
        """What the parts have too much; below zero, what is missing."""
        return self.found - self.expected

    def facts(self) -> dict[str, Any]:
        """The figures by name."""
        return {
            "title": title_of(self.figure),
            "parts": _names(self.parts),
            "found": _said(self.figure, self.found),
            "expected": _said(self.figure, self.expected),
            "difference": _said(self.figure, self.difference),
        }


def _names(parts: tuple[Key, ...]) -> tuple[str, ...]:
    """Figures by their names; cells by the name of their table, then their rows and columns."""
    tables = dict.fromkeys(title_of(part) for part in parts if not isinstance(part, str))
    return (*tables, *(name for part in parts for name in _own_names(part)))


def _own_names(part: Key) -> tuple[str, ...]:
    if isinstance(part, str):
        return (title_of(part),)
    defined = table(part[0])
    sides = ((defined.rows, part[1]), (defined.columns, part[2]))
    return tuple(_category(dimension, name) for dimension, name in sides if name != TOTAL)


def _category(dimension: Dimension | None, name: str) -> str:
    if dimension is None or dimension not in BANDS:
        return name
    return BANDS[dimension].labels.get(name, name)


@dataclass(eq=False)
class DoesNotFollow(RuleError):
    """A figure says something else than the figures it is made of."""

    message = N_(
        "“%(title)s” is %(found)s, but from %(parts)s it follows that it is %(expected)s. "
        "It is not published."
    )
    figure: Key
    parts: tuple[Key, ...]
    expected: Decimal
    found: Decimal

    def facts(self) -> dict[str, Any]:
        """The figures by name."""
        return {
            "title": title_of(self.figure),
            "parts": _names(self.parts),
            "found": _said(self.figure, self.found),
            "expected": _said(self.figure, self.expected),
        }


@dataclass(eq=False)
class PartExceedsWhole(DoesNotFollow):
    """More of something than there is of it."""

    message = N_(
        "“%(title)s” is %(found)s, more than %(expected)s, the whole of which it is a part "
        "(%(parts)s). It is not published."
    )


@dataclass(eq=False)
class TwoValues(DoesNotFollow):
    """One fact, two numbers."""

    message = N_(
        "“%(title)s” is %(found)s in one place and %(expected)s in another. It is not published."
    )
