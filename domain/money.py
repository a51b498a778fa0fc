"""Amounts in euros: one type, one rounding."""

import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from itertools import accumulate, pairwise
from typing import NewType

Eur = NewType("Eur", Decimal)

CENT = Decimal("0.01")

SPACES = " \u00a0\u202f\u2009"
SIGNS = str.maketrans({"\u2212": "-", "\u2019": "'"})
# One amount: digits, thousands in threes with one kind of separator, at most two decimals.
TYPED = re.compile(
    r"(?P<sign>-?)"
    r"(?P<whole>\d+|\d{1,3}(?P<group>[.,' ])\d{3}(?:(?P=group)\d{3})*)"
    r"(?:(?P<mark>[.,])(?P<decimals>\d{1,2}))?",
    re.ASCII,
)
LONGEST = 24  # characters


def eur(amount: Decimal | int | str) -> Eur:
    """Round to the cent, halves away from zero."""
    if isinstance(amount, float):
        raise TypeError(f"money is never a float: {amount!r}")
    return Eur(Decimal(amount).quantize(CENT, ROUND_HALF_UP))


def eur_down(amount: Decimal) -> Eur:
    """Round down to the cent, towards zero: what can be spent without overspending."""
    return Eur(amount.quantize(CENT, ROUND_DOWN))


ZERO = eur(0)


def total(amounts: Iterable[Eur]) -> Eur:
    """Add amounts up; nothing at all is 0.00."""
    return Eur(sum(amounts, ZERO))


def share_out(amount: Eur, weights: Sequence[Decimal | int]) -> list[Eur]:
    """Split ``amount`` by ``weights``; the parts add up to it, to the cent.

    Each part is the step between two rounded running totals, so no cent is lost.
    """
    whole = sum(weights)
    marks = [ZERO, *(eur(amount * run / whole) for run in accumulate(weights))]
    return [Eur(after - before) for before, after in pairwise(marks)]


def read_eur(typed: str) -> Eur | None:
    """Read an amount as people type it in French, Dutch or English; None where it is unclear.

    ``12.50`` and ``12,50`` are twelve and a half in every language. A lone separator
    before exactly three digits (``1.250``) could be either, so it is refused.
    """
    if len(typed) > LONGEST:
        return None
    text = re.sub(f"[{SPACES}]", " ", typed.translate(SIGNS))
    text = re.sub("€|EUR", "", text).strip()
    found = TYPED.fullmatch(re.sub("^- +", "-", text))
    if found is None or found["group"] == found["mark"] is not None:
        return None
    if (
        found["group"] in (".", ",")
        and not found["mark"]
        and found["whole"].count(found["group"]) == 1
    ):
        return None  # 1.250: thousands to one reader, decimals to another
    whole = re.sub(r"\D", "", found["whole"])
    return eur(f"{found['sign']}{whole}.{found['decimals'] or '0'}")
