"""Leaving: asked, decided, cancelled in the register, tested, and due for payment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from domain.identifiers import iban as read_iban
from domain.shares import leaving as rules
from domain.shares.register import Holding, check_next, check_reason, held
from domain.shares.subscribing import check_withdrawal
from domain.shares.words import ExitKind, ExitState, SubscriptionState
from web import clock
from web.actions.audit import record
from web.actions.locks import alone
from web.actions.share_movements import Cause, write
from web.actions.shareholders import locked
from web.actions.subscriptions import paid_of
from web.extensions import db
from web.models.share import ShareExit, Shareholder, Subscription
from web.queries.register import movements_of
from web.queries.share_exits import check_stays


@dataclass(frozen=True, slots=True, kw_only=True)
class Payee:
    """To whom the shares are paid back."""

    iban: str
    name: str = ""  # of the heirs; empty: the shareholder


def resign(holder: Shareholder, *, day: date, iban: str, reason: str, now: datetime) -> ShareExit:
    """A dated request to leave with all one's shares; it waits for the board.

    day: of the letter
    """
    holding = _begin(holder, iban)
    rules.check_resignation(day, today=clock.day_of(now), holding=holding)
    return _open(holder, ExitKind.RESIGNATION, day, Payee(iban=iban), reason)


def propose_exclusion(holder: Shareholder, *, reason: str, iban: str, now: datetime) -> ShareExit:
    """The board proposes, with its reasons, that somebody leaves; they may answer."""
    kept = check_reason(reason)
    rules.check_holds(_begin(holder, iban))
    day = clock.day_of(now)
    return _open(holder, ExitKind.EXCLUSION, day, Payee(iban=iban), kept)


def record_death(holder: Shareholder, *, day: date, payee: Payee, now: datetime) -> ShareExit:
    """Somebody died: their shares end on that day and are paid back to their heirs."""
    rules.check_holds(_begin(holder, payee.iban))
    rules.check_past(day, clock.day_of(now))
    return _open(holder, ExitKind.DEATH, day, payee, "", accepted=now)


def _begin(holder: Shareholder, iban: str) -> Holding:
    """Alone with the shareholder, who is not leaving already; what they hold in all."""
    if iban:
        read_iban(iban)
    locked(holder.id)
    check_stays(holder.id)
    return held(movements_of(holder.id), date.max)


def _open(
    holder: Shareholder,
    kind: ExitKind,
    day: date,
    payee: Payee,
    reason: str,
    accepted: datetime | None = None,
) -> ShareExit:
    """Write it down; what was asked for and not paid is withdrawn."""
    _withdraw_asked(holder.id)
    holding = held(movements_of(holder.id), date.max)
    row = ShareExit(
        shareholder_id=holder.id, kind=kind, asked_day=day, reason=reason.strip(),
        shares=holding.shares, paid_in=holding.paid_in, beneficiary=payee.name.strip(),
    )  # fmt: skip
    row.own_uid()
    row.iban = read_iban(payee.iban) if payee.iban else ""
    db.session.add(row)
    db.session.flush()
    record("share_exit_asked", row, kind=kind.value, day=day, shares=row.shares)
    if accepted is not None:
        _accept(row, accepted)
    db.session.commit()
    return row


def _withdraw_asked(holder_id: int) -> None:
    """Refused while money is here for shares that are not paid in full."""
    query = sa.select(Subscription).where(
        Subscription.shareholder_id == holder_id, Subscription.state == SubscriptionState.ASKED
    )
    for subscription in db.session.scalars(query).all():
        check_withdrawal(subscription.state, paid_of(subscription.id))
        subscription.state = SubscriptionState.WITHDRAWN


def _alone(row: ShareExit) -> ShareExit:
    """Its shareholder first, as every act on shares locks them."""
    locked(row.shareholder_id)
    query = sa.select(ShareExit).where(ShareExit.id == row.id)
    return db.session.scalars(alone(query, ShareExit)).one()


def withdraw(row: ShareExit) -> None:
    """Somebody stays after all, before the board decided."""
    row = _alone(row)
    rules.check_asked(row.state)
    _change(row, ExitState.WITHDRAWN)
    db.session.commit()


def refuse(row: ShareExit, *, answer: str) -> None:
    """The board says no, and why."""
    kept = check_reason(answer)
    row = _alone(row)
    _change(row, ExitState.REFUSED)
    row.answer, row.decided_day = kept, clock.today()
    db.session.commit()


def hear(row: ShareExit, *, answer: str, day: date) -> None:
    """What somebody answered to the proposal to exclude them."""
    kept = check_reason(answer)
    row = _alone(row)
    rules.check_hearing(row.kind, row.state, day, proposed=row.asked_day, today=clock.today())
    row.heard, row.heard_day = kept, day
    record("share_exit_heard", row, day=day)
    db.session.commit()


def accept(row: ShareExit, *, answer: str, now: datetime) -> None:
    """The board accepts a resignation, or decides an exclusion with its reasons."""
    row = _alone(row)
    if row.kind is ExitKind.EXCLUSION:
        row_answer = check_reason(answer)
        today = clock.day_of(now)
        rules.check_heard(row.asked_day, heard=row.heard_day, today=today)
    else:
        row_answer = answer.strip()
    _accept(row, now)
    row.answer = row_answer
    db.session.commit()


def _accept(row: ShareExit, now: datetime) -> None:
    """The line that cancels the shares, on the day on which that takes effect."""
    rules.move(row.state, ExitState.ACCEPTED)
    today = clock.day_of(now)
    effect = rules.effect_day(row.kind, asked=row.asked_day, decided=today)
    history = movements_of(row.shareholder_id)
    holding = held(history, date.max)
    rules.check_holds(holding)
    gone = check_next(history, rules.gone(row.kind, holding, effect))
    _change(row, ExitState.ACCEPTED)
    row.decided_day, row.effect_day = today, effect
    row.payable_day = rules.payable_day(effect, today)
    row.shares, row.paid_in = holding.shares, holding.paid_in
    db.session.flush()
    write(row.shareholder_id, gone, Cause(exit_id=row.id))


def _change(row: ShareExit, to: ExitState) -> None:
    row.state = rules.move(row.state, to)
    record(f"share_exit_{to.value}", row, shares=row.shares)


def annul(exit_id: int) -> None:
    """A departure decided by mistake, whose line in the register is taken back; caller commits."""
    query = sa.select(ShareExit).where(ShareExit.id == exit_id)
    _change(db.session.scalars(alone(query, ShareExit)).one(), ExitState.WITHDRAWN)


def waiting_for_tests(today: date) -> Sequence[ShareExit]:
    """Departures in effect whose refund waits, the first payable first; for this act only."""
    query = (
        sa.select(ShareExit)
        .where(
            ShareExit.state.in_((ExitState.ACCEPTED, ExitState.SUSPENDED)),
            ShareExit.effect_day <= today,
        )
        .options(joinedload(ShareExit.shareholder, innerjoin=True))
        .order_by(ShareExit.payable_day, ShareExit.id)
    )
    return db.session.scalars(alone(query, ShareExit)).all()
