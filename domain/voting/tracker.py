"""The tracker of a ballot, half ours and half the voter's, and its code under each question.

The voter's own characters keep two voters from being given the same tracker unnoticed.
"""

import base64
import hmac
import re
from dataclasses import dataclass
from typing import ClassVar

from domain.errors import N_, RuleError

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that is read as something else
OURS = 8  # characters
LEAST, MOST = 4, 12  # of the voter's own
TRACKER = re.compile(rf"[{ALPHABET}]{{{OURS}}}-[A-Z0-9]{{{LEAST},{MOST}}}", re.ASCII)
CODE = 10  # characters


@dataclass(eq=False)
class OwnCharacters(RuleError):
    """Too few, too many, or not plain letters and digits."""

    message = N_("Choose between %(least)s and %(most)s letters or digits of your own.")
    field: ClassVar[str] = "own"
    least: int
    most: int


def tracker(ours: str, own: str) -> str:
    """Put both halves together.

    own: as typed; small letters and spaces do not matter
    """
    typed = "".join(own.split()).upper()
    found = f"{ours}-{typed}"
    if not TRACKER.fullmatch(found):
        raise OwnCharacters(LEAST, MOST)
    return found


def code(found: str, poll: str, question: str) -> str:
    """What stands on the board of a question instead of a name.

    found: the tracker; ``poll`` 32 hexadecimal digits; ``question`` its id
    """
    mac = hmac.digest(found.encode(), f"{poll}|{question}".encode(), "sha256")
    return base64.b32encode(mac).decode()[:CODE]


def is_code(typed: str) -> bool:
    """Could this stand on a board?"""
    return re.fullmatch(rf"[A-Z2-7]{{{CODE}}}", typed, re.ASCII) is not None
