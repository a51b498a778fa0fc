"""Lines with receipt numbers, pasted or from a file: reference; number."""

import re
from dataclasses import dataclass
from typing import ClassVar

from domain.errors import N_, RuleError

REFERENCE = re.compile(r"([A-Z]{2})-([CP])-0*(\d{1,9})", re.ASCII)
SEPARATOR = re.compile(r"[;\t]")
HEADING = "reference"  # how the first line of a table begins
MOST = 500  # lines at once
LONGEST = 200  # characters of one line
BOM = "\ufeff"


@dataclass(eq=False)
class WrongReceiptLine(RuleError):
    """Not two things."""

    message = N_("Write the reference and the receipt number, with ; between them.")


@dataclass(eq=False)
class WrongReference(RuleError):
    """Not how a contract is called."""

    message = N_("“%(typed)s” is not the reference of a contract. It looks like PA-C-000012.")
    typed: str


@dataclass(eq=False)
class TooManyReceipts(RuleError):
    """More than one act should hold."""

    message = N_("These are %(count)s lines. Paste at most %(most)s at once.")
    field: ClassVar[str] = "lines"
    count: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptLine:
    """One line that can be read."""

    number: int  # counted from 1, empty lines included
    text: str
    reference: str
    letter: str
    id: int
    receipt: str  # as typed


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedReceipt:
    """One line that cannot be used, and why."""

    number: int
    text: str
    why: RuleError


def read_receipt(number: int, text: str) -> ReceiptLine | RefusedReceipt:
    """One line, or why it cannot be read."""
    parts = [part.strip().strip('"') for part in SEPARATOR.split(text)]
    try:
        if len(parts) != 2 or not parts[1] or len(text) > LONGEST:
            raise WrongReceiptLine
        found = REFERENCE.fullmatch(parts[0].upper())
        if found is None:
            raise WrongReference(parts[0])
    except RuleError as why:
        return RefusedReceipt(number=number, text=text, why=why)
    return ReceiptLine(
        number=number,
        text=text,
        reference=f"{found[1]}-{found[2]}-{int(found[3]):06d}",
        letter=found[2],
        id=int(found[3]),
        receipt=parts[1],
    )


def read_receipts(text: str) -> list[ReceiptLine | RefusedReceipt]:
    """All lines that are not empty; a first line with the names of the columns is left out."""
    found = [(number, line.strip()) for number, line in enumerate(text.lstrip(BOM).splitlines(), 1)]
    kept = [(number, line) for number, line in found if line]
    if kept and kept[0][1].lower().startswith(HEADING):
        kept = kept[1:]
    if len(kept) > MOST:
        raise TooManyReceipts(len(kept), MOST)
    return [read_receipt(number, line) for number, line in kept]
