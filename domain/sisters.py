"""Sister cooperatives in other countries: what they say of themselves for one day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from domain.countries import COUNTRIES
from domain.errors import N_, Msg, RuleError
from domain.money import Eur

LONGEST: Mapping[str, int] = {"name": 80, "legal_form": 80, "source": 300}
OLDEST = 1844  # the first cooperative shop, in Rochdale
MOST_PEOPLE = 10_000_000
MOST_EUR = Eur(Decimal(100_000_000_000))


@dataclass(eq=False)
class NameMissing(RuleError):
    """Figures of nobody."""

    message = N_("Give the name of the cooperative.")
    field: ClassVar[str] = "name"


@dataclass(eq=False)
class SourceMissing(RuleError):
    """Nobody could check it."""

    message = N_("Say where these figures come from, such as a report and its page.")
    field: ClassVar[str] = "source"


@dataclass(eq=False)
class UnknownCountry(RuleError):
    """No country has this code."""

    message = N_("Choose one of the list.")
    field: ClassVar[str] = "country"


@dataclass(eq=False)
class DayInFuture(RuleError):
    """Figures of a day that has not been."""

    message = N_("These figures would be of a day that is still to come.")
    field: ClassVar[str] = "day"


@dataclass(eq=False)
class FoundedLater(RuleError):
    """It has figures from before it began."""

    message = N_("A cooperative is founded before it has figures: %(year)s is after them.")
    field: ClassVar[str] = "founded"
    year: int


@dataclass(eq=False)
class FoundedTooEarly(RuleError):
    """Older than any cooperative: a slip of the fingers."""

    message = N_("Type the year with four digits, %(least)s or later.")
    field: ClassVar[str] = "founded"
    least: int


@dataclass(eq=False)
class NoPart(RuleError):
    """A contribution is a part of the turnover."""

    message = N_("A contribution is a part of the turnover: from 0 to 100 percent.")
    field: ClassVar[str] = "rate"


@dataclass(eq=False)
class NoSuchAmount(RuleError):
    """Below nothing, or more than can be."""

    message = N_("This must be 0 or more, and no more than can be.")
    where: str

    @property
    def field(self) -> str:  # type: ignore[override]
        """Any of the numbers."""
        return self.where


@dataclass(eq=False)
class TooLong(RuleError):
    """More than fits a line of a table."""

    message = N_("Keep this to %(most)s characters.")
    where: str
    most: int

    @property
    def field(self) -> str:  # type: ignore[override]
        """Any of the texts."""
        return self.where


@dataclass(eq=False)
class DayTaken(RuleError):
    """One cooperative has one line for one day."""

    message = N_("This cooperative already has figures of this day. Change those.")
    field: ClassVar[str] = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one cooperative says of one day; None is what it does not say."""

    name: str
    country: str
    day: date
    legal_form: str = ""
    founded: int | None = None  # year
    rate: Decimal | None = None  # part of the turnover that its users contribute
    users: int | None = None
    turnover: Eur | None = None  # of the year up to the day
    staff: Decimal | None = None  # full-time equivalents
    offices: int | None = None
    source: str

    @property
    def turnover_per_user(self) -> Eur | None:
        """On average; None where one of both is not known."""
        if self.turnover is None or not self.users:
            return None
        return Eur(self.turnover / self.users)


def refusals(told: Told, today: date) -> list[RuleError]:
    """Everything that is wrong, each at its field."""
    found: list[RuleError] = [] if told.name.strip() else [NameMissing()]
    found += [] if told.source.strip() else [SourceMissing()]
    found += [] if told.country in COUNTRIES else [UnknownCountry()]
    found += [DayInFuture()] if told.day > today else []
    for name, most in LONGEST.items():
        if len(getattr(told, name)) > most:
            found.append(TooLong(name, most))
    if told.founded is not None and told.founded < OLDEST:
        found.append(FoundedTooEarly(OLDEST))
    elif told.founded is not None and told.founded > told.day.year:
        found.append(FoundedLater(told.founded))
    if told.rate is not None and not 0 <= told.rate <= 1:
        found.append(NoPart())
    most_of = {"users": MOST_PEOPLE, "turnover": MOST_EUR, "staff": MOST_PEOPLE, "offices": 10_000}
    for name, limit in most_of.items():
        value = getattr(told, name)
        if value is not None and not 0 <= value <= limit:
            found.append(NoSuchAmount(name))
    return found


def newest(told: Iterable[Told], day: date) -> list[Told]:
    """The last that each cooperative said up to a day, by name."""
    last: dict[tuple[str, str], Told] = {}
    for one in sorted(told, key=lambda item: item.day):
        if one.day <= day:
            last[one.country, one.name] = one
    return sorted(last.values(), key=lambda item: item.name.casefold())


# The columns of the table; each knows its own unit.
ASPECTS: Mapping[str, Msg] = {
    "rate": N_("Contribution"),
    "users": N_("Users"),
    "turnover": N_("Turnover"),
    "staff": N_("Team (full-time equivalents)"),
    "offices": N_("Offices"),
    "founded": N_("Founded"),
}
