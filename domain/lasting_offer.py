"""What stands in the way of open-ended employment, or of one of its months."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import ClassVar

from domain.ages import age_on, check_age
from domain.assignment.review import NationalNumberMissing
from domain.employment import ContractType, check_made_before_work
from domain.ending import LastDayBeforeFirst
from domain.errors import N_, RuleError, refused
from domain.hours import Hours, check_day_hours
from domain.open_ended import Regime, check_monthly_pay
from domain.schedule import check_schedule


@dataclass(eq=False)
class FirstDayMissing(RuleError):
    """It begins on a day."""

    message = N_("Choose the first day of work.")
    field: ClassVar[str] = "first_day"


@dataclass(eq=False)
class AlreadyEmployed(RuleError):
    """One open-ended agreement with a unit is enough."""

    message = N_(
        "%(name)s already has an open-ended contract with this unit, or an open offer of one."
    )
    field: ClassVar[str] = "worker"
    name: str


@dataclass(eq=False)
class WorksThatDay(RuleError):
    """Another contract of the same unit has one of the days."""

    message = N_(
        "%(name)s has another contract of this unit on %(day)s. "
        "Cancel that contract, or begin this work later."
    )
    field: ClassVar[str] = "first_day"
    name: str
    day: date


@dataclass(eq=False)
class UnitCannotPay(RuleError):
    """The money of the first month was there when it was offered, and no longer is."""

    message = N_(
        "The unit “%(unit)s” can no longer pay the first month, so this cannot be accepted now. "
        "Tell the person who offered it: nothing is lost, the offer stays open."
    )
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody offers, or says yes to."""

    kind: ContractType
    first_day: date
    last_day: date | None
    regime: Regime


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """The worker, as far as the agreement is concerned."""

    name: str
    has_national_number: bool
    birth_day: date | None
    employed: bool = False  # by the same unit, open-ended


def review(wish: Wish, person: Party, today: date) -> tuple[RuleError, ...]:
    """Everything that stands between an offer and an agreement, in reading order."""
    return tuple(_review(wish, person, today))


def _review(wish: Wish, person: Party, today: date) -> Iterator[RuleError]:
    if not person.has_national_number:
        yield NationalNumberMissing(person.name)
    if person.employed:
        yield AlreadyEmployed(person.name)
    if wish.last_day is not None and wish.last_day < wish.first_day:
        yield LastDayBeforeFirst(wish.first_day)
    day, kind = wish.first_day, wish.kind
    yield from refused(
        (
            partial(check_made_before_work, day, today),
            partial(check_age, person.name, person.birth_day, day, kind),
            partial(check_schedule, wish.regime.schedule, day),
            partial(check_pay, wish.regime, kind, person.birth_day, day),
        )
    )


def check_pay(regime: Regime, kind: ContractType, birth_day: date | None, day: date) -> None:
    """Refuse monthly pay under the legal minimum of that day."""
    check_monthly_pay(regime, kind, age_on(birth_day, day), day)


def check_days_free(
    name: str,
    days: Iterable[tuple[date, Hours]],
    *,
    taken: Collection[date],
    elsewhere: Mapping[date, Hours],
) -> None:
    """Refuse a day that the unit's other contracts have, or that would have more than 24 hours.

    taken:     days of the person's other contracts with the unit's running budget
    elsewhere: hours of all their other contracts, by day
    """
    planned = dict(days)
    clash = set(planned).intersection(taken)
    if clash:
        raise WorksThatDay(name, min(clash))
    check_day_hours(name, planned, elsewhere)
