"""The totals that the invented cooperative must come to, at any size."""

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from domain.errors import N_, RuleError

FOLDER = Path(__file__).parent


@dataclass(eq=False)
class NoSuchYear(RuleError):
    """Nobody wrote the totals of that year down."""

    message = N_("No totals of %(year)s are known. They are known for 2025.")
    field: ClassVar[str] = "year"
    year: int

    def facts(self) -> dict[str, Any]:
        """A year is not grouped in thousands."""
        return {**super().facts(), "year": str(self.year)}


@dataclass(eq=False)
class WrongScale(RuleError):
    """Nothing, or more than anybody has room for."""

    message = N_("The scale lies between 0.001 and 25: 1 is the whole cooperative.")
    field: ClassVar[str] = "scale"


@dataclass(frozen=True, slots=True)
class Marginals:
    """The totals of one year at one size."""

    year: int
    scale: float
    told: dict[str, Any]

    def count(self, group: str, name: str) -> int:
        """How many of something there are at this size; at least one."""
        return self.scaled(self.told[group][name])

    def scaled(self, number: float) -> int:
        """A number of the full size at this size; at least one."""
        return max(1, round(number * self.scale))

    def cents(self, group: str, name: str) -> int:
        """An amount in whole cents; exact, as its digits are written."""
        euros, scale = Decimal(str(self.told[group][name])), Decimal(str(self.scale))
        return round(euros * 100 * scale)

    def shares(self, group: str, name: str) -> list[float]:
        """Numbers or shares in their order: weights of people and units, never amounts."""
        found = self.told[group][name]
        return [float(part) for part in (found.values() if isinstance(found, dict) else found)]

    @property
    def first_day(self) -> date:
        """Of the year."""
        return date(self.year, 1, 1)

    @property
    def last_day(self) -> date:
        """Of the year."""
        return date(self.year, 12, 31)


@cache
def _told(year: int) -> dict[str, Any]:
    path = FOLDER / f"marginals_{year}.toml"
    if not path.exists():
        raise NoSuchYear(year)
    return tomllib.loads(path.read_text("utf-8"))


LEAST, MOST = 0.001, 25  # above, the numbers that nobody was given run out


def marginals(year: int, scale: float = 1) -> Marginals:
    """The totals of ``year``; ``scale`` 1 is the full size."""
    if not LEAST <= scale <= MOST:
        raise WrongScale
    return Marginals(year, scale, _told(year))
