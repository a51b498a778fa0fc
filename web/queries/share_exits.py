"""Departures: whether somebody is leaving, and how far each is."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from domain.money import Eur
from domain.shares.forecast import MonthOut, Payout, by_month
from domain.shares.leaving import Leaving, effect_day, payable_day
from domain.shares.words import ExitState
from web import clock
from web.extensions import db
from web.models.share import ShareExit

UNDER_WAY = (ExitState.ASKED, ExitState.ACCEPTED)
UNPAID = (*UNDER_WAY, ExitState.SUSPENDED, ExitState.PAYABLE)


def leaving(shareholder_id: int) -> ShareExit | None:
    """The departure that somebody asked for and that has not taken effect yet."""
    query = (
        sa.select(ShareExit)
        .where(ShareExit.shareholder_id == shareholder_id, ShareExit.state.in_(UNDER_WAY))
        .where(sa.or_(ShareExit.effect_day.is_(None), ShareExit.effect_day > clock.today()))
        .order_by(ShareExit.id.desc())
        .limit(1)
    )
    return db.session.scalar(query)


def check_stays(shareholder_id: int) -> None:
    """Refuse shares to somebody who is leaving with all of them."""
    if leaving(shareholder_id) is not None:
        raise Leaving


def in_states(*states: ExitState) -> Sequence[ShareExit]:
    """Departures by how far they are, the first asked first, with their shareholders."""
    query = (
        sa.select(ShareExit)
        .options(joinedload(ShareExit.shareholder, innerjoin=True))
        .where(ShareExit.state.in_(states))
        .order_by(ShareExit.asked_day, ShareExit.id)
    )
    return db.session.scalars(query).all()


def forecast() -> list[MonthOut]:
    """What will be paid back, month by month: decided and tested, or only expected."""
    return by_month(_payout(row) for row in in_states(*UNPAID))


def _payout(row: ShareExit) -> Payout:
    today = clock.today()
    effect = row.effect_day or effect_day(row.kind, asked=row.asked_day, decided=today)
    day = row.payable_day or payable_day(effect, today)
    amount: Eur = row.paid_in if row.refund is None else row.refund
    sure = row.state is ExitState.PAYABLE
    return Payout(day=day if sure else max(day, today), amount=amount, sure=sure)
