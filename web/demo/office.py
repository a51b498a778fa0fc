"""What the office does in the demo: decides, declares, records payments, pays."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import sqlalchemy as sa

from domain.contract_life import ContractStatus
from domain.money import Eur, eur
from domain.periods import Month
from domain.quarters import Quarter, QuarterState
from domain.settling import ends_quarter
from domain.transfers import next_bank_day
from web import clock
from web.actions import client_payments, contracts, declarations, payment_files, payrun, quarters
from web.demo.people import FINANCE
from web.demo.stage import Stage, acting, office_day
from web.extensions import db
from web.models.contract import Contract
from web.models.entity import Entity
from web.models.invoice import Invoice
from web.queries.due import due_list
from web.queries.payrun import earners
from web.queries.payrun_waiting import count_waiting
from web.queries.quarters import line_of

THURSDAY, WEEK = 3, timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Pays:
    """A client pays part of an invoice, so many days after it was issued."""

    after: int
    part: Decimal = Decimal(1)


IN_TIME = (Pays(21),)
NEVER: tuple[Pays, ...] = ()


def expect_payments(stage: Stage, invoice: Invoice, habit: tuple[Pays, ...]) -> None:
    """Plan what finance will find on the bank statement."""
    assert invoice.issue_day is not None
    for pays in habit:
        day = office_day(invoice.issue_day + timedelta(days=pays.after))
        stage.plan(day, "09:40", receive(invoice.id, pays.part))


def receive(invoice_id: int, part: Decimal) -> Callable[[], None]:
    """Finance records a payment; the last one is whatever is still open."""

    def act() -> None:
        invoice = db.session.get_one(Invoice, invoice_id)
        still_open = Eur(invoice.gross - invoice.paid)
        amount = min(eur(invoice.gross * part), still_open)
        with acting(FINANCE) as finance:
            arrived = client_payments.Arrived(
                invoice_id=invoice_id,
                amount=amount,
                day=clock.today(),
                reference=f"{clock.today():%Y/%j}",
            )
            client_payments.record_payment(arrived, author_id=finance.id, now=clock.now())

    return act


def follow_contracts(stage: Stage, ids: list[int], who: str, confirms: int | None) -> None:
    """Plan their declaration, and that ``who`` confirms the days once they are worked."""
    rows = db.session.scalars(sa.select(Contract).where(Contract.id.in_(ids))).all()
    for contract in rows:
        stage.plan(office_day(clock.today() + timedelta(days=1)), "08:50", declare(contract.id))
        if confirms is not None:
            day = contract.last_day + timedelta(days=confirms)
            stage.plan(day, "18:30", confirm(contract.id, who))


def declare(contract_id: int) -> Callable[[], None]:
    """The office notes the receipt number of the declaration."""

    def act() -> None:
        contract = db.session.get_one(Contract, contract_id)
        with acting(FINANCE):
            declarations.record_receipt(contract, f"{900_000_000_000 + contract_id}", known="")

    return act


def confirm(contract_id: int, who: str) -> Callable[[], None]:
    """A member confirms the days of a contract, if nothing happened to it."""

    def act() -> None:
        contract = db.session.get_one(Contract, contract_id)
        if contract.status is ContractStatus.MADE:
            with acting(who):
                contracts.confirm(contract, now=clock.now())

    return act


def pay_each_week(stage: Stage) -> None:
    """Every Thursday, finance pays what will be due by the next one."""
    day = stage.first + timedelta(days=(THURSDAY - stage.first.weekday()) % 7)
    while day <= stage.today:
        stage.plan(office_day(day), "10:15", pay_all)
        day += WEEK


def pay_all() -> None:
    """One file for each entity that owes something."""
    for entity_id in db.session.scalars(sa.select(Entity.id).order_by(Entity.id)).all():
        pay(entity_id, clock.today())


def pay(entity_id: int, day: date) -> None:
    """The file of one entity, executed on the next open day."""
    debts = [line.id for line in due_list(entity_id, day + WEEK).ready]
    if not debts:
        return
    with acting(FINANCE) as finance:
        payment_files.make_file(
            db.session.get_one(Entity, entity_id),
            debts,
            execution_day=next_bank_day(day + timedelta(days=1)),
            author_id=finance.id,
            now=clock.now(),
        )


def close_months(stage: Stage) -> None:
    """A week after each month, finance closes it; the last one waits to be closed by the reader."""
    month = Month.of(stage.first)
    while month.next().last_day < stage.today:
        day = office_day(month.last_day + WEEK)
        stage.plan(day, "11:20", close(month))
        if ends_quarter(month):
            stage.plan(day, "11:40", close_quarter(Quarter.of(month.first_day)))
        month = month.next()


def close(month: Month) -> Callable[[], None]:
    """Each employer's payslips of a month; work that is not confirmed stays for a correction."""

    def act() -> None:
        for entity in db.session.scalars(sa.select(Entity).order_by(Entity.id)).all():
            if earners(entity, month):
                with acting(FINANCE):
                    left = count_waiting(entity.id, month)
                    payrun.close(entity, month, now=clock.now(), accepted=left)

    return act


def close_quarter(quarter: Quarter) -> Callable[[], None]:
    """The true-up of each employer whose months are closed."""

    def act() -> None:
        for entity in db.session.scalars(sa.select(Entity).order_by(Entity.id)).all():
            line = line_of(entity, quarter, clock.today())
            if line.earned and line.state is QuarterState.OPEN:
                with acting(FINANCE):
                    quarters.close(entity, quarter, now=clock.now())

    return act
