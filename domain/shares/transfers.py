"""Handing shares to somebody else: both sides of the register change together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.errors import N_, RuleError
from domain.money import Eur
from domain.shares.leaving import check_holds, check_past
from domain.shares.register import Movement, check_next, held, paid_part
from domain.shares.words import MovementKind


@dataclass(eq=False)
class TooMany(RuleError):
    """Nobody gives what they do not hold."""

    message = N_("Choose a whole number of shares, from 1 to the %(held)s held on that day.")
    field: ClassVar[str] = "shares"
    held: int


@dataclass(eq=False)
class ToThemselves(RuleError):
    """Nothing would change hands."""

    message = N_("Choose another shareholder: these are the same.")
    field: ClassVar[str] = "to"


def transfer(
    giver: Sequence[Movement], taker: Sequence[Movement], shares: int, *, day: date, today: date
) -> tuple[Movement, Movement]:
    """What leaves one line of the register and what reaches the other, on ``day``.

    The shares take along what was paid on them, to the cent.
    Source: CSA articles 6:50 to 6:54: a transfer counts from its entry in the register
    """
    check_past(day, today)
    holding = held(giver, day)
    check_holds(holding)
    if not 1 <= shares <= holding.shares:
        raise TooMany(holding.shares)
    paid = paid_part(holding, shares)
    out = Movement(kind=MovementKind.TRANSFER_OUT, day=day, shares=-shares, paid_in=Eur(-paid))
    came = Movement(kind=MovementKind.TRANSFER_IN, day=day, shares=shares, paid_in=paid)
    return check_next(giver, out), check_next(taker, came)
