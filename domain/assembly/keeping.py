"""How long the sealed ballots are kept: as long as the decision can be contested, not longer."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from domain.errors import N_, RuleError
from domain.parameters import parameter

KEPT = parameter("voting/urn_kept_months")


@dataclass(eq=False)
class KeptUntil(RuleError):
    """A court may still ask for the ballots."""

    message = N_(
        "The urn is kept until %(day)s: until then a court can have it opened again "
        "(CSA, art. 2:143, § 4)."
    )
    day: date


@dataclass(eq=False)
class NotEndedYet(RuleError):
    """The term runs from the end of the assembly."""

    message = N_("The assembly has not ended: the term for contesting it has not begun.")


@dataclass(eq=False)
class KeptForCourt(RuleError):
    """The term is over, but somebody went to court in time."""

    message = N_("The urn is kept, because: “%(reason)s”.")
    reason: str


def months_later(day: date, months: int) -> date:
    """The same day of the month, or the last one of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def destruction_day(ended: date) -> date:
    """The first day on which the urn and the shares of its key are destroyed.

    ended:  day on which the assembly ended
    Source: CSA/WVV art. 2:143, § 4; see parameters/voting/urn_kept_months.toml
    """
    return months_later(ended, int(KEPT.on(ended).value)) + timedelta(days=1)


def check_destroyable(ended: date | None, today: date) -> date:
    """The day since which the urn may be destroyed; refuse before it."""
    if ended is None:
        raise NotEndedYet
    first = destruction_day(ended)
    if today < first:
        raise KeptUntil(first)
    return first
