"""Joining the cooperative: who one is, how far an application is, when its shares count."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar

from domain.ages import age_on
from domain.errors import N_, Msg, RuleError
from domain.identifiers import birth_date
from domain.money import ZERO, Eur
from domain.parameters import parameter

KEPT_UNSENT = parameter("share_capital/application_kept_days")
KEPT_REFUSED = parameter("share_capital/refusal_kept_days")
OLDEST = 120  # years; an older birth day is a slip of the finger
ADULT = 18  # years; before, a parent signs too


class JoiningState(StrEnum):
    """How far an application is."""

    FILLING = "filling"
    SENT = "sent"  # waiting for the administrative team
    SENT_BACK = "sent_back"  # to be corrected by the applicant
    VALIDATED = "validated"
    REFUSED = "refused"


JOINING_STATES: Mapping[JoiningState, Msg] = {
    JoiningState.FILLING: N_("Not sent yet"),
    JoiningState.SENT: N_("Waiting for validation"),
    JoiningState.SENT_BACK: N_("Sent back to be corrected"),
    JoiningState.VALIDATED: N_("Validated"),
    JoiningState.REFUSED: N_("Refused"),
}
OPEN = frozenset({JoiningState.FILLING, JoiningState.SENT_BACK})  # its applicant may change it
UNDECIDED = OPEN | {JoiningState.SENT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """Who somebody says they are."""

    given_name: str
    family_name: str
    email: str
    birth_day: date
    street: str
    postcode: str
    city: str
    country: str
    phone: str = ""
    language: str
    national_number: str = ""

    @property
    def name(self) -> str:
        """How the person is called."""
        return f"{self.given_name} {self.family_name}"


def packed(applicant: Applicant) -> dict[str, str]:
    """The answers as plain texts, to be sealed."""
    return {name: str(value) for name, value in asdict(applicant).items()}


def unpacked(answers: Mapping[str, str]) -> Applicant:
    """The answers again."""
    day = date.fromisoformat(answers["birth_day"])
    return Applicant(**{**answers, "birth_day": day})  # type: ignore[arg-type]  # all others: texts


@dataclass(eq=False)
class NotABirthDay(RuleError):
    """A day of birth is in the past, and not long ago beyond reason."""

    message = N_("This cannot be your day of birth. Type it like 30/7/1985.")
    field: ClassVar[str] = "birth_day"


@dataclass(eq=False)
class OtherBirthDay(RuleError):
    """The day of birth is also in the national number."""

    message = N_(
        "This number holds another day of birth, %(day)s. Look at both again on your identity card."
    )
    field: ClassVar[str] = "national_number"
    day: date


@dataclass(eq=False)
class StepsMissing(RuleError):
    """Nothing is sent by halves."""

    message = N_("Some steps are not complete yet. Go through them in order, then send.")


@dataclass(eq=False)
class AlreadyBegun(RuleError):
    """A form that was sent twice makes one application."""

    message = N_("This application has begun already. Use the link that you got for it.")


@dataclass(eq=False)
class AlreadySent(RuleError):
    """What was sent is looked at as it is."""

    message = N_("This application was sent and can no longer be changed here.")


@dataclass(eq=False)
class AlreadyDecided(RuleError):
    """Somebody decided meanwhile, or it is with its applicant."""

    message = N_("This application no longer waits for a decision. Look at it again.")


@dataclass(eq=False)
class MoneyToReturn(RuleError):
    """Who is turned down gets their money back first."""

    message = N_("%(paid)s was received. Finance pays it back first; then it can be refused.")
    paid: Eur


@dataclass(eq=False)
class FewerThanPaid(RuleError):
    """What came is never more than what is asked."""

    message = N_("%(paid)s already came for your shares: choose at least as many as that pays.")
    field: ClassVar[str] = "shares"
    paid: Eur


@dataclass(eq=False)
class WhoIsThis(RuleError):
    """The office says whether a person is already known."""

    message = N_("Somebody here already has this e-mail address or national number: say who it is.")
    field: ClassVar[str] = "person"


def check_applicant(applicant: Applicant, today: date) -> None:
    """Refuse a day of birth that cannot be, or that the national number contradicts."""
    if not 0 <= age_on(applicant.birth_day, today) <= OLDEST or applicant.birth_day >= today:
        raise NotABirthDay
    inside = birth_date(applicant.national_number) if applicant.national_number else None
    if inside is not None and inside != applicant.birth_day:
        raise OtherBirthDay(inside)


def is_minor(applicant: Applicant, today: date) -> bool:
    """Does a parent have to sign too?"""
    return age_on(applicant.birth_day, today) < ADULT


def check_open(state: JoiningState) -> None:
    """Refuse to change what was sent."""
    if state not in OPEN:
        raise AlreadySent


def check_enough(amount: Eur, paid: Eur) -> None:
    """Refuse fewer shares than were paid already."""
    if paid > amount:
        raise FewerThanPaid(paid)


def check_waiting(state: JoiningState) -> None:
    """Only what waits is decided."""
    if state is not JoiningState.SENT:
        raise AlreadyDecided


def check_money_wanted(state: JoiningState) -> None:
    """Money is for what was sent and is not decided; later it is for the shares themselves."""
    if state not in {JoiningState.SENT, JoiningState.SENT_BACK}:
        raise AlreadyDecided


def check_refusal(state: JoiningState, paid: Eur) -> None:
    """Nobody is refused while the cooperative keeps their money."""
    check_waiting(state)
    if paid > ZERO:
        raise MoneyToReturn(paid)


def untouched_since(today: date) -> date:
    """Applications that were not sent and not touched from this day on are forgotten.

    Source: docs/rules/shares.md, joining: how long applications are kept
    """
    return today - timedelta(days=int(KEPT_UNSENT.on(today).value))


def refused_before(today: date) -> date:
    """Applications that were refused before this day are forgotten.

    Source: docs/rules/shares.md, joining: how long applications are kept
    """
    return today - timedelta(days=int(KEPT_REFUSED.on(today).value))


def counts_from(paid_days: Iterable[date], validated: date) -> date:
    """The day on which shares paid before the validation enter the register.

    Source: docs/rules/shares.md, joining: fully paid, and the person let in; the later of both
    """
    return max(*paid_days, validated)
