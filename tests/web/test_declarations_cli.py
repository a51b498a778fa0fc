"""The declarations of a period from the terminal."""

import json

import pytest
import sqlalchemy as sa

from tests.web import make
from tests.web.dimona import NEXT_WEEK, TOMORROW, student, without_number
from web.demo.people import OTHER_MEMBER, WORKER
from web.extensions import db
from web.models.dimona import DimonaExport

PERIOD = ("--from", "2026-09-14", "--to", "2026-10-31")


@pytest.fixture
def run(app, monkeypatch):
    """A command of the terminal, in English."""
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_IE.UTF-8")
    return lambda *words: app.test_cli_runner().invoke(args=["dimona", *words])


def taken(app):
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(DimonaExport))


def test_people_read_it_without_national_numbers(app, run):
    with app.app_context():
        make.contract(days=[TOMORROW])
        student(email=OTHER_MEMBER)
        number = make.person(WORKER).national_number
    result = run(*PERIOD)
    assert result.exit_code == 0, result.output
    assert "3 declarations pass the checks" in result.output
    assert "8 hours" in result.output
    assert "Nothing is declared from here." in result.output
    assert number[:9] not in result.output.replace(".", "").replace("-", "")
    assert taken(app) == 0


def test_scripts_get_the_file_and_what_was_kept_out(app, run):
    with app.app_context():
        make.contract(days=[TOMORROW])
        right = make.contract(email=OTHER_MEMBER, days=[NEXT_WEEK]).id
        without_number()
    result = run(*PERIOD, "--employer", "PA", "--json")
    assert result.exit_code == 0, result.output
    facts = json.loads(result.output)
    assert [item["reference"] for item in facts["declarations"]] == [f"PA-C-{right:06d}"]
    assert "national number is missing" in facts["refused"][0]["problems"][0]
    assert facts["first_day"] == "2026-09-14"
    assert taken(app) == 1


def test_what_does_not_pass_is_told(app, run):
    with app.app_context():
        make.contract(days=[TOMORROW])
        without_number()
    text = run(*PERIOD).output
    assert "1 declaration cannot be exported" in text
    assert "The national number is missing." in text
    facts = json.loads(run(*PERIOD, "--json").output)
    assert facts["declarations"] == []
    assert len(facts["refused"]) == 1
    assert taken(app) == 0


def test_a_wrong_period_is_a_sentence(run):
    result = run("--from", "2026-09-14", "--to", "2026-09-01")
    assert result.exit_code == 1
    assert "The period ends before it begins." in result.output
    assert run("--from", "14/9/2026", "--to", "2026-09-01").exit_code == 2
