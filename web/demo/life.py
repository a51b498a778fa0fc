"""Three months of the demo cooperative, up to today, made by the same acts as in real life."""

from collections.abc import Callable
from datetime import date

from domain.known import known_days
from domain.periods import ONE_DAY
from web import clock
from web.config import LIFE
from web.demo import cast
from web.demo.assembly import plan_assembly
from web.demo.crowd import crowd
from web.demo.employments import plan_employment
from web.demo.expenses import plan_claims
from web.demo.jobs import plan_job
from web.demo.office import close_months, pay_each_week
from web.demo.reports import plan_reports
from web.demo.scenes import BILLS, HIRES, JOBS
from web.demo.shares import plan_shares
from web.demo.sisters import plan_sisters
from web.demo.stage import Stage
from web.demo.studio import plan_bill, plan_hire
from web.demo.voters import let_in
from web.demo.voting import plan_voting
from web.extensions import db


def live(tell: Callable[[date], None] = lambda _day: None) -> None:
    """Fill an empty database: the cast, more clients, and everything that happened to them.

    tell: told each day on which something happened, so that one sees it go on
    """
    now = clock.now()
    first = max(clock.day_of(now) - LIFE, known_days()[0] + ONE_DAY)
    with clock.moved_to(min(clock.midnight(first), now)):
        cast.build()
        crowd(clock.now())
    stage = Stage(first, now)
    plan(stage)
    for day in stage.play():
        tell(day)
    db.session.commit()  # whatever was read last lets go of the database


def plan(stage: Stage) -> None:
    """Everything that begins by itself; the rest follows from it."""
    for job in JOBS:
        plan_job(stage, job)
    for bill in BILLS:
        plan_bill(stage, bill)
    for hire in HIRES:
        plan_hire(stage, hire)
    plan_employment(stage)
    plan_claims(stage)
    let_in(stage)
    plan_shares(stage)
    plan_assembly(stage)
    plan_voting(stage)
    pay_each_week(stage)
    close_months(stage)
    plan_sisters(stage)
    plan_reports(stage)
