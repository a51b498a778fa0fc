"""What the administrative team decides about applications to join."""

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa

from domain.entities import EntityCode
from domain.ledger import Act, Leg, share_paid_in, shares_carried, undo_share_payment
from domain.money import ZERO, Eur
from domain.roles import Role
from domain.shares.joining import (
    Applicant,
    JoiningState,
    WhoIsThis,
    check_money_wanted,
    check_refusal,
    check_waiting,
    counts_from,
)
from domain.shares.register import check_next, check_reason
from domain.shares.subscribing import (
    check_payment,
    check_undoing,
    entered,
    missing,
    next_first_year,
)
from domain.shares.words import Category, SubscriptionState
from web import clock
from web.actions.account import Address, write_address, write_national_number
from web.actions.audit import actor_id, record
from web.actions.joinings import applicant_of, locked
from web.actions.ledger import post
from web.actions.passwords import make_link
from web.actions.people import Identity, enter
from web.actions.share_movements import Cause, write
from web.actions.shareholders import admit
from web.actions.shareholders import locked as locked_holder
from web.extensions import db
from web.models.entity import Entity
from web.models.joining import Joining, JoiningPayment
from web.models.person import Person, PersonRole
from web.models.share import Shareholder, SharePayment, Subscription
from web.queries.joinings import known_as, paid_for, payments_of
from web.queries.register import movements_of
from web.queries.share_exits import check_stays
from web.queries.share_lines import asked_until


def validate(joining_id: int, *, known_id: int | None, now: datetime) -> tuple[Person, str]:
    """Let somebody in: their person, their line, their shares, and a link to choose a password.

    known_id: the person whom the office recognised, None for somebody new
    """
    row = locked(joining_id)
    check_waiting(row.state)
    applicant, today = applicant_of(row), clock.day_of(now)
    person = _person(applicant, known_id, now)
    _become_member(person)
    holder = admit(person, category=Category.A, day=today)
    row.subscription_id = _carry(row, holder, now).id
    row.state, row.person_id = JoiningState.VALIDATED, person.id
    row.decided, row.decided_by_id = now, actor_id()
    token = "" if person.password_hash else make_link(person, now=now)
    record("joining_validated", row, number=holder.number)
    db.session.commit()
    return person, token


def _become_member(person: Person) -> None:
    """From this day on they may open units."""
    if db.session.get(PersonRole, (person.id, Role.MEMBER)) is None:
        row = {"person_id": person.id, "role": Role.MEMBER}
        db.session.execute(sa.insert(PersonRole), [row])
        record("roles_given", person, roles=Role.MEMBER.value)


def _person(applicant: Applicant, known_id: int | None, now: datetime) -> Person:
    """Whom the office recognised, or somebody new with everything that they answered."""
    known = {person.id: person for person in known_as(applicant)}
    if known_id is not None:
        if known_id not in known or not known[known_id].active:
            raise WhoIsThis
        return known[known_id]
    if known:
        raise WhoIsThis
    names = {name: getattr(applicant, name) for name in Identity.__slots__}
    person = enter(Identity(**names), frozenset({Role.MEMBER}), now=now)
    write_address(person, Address(**{n: getattr(applicant, n) for n in Address.__slots__}))
    person.birth_day = applicant.birth_day
    if applicant.national_number:
        write_national_number(person, applicant.national_number)
    return person


def _carry(row: Joining, holder: Shareholder, now: datetime) -> Subscription:
    """The shares of the application, under its communication, with what was paid for them."""
    locked_holder(holder.id)
    check_stays(holder.id)
    today, amount = clock.day_of(now), row.amount or ZERO
    subscription = Subscription(
        shareholder_id=holder.id,
        shares=row.shares,
        amount=amount,
        communication=row.communication,
        first_year=next_first_year(asked_until(holder.id), today),
        asked=now,
    )
    db.session.add(subscription)
    db.session.flush()
    record("shares_asked", subscription, shares=row.shares, amount=amount)
    paid = _carry_payments(row, subscription)
    full = paid == amount
    if full:
        days = [item.day for item in _standing(row.id)]
        _enter(subscription, paid, counts_from(days, today))
    if paid:
        legs = shares_carried(
            paid=paid, entered=amount if full else ZERO, person_id=holder.person_id or 0
        )
        _post(Act.SHARES_CARRIED, legs, row, today)
    return subscription


