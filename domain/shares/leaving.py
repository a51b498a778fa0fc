"""Leaving with all one's shares: when one may, from which day, what is paid back and when.

Source: CSA articles 6:115, 6:116, 6:120 to 6:123 and 8:5, where the statutes say nothing else
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.errors import N_, RuleError
from domain.money import Eur
from domain.parameters import parameter
from domain.periods import Month
from domain.shares.register import Holding, Movement
from domain.shares.words import ExitKind, ExitState, MovementKind

LAST_MONTH = parameter("share_capital/resignation_last_month")
EFFECT_MONTH = parameter("share_capital/resignation_effect_month")
PAYOUT = parameter("share_capital/payout_months")
HEARING = parameter("share_capital/hearing_months")

NEXT: Mapping[ExitState, frozenset[ExitState]] = {
    ExitState.ASKED: frozenset({ExitState.ACCEPTED, ExitState.REFUSED, ExitState.WITHDRAWN}),
    # Decided by mistake: withdrawn together with the counter-entry of its line in the register.
    ExitState.ACCEPTED: frozenset({ExitState.PAYABLE, ExitState.SUSPENDED, ExitState.WITHDRAWN}),
    ExitState.SUSPENDED: frozenset({ExitState.PAYABLE, ExitState.SUSPENDED, ExitState.WITHDRAWN}),
    ExitState.PAYABLE: frozenset({ExitState.PAID}),
    ExitState.PAID: frozenset({ExitState.PAYABLE}),  # the bank sent the transfer back
    ExitState.REFUSED: frozenset(),
    ExitState.WITHDRAWN: frozenset(),
}
MOVEMENT: Mapping[ExitKind, MovementKind] = {
    ExitKind.RESIGNATION: MovementKind.RESIGNATION,
    ExitKind.EXCLUSION: MovementKind.EXCLUSION,
    ExitKind.DEATH: MovementKind.DEATH,
}


@dataclass(eq=False)
class Leaving(RuleError):
    """Somebody who leaves, leaves with all their shares."""

    message = N_("They are leaving: shares cannot be added or moved until that is settled.")


@dataclass(eq=False)
class NothingHeld(RuleError):
    """Only somebody who holds shares can leave, transfer or prove them."""

    message = N_("There is no share on this line of the register today.")


@dataclass(eq=False)
class TooLateThisYear(RuleError):
    """The time to resign is over for this year."""

    message = N_(
        "Resigning is possible in the first %(months)s months of the year (CSA article 6:120). "
        "Ask again from %(again)s on."
    )
    months: int
    again: date


@dataclass(eq=False)
class DatedAhead(RuleError):
    """A letter of tomorrow has not been written."""

    message = N_("Choose a day up to %(today)s.")
    field: ClassVar[str] = "day"
    today: date


@dataclass(eq=False)
class NotFromHere(RuleError):
    """The departure is not in a state that allows this."""

    message = N_("This departure cannot go there from its state. Look again at how far it is.")


@dataclass(eq=False)
class NotHeardYet(RuleError):
    """Nobody is excluded unheard."""

    message = N_(
        "They may answer until %(until)s (CSA article 6:123). Record their answer, or decide "
        "after that day."
    )
    until: date


@dataclass(eq=False)
class BeforeProposal(RuleError):
    """Nobody answers what was not said yet."""

    message = N_("The exclusion was proposed on %(proposed)s: choose that day or a later one.")
    field: ClassVar[str] = "day"
    proposed: date


def move(current: ExitState, to: ExitState) -> ExitState:
    """The next state, if it may follow."""
    if to not in NEXT[current]:
        raise NotFromHere
    return to


def check_asked(current: ExitState) -> None:
    """Refuse to take back what was decided."""
    if current is not ExitState.ASKED:
        raise NotFromHere


def check_resignation(day: date, *, today: date, holding: Holding) -> None:
    """Refuse a resignation out of its months, dated ahead, or without shares.

    day:    of the dated letter
    Source: CSA article 6:120 § 1; parameters/share_capital/resignation_last_month.toml
    """
    check_past(day, today)
    check_holds(holding)
    months = int(LAST_MONTH.on(day).value)
    if day.month > months or day.year < today.year:
        raise TooLateThisYear(months, next_letter(today))


def next_letter(today: date) -> date:
    """The first day, from today on, on which a resignation can be dated."""
    if today.month <= int(LAST_MONTH.on(today).value):
        return today
    return date(today.year + 1, 1, 1)


def check_past(day: date, today: date) -> None:
    """Refuse a day to come."""
    if day > today:
        raise DatedAhead(today)


def check_holds(holding: Holding) -> None:
    """Refuse somebody without a share."""
    if not holding.shares:
        raise NothingHeld


def effect_day(kind: ExitKind, *, asked: date, decided: date) -> date:
    """From which evening on the shares are cancelled.

    A resignation waits for the last day of the sixth month, an exclusion holds from the decision
    on, and a death from its own day.
    Source: CSA articles 6:120 § 1, 6:122 and 6:123
    """
    if kind is ExitKind.RESIGNATION:
        return max(Month(asked.year, int(EFFECT_MONTH.on(asked).value)).last_day, decided)
    return decided if kind is ExitKind.EXCLUSION else asked


def payable_day(effect: date, known: date) -> date:
    """The latest day on which the shares are paid back.

    known:  the day on which the departure was recorded, for a death learnt of later
    Source: CSA article 6:120 § 1: within one month
    """
    return months_after(max(effect, known), int(PAYOUT.on(effect).value))


def months_after(day: date, months: int) -> date:
    """The same day some months later; the last of a month stays the last of a month."""
    month = Month.of(day)
    at_end = day == month.last_day
    for _ in range(months):
        month = month.next()
    last = month.last_day
    return last if at_end else last.replace(day=min(day.day, last.day))


def answer_until(proposed: date) -> date:
    """Until when somebody may answer a proposal to exclude them."""
    return months_after(proposed, int(HEARING.on(proposed).value))


def check_heard(proposed: date, *, heard: date | None, today: date) -> None:
    """Refuse to exclude somebody who has not answered and still may.

    Source: CSA article 6:123 § 2
    """
    until = answer_until(proposed)
    if heard is None and today <= until:
        raise NotHeardYet(until)


def check_hearing(
    kind: ExitKind, state: ExitState, day: date, *, proposed: date, today: date
) -> None:
    """Only an exclusion that waits is answered, between its proposal and today."""
    if kind is not ExitKind.EXCLUSION or state is not ExitState.ASKED:
        raise NotFromHere
    check_past(day, today)
    if day < proposed:
        raise BeforeProposal(proposed)


def gone(kind: ExitKind, holding: Holding, effect: date) -> Movement:
    """The line of the register that cancels all the shares of somebody who leaves."""
    return Movement(
        kind=MOVEMENT[kind], day=effect, shares=-holding.shares, paid_in=Eur(-holding.paid_in)
    )
