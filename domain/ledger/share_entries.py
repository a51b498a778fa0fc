"""The entries of shares: personal money, so that no leg names a unit.

What was paid on shares in the register stands in the share capital, to the cent; what was paid
on shares that are not paid in full yet waits beside it.
"""

from functools import partial

from domain.ledger.accounts import Account
from domain.ledger.entries import Leg, balanced, opposite
from domain.money import Eur


def share_paid_in(*, amount: Eur, entered: Eur, person_id: int | None) -> tuple[Leg, ...]:
    """Money came for shares; with the last of it, the shares enter the register.

    amount:  EUR received now
    entered: EUR of the whole subscription when this completes it, else 0
    """
    leg = partial(Leg, person_id=person_id)
    return balanced(
        (
            leg(Account.BANK, amount),
            leg(Account.SHARES_IN_ADVANCE, Eur(entered - amount)),
            leg(Account.SHARE_CAPITAL, Eur(-entered)),
        )
    )


def shares_carried(*, paid: Eur, entered: Eur, person_id: int) -> tuple[Leg, ...]:
    """Somebody is let in: what they paid while joining becomes theirs, for shares.

    paid:    EUR received before, beside the capital and under nobody's name
    entered: EUR of the whole subscription when ``paid`` completes it, else 0
    """
    return balanced(
        (
            Leg(Account.SHARES_IN_ADVANCE, paid),
            Leg(Account.SHARES_IN_ADVANCE, Eur(entered - paid), person_id=person_id),
            Leg(Account.SHARE_CAPITAL, Eur(-entered), person_id=person_id),
        )
    )


def undo_share_payment(*, amount: Eur, entered: Eur, person_id: int | None) -> tuple[Leg, ...]:
    """A payment was recorded by mistake: exactly what it wrote is taken back."""
    return opposite(share_paid_in(amount=amount, entered=entered, person_id=person_id))


def share_refund_due(*, refund: Eur, person_id: int | None) -> tuple[Leg, ...]:
    """Somebody left and the tests allow paying: ``refund`` EUR leaves the capital and is due.

    What was paid in beyond the refund stays in the cooperative, in the capital.
    """
    leg = partial(Leg, person_id=person_id)
    return balanced(
        (leg(Account.SHARE_CAPITAL, refund), leg(Account.SHARE_REFUNDS_DUE, Eur(-refund)))
    )
