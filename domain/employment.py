"""Contracts of employment: kinds, who may offer them, coefficient, days."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import ClassVar

from domain.errors import N_, Msg, RuleError
from domain.parameters import Dated, Parameter, parameter
from domain.periods import ONE_DAY, Month


class ContractType(StrEnum):
    """The kind of contract, which decides the coefficient and the payslip."""

    WHITE_COLLAR = "white-collar"
    BLUE_COLLAR = "blue-collar"
    ARTIST = "artist"
    STUDENT = "student"
    ARTIST_1BIS = "artist-1bis"  # nobody gives orders, but social security is a salaried person's
    STUDENT_OVER_QUOTA = "student-over-quota"  # ordinary contributions and tax
    FLEXI = "flexi"
    SUPPORT = "support"  # staff of the cooperative itself


CONTRACT_TYPES: Mapping[ContractType, Msg] = {
    ContractType.WHITE_COLLAR: N_("White-collar employee"),
    ContractType.BLUE_COLLAR: N_("Blue-collar worker"),
    ContractType.ARTIST: N_("Artist"),
    ContractType.STUDENT: N_("Student"),
    ContractType.ARTIST_1BIS: N_("Artist, article 1bis"),
    ContractType.STUDENT_OVER_QUOTA: N_("Student beyond the quota"),
    ContractType.FLEXI: N_("Flexi-job"),
    ContractType.SUPPORT: N_("Support staff"),
}

# What a unit may choose: support staff is the cooperative's own.
OFFERED_TYPES: Mapping[ContractType, Msg] = {
    kind: label for kind, label in CONTRACT_TYPES.items() if kind is not ContractType.SUPPORT
}
STUDENTS = frozenset({ContractType.STUDENT, ContractType.STUDENT_OVER_QUOTA})

COEFFICIENTS: Mapping[ContractType, Parameter] = {
    ContractType.WHITE_COLLAR: parameter("cooperative/coefficient_white_collar"),
    ContractType.BLUE_COLLAR: parameter("cooperative/coefficient_blue_collar"),
    ContractType.ARTIST: parameter("cooperative/coefficient_artist"),
    ContractType.STUDENT: parameter("cooperative/coefficient_student"),
    ContractType.ARTIST_1BIS: parameter("cooperative/coefficient_artist_1bis"),
    ContractType.STUDENT_OVER_QUOTA: parameter("cooperative/coefficient_student_over_quota"),
}


@dataclass(eq=False)
class FlexiNotConfirmed(RuleError):
    """A flexi-job cannot be offered yet."""

    message = N_(
        "A flexi-job cannot be offered: neither the minimum flexi wage nor the day from which "
        "we may offer flexi-jobs is confirmed. Choose another contract."
    )
    field: ClassVar[str] = "kind"


@dataclass(eq=False)
class NotForUnits(RuleError):
    """The cooperative's own staff is not paid from the budget of a unit."""

    message = N_(
        "Support staff works for the cooperative itself and is not paid by a unit. "
        "Choose another contract."
    )
    field: ClassVar[str] = "kind"


REFUSED: Mapping[ContractType, type[RuleError]] = {
    ContractType.FLEXI: FlexiNotConfirmed,
    ContractType.SUPPORT: NotForUnits,
}


def check_offered(kind: ContractType) -> None:
    """Refuse a kind of contract that no unit can offer."""
    if kind in REFUSED:
        raise REFUSED[kind]


@dataclass(eq=False)
class WorkAlreadyStarted(RuleError):
    """The contract would be made on or after its first day."""

    message = N_(
        "Work would begin on %(first_day)s, but a contract is made before its first day. "
        "Choose %(earliest)s or later."
    )
    field: ClassVar[str] = "days"
    first_day: date
    earliest: date


@dataclass(eq=False)
class NoDay(RuleError):
    """A contract without a day of work."""

    message = N_("Choose at least one day of work.")
    field: ClassVar[str] = "days"


@dataclass(eq=False)
class DayTwice(RuleError):
    """The same day is in the list more than once."""

    message = N_("%(day)s is there twice. Keep it once.")
    field: ClassVar[str] = "days"
    day: date


@dataclass(eq=False)
class DayTooEarly(RuleError):
    """A day of work lies before the first one allowed."""

    message = N_("%(day)s is too early. Choose %(first_allowed)s or later.")
    field: ClassVar[str] = "days"
    day: date
    first_allowed: date


@dataclass(eq=False)
class DayTaken(RuleError):
    """The person already works in this assignment on that day."""

    message = N_("This person already works on %(day)s in this assignment. Choose another day.")
    field: ClassVar[str] = "days"
    day: date


def coefficient(kind: ContractType, day: date) -> Dated:
    """What one euro of gross pay takes from the employment budget.

    day:    first day of work, which fixes the coefficient
    Source: the cooperative's own setting; see parameters/cooperative/coefficient_*.toml
    """
    check_offered(kind)
    return COEFFICIENTS[kind].on(day)


def check_made_before_work(first_day: date, today: date) -> None:
    """Refuse a contract made on its first day of work or later: the declaration comes first."""
    if first_day <= today:
        raise WorkAlreadyStarted(first_day, today + ONE_DAY)


def check_days(days: Collection[date], first_allowed: date) -> None:
    """Refuse no day at all, a day twice, or a day before ``first_allowed``."""
    if not days:
        raise NoDay
    day, times = Counter(days).most_common(1)[0]
    if times > 1:
        raise DayTwice(day)
    if min(days) < first_allowed:
        raise DayTooEarly(min(days), first_allowed)


def check_free(days: Iterable[date], taken: Collection[date]) -> None:
    """Refuse a day on which the person already works in the same assignment.

    Two assignments on one day are fine: a rehearsal in the morning, a lesson at night.

    taken: days of this person's other contracts in this assignment
    """
    clash = set(days).intersection(taken)
    if clash:
        raise DayTaken(min(clash))


def by_month(days: Iterable[date]) -> dict[Month, tuple[date, ...]]:
    """Days of work sorted into months: each month has its own payslip."""
    return {month: tuple(group) for month, group in groupby(sorted(days), Month.of)}