def _standing(joining_id: int) -> list[JoiningPayment]:
    """The payments that were not taken back."""
    found = payments_of(joining_id)
    back = {item.corrects_id for item in found}
    return [item for item in found if item.amount > ZERO and item.id not in back]


def _carry_payments(row: Joining, subscription: Subscription) -> Eur:
    """Each payment keeps the day on which it came."""
    kept = _standing(row.id)
    db.session.add_all(
        SharePayment(
            subscription_id=subscription.id, day=item.day, amount=item.amount,
            written=item.written, written_by_id=item.written_by_id,
        )
        for item in kept
    )  # fmt: skip
    return Eur(sum((item.amount for item in kept), ZERO))


def _enter(subscription: Subscription, paid: Eur, day: date) -> None:
    """Paid and let in: the shares are in the register."""
    move = entered(subscription.shares, subscription.amount, [paid], day=day)
    check_next(movements_of(subscription.shareholder_id), move)
    write(subscription.shareholder_id, move, Cause(subscription_id=subscription.id))
    subscription.state, subscription.paid_day = SubscriptionState.PAID, day


def send_back(joining_id: int, *, reason: str, now: datetime) -> None:
    """The applicant corrects something; they read why at their link."""
    row = locked(joining_id)
    check_waiting(row.state)
    _decide(row, JoiningState.SENT_BACK, reason, now)
    record("joining_sent_back", row, reason=row.reason)
    db.session.commit()


def refuse(joining_id: int, *, reason: str, now: datetime) -> None:
    """Not this person; they read why at their link."""
    row = locked(joining_id)
    check_refusal(row.state, paid_for(row.id))
    _decide(row, JoiningState.REFUSED, reason, now)
    record("joining_refused", row, reason=row.reason)
    db.session.commit()


def _decide(row: Joining, state: JoiningState, reason: str, now: datetime) -> None:
    row.reason = check_reason(reason)
    row.state, row.decided, row.decided_by_id = state, now, actor_id()


def record_payment(joining_id: int, *, amount: Eur, day: date) -> Eur:
    """Money came before the decision: it waits beside the capital. Gives what is missing."""
    row = locked(joining_id)
    check_money_wanted(row.state)
    paid, asked = paid_for(row.id), row.amount or ZERO
    first = clock.day_of(row.began)
    check_payment(amount, missing(asked, [paid]), day=day, asked=first, today=clock.today())
    db.session.add(
        JoiningPayment(
            joining_id=row.id, day=day, amount=amount, written=clock.now(),
            written_by_id=actor_id(),
        )
    )  # fmt: skip
    _post(Act.SHARE_PAID_IN, share_paid_in(amount=amount, entered=ZERO, person_id=None), row, day)
    short = missing(asked, [paid, amount])
    record("joining_paid", row, amount=amount, missing=short)
    db.session.commit()
    return short


def undo_payment(payment: JoiningPayment, *, reason: str) -> None:
    """A payment paid back, or recorded by mistake: its opposite is added."""
    kept = check_reason(reason)
    row = locked(payment.joining_id)
    check_money_wanted(row.state)
    again = sa.select(JoiningPayment.id).where(JoiningPayment.corrects_id == payment.id)
    check_undoing(payment.amount, taken_back=db.session.scalar(again) is not None)
    db.session.add(
        JoiningPayment(
            joining_id=row.id, day=clock.today(), amount=Eur(-payment.amount),
            corrects_id=payment.id, reason=kept, written=clock.now(), written_by_id=actor_id(),
        )
    )  # fmt: skip
    legs = undo_share_payment(amount=payment.amount, entered=ZERO, person_id=None)
    _post(Act.SHARE_PAYMENT_UNDONE, legs, row, clock.today())
    record("joining_paid_back", row, amount=payment.amount, reason=kept)
    db.session.commit()


def _post(act: Act, legs: Sequence[Leg], row: Joining, day: date) -> None:
    """In the journal of the cooperative itself, which issues the shares."""
    company = db.session.scalars(sa.select(Entity.id).where(Entity.code == EntityCode.SC)).one()
    post(act, legs, entity_id=company, day=day, reference=row.communication or "")
