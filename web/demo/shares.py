"""Shares of the cast: asked, paid, one paid short, one departure; by the same acts as in life."""

from collections.abc import Callable
from datetime import date, timedelta

import sqlalchemy as sa

from domain.money import eur
from domain.shares.subscribing import price
from domain.shares.words import Category
from web import clock
from web.actions import share_certificates, share_exits, share_refunds
from web.actions.shareholders import Seat, admit, admit_legal
from web.actions.subscriptions import record_payment, subscribe
from web.demo.people import (
    ADMIN_TEAM,
    ADVISER,
    BOARD,
    FINANCE,
    MEMBER,
    OTHER_ADVISER,
    OTHER_MEMBER,
    STRANGER,
    WORKER,
)
from web.demo.stage import Act, Stage, acting
from web.extensions import db
from web.models.share import ShareExit, Shareholder
from web.queries.register import person_by, shareholder_of

SEAT = Seat(
    name="Atelier des Exemples SC",
    enterprise_number="0888004217",
    street="Rue de la Demo 40",
    postcode="1060",
    city="Saint-Gilles",
)
A, B = Category.A, Category.B
# Years ago, who, which category, how many shares: in the second week of January of that year.
TAKEN: tuple[tuple[int, str, Category, int], ...] = (
    (6, ADVISER, B, 1),
    (5, OTHER_ADVISER, B, 2),
    (4, BOARD, A, 5),
    (3, STRANGER, A, 4),
    (2, MEMBER, A, 2),
    (1, OTHER_MEMBER, A, 1),
    (0, MEMBER, A, 1),
    (0, WORKER, A, 1),
)
NET_ASSETS, UNAVAILABLE = eur(12_400), eur(1_000)


def plan_shares(stage: Stage) -> None:
    """What lies before the first day of the demo happened too, in the order of time."""
    year = stage.today.year
    decided = year if stage.today > date(year, 7, 10) else year - 1  # of the last departure
    plans: list[tuple[date, Act]] = [
        (date(year - ago, 1, 8 + place), take(email, category, shares, year - ago))
        for place, (ago, email, category, shares) in enumerate(TAKEN)
    ]
    plans += [
        (date(year - 2, 3, 3), let_in_atelier),
        (date(decided, 5, 12), ask_to_leave),
        (date(decided, 6, 16), approve),
        (date(decided, 6, 18), decide),
        (date(decided, 7, 6), run_tests),
        (stage.ago(6), certify),
        (stage.ago(4), ask_more),
    ]
    for day, act in sorted(plans, key=lambda plan: plan[0]):
        if day >= stage.first:
            stage.plan(day, "11:10", act)
            continue
        with clock.moved_to(clock.midnight(day) + timedelta(hours=11)):
            act()


def line_of(email: str) -> Shareholder:
    """The line of somebody who is in the register."""
    found = shareholder_of(person_by(email).id)
    assert found is not None
    return found


def take(email: str, category: Category, shares: int, year: int) -> Callable[[], None]:
    """The office lets somebody in, who pays at once."""

    def act() -> None:
        with acting(ADMIN_TEAM):
            holder = admit(person_by(email), category=category, day=clock.today())
        pay(holder, shares, year)

    return act


def pay(holder: Shareholder, shares: int, year: int) -> None:
    """Shares asked for, and recorded by finance the same day."""
    with acting(FINANCE):
        asked = subscribe(holder, shares=shares, first_year=year, now=clock.now())
        record_payment(asked, amount=price(shares, clock.today()), day=clock.today())


def let_in_atelier() -> None:
    """A legal person, for whom somebody acts."""
    with acting(ADMIN_TEAM):
        holder = admit_legal(
            SEAT, representative=person_by(BOARD), category=Category.C, day=clock.today()
        )
    pay(holder, 20, clock.today().year)


def ask_to_leave() -> None:
    """Somebody of the team resigns."""
    with acting(OTHER_ADVISER) as person:
        share_exits.resign(
            line_of(OTHER_ADVISER), day=clock.today(), iban=person.iban,
            reason="Ik verhuis naar het buitenland.", now=clock.now(),
        )  # fmt: skip


def approve() -> None:
    """The assembly approved the accounts."""
    with acting(BOARD):
        today = clock.today()
        share_refunds.approve_accounts(
            today.year - 1, approved=today, net_assets=NET_ASSETS, unavailable=UNAVAILABLE
        )


def decide() -> None:
    """The board accepts the departure."""
    row = db.session.scalars(sa.select(ShareExit)).one()
    with acting(BOARD):
        share_exits.accept(row, answer="", now=clock.now())


def run_tests() -> None:
    """The board states that debts can be paid: the refund is due."""
    with acting(BOARD):
        share_refunds.run_tests(liquid=True)


def certify() -> None:
    """A member wants it on paper."""
    with acting(MEMBER):
        share_certificates.ask(line_of(MEMBER), language="fr", now=clock.now())


def ask_more() -> None:
    """A member asks for two more shares, and pays a third of them."""
    with acting(OTHER_MEMBER):
        holder = line_of(OTHER_MEMBER)
        asked = subscribe(holder, shares=2, first_year=clock.today().year, now=clock.now())
        db.session.commit()
    with acting(FINANCE):
        record_payment(asked, amount=eur(20), day=clock.today())
