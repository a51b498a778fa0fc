"""The cells of a line: read one by one, everything wrong collected by column."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from domain.errors import RuleError
from domain.intake.refused import (
    AlreadyThere,
    CellMissing,
    CellTooLong,
    NotAChoice,
    NotADay,
    TwiceInFile,
)

SENSITIVE = frozenset({"national_number", "iban", "birth_day"})  # never repeated in a report
LONGEST = 120  # characters of a name or a street

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(slots=True)
class Known:
    """What a column holds already, in the database and on the lines before."""

    taken: Collection[object] = ()
    lines: dict[object, int] = field(default_factory=dict)

    def check(self, value: object, line: int) -> None:
        """Refuse what is there already; remember what is not."""
        if value in self.taken:
            raise AlreadyThere
        first = self.lines.setdefault(value, line)
        if first != line:
            raise TwiceInFile(first)


def masked(column: str, value: str) -> str:
    """A cell as a report may show it."""
    if column not in SENSITIVE:
        return value if len(value) <= LONGEST else f"{value[:LONGEST]}…"
    return "•" * max(len(value) - 2, 0) + value[-2:] if len(value) > 4 else "•" * len(value)


def choice(kind: type[Choice], typed: str) -> Choice:
    """One of the words of an enum."""
    try:
        return kind(typed.lower())
    except ValueError as error:
        raise NotAChoice(", ".join(kind)) from error


@dataclass(slots=True)
class Reader:
    """Reads the cells of a line and collects what is wrong with them."""

    cells: Mapping[str, str]
    wrong: dict[str, RuleError] = field(default_factory=dict)

    def text(self, column: str) -> str:
        """A cell as it is, not too long."""
        return self.read(column, short, otherwise="") or ""

    def read(self, column: str, rule: Callable[[str], Any], otherwise: Any = CellMissing) -> Any:
        """A cell as a rule reads it; ``otherwise`` where it is empty, or the refusal to raise."""
        typed = self.cells.get(column, "")
        try:
            if typed:
                return rule(typed)
            if otherwise is CellMissing:
                raise CellMissing
        except RuleError as error:
            self.wrong[column] = error
            return None
        return otherwise


def short(typed: str) -> str:
    """A text of a reasonable length."""
    if len(typed) > LONGEST:
        raise CellTooLong(LONGEST)
    return typed


def day(typed: str) -> date:
    """A day, the two ways it is written."""
    try:
        if "-" in typed:
            return date.fromisoformat(typed)
        number, month, year = (int(part) for part in typed.replace(".", "/").split("/"))
        return date(year, month, number)
    except ValueError as error:
        raise NotADay from error
