"""A whole invented cooperative: stopped midway, gone on with, sound, and open to be looked at."""

import pytest
import sqlalchemy as sa

from domain.simulated.causes import ONE_YEAR
from domain.simulated.plan import Plan
from web.cli import simulate as command
from web.demo import accounts
from web.demo.people import ADVISER, BOARD, FINANCE, MEMBER, OTHER_MEMBER, PASSWORD, WORKER
from web.extensions import Base, db
from web.models.contract import Contract
from web.models.document import Document, DocumentState
from web.models.figure import FigureStamp
from web.models.invoice import Invoice
from web.models.payslip import Payslip
from web.models.person import Person
from web.models.share import Shareholder
from web.models.simulation import Simulation, SimulationStep
from web.models.unit import Holding, Unit
from web.queries.figures import check, compare
from web.simulate import steps
from web.simulate.cast import known
from web.simulate.store import Making

SCALE = "0.001"


class StoppedError(Exception):
    """Somebody pulled the plug."""


@pytest.fixture
def empty(app_context):
    """Nobody there."""
    for table in reversed(Base.metadata.sorted_tables):
        if table.name != FigureStamp.__tablename__:
            db.session.execute(sa.delete(table))
    db.session.commit()
    return app_context


def simulated(app, *options):
    return app.test_cli_runner().invoke(args=["simulate", "--scale", SCALE, *options])


def stop_in(monkeypatch, stage):
    """Let the work of a stage be cut off behind its last statement, before it is kept."""

    def cut(*_given):
        db.session.execute(sa.update(Person).values(city="half written"))
        raise StoppedError

    monkeypatch.setattr(steps, stage, cut)


def test_where_people_live_nothing_is_changed(app_context):
    said = simulated(app_context)
    assert said.exit_code == 1
    assert "People live in this database already." in said.output
    assert db.session.get(Simulation, 1) is None


def test_a_real_cooperative_is_left_alone(app_context):
    app_context.config["COOPERATIVE"] = "real"
    said = simulated(app_context)
    assert said.exit_code == 1
    assert "This cooperative is real" in said.output


def test_a_year_that_nobody_knows_is_refused(empty):
    said = simulated(empty, "--year", "1999")
    assert said.exit_code == 1
    assert "1999" in said.output
    assert db.session.get(Simulation, 1) is None


def test_another_seed_does_not_go_on_with_it(empty):
    command.begin(2025, SCALE, 1)
    said = simulated(empty, "--seed", "2")
    assert said.exit_code == 1
    assert f"--year 2025 --scale {SCALE} --seed 1" in said.output


@pytest.mark.slow
def test_a_whole_cooperative(empty, monkeypatch, browse):
    with monkeypatch.context() as patch:
        stop_in(patch, "write_expenses")
        assert isinstance(simulated(empty).exception, StoppedError)
    db.session.rollback()
    done = db.session.scalar(sa.select(sa.func.count()).select_from(SimulationStep))
    assert done > 5
    assert db.session.get_one(Simulation, 1).ended is None

    said = simulated(empty)
    assert said.exit_code == 0, said.output
    for _told, email, _password in accounts():
        assert email in said.output
    assert PASSWORD in said.output

    plan = Plan(2025, float(SCALE), 1)
    _is_what_was_planned(plan)
    _figures_agree(plan)
    _pages_open(plan, browse)
    _papers_are_made_when_wanted(plan, browse)
    _signs_in(browse(""))


def _is_what_was_planned(plan):
    db.session.expire_all()
    assert db.session.get_one(Simulation, 1).ended is not None
    assert db.session.scalar(sa.select(Person.city).where(Person.city == "half written")) is None
    expected = {
        Person: len(plan.people.people),
        Unit: len(plan.units),
        Invoice: len(plan.sales),
        Contract: len(plan.work),
        Shareholder: len(plan.register),
    }
    for model, many in expected.items():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(model)) == many


def _figures_agree(plan):
    assert check(plan.totals.last_day) == {}
    rows = {row.key: row for row in compare(2025) if isinstance(row.key, str)}
    for key in ("contribution_rate", "share_nominal"):
        assert rows[key].within, key
    assert rows["units_growth"].cause == ONE_YEAR
    wanted = {
        "turnover": plan.totals.cents("sales", "turnover") / 100,
        "receivables": plan.totals.cents("sales", "receivables") / 100,
        "hours": plan.totals.cents("work", "hours") / 100,
        "payroll_budget": plan.totals.cents("work", "budget") / 100,
        "invoices": plan.totals.count("sales", "invoices"),
        "contracts": plan.totals.count("work", "contracts"),
        "days": plan.totals.count("work", "days"),
        "expense_notes": plan.totals.count("expenses", "notes"),
    }
    assert {key: float(rows[key].found) for key in wanted} == wanted


def _pages_open(plan, browse):
    people = {part.email: key for key, part in known(Making(plan)).items()}
    unit = db.session.scalar(sa.select(Holding.unit_id).where(Holding.person_id == people[MEMBER]))
    job = db.session.scalars(
        sa.select(Contract).where(Contract.person_id == people[WORKER])
    ).first()
    pages = {
        MEMBER: [
            "/",
            "/figures",
            f"/units/{unit}",
            f"/units/{unit}/invoices",
            "/work",
            "/work/paid",
        ],
        OTHER_MEMBER: ["/", "/work", "/account"],
        WORKER: ["/", "/work", f"/contracts/{job.id}", f"/work/{job.first_day:%Y-%m}"],
        ADVISER: ["/"],
        FINANCE: ["/", "/invoices"],
        BOARD: ["/"],
    }
    for email, places in pages.items():
        browser = browse(email)
        for place in places:
            answer = browser.get(place, follow_redirects=True)
            assert answer.status_code == 200, (email, place)


def _papers_are_made_when_wanted(plan, browse):
    people = {part.email: key for key, part in known(Making(plan)).items()}
    member, worker = browse(MEMBER), browse(WORKER)
    bill = db.session.scalars(sa.select(Invoice).where(Invoice.author_id == people[MEMBER])).first()
    job = db.session.scalars(
        sa.select(Contract).where(Contract.person_id == people[WORKER])
    ).first()
    slip = db.session.scalars(sa.select(Payslip).where(Payslip.person_id == people[WORKER])).first()
    asked = {
        f"/invoices/{bill.id}/documents": (member, Document.invoice_id == bill.id, 2),
        f"/contracts/{job.id}/documents": (worker, Document.contract_id == job.id, 1),
        f"/payslips/{slip.id}/document": (worker, Document.payslip_id == slip.id, 1),
    }
    for place, (browser, of, many) in asked.items():
        for _twice in range(2):
            assert browser.post(place).status_code == 303
        waiting = db.session.scalars(sa.select(Document.state).where(of)).all()
        assert waiting == [DocumentState.WAITING] * many, place


def _signs_in(visitor):
    answer = visitor.post("/sign-in", data={"email": MEMBER, "password": PASSWORD})
    assert answer.status_code == 303
