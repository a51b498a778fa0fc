"""Whatever happens in which order, a quarter is settled once, and costs what it costs."""

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from domain.debts import DebtKind
from domain.errors import RuleError
from domain.money import ZERO, eur, total
from domain.payrun import NothingNew
from tests.web import make
from tests.web.books import check_books
from tests.web.closing import PA, close, employer
from tests.web.settling import APRIL, JUNE, MAY, check_settled, earned, owed
from tests.web.statements import statements
from tests.web.together import together
from web import clock
from web.actions import payment_files
from web.demo.people import MEMBER, OTHER_MEMBER, WORKER
from web.extensions import db
from web.models.ledger import Entry, Posting
from web.models.pay import Debt
from web.models.payslip import PayRun

pytestmark = pytest.mark.usefixtures("app_context")


def test_one_payslip_never_makes_two_debts():
    earned(APRIL, "5000.00")
    close(APRIL)
    close(JUNE)
    (debt,) = db.session.scalars(sa.select(Debt).where(Debt.payslip_id.is_not(None)))
    copy = {"entity_id": PA, "person_id": debt.person_id, "unit_id": debt.unit_id, "version": 1,
            "kind": DebtKind.NET_PAY, "payslip_id": debt.payslip_id, "amount": eur(1),
            "due_day": debt.due_day}  # fmt: skip
    with pytest.raises(IntegrityError):
        db.session.execute(sa.insert(Debt).values(copy))
    db.session.rollback()
    with pytest.raises(IntegrityError):
        db.session.execute(sa.insert(Debt).values({**copy, "payslip_id": None}))
    db.session.rollback()


def test_two_people_close_a_quarter_at_once_and_it_is_settled_once(app: Flask):
    earned(APRIL, "5000.00")
    close(APRIL)
    wrong = together(app, [lambda: close(JUNE)] * 3)
    assert [type(error) for error in wrong] == [NothingNew, NothingNew]
    db.session.expire_all()
    assert len(owed()[make.person(WORKER).id]) == 1
    check_settled()


def test_the_number_of_statements_does_not_grow_with_people(app: Flask):
    earned(APRIL, "5000.00")
    with statements(app) as few:
        close(JUNE)
    for email in (MEMBER, OTHER_MEMBER):
        earned(APRIL, "5000.00", email=email, unit_id=3)
        earned(JUNE, "400.00", email=email, unit_id=3)
    with statements(app) as many:
        close(JUNE, entity=1)
    assert len(many) <= len(few) + 3  # PostgreSQL asks for each paper
    check_books()


ACTS = ("april", "may", "june", "work", "work", "situation", "file")
acts = st.tuples(st.sampled_from(ACTS), st.integers(0, 8))


def act(name: str, place: int) -> None:
    email = (WORKER, MEMBER)[place % 2]
    if name == "work":
        month = (APRIL, MAY, JUNE)[place % 3]
        earned(month, f"{700 + 613 * place}.37", email=email, day=1 + place)
    elif name == "file":
        mine = sa.select(Debt.id).where(Debt.entity_id == PA, Debt.paid_day.is_(None))
        payment_files.make_file(
            employer(), db.session.scalars(mine).all(), execution_day=clock.today(),
            author_id=1, now=clock.now(),
        )  # fmt: skip
    elif name == "situation":
        make.person(email).children = place
        db.session.commit()
    else:
        close({"april": APRIL, "may": MAY, "june": JUNE}[name])


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@pytest.mark.slow
@given(st.lists(acts, min_size=4, max_size=16))
def test_whatever_is_closed_in_which_order_a_quarter_costs_what_it_costs(sequence):
    for name, place in [*sequence, ("april", 0), ("may", 0), ("june", 0), ("april", 0), ("may", 0)]:
        try:
            act(name, place)
        except RuleError:
            db.session.rollback()
    db.session.expire_all()
    if db.session.scalar(sa.select(sa.func.count()).select_from(PayRun)):
        check_settled()
    paid_for = db.session.scalars(sa.select(Debt.payslip_id)).all()
    made_by = [key for key in paid_for if key]
    assert len(made_by) == len(set(made_by))
    before = db.session.scalar(sa.select(sa.func.count()).select_from(Entry))
    for month in (APRIL, MAY, JUNE):
        with pytest.raises(RuleError):
            close(month)
        db.session.rollback()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Entry)) == before
    assert total(db.session.scalars(sa.select(Posting.amount))) == ZERO
