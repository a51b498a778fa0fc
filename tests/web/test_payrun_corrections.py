"""What comes after a month is closed: corrections as a new run, and nobody paid twice."""

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.employment import ContractType
from domain.errors import RuleError
from domain.money import Eur, eur, total
from domain.payrun import NothingNew
from tests.web import make
from tests.web.books import check_books
from tests.web.closing import (
    AUGUST,
    DAYS,
    JULY,
    PA,
    close,
    employer,
    money,
    refused,
    sheets,
    slips,
    worked,
)
from tests.web.together import together
from web import clock
from web.actions import contracts, payment_files
from web.demo.people import MEMBER, OTHER_MEMBER, WORKER
from web.extensions import db
from web.models.contract import Contract, Earning
from web.models.pay import Debt
from web.models.payslip import PayRun
from web.queries.payrun import earners
from web.queries.payrun_control import controls
from web.queries.payrun_page import count_new, people
from web.queries.soundness import verdicts

pytestmark = pytest.mark.usefixtures("app_context")


def test_a_late_confirmation_becomes_a_correction_that_shows_the_difference():
    worked()
    worked(email=MEMBER)
    close()
    late = worked(gross="1800.00", budget="2900.00")
    assert count_new(PA, AUGUST) == 1
    (preview,) = people(employer(), AUGUST, only_new=True).items
    assert preview.earner.difference == preview.earner.totals.net - slips()[0].net
    assert preview.explained[0] == f"PA-C-{late.id:06d}, Regie"
    run = close()
    assert (run.sequence, run.people, run.earned) == (2, 1, 3)
    sheet = sheets()[-1]
    first = next(item for item in sheets() if item.reference == sheet.corrects)
    assert sheet.reference == f"{first.reference}-2"
    assert sheet.net_before == first.totals.net
    assert total(change.difference for change in sheet.changes) == Eur(
        sheet.totals.net - first.totals.net
    )
    refused(NothingNew)


def test_a_situation_declared_later_changes_no_closed_work():
    worked(gross="2500.00", budget="4000.00")
    worker = make.person(WORKER)
    worker.children = 3
    db.session.commit()
    close()
    assert sheets()[0].situation.children == 0
    worked(gross="500.00", budget="800.00")
    close()
    assert sheets()[1].situation.children == 3
    check_books()


def test_two_people_close_at_once_and_one_run_is_made(app: Flask):
    worked()
    worked(email=MEMBER)
    wrong = together(app, [close, close, close])
    assert [type(error) for error in wrong] == [NothingNew, NothingNew]
    db.session.expire_all()
    assert len(db.session.scalars(sa.select(PayRun.id)).all()) == 1
    assert len(slips()) == 2


def test_confirming_while_a_month_is_closed_is_a_correction_at_worst(app: Flask):
    worked()
    late = make.contract(days=DAYS).id
    db.session.commit()
    both = [
        lambda: close(accepted=1),
        lambda: contracts.confirm(db.session.get_one(Contract, late), now=clock.now()),
    ]
    assert together(app, both) == []
    db.session.expire_all()
    if count_new(PA, AUGUST):
        close()
    said = slips()[-1].net
    assert said == total(db.session.scalars(sa.select(Earning.net)))


ACTS = ("work", "late", "close", "july", "file", "situation")
acts = st.tuples(st.sampled_from(ACTS), st.integers(0, 5))


def act(name: str, place: int) -> None:
    email = (WORKER, MEMBER, OTHER_MEMBER)[place % 3]
    if name in ("work", "late"):
        first = date(2026, 7 + place % 2, 27)
        worked(
            email=email, days=(first, first.replace(day=28)), kind=list(ContractType)[place % 4],
            gross=f"{200 + 311 * place}.37", budget="4000.00", unit_id=1 + place % 2,
        )  # fmt: skip
    elif name in ("close", "july"):
        close(AUGUST if name == "close" else JULY, entity=1 + place % 2)
    elif name == "file":
        mine = sa.select(Debt.id).where(Debt.entity_id == PA, Debt.paid_day.is_(None))
        keys = db.session.scalars(mine).all()
        payment_files.make_file(
            employer(), keys, execution_day=clock.today(), author_id=1, now=clock.now()
        )
    else:
        person = make.person(email)
        person.children = (person.children + 1) % 4
        db.session.commit()


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@pytest.mark.slow
@given(st.lists(acts, min_size=4, max_size=18))
def test_whatever_is_closed_and_closed_again_nobody_is_paid_twice(sequence):
    for name, place in sequence:
        before = money()
        try:
            act(name, place)
        except RuleError:
            db.session.rollback()
        if name in ("close", "july"):
            assert money() == before, "closing moves no money"
    db.session.expire_all()
    check_books()
    paid_for = db.session.scalars(sa.select(Debt.contract_id)).all()
    assert len(paid_for) == len(set(paid_for))
    for entity in (employer(1), employer(2)):
        for month in (JULY, AUGUST):
            for item in earners(entity, month):
                assert item.reckoned.agrees
                if item.closed and not item.is_new:
                    assert item.closed.totals.net == item.reckoned.booked.net
            assert all(control.agrees for control in controls(entity, month))


def test_a_closed_payslip_that_is_no_longer_what_was_booked_is_found():
    def problems():
        return [text for item in verdicts() for text in item.problems if "payslips" in text]

    worked()
    close()
    assert problems() == []
    db.session.execute(sa.update(Earning).values(net=eur("480.82")))
    assert problems() == ["entity 2, 2026-08: 480.83 on payslips, 480.82 booked"]
    worked(email=MEMBER)
    assert problems() == []  # a correction is to be closed: that will find it
