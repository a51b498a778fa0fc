"""One person and the roll: which votes they have and why not, what they objected to."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from domain.assembly.electorate import Change, Reason, change_for, has_vote, reason_for
from domain.shares.words import Category, SubscriptionState
from web.extensions import db
from web.models.assembly import Assembly
from web.models.roll import Objection, RollLine
from web.models.share import Shareholder, ShareMovement, Subscription
from web.queries.register import Line, line_on, own_lines
from web.queries.roll import on_roll


@dataclass(frozen=True, slots=True, kw_only=True)
class MyVote:
    """One shareholder that somebody is or acts for, and whether it is on the roll."""

    holder: Shareholder
    line: RollLine | None
    reason: Reason
    shares: int  # on the record day
    category: Category | None
    casts: bool  # is this the person who casts the vote?

    @property
    def change(self) -> Change:
        """What a granted objection would do."""
        return change_for(on_roll=self.line is not None, casts=self.casts)


def my_votes(assembly: Assembly, person_id: int) -> list[MyVote]:
    """Somebody's own line in the register, and those of the legal persons they act for."""
    return [_my_vote(assembly, holder, person_id) for holder in own_lines(person_id)]


def _my_vote(assembly: Assembly, holder: Shareholder, person_id: int) -> MyVote:
    line, held = on_roll(assembly.id, holder.id), line_on(holder.id, assembly.record_day)
    return MyVote(
        holder=holder,
        line=line,
        reason=Reason.ON_ROLL if line else _reason(assembly, holder, held),
        shares=line.shares if line else held.shares if held else 0,
        category=line.category if line else held.category if held else None,
        casts=line is not None and line.person_id == person_id,
    )


def _reason(assembly: Assembly, holder: Shareholder, held: Line | None) -> Reason:
    day = assembly.record_day
    votes = held is not None and has_vote(shares=held.shares, paid_in=held.paid_in, day=day)
    represented = held is not None and bool(held.person_id or held.representative_id)
    if assembly.roll_frozen is None and votes and represented:
        return Reason.NOT_FROZEN
    moves = sa.select(ShareMovement.day).where(ShareMovement.shareholder_id == holder.id)
    days = db.session.scalars(moves).all()
    unpaid = sa.select(Subscription.id).where(
        Subscription.shareholder_id == holder.id, Subscription.state == SubscriptionState.ASKED
    )
    return reason_for(
        held=held.shares if held and votes else 0,
        ever=any(moved <= day for moved in days) and held is None,
        later=any(moved > day for moved in days),
        unpaid=held is not None or db.session.scalar(unpaid.limit(1)) is not None,
        represented=represented,
    )


def objections(assembly_id: int, *, person_id: int | None = None) -> list[Objection]:
    """Those without an answer first; of one person if asked."""
    query = sa.select(Objection).where(Objection.assembly_id == assembly_id)
    if person_id is not None:
        query = query.where(Objection.person_id == person_id)
    query = query.order_by(Objection.answered.is_not(None), Objection.id)
    return list(db.session.scalars(query.options(joinedload(Objection.person))))
