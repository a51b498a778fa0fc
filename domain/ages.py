"""How old someone is on a day, and from which age they may work."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.employment import STUDENTS, ContractType
from domain.errors import N_, RuleError
from domain.parameters import parameter
from domain.payroll.categories import CATEGORIES

MINIMUM_AGE = parameter("employment/minimum_age")
MINIMUM_AGE_OTHER = parameter("employment/minimum_age_other")
WORK_BONUS_AGE = parameter("employment/work_bonus_age")

AGE_UNKNOWN = 21  # nothing is lowered any more: what protects someone whose age we do not know


@dataclass(eq=False)
class UnderAge(RuleError):
    """Nobody may be employed before this age."""

    message = N_("%(name)s is %(age)s years old on %(first_day)s. Work begins at %(least)s.")
    field: ClassVar[str] = "worker"
    name: str
    age: int
    first_day: date
    least: int


@dataclass(eq=False)
class OnlyAsStudent(UnderAge):
    """At this age there is only the student contract."""

    message = N_(
        "%(name)s is %(age)s years old on %(first_day)s. Before %(least)s, one works with a "
        "student contract only."
    )
    field: ClassVar[str] = "kind"


@dataclass(eq=False)
class YoungWorker(RuleError):
    """Someone who has no work bonus yet; a payslip does not leave it out."""

    message = N_(
        "Until the end of %(year)s, %(name)s has no work bonus because of their age, and this pay "
        "cannot be worked out here. Choose a student contract within the quota."
    )
    field: ClassVar[str] = "kind"
    name: str
    year: int


def age_on(birth_day: date | None, day: date) -> int:
    """Whole years on a day; someone born on 29 February turns older on 1 March.

    birth_day: None where it is not known; then nothing is lowered for youth
    """
    if birth_day is None:
        return AGE_UNKNOWN
    before = (day.month, day.day) < (birth_day.month, birth_day.day)
    return day.year - birth_day.year - before


def check_age(name: str, birth_day: date | None, first_day: date, kind: ContractType) -> None:
    """Refuse someone too young on the first day of work; an unknown age is not refused.

    Source: law of 16 March 1971, art. 6 and 7; see docs/rules/payroll.md
    """
    age = age_on(birth_day, first_day)
    least, other = (int(figure.on(first_day).value) for figure in (MINIMUM_AGE, MINIMUM_AGE_OTHER))
    if age < least:
        raise UnderAge(name, age, first_day, least)
    if age < other and kind not in STUDENTS:
        raise OnlyAsStudent(name, age, first_day, other)
    if birth_day is not None and CATEGORIES[kind].bonus:
        last_year = birth_day.year + int(WORK_BONUS_AGE.on(first_day).value)
        if first_day.year <= last_year:
            raise YoungWorker(name, last_year)
