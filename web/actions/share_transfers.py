"""Handing shares on, and taking back lines that should not be in the register."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from domain.shares.register import FromAPayment, check_reason, counter_entry
from domain.shares.transfers import ToThemselves, transfer
from domain.shares.words import MovementKind
from web import clock
from web.actions.audit import record
from web.actions.share_exits import annul
from web.actions.share_movements import Cause, write
from web.actions.shareholders import locked
from web.extensions import db
from web.models.share import Shareholder, ShareMovement
from web.queries.register import movements_of
from web.queries.share_exits import check_stays

PAIRED = frozenset({MovementKind.TRANSFER_IN, MovementKind.TRANSFER_OUT})


def hand_over(
    giver: Shareholder, taker: Shareholder, *, shares: int, day: date, reason: str
) -> None:
    """Some shares change hands on a day; both lines of the register name the other."""
    if giver.id == taker.id:
        raise ToThemselves
    kept = check_reason(reason)
    for key in sorted((giver.id, taker.id)):
        locked(key)
        check_stays(key)
    out, came = transfer(
        movements_of(giver.id), movements_of(taker.id), shares, day=day, today=clock.today()
    )
    now = clock.now()
    write(giver.id, out, Cause(other_id=taker.id, reason=kept, at=now))
    write(taker.id, came, Cause(other_id=giver.id, reason=kept, at=now))
    record("shares_transferred", giver, shares=shares, to=taker.name, day=day)
    record("shares_received", taker, shares=shares, giver=giver.name, day=day)
    db.session.commit()


def take_back(row: ShareMovement, *, reason: str) -> None:
    """Lines that should not have been, each by its counter-entry; of a transfer, both sides.

    Shares that were paid for are taken back with their payment; a departure ends with its line.
    """
    kept = check_reason(reason)
    if row.subscription_id is not None:
        raise FromAPayment
    lines = pair_of(row)
    for line in sorted(lines, key=lambda line: line.shareholder_id):
        locked(line.shareholder_id)
    for line in sorted(lines, key=lambda line: line.shares, reverse=True):
        history = movements_of(line.shareholder_id)
        wrong = next(move for move in history if move.key == line.id)
        opposite = counter_entry(history, wrong, day=clock.today())
        cause = Cause(other_id=line.other_id, reason=kept)
        write(line.shareholder_id, opposite, cause)
        holder = db.session.get_one(Shareholder, line.shareholder_id)
        record("shares_corrected", holder, shares=opposite.shares, reason=kept)
    if row.exit_id is not None:
        annul(row.exit_id)
    db.session.commit()


def pair_of(row: ShareMovement) -> list[ShareMovement]:
    """A line and, of a transfer, the line of the other side that was written with it."""
    if row.kind not in PAIRED:
        return [row]
    other = aliased(ShareMovement)
    query = sa.select(other).where(
        other.shareholder_id == row.other_id,
        other.other_id == row.shareholder_id,
        other.written == row.written,
        other.day == row.day,
        other.shares == -row.shares,
        other.kind.in_(PAIRED - {row.kind}),
    )
    return [row, db.session.scalars(query).one()]
