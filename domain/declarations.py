"""The immediate declaration of employment (Dimona): the receipt that proves it was made.

Nothing is declared from here. A person declares at the social security office and records
the number of the receipt.
"""

import re
from dataclasses import dataclass
from typing import ClassVar

from domain.errors import N_, RuleError

RECEIPT = re.compile(r"[A-Z0-9]{1,20}", re.ASCII)


@dataclass(eq=False)
class WrongReceiptNumber(RuleError):
    """Not the number of a receipt."""

    message = N_(
        "A receipt number has at most 20 letters and digits and nothing else. "
        "Copy it again from the receipt of the social security office."
    )
    field: ClassVar[str] = "dimona_number"


def receipt_number(typed: str) -> str:
    """The number of a Dimona receipt, without spaces and in capitals."""
    number = "".join(typed.split()).upper()
    if not RECEIPT.fullmatch(number):
        raise WrongReceiptNumber
    return number
