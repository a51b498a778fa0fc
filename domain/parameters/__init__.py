"""Figures set by law, by the assembly or by the cooperative: dated, with their source.

One TOML file per figure under this folder. A rule names its figures at the top of its
module (``RATE = parameter("cooperative/contribution_rate")``), so that a misspelt file
fails at import, and asks ``RATE.on(day)`` with the day of the fact.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from domain.errors import N_, Msg, RuleError

FOLDER = Path(__file__).parent


class Confidence(StrEnum):
    """How sure we are of a figure."""

    OFFICIAL = "official"  # read on the authority's own page
    PUBLISHED = "published"  # read in a professional or public source that quotes the official one
    OWN = "own"  # the cooperative's own setting, where no confirmed legal figure exists
    ILLUSTRATIVE = "illustrative"  # made up for the demo; a real cooperative refuses it


@dataclass(frozen=True, slots=True)
class Dated:
    """A figure in force from ``since`` to ``until`` (included), and its source."""

    name: str
    title: Msg
    unit: str
    since: date
    until: date | None
    value: Decimal
    table: dict[str, Any]  # brackets or named figures, for figures that are not one number
    source: str
    confidence: Confidence


@dataclass(eq=False)
class NotInForce(RuleError):
    """No figure is known for this day: we refuse rather than guess."""

    message = N_("No figure for “%(title)s” is known on %(day)s.")
    title: Msg
    name: str
    day: date


@dataclass(frozen=True, slots=True)
class Parameter:
    """One figure and its history."""

    name: str
    title: Msg
    unit: str
    history: tuple[Dated, ...]  # newest first

    def on(self, day: date) -> Dated:
        """The figure in force on ``day``; refuses a day without one."""
        for entry in self.history:
            if entry.since <= day:
                if entry.until is not None and day > entry.until:
                    break
                return entry
        raise NotInForce(self.title, self.name, day)


def _dated(name: str, title: Msg, unit: str, entry: dict[str, Any]) -> Dated:
    known = {"since", "until", "value", "source", "confidence"}
    return Dated(
        name=name,
        title=title,
        unit=unit,
        since=entry["since"],
        until=entry.get("until"),
        value=Decimal(entry.get("value", 0)),
        table={key: value for key, value in entry.items() if key not in known},
        source=entry["source"],
        confidence=Confidence(entry["confidence"]),
    )


@cache
def parameter(name: str) -> Parameter:
    """Read one figure; ``name`` is its path under this folder, without ``.toml``."""
    text = (FOLDER / f"{name}.toml").read_text("utf-8")
    read = tomllib.loads(text, parse_float=Decimal)
    title, unit = Msg(read["title"]), read["unit"]
    history = sorted(
        (_dated(name, title, unit, entry) for entry in read["values"]),
        key=lambda entry: entry.since,
        reverse=True,
    )
    return Parameter(name, title, unit, tuple(history))


def names() -> list[str]:
    """Every figure there is, by path."""
    return sorted(str(path.relative_to(FOLDER).with_suffix("")) for path in FOLDER.rglob("*.toml"))
