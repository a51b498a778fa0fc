"""When an assembly is convened: the law's deadline, and the days that follow from its date."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar

from domain.errors import N_, RuleError
from domain.parameters import Parameter, parameter

NOTICE = parameter("voting/convocation_days")
RECORD = parameter("voting/record_days")
OBJECTIONS = parameter("voting/objection_days")
QUESTIONS = parameter("voting/question_days")
CANDIDATES = parameter("voting/candidate_days")
PROXIES = parameter("voting/proxy_days")


@dataclass(eq=False)
class TooLateToConvene(RuleError):
    """Shareholders need time to read, ask, and give their vote to somebody."""

    message = N_(
        "An assembly on %(day)s had to be convened on %(last)s at the latest: %(days)s days before "
        "(CSA, art. 6:70). Choose a later day for the assembly."
    )
    field: ClassVar[str] = "starts"
    day: date
    last: date
    days: int


@dataclass(eq=False)
class StartPassed(RuleError):
    """Nobody is invited to yesterday."""

    message = N_("This moment has passed. Choose one to come.")
    field: ClassVar[str] = "starts"


@dataclass(eq=False)
class RecordDayTooLate(RuleError):
    """The roll is made before people vote."""

    message = N_("The day of the roll lies before the assembly.")
    field: ClassVar[str] = "record_day"


@dataclass(eq=False)
class ObjectionsTooLate(RuleError):
    """An objection is answered before people vote."""

    message = N_("Objections end after the day of the roll and before the assembly.")
    field: ClassVar[str] = "objections_until"


@dataclass(eq=False)
class QuestionsTooLate(RuleError):
    """The board answers at the assembly."""

    message = N_("Written questions end before the assembly begins.")
    field: ClassVar[str] = "questions_until"


@dataclass(eq=False)
class CandidatesTooLate(RuleError):
    """Candidates stand on the agenda that people prepare with."""

    message = N_("The list of candidates closes before the assembly begins.")
    field: ClassVar[str] = "candidates_until"


@dataclass(eq=False)
class ProxiesTooLate(RuleError):
    """Who votes for whom is fixed before people vote."""

    message = N_("Proxies end before the voting opens, and before the assembly begins.")
    field: ClassVar[str] = "proxies_until"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """Everything with a date around one assembly."""

    starts: datetime
    day: date  # of ``starts`` in Brussels
    record_day: date
    objections_until: date
    questions_until: datetime
    candidates_until: datetime | None
    proxies_until: datetime
    opens_at: datetime | None = None  # of the voting; None where nothing is voted yet


def last_day(day: date) -> date:
    """The last day on which an assembly on ``day`` can be convened.

    Source: CSA/WVV art. 6:70; see parameters/voting/convocation_days.toml
    """
    return before(NOTICE, day)


def before(time: Parameter, day: date) -> date:
    """So many days before an assembly."""
    return day - timedelta(days=int(time.on(day).value))


def check_in_time(sent: date, day: date) -> None:
    """Refuse a convocation sent on ``sent`` for an assembly on ``day``, if that is too late.

    Source: CSA/WVV art. 6:70; see parameters/voting/convocation_days.toml
    """
    if sent > (last := last_day(day)):
        raise TooLateToConvene(day, last, int(NOTICE.on(day).value))


def wrong_dates(dates: Dates) -> Iterator[RuleError]:
    """Every date that does not fit the others."""
    if dates.record_day >= dates.day:
        yield RecordDayTooLate()
    if not dates.record_day <= dates.objections_until < dates.day:
        yield ObjectionsTooLate()
    if dates.questions_until > dates.starts:
        yield QuestionsTooLate()
    if dates.candidates_until is not None and dates.candidates_until > dates.starts:
        yield CandidatesTooLate()
    if dates.proxies_until > min(dates.starts, dates.opens_at or dates.starts):
        yield ProxiesTooLate()


def check_dates(dates: Dates) -> None:
    """Refuse dates that do not fit each other."""
    for refusal in wrong_dates(dates):
        raise refusal
