"""Open-ended employment in the demo: Nour works two days a week for Lotte's studio."""

from collections.abc import Callable
from datetime import date, timedelta

import sqlalchemy as sa

from domain.employment import ContractType
from domain.hours import NO_HOURS, hours
from domain.known import known_days
from domain.lasting_offer import Wish
from domain.money import eur
from domain.open_ended import Regime
from domain.periods import Month
from domain.schedule import Schedule
from web import clock
from web.actions import declarations, employment_months, employments
from web.demo.office import confirm
from web.demo.people import FINANCE, MEMBER, OTHER_MEMBER
from web.demo.stage import Stage, acting, office_day
from web.extensions import db
from web.models.contract import Contract
from web.models.employment import Employment
from web.models.person import Person
from web.models.unit import Unit

STUDIO = 2
BEGAN = 45  # days ago; on the first day of that month
WEEK = timedelta(days=7)
TWO_DAYS = Schedule(
    (NO_HOURS, hours("6.50"), NO_HOURS, hours("6.50"), NO_HOURS, NO_HOURS, NO_HOURS)
)
RECEIPT = "990000000017"


def plan_employment(stage: Stage) -> None:
    """Offered, accepted the day after, declared; then month after month, until today."""
    first = Month.of(stage.ago(BEGAN))
    if first.first_day - WEEK < stage.first:
        return
    offered = office_day(first.first_day - WEEK)
    stage.plan(offered, "16:00", offer(first.first_day))
    stage.plan(offered + timedelta(days=1), "07:40", accept)
    stage.plan(office_day(offered + timedelta(days=1)), "08:45", declare)
    stage.plan(first.last_day, "18:45", confirm_month(first))
    month = first.next()
    while month.first_day - WEEK <= stage.today and month.last_day <= known_days()[1]:
        stage.plan(month.first_day - WEEK, "03:10", prepare)
        stage.plan(month.last_day, "18:45", confirm_month(month))
        month = month.next()


def offer(first_day: date) -> Callable[[], None]:
    """Lotte offers it."""

    def act() -> None:
        with acting(OTHER_MEMBER):
            order = employments.Order(
                person=db.session.scalars(sa.select(Person).where(Person.email == MEMBER)).one(),
                work="Production et suivi des affiches",
                wish=Wish(
                    kind=ContractType.WHITE_COLLAR,
                    first_day=first_day,
                    last_day=None,
                    regime=Regime(monthly_gross=eur("820.00"), schedule=TWO_DAYS),
                ),
            )
            employments.offer(db.session.get_one(Unit, STUDIO), order, now=clock.now())

    return act


def the_one() -> Employment:
    """The only agreement of the demo."""
    return db.session.scalars(sa.select(Employment)).one()


def accept() -> None:
    """Nour says yes."""
    with acting(MEMBER):
        employments.accept(the_one(), now=clock.now())


def declare() -> None:
    """The office notes the receipt number of the one declaration."""
    with acting(FINANCE):
        declarations.record_job_receipt(the_one(), RECEIPT, known="")


def prepare() -> None:
    """What the worker does by itself each night."""
    employment_months.prepare_due(clock.now())


def confirm_month(month: Month) -> Callable[[], None]:
    """Nour confirms the days of a month."""

    def act() -> None:
        query = sa.select(Contract.id).where(
            Contract.employment_id.is_not(None),
            Contract.first_day.between(month.first_day, month.last_day),
        )
        for contract_id in db.session.scalars(query).all():
            confirm(contract_id, MEMBER)()

    return act
