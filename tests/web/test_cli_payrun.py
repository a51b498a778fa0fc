"""The month run from the terminal: a preview, a close, the control against the ledger."""

import json
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from domain.ledger import Account, Act, net_due
from domain.money import eur
from tests.web import make
from web import clock
from web.actions import contracts
from web.actions.ledger import post
from web.demo.people import MEMBER
from web.extensions import db
from web.models.contract import Earning
from web.models.payslip import PayRun, Payslip

DAYS = (date(2026, 8, 20), date(2026, 8, 21))


@pytest.fixture
def run(app, monkeypatch):
    """A command of the terminal, in English, after some work in August."""
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_IE.UTF-8")
    with app.app_context():
        worked(email=MEMBER, gross="2500.00", budget="4000.00")
        worked(days=(date(2026, 7, 31), date(2026, 8, 3)))
        worked(unit_id=2)
    return lambda *words: app.test_cli_runner().invoke(args=["payrun", *words])


def worked(**changes):
    contract = make.contract(**{"days": DAYS, **changes})
    contracts.confirm(contract, now=clock.now())


def facts(result):
    assert result.exit_code == 0, result.output
    return json.loads(result.output)["employers"]


def runs(app):
    with app.app_context():
        return db.session.scalars(sa.select(PayRun.people).order_by(PayRun.id)).all()


def test_a_preview_changes_nothing_and_is_exact(app, run):
    first, second = facts(run("--month", "2026-08", "--preview", "--json"))
    assert [first["employer"], second["employer"]] == ["SC", "PA"]
    assert [person["name"] for person in second["people"]] == ["Nour Haddad", "Sacha Lambert"]
    nour = {name: Decimal(nour) for name, nour in second["people"][0].items() if name in AMOUNTS}
    assert nour["gross"] == Decimal("2500.00")
    assert nour["net"] == nour["taxable"] - nour["withholding"] - nour["special_contribution"]
    assert second["people"][0]["difference"] is None
    assert second["state"] == "open"
    assert all(item["agrees"] for item in second["control"])
    assert runs(app) == []


AMOUNTS = ("gross", "taxable", "withholding", "special_contribution", "net")


def test_people_read_a_table_with_its_control(run):
    result = run("--month", "2026-08", "--preview", "--employer", "PA")
    assert result.exit_code == 0
    assert "Productions Associées Demo · August 2026 · To close" in result.output
    assert "€2,500.00" in result.output
    assert "✓ Net pay due" in result.output
    assert "SmartCoop" not in result.output


def test_closing_every_employer_then_nothing_is_new(app, run):
    found = facts(run("--month", "2026-08", "--close", "--json"))
    assert [item["run"]["payslips"] for item in found] == [1, 2]
    assert runs(app) == [1, 2]
    again = run("--month", "2026-08", "--close")
    assert again.exit_code == 1
    assert "No payslip was made a second time." in again.output
    assert runs(app) == [1, 2]


def test_a_correction_closes_what_is_new_only(app, run):
    run("--month", "2026-08", "--close")
    with app.app_context():
        worked(gross="700.00", budget="1200.00")
    (told,) = facts(run("--month", "2026-08", "--close", "--json"))
    assert told["run"] == {"id": 3, "sequence": 2, "payslips": 1}
    changed = [person for person in told["people"] if person["changes"]]
    assert [person["name"] for person in changed] == ["Sacha Lambert"]
    with app.app_context():
        nets = db.session.scalars(
            sa.select(Payslip.net).where(Payslip.person_id == 3, Payslip.entity_id == 2)
        ).all()
    assert Decimal(changed[0]["difference"]) == nets[1] - nets[0]


def test_work_to_confirm_stops_one_employer_and_not_the_other(app, run):
    with app.app_context():
        make.contract(days=DAYS)
    result = run("--month", "2026-08", "--close")
    assert result.exit_code == 1
    assert (
        "Productions Associées Demo: Work of this month is not confirmed yet: 1." in result.output
    )
    assert "Closed: 1 payslips." in result.output
    assert runs(app) == [1]
    assert run("--month", "2026-08", "--close", "--later").exit_code == 0
    assert runs(app) == [1, 2]


def test_books_that_do_not_agree_are_told(app, run):
    with app.app_context():
        legs = net_due(
            gross=eur(100), net=eur(100), social_security=eur(0), withholding=eur(0),
            special=eur(0), unit_id=1, assignment_id=None, person_id=1,
        )  # fmt: skip
        wrong = [leg for leg in legs if leg.amount]
        post(Act.NET_DUE, wrong, entity_id=2, day=clock.today(), reference="PA-C-000001")
        db.session.commit()
    result = run("--month", "2026-08", "--preview")
    assert result.exit_code == 1
    assert "✗ Net pay due" in result.output
    assert "not what the ledger says" in result.output


def test_a_payslip_that_is_not_what_was_booked_is_named(app, run):
    with app.app_context():
        db.session.execute(sa.update(Earning).where(Earning.person_id == 1).values(net=eur(1)))
        db.session.commit()
    result = run("--month", "2026-08", "--close", "--employer", "PA")
    assert result.exit_code == 1
    assert "Nour Haddad" in result.output
    assert runs(app) == []


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--month", "2026-09", "--close"], "No work of September 2026"),
        (["--month", "2025-08", "--preview"], "nobody knows these figures"),
        (["--month", "August", "--preview"], "is not a month"),
        (["--month", "2026-06", "--preview"], "No work of June 2026 is confirmed"),
    ],
)
def test_a_refusal_is_a_sentence_and_exit_code_1(run, words, why):
    result = run(*words)
    assert result.exit_code == 1
    assert why in result.output
    assert "Traceback" not in result.output


def test_one_of_preview_and_close(run):
    assert run("--month", "2026-08").exit_code == 2


def test_the_accounts_of_the_control_are_those_that_owe(run):
    (told,) = facts(run("--month", "2026-08", "--preview", "--employer", "SC", "--json"))
    assert [item["account"] for item in told["control"]] == [
        Account.NET_PAY_DUE, Account.SOCIAL_SECURITY_DUE, Account.WITHHOLDING_DUE,
    ]  # fmt: skip
