"""Who must decide what: accepted at once, or an adviser looks first."""

from dataclasses import dataclass
from datetime import date

from domain.errors import N_, RuleError
from domain.money import ZERO, Eur
from domain.parameters import parameter

CEILING = parameter("cooperative/validation_ceiling_amount")
MEMBER_HISTORY = parameter("cooperative/validation_member_history")
CLIENT_INVOICES = parameter("cooperative/validation_client_invoices")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What the cooperative knows about an assignment on the day it is submitted."""

    day: date  # of the submission, which fixes the ceilings
    amount: Eur  # price excluding VAT
    client_verified: bool  # someone of the administrative team checked the client
    client_invoices: int  # issued to this client before, by any unit
    client_overdue: Eur  # what this client should have paid by now
    member_accepted: int  # assignments of this member accepted before
    flags: tuple[RuleError, ...] = ()  # what other rules found, in their own words


@dataclass(frozen=True, slots=True)
class Verdict:
    """Accepted at once, or the sentences that say why an adviser looks first."""

    reasons: tuple[RuleError, ...]

    @property
    def accepted(self) -> bool:
        """Nothing stands in the way."""
        return not self.reasons


@dataclass(eq=False)
class AboveCeiling(RuleError):
    """The assignment is larger than what is accepted at once."""

    message = N_(
        "The price of %(amount)s is above %(ceiling)s, the most that is accepted without a look."
    )
    amount: Eur
    ceiling: Eur


@dataclass(eq=False)
class ClientUnknown(RuleError):
    """Nobody has worked for this client yet, and nobody has checked it."""

    message = N_("This client is new: nobody of the cooperative has checked it yet.")


@dataclass(eq=False)
class ClientLate(RuleError):
    """The client already owes money that was due."""

    message = N_("This client is late: %(overdue)s should already have been paid.")
    overdue: Eur


@dataclass(eq=False)
class MemberNew(RuleError):
    """The member has little history: the first assignments are looked at together."""

    message = N_(
        "The member has %(accepted)s accepted assignments so far; "
        "an adviser looks at the first %(needed)s."
    )
    accepted: int
    needed: int


@dataclass(eq=False)
class VatToCheck(RuleError):
    """A red flag: the VAT depends on something that only a person can judge."""

    message = N_("The VAT of this invoice is an exception that someone must check.")


@dataclass(eq=False)
class StartsSoon(RuleError):
    """A red flag: little time is left to declare the contract."""

    message = N_("The work begins on %(first_day)s: little time is left to declare it.")
    first_day: date


def verdict(case: Case) -> Verdict:
    """Accept at once what is small, known and clean; send the rest to an adviser, with reasons.

    Source: the cooperative's own ceilings, parameters/cooperative/validation_*.toml
    """
    reasons: list[RuleError] = []
    ceiling = CEILING.on(case.day).value
    needed = int(MEMBER_HISTORY.on(case.day).value)
    if case.amount > ceiling:
        reasons.append(AboveCeiling(case.amount, Eur(ceiling)))
    if not case.client_verified and case.client_invoices < CLIENT_INVOICES.on(case.day).value:
        reasons.append(ClientUnknown())
    if case.client_overdue > ZERO:
        reasons.append(ClientLate(case.client_overdue))
    if case.member_accepted < needed:
        reasons.append(MemberNew(case.member_accepted, needed))
    return Verdict((*reasons, *case.flags))
