"""Shares asked for, the money that comes for them, and their entry in the register."""

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa

from domain.entities import EntityCode
from domain.identifiers import structured_communication
from domain.ledger import Act, Leg, share_paid_in, undo_share_payment
from domain.money import ZERO, Eur
from domain.shares.register import check_next, check_reason, counter_entry
from domain.shares.subscribing import (
    check_open,
    check_payment,
    check_reopening,
    check_undoing,
    check_withdrawal,
    entered,
    missing,
    price,
)
from domain.shares.words import SubscriptionState
from web import clock
from web.actions.audit import actor_id, record
from web.actions.ledger import next_number, post
from web.actions.locks import alone
from web.actions.share_movements import Cause, write
from web.actions.shareholders import locked
from web.extensions import db
from web.models.entity import Entity
from web.models.share import Shareholder, ShareMovement, SharePayment, Subscription
from web.queries.register import movements_of
from web.queries.share_exits import check_stays

SERIES = 9  # first digit of our communications for shares; invoices use those of the entities


def subscribe(holder: Shareholder, *, shares: int, first_year: int, now: datetime) -> Subscription:
    """Ask for shares; they are in the register once paid. The caller commits.

    first_year: the calendar years that these shares open begin here
    """
    amount = price(shares, clock.day_of(now))
    locked(holder.id)
    check_stays(holder.id)
    base = SERIES * 10**9 + next_number("share-communication")
    subscription = Subscription(
        shareholder_id=holder.id,
        shares=shares,
        amount=amount,
        communication=structured_communication(base),
        first_year=first_year,
        asked=now,
    )
    db.session.add(subscription)
    db.session.flush()
    record("shares_asked", subscription, shares=shares, amount=amount)
    return subscription


def subscribe_now(
    holder: Shareholder, *, shares: int, first_year: int, now: datetime
) -> Subscription:
    """Somebody asks for more shares themselves."""
    subscription = subscribe(holder, shares=shares, first_year=first_year, now=now)
    db.session.commit()
    return subscription


def withdraw(subscription: Subscription) -> None:
    """Nobody waits for this money any more; refused while some of it is here."""
    subscription = _locked(subscription.id)
    check_withdrawal(subscription.state, paid_of(subscription.id))
    subscription.state = SubscriptionState.WITHDRAWN
    record("shares_withdrawn", subscription, shares=subscription.shares)
    db.session.commit()


def reopen(subscription: Subscription) -> None:
    """A withdrawal taken back: the same communication can be paid again."""
    subscription = _locked(subscription.id)
    check_reopening(subscription.state)
    check_stays(subscription.shareholder_id)
    subscription.state = SubscriptionState.ASKED
    record("shares_asked", subscription, shares=subscription.shares, amount=subscription.amount)
    db.session.commit()


def _locked(subscription_id: int) -> Subscription:
    """The subscription and its shareholder, for this act only."""
    holder_id = sa.select(Subscription.shareholder_id).where(Subscription.id == subscription_id)
    locked(db.session.scalars(holder_id).one())
    query = sa.select(Subscription).where(Subscription.id == subscription_id)
    return db.session.scalars(alone(query, Subscription)).one()


def paid_of(subscription_id: int) -> Eur:
    """What was received for it, corrections taken off."""
    query = sa.select(sa.func.sum(SharePayment.amount)).where(
        SharePayment.subscription_id == subscription_id
    )
    found: Eur | None = db.session.scalar(query)
    return found or ZERO


def record_payment(subscription: Subscription, *, amount: Eur, day: date) -> Eur:
    """Money came for shares: with the last of it they enter the register. Commits.

    Gives what is still missing, and nothing was entered unless that is 0.
    """
    subscription = _locked(subscription.id)
    check_open(subscription.state)
    check_stays(subscription.shareholder_id)
    paid = paid_of(subscription.id)
    asked, today = clock.day_of(subscription.asked), clock.today()
    check_payment(amount, missing(subscription.amount, [paid]), day=day, asked=asked, today=today)
    db.session.add(
        SharePayment(
            subscription_id=subscription.id, day=day, amount=amount, written=clock.now(),
            written_by_id=actor_id(),
        )
    )  # fmt: skip
    short = missing(subscription.amount, [paid, amount])
    if not short:
        _enter(subscription, Eur(paid + amount))
    holder = db.session.get_one(Shareholder, subscription.shareholder_id)
    legs = share_paid_in(
        amount=amount, entered=ZERO if short else subscription.amount, person_id=holder.person_id
    )
    _post(Act.SHARE_PAID_IN, legs, subscription, day)
    record("share_payment", subscription, amount=amount, missing=short)
    db.session.commit()
    return short


def _enter(subscription: Subscription, paid: Eur) -> None:
    """Complete: the shares are in the register from the day of the last payment on."""
    days = sa.select(sa.func.max(SharePayment.day)).where(
        SharePayment.subscription_id == subscription.id
    )
    day = db.session.scalars(days).one()
    move = entered(subscription.shares, subscription.amount, [paid], day=day)
    check_next(movements_of(subscription.shareholder_id), move)
    write(subscription.shareholder_id, move, Cause(subscription_id=subscription.id))
    subscription.state, subscription.paid_day = SubscriptionState.PAID, day


def undo_payment(payment: SharePayment, *, reason: str) -> None:
    """A payment recorded by mistake is taken back by its opposite, and so are its shares."""
    kept = check_reason(reason)
    subscription = _locked(payment.subscription_id)
    again = sa.select(SharePayment.id).where(SharePayment.corrects_id == payment.id)
    check_undoing(payment.amount, taken_back=db.session.scalar(again) is not None)
    was_in = subscription.state is SubscriptionState.PAID
    if was_in:
        _take_out(subscription, kept)
    db.session.add(
        SharePayment(
            subscription_id=subscription.id, day=clock.today(), amount=Eur(-payment.amount),
            corrects_id=payment.id, reason=kept, written=clock.now(), written_by_id=actor_id(),
        )
    )  # fmt: skip
    holder = db.session.get_one(Shareholder, subscription.shareholder_id)
    legs = undo_share_payment(
        amount=payment.amount,
        entered=subscription.amount if was_in else ZERO,
        person_id=holder.person_id,
    )
    _post(Act.SHARE_PAYMENT_UNDONE, legs, subscription, clock.today())
    record("share_payment_undone", subscription, amount=payment.amount, reason=kept)
    db.session.commit()


def _take_out(subscription: Subscription, reason: str) -> None:
    """The counter-entry of the shares that entered; the subscription waits for money again."""
    history = movements_of(subscription.shareholder_id)
    query = sa.select(ShareMovement.id).where(ShareMovement.subscription_id == subscription.id)
    query = query.where(ShareMovement.corrects_id.is_(None)).order_by(ShareMovement.id.desc())
    key = db.session.scalars(query.limit(1)).one()
    wrong = next(move for move in history if move.key == key)
    write(
        subscription.shareholder_id,
        counter_entry(history, wrong, day=clock.today()),
        Cause(subscription_id=subscription.id, reason=reason),
    )
    subscription.state, subscription.paid_day = SubscriptionState.ASKED, None


def _post(act: Act, legs: Sequence[Leg], subscription: Subscription, day: date) -> None:
    """In the journal of the cooperative itself, which issues the shares."""
    company = db.session.scalars(sa.select(Entity.id).where(Entity.code == EntityCode.SC)).one()
    post(act, legs, entity_id=company, day=day, reference=subscription.communication)
