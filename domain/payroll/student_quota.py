"""The hours of a year that a student may work with a solidarity contribution only."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import ClassVar

from domain.employment import ContractType
from domain.errors import N_, RuleError
from domain.hours import FULL_DAY, Hours
from domain.parameters import parameter

QUOTA = parameter("student/quota_hours")

Counted = Mapping[int, int]  # hours by calendar year


@dataclass(eq=False)
class QuotaExceeded(RuleError):
    """A student contract that does not fit into the hours left."""

    message = N_(
        "%(name)s has %(left)s hours of student work left in %(year)s. These days count "
        "%(asked)s. Choose “Student beyond the quota”, or fewer hours."
    )
    field: ClassVar[str] = "days"
    name: str
    year: str
    left: int
    asked: int


def begun(hours: Decimal) -> int:
    """Hours as they count on one day: each hour begun is a whole one."""
    return int(hours.to_integral_value(ROUND_CEILING))


def counted(worked: Iterable[tuple[date, Hours]]) -> Counted:
    """What days of work take from the quota, by calendar year.

    worked: each day of each contract, and its hours
    Source: instructions for the declaration of students; see docs/rules/payroll.md
    """
    found: Counter[int] = Counter()
    for day, hours in worked:
        found[day.year] += begun(hours)
    return dict(found)


def of_contract(days: Iterable[date], hours: Mapping[date, Hours]) -> Counted:
    """What one contract takes from the quota.

    hours: of days that are not full days
    """
    return counted((day, hours.get(day, FULL_DAY)) for day in days)


def left(year: int, already: Counted) -> int:
    """The hours left in a calendar year, as far as this cooperative knows.

    already: what the contracts so far take, with all its employers
    """
    return int(QUOTA.on(date(year, 12, 31)).value) - already.get(year, 0)


def check_quota(
    name: str,
    kind: ContractType,
    days: Iterable[date],
    hours: Mapping[date, Hours],
    already: Counted,
) -> None:
    """Refuse a student contract for more hours than are left; other contracts are not counted."""
    if kind is not ContractType.STUDENT:
        return
    for year, asked in sorted(of_contract(days, hours).items()):
        rest = left(year, already)
        if asked > rest:
            raise QuotaExceeded(name, str(year), max(rest, 0), asked)
