"""The register: movements that are only ever added to, and what they come to on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import ClassVar

from domain.errors import N_, RuleError
from domain.money import ZERO, Eur, eur
from domain.shares.words import MovementKind


@dataclass(frozen=True, slots=True)
class Holding:
    """What somebody holds: shares, and the EUR really paid on them."""

    shares: int
    paid_in: Eur

    def __add__(self, other: "Holding") -> "Holding":
        """Both together."""
        return Holding(self.shares + other.shares, Eur(self.paid_in + other.paid_in))


NOTHING = Holding(0, ZERO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """One line of somebody's history; what leaves is negative."""

    kind: MovementKind
    day: date  # of effect
    shares: int
    paid_in: Eur
    key: int = 0
    corrects: int | None = None  # the key of the movement that it takes back

    @property
    def change(self) -> Holding:
        """What it adds."""
        return Holding(self.shares, self.paid_in)


@dataclass(eq=False)
class NegativeHolding(RuleError):
    """Nobody holds fewer shares than none, on any day."""

    message = N_(
        "On %(day)s this would leave %(shares)s shares. A register never goes below zero: "
        "nothing was written."
    )
    field: ClassVar[str] = "shares"
    day: date
    shares: int


@dataclass(eq=False)
class PaidTooMuchOut(RuleError):
    """What was paid on shares leaves with them, never more."""

    message = N_(
        "On %(day)s this would leave %(paid_in)s paid on the shares held. Nothing was written."
    )
    day: date
    paid_in: Eur


@dataclass(eq=False)
class AlreadyCorrected(RuleError):
    """One movement has at most one counter-entry, which has none itself."""

    message = N_("This line was corrected before, or is itself a correction.")


@dataclass(eq=False)
class FromAPayment(RuleError):
    """Shares that were paid for leave with their payment."""

    message = N_("These shares were paid for: finance takes the payment back, and they follow it.")


@dataclass(eq=False)
class ReasonMissing(RuleError):
    """The register says why."""

    message = N_("Say why: the reason stays in the register for everybody who may read it.")
    field: ClassVar[str] = "reason"


def held(movements: Iterable[Movement], day: date) -> Holding:
    """What the movements come to on the evening of ``day``."""
    return sum((move.change for move in movements if move.day <= day), NOTHING)


def check_soundness(movements: Iterable[Movement]) -> None:
    """Refuse a history that goes below zero on any evening.

    Source: CSA articles 6:24 and 6:25: the register says what each shareholder holds
    """
    by_day: dict[date, Holding] = {}
    for move in sorted(movements, key=lambda move: move.day):
        by_day[move.day] = by_day.get(move.day, NOTHING) + move.change
    evenings = accumulate(by_day.values())
    for day, evening in zip(by_day, evenings, strict=True):
        if evening.shares < 0:
            raise NegativeHolding(day, evening.shares)
        if evening.paid_in < ZERO or (not evening.shares and evening.paid_in):
            raise PaidTooMuchOut(day, evening.paid_in)


def check_next(history: Sequence[Movement], added: Movement) -> Movement:
    """The movement, if the history stays sound with it."""
    check_soundness((*history, added))
    return added


def counter_entry(history: Sequence[Movement], wrong: Movement, *, day: date) -> Movement:
    """The exact opposite of a line that should not have been; both stay readable.

    day: on which the correction is written; a line that takes effect later is corrected then
    """
    taken_back = any(move.corrects == wrong.key for move in history)
    if wrong.kind is MovementKind.CORRECTION or taken_back:
        raise AlreadyCorrected
    opposite = Movement(
        kind=MovementKind.CORRECTION,
        day=max(day, wrong.day),
        shares=-wrong.shares,
        paid_in=Eur(-wrong.paid_in),
        corrects=wrong.key,
    )
    return check_next(history, opposite)


def check_reason(reason: str) -> str:
    """The reason without the spaces around it; refused when there is none."""
    kept = reason.strip()
    if not kept:
        raise ReasonMissing
    return kept


def paid_part(holding: Holding, shares: int) -> Eur:
    """What was paid on ``shares`` of a holding: their part of the EUR, to the cent."""
    if shares == holding.shares:
        return holding.paid_in
    return eur(holding.paid_in * shares / holding.shares)
