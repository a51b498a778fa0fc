"""Does the capital in the ledger equal what the register says was paid in?"""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from domain.ledger import Account
from domain.money import ZERO, Eur
from domain.shares.words import ExitState, SubscriptionState
from web.extensions import db
from web.models.joining import Joining, JoiningPayment
from web.models.ledger import Posting
from web.models.share import ShareExit, SharePayment, Subscription

REFUNDED = (ExitState.PAYABLE, ExitState.PAID)


def _sum(query: sa.Select[Any]) -> Eur:
    found: Eur | None = db.session.scalar(query)
    return found or ZERO


def shares_agree() -> Iterator[str]:
    """Capital: complete subscriptions, less what was refunded. In advance: what waits."""
    paid = sa.select(sa.func.sum(Subscription.amount)).where(
        Subscription.state == SubscriptionState.PAID
    )
    refunded = sa.select(sa.func.sum(ShareExit.refund)).where(ShareExit.state.in_(REFUNDED))
    short = (
        sa.select(sa.func.sum(SharePayment.amount))
        .join(Subscription, Subscription.id == SharePayment.subscription_id)
        .where(Subscription.state != SubscriptionState.PAID)
    )
    joining = (
        sa.select(sa.func.sum(JoiningPayment.amount))
        .join(Joining, Joining.id == JoiningPayment.joining_id)
        .where(Joining.subscription_id.is_(None))
    )
    expected = {
        Account.SHARE_CAPITAL: Eur(_sum(paid) - _sum(refunded)),
        Account.SHARES_IN_ADVANCE: Eur(_sum(short) + _sum(joining)),
    }
    for account, amount in expected.items():
        booked = _sum(sa.select(sa.func.sum(Posting.amount)).where(Posting.account == account))
        if Eur(booked + amount):
            yield f"{account}: {Eur(booked + amount)} apart"
