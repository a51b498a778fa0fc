"""The database itself keeps the ledger balanced and append-only, and sums follow postings."""

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DBAPIError

from domain.ledger import Account, Act, Leg, Unbalanced, issue_invoice
from domain.money import eur
from domain.periods import Month
from web.actions.ledger import next_number, post
from web.extensions import db
from web.models.ledger import Entry, Posting, UnitSum

DAY = date(2026, 9, 14)
LEGS = issue_invoice(
    net=eur(1000),
    vat=eur(210),
    contribution=eur(65),
    unit_id=1,
    assignment_id=None,
    invoice_id=None,  # type: ignore[arg-type]  # no invoice is needed to test the guards
)


@pytest.fixture(autouse=True)
def inside(app: Flask):
    with app.app_context():
        yield
        db.session.rollback()


def write_one() -> int:
    entry_id = post(Act.ISSUE, LEGS, entity_id=1, day=DAY, reference="SC-2026-000001")
    db.session.commit()
    return entry_id


def test_an_entry_and_its_running_sums_are_written_together():
    write_one()
    write_one()
    sums = {row.account: row.amount for row in db.session.scalars(sa.select(UnitSum))}
    assert sums[Account.UNIT_AVAILABLE] == eur(-1870)
    assert sums[Account.CLIENT_RECEIVABLE] == eur(2420)
    assert {row.month for row in db.session.scalars(sa.select(UnitSum))} == {Month(2026, 9)}


def test_an_unbalanced_entry_is_refused_before_the_database():
    with pytest.raises(Unbalanced):
        post(Act.ISSUE, [Leg(Account.BANK, eur(5))], entity_id=1, day=DAY, reference="x")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE posting SET amount = amount + 1",
        "DELETE FROM posting",
        "UPDATE entry SET reference = 'changed'",
        "DELETE FROM entry",
        "INSERT INTO posting (entry_id, entity_id, account, amount) VALUES (1, 1, 'bank', 500)",
        "INSERT INTO posting (entry_id, entity_id, account, amount) VALUES (99, 1, 'bank', 500)",
        "INSERT INTO posting (entry_id, entity_id, account, amount) VALUES (1, 1, 'bank', 0)",
        (
            "INSERT INTO entry (id, entity_id, act, day, reference, written) "
            "VALUES (99, 1, 'issue', '2026-09-14', 'no legs', '2026-09-14 10:00:00')"
        ),
    ],
)
def test_no_statement_can_bend_the_ledger(statement: str):
    assert write_one() == 1
    with pytest.raises(DBAPIError):  # noqa: PT012 - a deferred check answers at the commit
        db.session.execute(sa.text(statement))
        db.session.commit()
    db.session.rollback()
    assert db.session.scalar(sa.select(sa.func.sum(Posting.amount))) == eur(0)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Entry)) == 1


def test_legs_that_do_not_sum_to_zero_never_get_their_entry():
    for amount in (500, -400):
        db.session.execute(
            sa.insert(Posting),
            [{"entry_id": 7, "entity_id": 1, "account": Account.BANK, "amount": eur(amount)}],
        )
    with pytest.raises(DBAPIError):
        db.session.execute(
            sa.text(
                "INSERT INTO entry (id, entity_id, act, day, reference, written) "
                "VALUES (7, 1, 'issue', '2026-09-14', 'bent', '2026-09-14 10:00:00')"
            )
        )


def test_a_number_that_was_rolled_back_is_given_again():
    assert [next_number("a"), next_number("a"), next_number("b")] == [1, 2, 1]
    db.session.rollback()
    assert next_number("a") == 1
