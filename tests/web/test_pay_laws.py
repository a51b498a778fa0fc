"""Whatever people do, in whatever order: the books balance and nobody is paid twice."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm.exc import StaleDataError

from domain.contract_life import ContractStatus
from domain.employment import ContractType
from domain.errors import RuleError
from domain.hours import FULL_DAY
from domain.invoicing import InvoiceStatus
from domain.ledger import Account
from domain.money import ZERO, Eur, eur, total
from tests.web import make
from tests.web.books import check_books
from tests.web.together import together
from web import clock
from web.actions import client_payments, contracts, invoices, payment_files
from web.demo.people import MEMBER, OTHER_MEMBER, WORKER
from web.extensions import db
from web.models.contract import Contract, Earning
from web.models.entity import Entity
from web.models.invoice import ClientPayment, Invoice
from web.models.ledger import Posting
from web.models.pay import Debt, LineState, PaymentLine

pytestmark = pytest.mark.usefixtures("app_context")

ACTS = ("hire", "confirm", "some days", "cancel", "sell", "receive", "undo", "file", "reject")
acts = st.tuples(st.sampled_from(ACTS), st.integers(0, 5), st.integers(1, 200_000))


def nth(model: Any, place: int) -> Any:
    """A row, by its place; None where there is none."""
    rows = db.session.scalars(sa.select(model).order_by(model.id.desc()).limit(6)).all()
    return rows[place % len(rows)] if rows else None


def cents(number: int) -> Eur:
    return eur(Decimal(number).scaleb(-2))


def hire(place: int, number: int) -> None:
    first = date(2026, 8, 25) + timedelta(days=place * 3)
    gross = cents(number)
    make.contract(
        email=(WORKER, MEMBER, OTHER_MEMBER)[place % 3],
        unit_id=1 + place % 2,
        days=[first + timedelta(days=day) for day in range(1 + number % 4)],
        gross=str(gross),
        budget=str(eur(gross * 2)),
        kind=list(ContractType)[place % 4],
    )


def confirm(place: int, _number: int) -> None:
    if contract := nth(Contract, place):
        contracts.confirm(contract, now=clock.now())


def some_days(place: int, _number: int) -> None:
    if contract := nth(Contract, place):
        contracts.confirm(contract, now=clock.now(), hours={contract.first_day: FULL_DAY})


def cancel(place: int, _number: int) -> None:
    if contract := nth(Contract, place):
        contracts.cancel(contract, reason="Called off", now=clock.now())


def sell(place: int, number: int) -> None:
    make.invoice(unit_id=1 + place % 4, client_id=1 + place, price=str(cents(number)))


def receive(place: int, number: int) -> None:
    if invoice := nth(Invoice, place):
        arrived = client_payments.Arrived(
            invoice_id=invoice.id, amount=cents(number), day=clock.today()
        )
        client_payments.record_payment(arrived, author_id=1, now=clock.now())


def undo(place: int, _number: int) -> None:
    if payment := nth(ClientPayment, place):
        client_payments.undo(payment, reason="Wrong", author_id=1, now=clock.now())


def file(place: int, number: int) -> None:
    entity = db.session.get_one(Entity, 1 + place % 2)
    mine = sa.select(Debt.id).where(Debt.entity_id == entity.id).order_by(Debt.id.desc())
    keys = db.session.scalars(mine.limit(1 + number % 4)).all()
    payment_files.make_file(entity, keys, execution_day=clock.today(), author_id=1, now=clock.now())


def reject(place: int, _number: int) -> None:
    if line := nth(PaymentLine, place):
        payment_files.reject([line.id], reason="Closed", now=clock.now())


DO = dict(
    zip(ACTS, (hire, confirm, some_days, cancel, sell, receive, undo, file, reject), strict=True)
)


def check_invoices() -> None:
    """Each invoice is paid what its payments say, and the receivables are what is left."""
    owed = ZERO
    for invoice in db.session.scalars(sa.select(Invoice)):
        standing = sa.select(ClientPayment.amount).where(
            ClientPayment.invoice_id == invoice.id, ClientPayment.undone.is_(None)
        )
        assert invoice.paid == total(db.session.scalars(standing))
        assert (invoice.status is InvoiceStatus.PAID) == (invoice.paid == invoice.gross)
        owed = Eur(owed + invoice.gross - invoice.paid)
    receivable = sa.select(Posting.amount).where(Posting.account == Account.CLIENT_RECEIVABLE)
    assert total(db.session.scalars(receivable)) == owed


def check_pay() -> None:
    """Confirmed work earned once; each debt is paid by one standing transfer at most."""
    earned = Counter(db.session.scalars(sa.select(Earning.contract_id).distinct()))
    confirmed = sa.select(Contract.id).where(Contract.status == ContractStatus.CONFIRMED)
    assert earned == Counter(db.session.scalars(confirmed))
    sent = sa.select(PaymentLine.debt_id).where(PaymentLine.state == LineState.SENT)
    paid = sa.select(Debt.id).where(Debt.paid_day.is_not(None))
    assert Counter(db.session.scalars(sent)) == Counter(db.session.scalars(paid))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(acts, min_size=5, max_size=25))
def test_after_any_sequence_of_acts_the_books_balance(sequence):
    for name, place, number in sequence:
        try:
            DO[name](place, number)
        except RuleError:
            db.session.rollback()
    db.session.expire_all()
    check_books()
    check_invoices()
    check_pay()


def test_everyone_acts_at_once_and_nobody_waits_for_ever(app: Flask):
    """Acts on several people and units take their locks in one order, whatever the database."""
    people = (WORKER, MEMBER, OTHER_MEMBER)
    sold = [make.invoice(unit_id=1 + place % 4).id for place in range(6)]
    hired = [
        make.contract(email=people[place % 3], unit_id=1 + place % 2, gross="400.00").id
        for place in range(12)
    ]
    db.session.commit()

    def receive_all(keys: list[int]) -> Callable[[], Any]:
        arrived = [
            client_payments.Arrived(invoice_id=key, amount=eur(100), day=clock.today())
            for key in keys
        ]
        return lambda: client_payments.record_payments(arrived, author_id=1, now=clock.now())

    def confirm_these(keys: list[int]) -> Callable[[], Any]:
        return lambda: contracts.confirm_all(
            [db.session.get_one(Contract, key) for key in keys], now=clock.now()
        )

    def credit_one(key: int) -> Callable[[], Any]:
        return lambda: invoices.credit(
            db.session.get_one(Invoice, key), reason="x", now=clock.now()
        )

    refused = together(
        app,
        [
            *(confirm_these(hired[start::3]) for start in range(3)),
            *(confirm_these(hired[start::4][::-1]) for start in range(2)),
            receive_all(sold),
            receive_all(sold[::-1]),
            credit_one(sold[0]),
        ],
    )
    assert all(isinstance(error, RuleError | StaleDataError) for error in refused), refused
    db.session.expire_all()
    check_books()
    check_pay()
    assert len(db.session.scalars(sa.select(Earning.id)).all()) == len(hired)
