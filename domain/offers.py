"""An offer of work: what the worker answers, until when, and what must still hold then."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.ages import check_age
from domain.assignment.review import NationalNumberMissing
from domain.contract_life import CONTRACT_STATUSES, ContractStatus
from domain.employment import ContractType
from domain.errors import N_, Msg, RuleError
from domain.minimum_pay import BelowMinimumForHours, BelowMinimumPay
from domain.terms import Terms, check_pay


@dataclass(eq=False)
class OfferOver(RuleError):
    """Somebody was faster."""

    message = N_("This offer is no longer open. It is now: %(state)s.")
    state: Msg


@dataclass(eq=False)
class OfferTooLate(RuleError):
    """Nobody answered before the first day: a contract is made before its work begins."""

    message = N_(
        "The work was to begin on %(first_day)s. A contract is made before that day, "
        "so this offer can no longer be accepted."
    )
    first_day: date


@dataclass(eq=False)
class PayTooLowNow(RuleError):
    """The legal minimum rose, or a figure was corrected, since it was offered."""

    message = N_(
        "The pay of this offer is under the legal minimum of today, so it can no longer be "
        "accepted. Ask for a new offer."
    )


@dataclass(eq=False)
class NotRead(RuleError):
    """Nobody agrees to what they have not read."""

    message = N_("Read the contract, then tick this box.")
    field: ClassVar[str] = "read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answerer:
    """The worker, as far as the answer is concerned."""

    name: str
    birth_day: date | None
    has_national_number: bool


def check_open(status: ContractStatus) -> None:
    """Refuse to answer, or to take back, what no longer waits for an answer."""
    if status is not ContractStatus.OFFERED:
        raise OfferOver(CONTRACT_STATUSES[status])


def check_acceptable(
    status: ContractStatus, terms: Terms, kind: ContractType, who: Answerer, today: date
) -> None:
    """Refuse to make a contract of an offer that may no longer become one."""
    check_open(status)
    if terms.first_day <= today:
        raise OfferTooLate(terms.first_day)
    if not who.has_national_number:
        raise NationalNumberMissing(who.name)
    check_age(who.name, who.birth_day, terms.first_day, kind)
    try:
        check_pay(terms, kind, who.birth_day)
    except (BelowMinimumPay, BelowMinimumForHours) as low:
        raise PayTooLowNow from low
