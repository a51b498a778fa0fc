"""The one entry that each act writes; debits are positive, credits negative.

Every leg names the unit it concerns, so that running sums per unit and account tell where
the money went. Transfers are the exception: they pay a person, for several units at once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from domain.errors import N_, RuleError
from domain.ledger.accounts import Account
from domain.money import ZERO, Eur, total


@dataclass(frozen=True, slots=True)
class Leg:
    """One line of an entry."""

    account: Account
    amount: Eur  # debit positive, credit negative
    unit_id: int | None = None
    assignment_id: int | None = None
    person_id: int | None = None
    invoice_id: int | None = None


@dataclass(eq=False)
class Unbalanced(RuleError):
    """An entry that does not sum to zero is never written."""

    message = N_("This entry does not balance: %(difference)s is left over. Nothing was written.")
    difference: Eur


def balanced(legs: Iterable[Leg]) -> tuple[Leg, ...]:
    """The legs that carry money, if together they sum to zero; else a refusal."""
    kept = tuple(leg for leg in legs if leg.amount != ZERO)
    difference = total(leg.amount for leg in kept)
    if difference != ZERO:
        raise Unbalanced(difference)
    return kept


def opposite(legs: Iterable[Leg]) -> tuple[Leg, ...]:
    """The entry that takes ``legs`` back, to the cent."""
    return tuple(replace(leg, amount=Eur(-leg.amount)) for leg in legs)


def issue_invoice(
    *,
    net: Eur,
    vat: Eur,
    contribution: Eur,
    unit_id: int,
    assignment_id: int | None,
    invoice_id: int,
) -> tuple[Leg, ...]:
    """The client owes; the state, the common pot and the unit each have their part.

    net:           EUR excluding VAT, ``vat`` and ``contribution`` EUR
    assignment_id: None when the invoice feeds the running budget of an Activity
    """
    leg = partial(Leg, unit_id=unit_id, assignment_id=assignment_id, invoice_id=invoice_id)
    return balanced(
        (
            leg(Account.CLIENT_RECEIVABLE, Eur(net + vat)),
            leg(Account.VAT_DUE, Eur(-vat)),
            leg(Account.CONTRIBUTION, Eur(-contribution)),
            leg(_purse(assignment_id), Eur(contribution - net)),
        )
    )


def credit_invoice(
    *,
    net: Eur,
    vat: Eur,
    contribution: Eur,
    unit_id: int,
    assignment_id: int | None,
    invoice_id: int,
) -> tuple[Leg, ...]:
    """Give back exactly what the invoice took; amounts are those of the invoice, positive.

    invoice_id: the credit note's own id
    """
    return opposite(
        issue_invoice(
            net=net,
            vat=vat,
            contribution=contribution,
            unit_id=unit_id,
            assignment_id=assignment_id,
            invoice_id=invoice_id,
        )
    )


def confirm_work(
    *, budget: Eur, unit_id: int, assignment_id: int | None, person_id: int
) -> tuple[Leg, ...]:
    """The worked days are confirmed: their employment budget leaves the unit.

    budget: EUR, the part of the employment budget that pays this person
    """
    leg = partial(Leg, unit_id=unit_id, assignment_id=assignment_id, person_id=person_id)
    return balanced(
        (
            leg(_purse(assignment_id), budget),
            leg(Account.EMPLOYMENT_IN_TRANSIT, Eur(-budget)),
        )
    )


def net_due(
    *,
    gross: Eur,
    net: Eur,
    social_security: Eur,
    withholding: Eur,
    special: Eur,
    unit_id: int,
    assignment_id: int | None,
    person_id: int,
) -> tuple[Leg, ...]:
    """What this contract adds to the month's payslip becomes due to its three creditors.

    gross:           EUR; the other four add up to it, and may be negative for a later contract
    social_security: EUR, the employee's, after work bonus
    special:         EUR, the special contribution, also due to the social security office
    """
    leg = partial(Leg, unit_id=unit_id, assignment_id=assignment_id, person_id=person_id)
    return balanced(
        (
            leg(Account.EMPLOYMENT_IN_TRANSIT, gross),
            leg(Account.NET_PAY_DUE, Eur(-net)),
            leg(Account.SOCIAL_SECURITY_DUE, Eur(-social_security - special)),
            leg(Account.WITHHOLDING_DUE, Eur(-withholding)),
        )
    )


def settle_special(*, added: Eur, unit_id: int, person_id: int) -> tuple[Leg, ...]:
    """The net pays ``added`` EUR of a quarter's special contribution, or gets it back below 0."""
    leg = partial(Leg, unit_id=unit_id, person_id=person_id)
    due = leg(Account.SOCIAL_SECURITY_DUE, Eur(-added))
    return balanced((leg(Account.NET_PAY_DUE, added), due))


