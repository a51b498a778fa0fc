"""Step 2: the work bonus, which gives low pay part of its contribution back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from domain.errors import N_
from domain.explain import Line
from domain.money import ZERO, Eur, eur, total
from domain.parameters import Dated
from domain.payroll.social_security import Pay

LABELS = (N_("Work bonus for low pay"), N_("Work bonus for very low pay"))


@dataclass(frozen=True, slots=True)
class Presence:
    """The part of a month or quarter that was worked: ``worked`` out of ``full``, above zero.

    Both in days or both in hours.
    """

    worked: int | Decimal
    full: int | Decimal

    def reference(self, gross: Eur) -> Eur:
        """The pay of a whole month at this pace, which decides the bonus."""
        return eur(gross * self.full / self.worked)


def whole_month(reference: Eur, part: Dated) -> Eur:
    """One part of the bonus for a whole month.

    reference: EUR, gross pay of a whole month full time
    part:      the figures of part A or part B
    Source:    royal decree of 17 January 2000; ONSS instructions, “work bonus”
    """
    figures = part.table
    if reference > figures["none_above"]:
        return ZERO
    above = max(ZERO, reference - figures["full_up_to"])
    return max(ZERO, eur(figures["most"] - figures["slope"] * above))


def shares(
    pays: Sequence[Pay], part: int, presence: Presence, reference: Eur, day: date
) -> Iterator[Line]:
    """One part of the bonus, shared over the kinds of contract by their gross pay.

    Each share is the step between two rounded running totals, so that no cent is lost.
    """
    whole = total(pay.gross for pay in pays) * presence.full
    run, before = Decimal(0), ZERO
    for pay in pays:
        figures = pay.category.bonus[part].on(day)
        run += whole_month(reference, figures) * pay.gross
        after = eur(run * presence.worked / whole)
        yield Line(LABELS[part], Eur(after - before), reference, figures)
        before = after


def capped(pay: Pay, low: Line, very_low: Line) -> Pay:
    """Never give back more than the contribution itself: part B is cut first, then part A."""
    a = _at_most(low, pay.due)
    b = _at_most(very_low, Eur(pay.due - a.amount))
    return replace(pay, bonus=(a, b))


def _at_most(line: Line, most: Eur) -> Line:
    return line if line.amount <= most else replace(line, amount=most)


def with_bonus(pays: Sequence[Pay], presence: Presence, day: date) -> list[Pay]:
    """Add the work bonus to the pay of a month.

    The bonus is worked out on all contracts together, then shared by gross pay: each kind of
    contract has its own amounts. Pay without a bonus (students) is left as it is.

    pays: one per kind of contract, each with gross pay above zero
    day:  last day of the month
    """
    helped = [pay for pay in pays if pay.category.bonus]
    reference = presence.reference(total(pay.gross for pay in helped))
    parts = (shares(helped, part, presence, reference, day) for part in (0, 1))
    given = [capped(pay, a, b) for pay, a, b in zip(helped, *parts, strict=True)]
    return given + [pay for pay in pays if not pay.category.bonus]
