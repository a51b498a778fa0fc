"""What a contract of employment comes to: the work, its days with their hours, the pay."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.ages import age_on
from domain.employment import ContractType, by_month
from domain.hours import FULL_DAY, Hours, add_hours, hours
from domain.minimum_pay import check_minimum_pay
from domain.money import Eur, eur

Days = tuple[tuple[date, Hours], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What both say yes to."""

    work: str
    days: Days  # each with its hours, in order
    gross: Eur
    budget: Eur  # what it costs the unit

    @property
    def first_day(self) -> date:
        """When it begins."""
        return self.days[0][0]

    @property
    def last_day(self) -> date:
        """When it ends."""
        return self.days[-1][0]

    @property
    def dates(self) -> tuple[date, ...]:
        """The days of work."""
        return tuple(day for day, _ in self.days)

    @property
    def hours(self) -> Hours:
        """All hours together."""
        return add_hours(number for _, number in self.days)

    @property
    def part_time(self) -> bool:
        """Is a day shorter than a full one?"""
        return any(number < FULL_DAY for _, number in self.days)


def in_order(hours_by_day: Mapping[date, Hours]) -> Days:
    """Days with their hours, the first one first."""
    return tuple(sorted(hours_by_day.items()))


def check_pay(terms: Terms, kind: ContractType, birth_day: date | None) -> None:
    """Refuse gross pay under the legal minimum in any month of the contract."""
    full = all(number == FULL_DAY for _, number in terms.days)
    for days in by_month(terms.dates).values():
        check_minimum_pay(
            terms.gross,
            len(terms.days),
            days[-1],
            hours=None if full else terms.hours,
            age=age_on(birth_day, days[-1]),
            kind=kind,
        )


def to_json(terms: Terms) -> dict[str, Any]:
    """As it is kept with an amendment."""
    return {
        "work": terms.work,
        "days": [[day.isoformat(), str(number)] for day, number in terms.days],
        "gross": str(terms.gross),
        "budget": str(terms.budget),
    }


def from_json(kept: Mapping[str, Any]) -> Terms:
    """As it was kept."""
    days: Iterable[tuple[str, str]] = kept["days"]
    return Terms(
        work=kept["work"],
        days=tuple((date.fromisoformat(day), hours(number)) for day, number in days),
        gross=eur(kept["gross"]),
        budget=eur(kept["budget"]),
    )
