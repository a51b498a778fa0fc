"""Shareholders for tests: admitted, asked, paid by the real acts, then held since a past day."""

from datetime import date

from domain.money import eur
from domain.shares.register import Movement
from domain.shares.subscribing import price
from domain.shares.words import Category, MovementKind
from tests.web.make import person
from web import clock
from web.actions.share_movements import Cause, write
from web.actions.shareholders import Seat, admit, admit_legal
from web.actions.subscriptions import record_payment, subscribe
from web.extensions import db
from web.models.person import Person
from web.models.share import Shareholder, Subscription

SINCE = date(2026, 1, 5)


def a_shareholder(
    who: str | Person,
    *,
    shares: int = 1,
    category: Category = Category.A,
    since: date = SINCE,
) -> Shareholder:
    """A person who holds ``shares`` shares since a day; 0: admitted without any."""
    someone = person(who) if isinstance(who, str) else who
    return _holding(admit(someone, category=category, day=since), shares, since)


def a_legal_shareholder(
    representative: str,
    *,
    name: str = "Coopérative des Exemples",
    enterprise_number: str = "0403019261",
    shares: int = 1,
    category: Category = Category.C,
    since: date = SINCE,
) -> Shareholder:
    """A legal person with its representative."""
    seat = Seat(name=name, enterprise_number=enterprise_number, street="Rue du Test 1",
                postcode="1060", city="Saint-Gilles")  # fmt: skip
    holder = admit_legal(seat, representative=person(representative), category=category, day=since)
    return _holding(holder, shares, since)


def _holding(holder: Shareholder, shares: int, since: date) -> Shareholder:
    if shares:
        move = Movement(
            kind=MovementKind.SUBSCRIPTION, day=since, shares=shares, paid_in=price(shares, since)
        )
        write(holder.id, move, Cause())
    db.session.commit()
    return holder


def asked(holder: Shareholder, *, shares: int = 1, first_year: int = 2026) -> Subscription:
    """Shares asked for today and not paid."""
    made = subscribe(holder, shares=shares, first_year=first_year, now=clock.now())
    db.session.commit()
    return made


def paid(holder: Shareholder, *, shares: int = 1, first_year: int = 2026) -> Subscription:
    """Shares asked for and paid today, by the real acts."""
    made = asked(holder, shares=shares, first_year=first_year)
    record_payment(made, amount=eur(30 * shares), day=clock.today())
    return made
