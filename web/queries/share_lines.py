"""What is known of one shareholder: shares asked for, payments, movements, departures, papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from domain.money import ZERO, Eur
from domain.shares.subscribing import last_year
from domain.shares.words import Category, MovementKind, SubscriptionState
from web import clock
from web.extensions import db
from web.models.person import Person
from web.models.share import (
    CategorySpell,
    Representation,
    ShareExit,
    Shareholder,
    ShareMovement,
    SharePayment,
    Subscription,
)
from web.queries.paging import matching

NAME = Person.given_name + " " + Person.family_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Shares asked for, and how much of the money is here."""

    id: int
    shareholder_id: int
    name: str
    shares: int
    amount: Eur
    paid: Eur
    communication: str
    first_year: int
    last_year: int
    state: SubscriptionState
    asked: datetime
    paid_day: date | None

    @property
    def missing(self) -> Eur:
        """What is still to be paid."""
        return Eur(self.amount - self.paid)


def _asked(*where: sa.ColumnElement[bool], limit: int = 200) -> list[Asked]:
    paid = (
        sa.select(sa.func.sum(SharePayment.amount))
        .where(SharePayment.subscription_id == Subscription.id)
        .scalar_subquery()
    )
    query = (
        sa.select(Subscription, paid)
        .options(joinedload(Subscription.shareholder, innerjoin=True))
        .where(*where)
        .order_by(Subscription.id.desc())
        .limit(limit)
    )
    return [
        Asked(
            id=row.id,
            shareholder_id=row.shareholder_id,
            name=row.shareholder.name,
            shares=row.shares,
            amount=row.amount,
            paid=received or ZERO,
            communication=row.communication,
            first_year=row.first_year,
            last_year=last_year(row.first_year, row.shares, clock.day_of(row.asked)),
            state=row.state,
            asked=row.asked,
            paid_day=row.paid_day,
        )
        for row, received in db.session.execute(query)
    ]


def subscriptions_of(shareholder_id: int) -> list[Asked]:
    """Everything somebody asked for, the last first."""
    return _asked(Subscription.shareholder_id == shareholder_id)


def subscription(subscription_id: int) -> Asked:
    """One subscription, which exists."""
    return _asked(Subscription.id == subscription_id)[0]


def waiting(typed: str = "") -> list[Asked]:
    """Subscriptions that wait for money; found by communication or the beginning of a name."""
    digits = "".join(sign for sign in typed if sign.isdigit())
    where = [Subscription.state == SubscriptionState.ASKED]
    if digits:
        where.append(Subscription.communication.like(f"{digits}%"))
    elif typed.strip():
        holders = sa.select(Shareholder.id).where(*matching(Shareholder.likeness, typed))
        where.append(Subscription.shareholder_id.in_(holders))
    return _asked(*where)


def covered_until(shareholder_id: int) -> int | None:
    """The last calendar year that somebody's paid shares open; None without any."""
    return _last_year(shareholder_id, SubscriptionState.PAID)


def asked_until(shareholder_id: int) -> int | None:
    """The same with shares that are asked for and wait for their money: no year is asked twice."""
    return _last_year(shareholder_id, SubscriptionState.PAID, SubscriptionState.ASKED)


def _last_year(shareholder_id: int, *states: SubscriptionState) -> int | None:
    found = subscriptions_of(shareholder_id)
    return max((item.last_year for item in found if item.state in states), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of somebody's history."""

    id: int
    day: date
    kind: MovementKind
    shares: int
    paid_in: Eur
    other: str  # of a transfer
    reason: str
    by: str
    written: datetime
    corrects_id: int | None
    corrected: bool
    by_hand: bool  # no payment stands behind it: the office may take it back itself
    after: int = 0  # shares held then


def changes_of(shareholder_id: int) -> list[Change]:
    """The movements of somebody, the last first, each with what was held then."""
    other, later = aliased(Shareholder), aliased(ShareMovement)
    corrected = sa.select(later.id).where(later.corrects_id == ShareMovement.id).exists()
    running = sa.func.sum(ShareMovement.shares).over(order_by=(ShareMovement.day, ShareMovement.id))
    query = (
        sa.select(ShareMovement, other.name, NAME, corrected, running)
        .outerjoin(other, other.id == ShareMovement.other_id)
        .outerjoin(Person, Person.id == ShareMovement.written_by_id)
        .where(ShareMovement.shareholder_id == shareholder_id)
        .order_by(ShareMovement.day.desc(), ShareMovement.id.desc())
    )
    return [
        Change(
            id=row.id,
            day=row.day,
            kind=row.kind,
            shares=row.shares,
            paid_in=row.paid_in,
            other=name or "",
            reason=row.reason,
            by=by or "",
            written=row.written,
            corrects_id=row.corrects_id,
            corrected=was_corrected,
            by_hand=row.subscription_id is None and row.kind is not MovementKind.CORRECTION,
            after=int(after),
        )
        for row, name, by, was_corrected, after in db.session.execute(query)
    ]


def spells_of(shareholder_id: int) -> list[tuple[date, Category]]:
    """The categories of somebody, the last first."""
    query = (
        sa.select(CategorySpell.since, CategorySpell.category)
        .where(CategorySpell.shareholder_id == shareholder_id)
        .order_by(CategorySpell.since.desc())
    )
    return [(since, category) for since, category in db.session.execute(query)]


def representatives_of(shareholder_id: int) -> list[tuple[date, str]]:
    """Who acted for a legal person, the last first."""
    query = (
        sa.select(Representation.since, NAME)
        .join(Person, Person.id == Representation.person_id)
        .where(Representation.shareholder_id == shareholder_id)
        .order_by(Representation.since.desc())
    )
    return [(since, name) for since, name in db.session.execute(query)]


def exits_of(shareholder_id: int) -> Sequence[ShareExit]:
    """The departures of somebody, the last first."""
    query = sa.select(ShareExit).where(ShareExit.shareholder_id == shareholder_id)
    return db.session.scalars(query.order_by(ShareExit.id.desc())).all()
