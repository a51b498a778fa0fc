"""What keeps a quarter from being closed, and what guards it once it is."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DBAPIError

from domain import true_up
from domain.illustrative import IllustrativeFigure
from domain.money import ZERO, Eur, eur
from domain.payrun import RunState
from domain.periods import Month
from domain.quarters import (
    BudgetsOtherwise,
    ContributionsUnknown,
    MonthsNotClosed,
    NobodyInQuarter,
    Quarter,
    QuarterNotOver,
    QuarterState,
)
from tests.web import make
from tests.web.quartering import (
    AUTUMN,
    IN_JULY,
    IN_MAY,
    MEMBER,
    PA,
    Q2,
    Q3,
    SC,
    SCENE,
    close,
    close_months,
    counts,
    employer,
    in_transit,
    lines,
    ready,
    refused,
    runs,
    worked,
)
from tests.web.statements import statements
from web.actions.contracts import confirm
from web.extensions import db
from web.models.contract import Contract
from web.models.quarter import QuarterLine
from web.queries.quarter_reckoning import preview
from web.queries.quarters import line_of
from web.queries.soundness_quarters import quarters_agree

pytestmark = pytest.mark.usefixtures("app_context")

TODAY = AUTUMN.date()
MAY, JUNE, JULY = Month(2026, 5), Month(2026, 6), Month(2026, 7)


def state(quarter=Q2, entity=PA, today=TODAY):
    return line_of(employer(entity), quarter, today).state


def test_an_unknown_contribution_stops_before_anything_is_written(monkeypatch):
    ready()
    before = counts()

    figure = true_up.rules.HOLIDAY_PROVISION
    monkeypatch.setattr("domain.true_up._is_known", lambda one, _day: one.name != figure.name)
    assert refused(ContributionsUnknown).figures == (figure.title,)
    assert counts() == before


@pytest.mark.parametrize(
    ("quarter", "why"), [(Quarter(2026, 4), QuarterNotOver), (Quarter(2025, 3), NobodyInQuarter)]
)
def test_a_quarter_that_cannot_be_closed(quarter, why):
    ready()
    before = counts()
    refused(why, quarter)
    assert counts() == before


def test_a_quarter_goes_on_until_its_last_day_is_over():
    ready(IN_JULY)
    last = datetime(2026, 9, 30, 12, 0, tzinfo=UTC)
    refused(QuarterNotOver, Q3, now=last)
    assert state(Q3, today=last.date()) is QuarterState.GOING_ON


def test_open_months_stop_it_and_are_named():
    worked()
    assert refused(MonthsNotClosed).months == (MAY,)
    assert line_of(employer(), Q2, TODAY).months == {MAY: RunState.OPEN}


def test_budgets_that_are_not_what_was_booked_stop_it():
    contract = ready()
    changed = sa.update(Contract).where(Contract.id == contract.id).values(budget=eur(900))
    db.session.execute(changed)
    db.session.commit()
    told = refused(BudgetsOtherwise)
    assert (told.counted, told.booked) == (eur(900), eur(885))


def test_a_real_cooperative_names_its_joint_committee_itself(app):
    ready()
    app.config["COOPERATIVE"] = "real"
    try:
        assert refused(IllustrativeFigure).title == "Joint committee of each employer"
    finally:
        app.config["COOPERATIVE"] = "demo"


def test_employers_do_not_mix():
    ready()
    ready(IN_MAY, entity=SC)
    close()
    assert in_transit() == eur("-331.88")
    close(entity=SC)
    assert in_transit() == ZERO
    assert [run.entity_id for run in runs()] == [PA, SC]


def test_what_was_not_booked_is_found():
    ready()
    close()
    run_id = runs()[0].id
    line = lines()[0]
    more = QuarterLine(
        run_id=run_id, person_id=line.person_id, contract_id=ready(IN_JULY).id, kind=line.kind,
        gross=ZERO, budget=ZERO, contributions=eur(1), holiday=ZERO, reductions=ZERO,
    )  # fmt: skip
    make.save(more)
    (told,) = quarters_agree()
    assert "social_security_due: -1.00 not booked" in told


def test_ten_people_make_a_larger_employer(monkeypatch):
    ready()
    small = preview(employer(), Q2).sheet
    monkeypatch.setattr("web.queries.quarter_reckoning.count_workers", lambda *_where: 10)
    large = preview(employer(), Q2).sheet
    assert small.people == large.people == 1
    assert Eur(large.whole.contributions - small.whole.contributions) == eur("9.35")  # 1.69 %


@pytest.mark.parametrize("table", ["quarter_run", "quarter_line"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET gross = gross + 1", "DELETE FROM {}"])
def test_what_is_booked_never_changes(table, statement):
    ready()
    close()
    with pytest.raises(DBAPIError):
        db.session.execute(sa.text(statement.format(table)))
    db.session.rollback()


def test_the_number_of_statements_does_not_grow_with_people(app: Flask):
    ready()
    with statements(app) as few:
        close()
    for email in (MEMBER, "ines.dubois@demo.example", "lotte.peeters@demo.example"):
        contract = make.contract(email=email, days=IN_JULY, unit_id=SCENE)
        confirm(contract, now=AUTUMN)
    close_months(JULY)
    with statements(app) as many:
        close(Q3)
    assert len(many) <= len(few)
