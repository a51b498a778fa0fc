"""Lines pasted from a bank statement: structured communication, amount, day."""

import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.errors import N_, RuleError
from domain.identifiers import read_communication
from domain.money import Eur, read_eur

SEPARATOR = re.compile(r"[;\t]")
MOST = 500  # lines at once
LONGEST = 300  # characters of one line


@dataclass(eq=False)
class WrongLine(RuleError):
    """Not three things."""

    message = N_("Write the communication, the amount and the day, with ; between them.")


@dataclass(eq=False)
class WrongAmount(RuleError):
    """Not an amount, or not a clear one."""

    message = N_("“%(typed)s” is not a clear amount in euros. Write it like 1250,00.")
    typed: str


@dataclass(eq=False)
class WrongDay(RuleError):
    """Not a day."""

    message = N_("“%(typed)s” is not a date. Write it like 14/9/2026.")
    typed: str


@dataclass(eq=False)
class TooManyLines(RuleError):
    """More than one act should hold."""

    message = N_("These are %(count)s lines. Paste at most %(most)s at once.")
    field: ClassVar[str] = "lines"
    count: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PastedLine:
    """One line that can be read."""

    number: int  # counted from 1, empty lines included
    text: str
    communication: str  # twelve digits
    amount: Eur
    day: date
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedLine:
    """One line that cannot be used, and why."""

    number: int
    text: str
    why: RuleError


def read_day(typed: str) -> date:
    """A day as people and banks write it: 14/9/2026, 14.09.2026, 2026-09-14."""
    try:
        if "-" in typed:
            return date.fromisoformat(typed)
        day, month, year = (int(part) for part in typed.replace(".", "/").split("/"))
        return date(year, month, day)
    except ValueError as error:
        raise WrongDay(typed) from error


def read_line(number: int, text: str) -> PastedLine | RefusedLine:
    """One line, or why it cannot be read."""
    parts = [part.strip().strip('"') for part in SEPARATOR.split(text)]
    try:
        if len(parts) not in (3, 4) or len(text) > LONGEST:
            raise WrongLine
        communication = read_communication(parts[0])
        amount = read_eur(parts[1])
        if amount is None:
            raise WrongAmount(parts[1])
        day = read_day(parts[2])
    except RuleError as why:
        return RefusedLine(number=number, text=text, why=why)
    reference = parts[3] if len(parts) == 4 else ""
    return PastedLine(
        number=number,
        text=text,
        communication=communication,
        amount=amount,
        day=day,
        reference=reference,
    )


def read_lines(text: str) -> list[PastedLine | RefusedLine]:
    """All lines that are not empty."""
    found = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1)]
    kept = [(number, line) for number, line in found if line]
    if len(kept) > MOST:
        raise TooManyLines(len(kept), MOST)
    return [read_line(number, line) for number, line in kept]
