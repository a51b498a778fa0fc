"""The same expense twice: the same file is refused, a likeness explains itself and is answered."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from domain.errors import N_, RuleError
from domain.expenses.life import ExpenseKind
from domain.money import Eur


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two lines of one person share when they may be one expense."""

    day: date
    kind: ExpenseKind
    amount: Eur | None  # EUR including VAT; None for kilometres
    km: Decimal | None = None

    @property
    def mark(self) -> str:
        """What an answer is given to: another day or amount asks again."""
        return f"{self.day}|{self.kind}|{self.km if self.amount is None else self.amount}"


def likeness(
    *, day: date | None, kind: ExpenseKind | None, amount: Eur | None, km: Decimal | None
) -> Likeness | None:
    """What a line has to be compared with, once enough of it is known."""
    if day is None or kind is None:
        return None
    if kind is ExpenseKind.KILOMETRES:
        return None if km is None else Likeness(day, kind, None, km)
    return None if amount is None else Likeness(day, kind, amount)


@dataclass(eq=False)
class SameFile(RuleError):
    """The same bytes prove one expense, not two."""

    message = N_("You already sent this file in “%(note)s”. One receipt proves one expense.")
    field: ClassVar[str] = "receipt"
    note: str


@dataclass(eq=False)
class LooksAlike(RuleError):
    """Perhaps the same expense: the person knows."""

    message = N_(
        "“%(note)s” has an expense of the same day, kind and amount. "
        "If this is another one, say so with the box; if not, remove this line."
    )
    field: ClassVar[str] = "other"
    note: str
