"""Confirming work: the ledger, the earnings, the debt, to the cent and once."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from domain.contract_life import ContractStatus, ForbiddenContractMove
from domain.declaring import DayNotPlanned, NothingWorked
from domain.employment import ContractType
from domain.hours import FULL_DAY
from domain.ledger import Account, Act
from domain.money import ZERO, Eur, eur, total
from domain.payroll.payslip import Work, payslip
from domain.periods import Month
from domain.work import AlreadyConfirmed, ConfirmedTooEarly, NeedsReason, WorkGoingOn
from tests.web import make
from tests.web.books import balance, check_books, legs
from tests.web.together import together
from web import clock
from web.actions import client_payments, contracts, payment_files
from web.demo.people import FINANCE, MEMBER, WORKER
from web.extensions import db
from web.models.audit import AuditEntry
from web.models.contract import Contract, Earning
from web.models.entity import Entity
from web.models.pay import Carried, Debt

SEPTEMBER = Month(2026, 9)

pytestmark = pytest.mark.usefixtures("app_context")


def debts(email: str = WORKER) -> list[Debt]:
    owner = make.person(email)
    return list(db.session.scalars(sa.select(Debt).where(Debt.person_id == owner.id)))


def test_the_worked_example_of_one_assignment():
    assignment = make.assignment()
    invoice = make.invoice(assignment_id=assignment.id)
    contract = make.contract(assignment_id=assignment.id)
    contracts.confirm(contract, now=clock.now())
    expense = make.approved_expense(assignment_id=assignment.id)
    arrived = client_payments.Arrived(
        invoice_id=invoice.id, amount=eur("1210.00"), day=clock.today()
    )
    client_payments.record_payment(arrived, author_id=1, now=clock.now())
    net = next(debt for debt in debts() if debt.contract_id)
    entity = db.session.get_one(Entity, contract.entity_id)
    payment_files.make_file(
        entity, [net.id, expense.id], execution_day=clock.today(), author_id=1, now=clock.now()
    )
    assert legs(Act.ISSUE) == {
        Account.CLIENT_RECEIVABLE: eur("1210.00"),
        Account.VAT_DUE: eur("-210.00"),
        Account.CONTRIBUTION: eur("-65.00"),
        Account.ASSIGNMENT: eur("-935.00"),
    }
    assert legs(Act.CONFIRM) == {
        Account.ASSIGNMENT: eur("885.00"),
        Account.EMPLOYMENT_IN_TRANSIT: eur("-885.00"),
    }
    assert legs(Act.NET_DUE) == {
        Account.EMPLOYMENT_IN_TRANSIT: eur("553.12"),
        Account.NET_PAY_DUE: eur("-480.83"),
        Account.SOCIAL_SECURITY_DUE: eur("-72.29"),
    }
    assert legs(Act.PAID_IN) == {
        Account.BANK: eur("1210.00"),
        Account.CLIENT_RECEIVABLE: eur("-1210.00"),
    }
    assert legs(Act.SEPA_SENT) == {
        Account.NET_PAY_DUE: eur("480.83"),
        Account.EXPENSES_DUE: eur("60.50"),
        Account.BANK: eur("-541.33"),
    }
    assert balance(Account.ASSIGNMENT) == ZERO
    check_books()


def test_the_net_is_due_seven_working_days_after_the_last_day():
    contracts.confirm(make.contract(), now=clock.now())
    (debt,) = debts()
    assert (debt.amount, debt.due_day) == (eur("480.83"), date(2026, 9, 15))


def test_the_dues_of_a_month_add_up_to_its_payslip():
    grosses = ["553.12", "1200.00", "199.99", "2500.00"]
    for gross in grosses:
        contract = make.contract(gross=gross, budget="4000.00")
        contracts.confirm(contract, now=clock.now())
    person = make.person(WORKER)
    works = [Work(contract.kind, eur(gross), 2) for gross in grosses]
    slip = payslip(works, person.situation, SEPTEMBER)
    assert total(db.session.scalars(sa.select(Earning.net))) == slip.net
    assert balance(Account.WITHHOLDING_DUE) == -slip.withholding
    check_books()


def test_another_employer_has_a_payslip_of_its_own():
    contracts.confirm(make.contract(unit_id=1), now=clock.now())
    contracts.confirm(make.contract(unit_id=2), now=clock.now())
    assert [debt.amount for debt in debts()] == [eur("480.83")] * 2


def test_a_contract_over_two_months_earns_in_both():
    days = (date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 2))
    contracts.confirm(make.contract(days=days, gross="600.00"), now=clock.now())
    rows = db.session.scalars(sa.select(Earning).order_by(Earning.month)).all()
    assert [(row.month, row.days, row.gross) for row in rows] == [
        (Month(2026, 8), 1, eur("200.00")),
        (Month(2026, 9), 2, eur("400.00")),
    ]
    (debt,) = debts()
    assert debt.amount == total(row.net for row in rows)


def test_a_lower_net_is_carried_to_the_next_payment():
    person = make.person(WORKER)
    contracts.confirm(make.contract(gross="900.00", budget="1500.00"), now=clock.now())
    before = debts()[0].amount
    earning = db.session.scalars(sa.select(Earning)).one()
    # The net already due is more than the payslip says now: as after a corrected situation.
    earning.net, earning.withholding = Eur(earning.net + 700), Eur(earning.withholding - 700)
    db.session.commit()
    contracts.confirm(make.contract(gross="300.00", budget="500.00"), now=clock.now())
    kept = db.session.scalars(sa.select(Carried)).one()
    assert len(debts()) == 1
    assert kept.amount > ZERO
    owed = kept.amount
    contracts.confirm(make.contract(gross="1500.00", budget="2500.00"), now=clock.now())
    net = db.session.scalars(sa.select(Earning.net).order_by(Earning.id.desc())).first()
    assert debts()[1].amount == net - owed
    assert db.session.get_one(Carried, (person.id, kept.entity_id)).amount == ZERO
    assert before == debts()[0].amount


def test_days_that_were_not_worked_shrink_the_pay_and_leave_the_rest():
    days = (date(2026, 9, 1), date(2026, 9, 2), date(2026, 9, 3))
    assignment = make.assignment()
    make.invoice(assignment_id=assignment.id)
    contract = make.contract(
        days=days, gross="600.00", budget="960.01", assignment_id=assignment.id
    )
    contracts.confirm(contract, now=clock.now(), hours=dict.fromkeys(days[:2], FULL_DAY))
    db.session.refresh(contract)
    assert (contract.gross, contract.budget) == (eur("400.00"), eur("640.01"))
    assert (contract.first_day, contract.last_day) == days[:2]
    assert balance(Account.ASSIGNMENT) == eur("-294.99")
    (debt,) = debts()
    assert debt.due_day == date(2026, 9, 11)
    facts = [
        row.facts for row in db.session.scalars(sa.select(AuditEntry)) if row.facts.get("days")
    ]
    assert facts == [{"days": "2026-09-03"}]


@pytest.mark.parametrize(
    ("days", "refusal"),
    [((), NothingWorked), ((date(2026, 9, 5),), DayNotPlanned)],
)
def test_days_that_cannot_be(days: tuple[date, ...], refusal: type[Exception]):
    contract = make.contract()
    with pytest.raises(refusal):
        contracts.confirm(contract, now=clock.now(), hours=dict.fromkeys(days, FULL_DAY))
    db.session.rollback()
    assert not debts()


def test_not_before_the_last_day_and_only_once():
    later = make.contract(days=[date(2026, 9, 14), date(2026, 9, 15)])
    with pytest.raises(ConfirmedTooEarly):
        contracts.confirm(later, now=clock.now())
    db.session.rollback()
    today = make.contract(days=[date(2026, 9, 14)])
    contracts.confirm(today, now=clock.now())
    with pytest.raises(AlreadyConfirmed):
        contracts.confirm(today, now=clock.now())
    db.session.rollback()
    proposed = make.contract(status=ContractStatus.PROPOSED)
    with pytest.raises(ForbiddenContractMove):
        contracts.confirm(proposed, now=clock.now())
    db.session.rollback()
    assert len(debts()) == 1


def test_all_at_once_is_all_or_nothing():
    ended, later = make.contract(), make.contract(days=[date(2026, 9, 20)])
    with pytest.raises(ConfirmedTooEarly):
        contracts.confirm_all([ended, later], now=clock.now())
    db.session.rollback()
    assert not debts()
    other = make.contract(unit_id=2)
    contracts.confirm(other, now=clock.now())
    done = contracts.confirm_all([ended, other], now=clock.now())
    assert len(done) == 1
    assert len(debts()) == 2


def test_cancelling_needs_a_reason_and_pays_nobody():
    contract = make.contract()
    with pytest.raises(NeedsReason):
        contracts.cancel(contract, reason="  ", now=clock.now())
    db.session.rollback()
    contracts.cancel(contract, reason="The show was called off", now=clock.now())
    assert contract.status is ContractStatus.CANCELLED
    going_on = make.contract(days=[date(2026, 9, 11), date(2026, 9, 16)])
    with pytest.raises(WorkGoingOn):
        contracts.cancel(going_on, reason="Rain", now=clock.now())
    db.session.rollback()
    with pytest.raises(ForbiddenContractMove):
        contracts.confirm(contract, now=clock.now())
    db.session.rollback()
    assert not debts()


def test_two_people_confirm_the_same_work_at_once(app: Flask):
    key = make.contract().id
    db.session.commit()

    def act() -> None:
        contracts.confirm(db.session.get_one(Contract, key), now=clock.now())

    refused = together(app, [act] * 4)
    assert {type(error) for error in refused} == {AlreadyConfirmed}
    assert len(refused) == 3
    assert [debt.amount for debt in debts()] == [eur("480.83")]
    check_books()


def test_two_contracts_of_one_month_are_confirmed_at_once(app: Flask):
    keys = [make.contract(gross="900.00", budget="1500.00").id for _ in range(5)]
    db.session.commit()

    def act_on(key: int) -> Callable[[], Any]:
        return lambda: contracts.confirm(db.session.get_one(Contract, key), now=clock.now())

    assert together(app, [act_on(key) for key in keys]) == []
    person = make.person(WORKER)
    works = [Work(ContractType.WHITE_COLLAR, eur("900.00"), 2)] * 5
    slip = payslip(works, person.situation, SEPTEMBER)
    assert total(db.session.scalars(sa.select(Earning.net))) == slip.net
    check_books()


def test_two_finance_people_pay_the_same_debts_at_once(app: Flask):
    contracts.confirm(make.contract(), now=clock.now())
    keys = [debt.id for debt in debts()]
    people = [make.person(FINANCE).id, make.person(MEMBER).id]
    db.session.commit()

    def act_of(author_id: int) -> Callable[[], Any]:
        return lambda: payment_files.make_file(
            db.session.get_one(Entity, 2), keys, execution_day=clock.today(),
            author_id=author_id, now=clock.now(),
        )  # fmt: skip

    refused = together(app, [act_of(key) for key in people * 2])
    assert {type(error) for error in refused} == {payment_files.AlreadySent}
    assert len(refused) == 3
    assert balance(Account.BANK) == eur("-480.83")
    check_books()