def approve_expense(
    *, net: Eur, vat: Eur, unit_id: int, assignment_id: int | None, person_id: int
) -> tuple[Leg, ...]:
    """An approved expense leaves the unit and is due to the person; the VAT comes back.

    net: EUR charged to the unit; ``vat`` EUR that the cooperative recovers
    """
    leg = partial(Leg, unit_id=unit_id, assignment_id=assignment_id, person_id=person_id)
    return balanced(
        (
            leg(_purse(assignment_id), net),
            leg(Account.VAT_RECOVERABLE, vat),
            leg(Account.EXPENSES_DUE, Eur(-net - vat)),
        )
    )


def paid_in(
    *, amount: Eur, unit_id: int, assignment_id: int | None, invoice_id: int
) -> tuple[Leg, ...]:
    """The client paid ``amount`` EUR of an invoice."""
    leg = partial(Leg, unit_id=unit_id, assignment_id=assignment_id, invoice_id=invoice_id)
    return balanced(
        (leg(Account.BANK, amount), leg(Account.CLIENT_RECEIVABLE, Eur(-amount))),
    )


def undo_payment(
    *, amount: Eur, unit_id: int, assignment_id: int | None, invoice_id: int
) -> tuple[Leg, ...]:
    """A payment was recorded by mistake, or came back: the client owes ``amount`` again."""
    return opposite(
        paid_in(amount=amount, unit_id=unit_id, assignment_id=assignment_id, invoice_id=invoice_id)
    )


@dataclass(frozen=True, slots=True)
class Due:
    """One debt to a person that a transfer pays."""

    account: Account  # NET_PAY_DUE, EXPENSES_DUE or SHARE_REFUNDS_DUE
    amount: Eur  # positive
    person_id: int


def sepa_sent(dues: Sequence[Due]) -> tuple[Leg, ...]:
    """A file of transfers left for the bank: the debts in it are paid.

    These legs name no unit: a unit's sums of pay and expenses keep telling what it gave.
    """
    paid = [Leg(due.account, due.amount, person_id=due.person_id) for due in dues]
    return balanced((*paid, Leg(Account.BANK, Eur(-total(due.amount for due in dues)))))


def transfer_rejected(dues: Sequence[Due]) -> tuple[Leg, ...]:
    """The bank sent transfers back: these debts are due again."""
    return opposite(sepa_sent(dues))


def close_work(
    *,
    in_transit: Eur,
    social_security: Eur,
    holiday: Eur,
    unit_id: int,
    assignment_id: int | None,
    person_id: int,
) -> tuple[Leg, ...]:
    """The real cost of employment is known: what is left of the budget goes to the common pot.

    in_transit:      EUR of employment budget not yet used, that is budget minus gross
    social_security: EUR of employer contributions; ``holiday`` EUR of holiday pay to come
    """
    margin = Eur(in_transit - social_security - holiday)
    leg = partial(Leg, unit_id=unit_id, assignment_id=assignment_id, person_id=person_id)
    return balanced(
        (
            leg(Account.EMPLOYMENT_IN_TRANSIT, in_transit),
            leg(Account.SOCIAL_SECURITY_DUE, Eur(-social_security)),
            leg(Account.HOLIDAY_DUE, Eur(-holiday)),
            leg(Account.POT_MARGIN, Eur(-margin)),
        )
    )


def employer_reduction(
    *, amount: Eur, person_id: int, unit_id: int | None = None
) -> tuple[Leg, ...]:
    """A reduction of employer contributions, ``amount`` EUR, stays in the common pot."""
    leg = partial(Leg, unit_id=unit_id, person_id=person_id)
    return balanced(
        (leg(Account.SOCIAL_SECURITY_DUE, amount), leg(Account.POT_REDUCTIONS, Eur(-amount)))
    )


def _purse(assignment_id: int | None) -> Account:
    """Whose money it is: the assignment's, or the unit's running budget."""
    return Account.UNIT_AVAILABLE if assignment_id is None else Account.ASSIGNMENT
