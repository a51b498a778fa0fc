"""Seats on the board: how long one lasts, and how many one shareholder may have."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.errors import N_, RuleError
from domain.parameters import parameter

YEARS = parameter("voting/mandate_years")
MOST = parameter("voting/mandates_most")


@dataclass(frozen=True, slots=True)
class Term:
    """One mandate, planned or ended; both days are included."""

    since: date
    until: date

    def holds(self, day: date) -> bool:
        """Is the seat held on this day?"""
        return self.since <= day <= self.until


@dataclass(eq=False)
class TooManyMandates(RuleError):
    """The limit holds when somebody stands, and again when somebody is elected."""

    message = N_(
        "%(name)s has had %(served)s mandates. The statutes allow %(most)s, so that others can "
        "take part."
    )
    name: str
    served: int
    most: int


@dataclass(eq=False)
class SeatHeld(RuleError):
    """Nobody holds two seats at once."""

    message = N_("%(name)s holds a seat up to %(until)s.")
    name: str
    until: date


@dataclass(eq=False)
class MandateDaysOrder(RuleError):
    """A mandate that ends before it begins."""

    message = N_("The last day lies before the first one, %(since)s.")
    since: date


def last_day(since: date) -> date:
    """The last planned day of a mandate that begins on ``since``.

    Source: parameters/voting/mandate_years.toml
    """
    years = int(YEARS.on(since).value)
    day = 28 if (since.month, since.day) == (2, 29) else since.day
    return date(since.year + years, since.month, day) - timedelta(days=1)


def served(terms: Collection[Term], day: date) -> int:
    """How many mandates began on or before ``day``."""
    return sum(term.since <= day for term in terms)


def check_may_stand(name: str, terms: Sequence[Term], day: date) -> None:
    """Refuse somebody whose mandates reach the limit when the new one would begin.

    day: of the assembly that elects
    Source: parameters/voting/mandates_most.toml
    """
    most = int(MOST.on(day).value)
    if (count := served(terms, day)) >= most:
        raise TooManyMandates(name, count, most)


def check_free(name: str, terms: Sequence[Term], since: date) -> None:
    """Refuse a second seat while the first one lasts."""
    for term in terms:
        if term.holds(since):
            raise SeatHeld(name, term.until)
