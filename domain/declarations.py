"""The immediate declaration of employment (Dimona): the receipt that proves it was made.

Nothing is declared from here. A person declares at the social security office and records
the number of the receipt.
"""

import re
from dataclasses import dataclass
from typing import ClassVar

from domain.errors import N_, RuleError

RECEIPT = re.compile(r"[A-Z0-9]{1,20}", re.ASCII)
BETWEEN = re.compile(r"[,+]")  # between the numbers of a contract with several declarations


@dataclass(eq=False)
class WrongReceiptNumber(RuleError):
    """Not the number of a receipt."""

    message = N_(
        "A receipt number has at most 20 letters and digits and nothing else. "
        "Copy it again from the receipt of the social security office."
    )
    field: ClassVar[str] = "dimona_number"


@dataclass(eq=False)
class WrongReceiptCount(RuleError):
    """A student's contract over several quarters has a receipt for each of them."""

    message = N_(
        "This contract takes %(wanted)s declarations, one for each quarter. Type %(wanted)s "
        "receipt numbers, in order, with a comma between them."
    )
    field: ClassVar[str] = "dimona_number"
    wanted: int


def receipt_number(typed: str) -> str:
    """The number of a Dimona receipt, without spaces and in capitals."""
    number = "".join(typed.split()).upper()
    if not RECEIPT.fullmatch(number):
        raise WrongReceiptNumber
    return number


def receipt_numbers(typed: str, wanted: int = 1) -> str:
    """The numbers of all receipts of one contract, as they are kept.

    wanted: how many declarations the contract takes
    """
    parts = BETWEEN.split(typed) if wanted > 1 else [typed]
    if len(parts) != wanted:
        raise WrongReceiptCount(wanted)
    return ", ".join(receipt_number(part) for part in parts)
