"""What keeps a declaration out of the export."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from domain.dimona.content import Declaration, WorkerType
from domain.employment import FlexiNotConfirmed
from domain.errors import N_, RuleError, refused
from domain.identifiers import enterprise_number, national_number


@dataclass(eq=False)
class NationalNumberNeeded(RuleError):
    """Nobody can be declared without one."""

    message = N_(
        "The national number is missing. Ask %(name)s to give it on their own account page."
    )
    name: str


@dataclass(eq=False)
class EndBeforeStart(RuleError):
    """The dates are the wrong way round."""

    message = N_("The last day (%(last_day)s) is before the first one (%(first_day)s).")
    first_day: date
    last_day: date


@dataclass(eq=False)
class EndMissing(RuleError):
    """A student is declared with both dates."""

    message = N_("A student is declared with a first and a last day. The last day is missing.")


@dataclass(eq=False)
class NoPlannedHours(RuleError):
    """A student is declared with hours."""

    message = N_(
        "A student is declared with planned hours, at least one in each quarter. Plan hours."
    )


@dataclass(eq=False)
class CommitteeMissing(RuleError):
    """Which joint committee?"""

    message = N_(
        "The joint committee of %(employer)s is not known. "
        "The cooperative must set it (employer/joint_committee)."
    )
    employer: str


def check_national_number(declaration: Declaration) -> None:
    """Refuse a missing number, or one whose check digits (modulo 97) do not match."""
    if not declaration.national_number:
        raise NationalNumberNeeded(declaration.worker)
    national_number(declaration.national_number)


def check_enterprise_number(declaration: Declaration) -> None:
    """Refuse an employer whose number is not right."""
    enterprise_number(declaration.enterprise_number)


def check_committee(declaration: Declaration) -> None:
    """Refuse an employer without a joint committee."""
    if not declaration.committee:
        raise CommitteeMissing(declaration.employer)


def check_dates(declaration: Declaration) -> None:
    """Refuse dates the wrong way round, and a student without an end."""
    if declaration.last_day is None:
        if declaration.worker_type is WorkerType.STU:
            raise EndMissing
    elif declaration.last_day < declaration.first_day:
        raise EndBeforeStart(declaration.first_day, declaration.last_day)


def check_hours(declaration: Declaration) -> None:
    """Refuse a student without an hour."""
    if declaration.worker_type is WorkerType.STU and not declaration.hours:
        raise NoPlannedHours


def check_kind(declaration: Declaration) -> None:
    """Refuse what cannot be offered at all."""
    if declaration.worker_type is WorkerType.FLX:
        raise FlexiNotConfirmed


CHECKS: tuple[Callable[[Declaration], None], ...] = (
    check_national_number,
    check_enterprise_number,
    check_committee,
    check_dates,
    check_hours,
    check_kind,
)


def problems(declaration: Declaration) -> tuple[RuleError, ...]:
    """Everything that is wrong with one declaration; nothing: it may be exported."""
    return tuple(refused(partial(check, declaration) for check in CHECKS))
