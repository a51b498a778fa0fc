"""What a certificate of shares says: a frozen value, archived as JSON, and its code."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.archived import from_plain, to_plain
from domain.money import Eur
from domain.shares.words import Category
from domain.sheet import Party

VERSION = 1
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that looks like another
LENGTH = 16  # of these: 78 bits, nobody finds one by trying
GROUP = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateSheet:
    """Everything a certificate says."""

    made: date
    language: str
    company: Party
    holder: Party
    number: int  # in the register
    category: Category
    shares: int
    paid_in: Eur
    since: date
    covered_until: int | None  # the last calendar year that its subscriptions open
    code: str


def to_json(sheet: CertificateSheet) -> dict[str, Any]:
    """The sheet as JSON values for the archive; amounts and days are strings."""
    return {"version": VERSION, **to_plain(sheet)}


def from_json(archived: Mapping[str, Any]) -> CertificateSheet:
    """The sheet that was archived, equal to the one that went in."""
    plain = dict(archived)
    version = plain.pop("version")
    if version != VERSION:
        raise ValueError(f"a certificate of version {version} cannot be read")
    sheet: CertificateSheet = from_plain(CertificateSheet, plain)
    return sheet


def show_code(code: str) -> str:
    """As printed: ABCD-EFGH-JKMN-PQRS."""
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def read_code(typed: str) -> str:
    """A code as it is kept, however it was typed; nothing where it cannot be one."""
    code = re.sub(r"[\s-]", "", typed).upper()
    return code if len(code) == LENGTH and set(code) <= set(LETTERS) else ""


def initials(name: str) -> str:
    """Enough to recognise a name that one knows already: N. H."""
    return " ".join(f"{word[0].upper()}." for word in re.findall(r"\w+", name))


def certificate_reference(key: int) -> str:
    """How a certificate is called: SH-000012."""
    return f"SH-{key:06d}"
