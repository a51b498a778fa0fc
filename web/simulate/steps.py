"""The steps in their order: each is one transaction, and is done once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from domain.periods import Month
from domain.simulated.marginals import Marginals
from domain.simulated.sales import months
from web import clock
from web.actions.figures import rebuild
from web.actions.tables import weigh
from web.extensions import db
from web.models.figure import FigureChange
from web.models.simulation import SimulationStep
from web.simulate.assembly import hold
from web.simulate.contracts import write_contracts
from web.simulate.expenses import write_expenses
from web.simulate.invoices import write_invoices
from web.simulate.payments import write_payments
from web.simulate.payslips import close_month
from web.simulate.people import write_clients, write_entities, write_people, write_units
from web.simulate.shares import write_shares
from web.simulate.store import Making
from web.simulate.transfers import write_transfers

Work = Callable[[], int]


@dataclass(frozen=True, slots=True)
class Step:
    """Something to write; gives how many acts that was."""

    stage: str
    month: str
    work: Work


def steps(making: Making) -> Iterator[Step]:
    """Everything, in an order in which nothing is spent before it came in."""
    yield Step("entities", "", write_entities)
    yield Step("people", "", lambda: write_people(making))
    yield Step("units", "", lambda: write_units(making))
    yield Step("clients", "", lambda: write_clients(making))
    yield Step("shares", "", lambda: write_shares(making))
    for first, last in months(making.plan.totals):
        yield from _of_month(making, first, last)
    for first, last in [*months(making.plan.totals)[1:], after(making.plan.totals)]:
        yield _transfers(making, first, last)
    yield Step("assembly", "", lambda: hold(making))
    yield Step("figures", "", count)


def count() -> int:
    """Everything that figures need, counted from the acts."""
    rebuild()
    weigh()
    return 0


def after(totals: Marginals) -> tuple[date, date]:
    """The two months in which the last work of the year is paid."""
    return totals.last_day + timedelta(days=1), totals.last_day + timedelta(days=59)


def _transfers(making: Making, first: date, last: date) -> Step:
    return Step("transfers", f"{first:%Y-%m}", lambda: write_transfers(making, first, last))


def _of_month(making: Making, first: date, last: date) -> Iterator[Step]:
    name = f"{first:%Y-%m}"
    yield Step("invoices", name, lambda: write_invoices(making, first, last))
    yield Step("payments", name, lambda: write_payments(making, first, last))
    if first >= making.plan.totals.first_day:
        yield Step("pay", name, lambda: pay(making, first, last))
        yield Step("expenses", name, lambda: write_expenses(making, first, last))


def pay(making: Making, first: date, last: date) -> int:
    """Contracts and the payslips that they come to."""
    acts, pays = write_contracts(making, first, last)
    return acts + close_month(making, Month.of(first), pays)


def run(making: Making) -> Iterator[tuple[Step, int]]:
    """Do what is not done yet; a step and how many acts it was, one after the other."""
    for step in steps(making):
        done = db.session.get(SimulationStep, (step.stage, step.month))
        if done is not None:
            acts = done.acts
            db.session.rollback()
        else:
            acts = step.work()
            db.session.execute(sa.delete(FigureChange))  # everything is counted anew at the end
            db.session.execute(
                sa.insert(SimulationStep),
                [{"stage": step.stage, "month": step.month, "acts": acts, "done": clock.now()}],
            )
            db.session.commit()
        db.session.expunge_all()
        yield step, acts
