"""People, hours and pay of a year from the terminal, from confirmed work alone."""

import json
from datetime import date

import pytest

from domain.contract_life import ContractStatus
from domain.employment import ContractType
from domain.hours import hours
from domain.money import eur
from tests.web import make
from tests.web.closing import DAYS, worked
from tests.web.statements import statements
from web.demo.people import MEMBER, WORKER
from web.models.employment import Employment
from web.queries.statistics import year_work


@pytest.fixture
def run(app, monkeypatch):
    """The command, in English, after some work of two people."""
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_IE.UTF-8")
    with app.app_context():
        worked(gross="152.00", budget="300.00", days=(date(2026, 8, 20),))
        worked(unit_id=2, gross="500.00", budget="900.00", days=DAYS)
        worked(email=MEMBER, gross="1000.00", budget="1700.00", days=(date(2026, 7, 20),))
        make.contract(days=DAYS)
    return lambda *words: app.test_cli_runner().invoke(args=["statistics", *words])


def test_a_year_is_counted_exactly(run):
    result = run("--year", "2026", "--json")
    assert result.exit_code == 0, result.output
    facts = json.loads(result.output)
    assert (facts["people"], facts["people_who_hold_no_unit"]) == (2, 1)
    assert (facts["contracts"], facts["days"], facts["hours"]) == (3, 4, "30.40")
    assert facts["gross"] == "1652.00"
    assert facts["full_time_equivalents"] == "0.02"
    assert facts["bands"] == {
        "under-8": 1, "8-to-20": 0, "20-to-45": 1, "45-to-75": 0, "75-and-more": 0,
    }  # fmt: skip
    assert facts["salary_ratio"] == {
        "value": "4.60", "highest": "21666.67", "lowest": "4708.89", "people": 2,
    }  # fmt: skip
    assert facts["salary_ratio_support_team"] is None
    assert [item["month"] for item in facts["months"]] == ["2026-07", "2026-08"]
    assert [item["people"] for item in facts["months"]] == [1, 1]
    assert sum(item["days"] for item in facts["months"]) == facts["days"]


def test_people_read_it(run):
    result = run("--year", "2026")
    assert result.exit_code == 0, result.output
    assert "Full-time equivalents" in result.output
    assert "1 to 4.6 (" in result.output
    assert "From 20 to under 45 hours" in result.output
    assert "August 2026: 1 people, 22.8 hours" in result.output


def test_a_year_without_work_is_empty(run):
    facts = json.loads(run("--year", "2025", "--json").output)
    assert facts["people"] == 0
    assert facts["salary_ratio"] is None
    assert facts["months"] == []
    assert run("--year", "2025").exit_code == 0


def test_a_year_without_a_full_time_week_is_refused_in_words(run):
    result = run("--year", "2020")
    assert result.exit_code == 1
    assert "No figure for" in result.output


def test_open_ended_jobs_in_force_are_counted(app_context):
    def job(first: date, last: date | None, weekly: str, status=ContractStatus.MADE) -> None:
        make.save(Employment(
            entity_id=2, unit_id=1, person_id=make.person(WORKER).id, status=status,
            kind=ContractType.WHITE_COLLAR, work="Comptabilité", language="fr",
            first_day=first, last_day=last, monthly_gross=eur(2500), coefficient=1,
            weekly_hours=hours(weekly), schedule={},
        ))  # fmt: skip

    job(date(2025, 1, 1), None, "38.00")
    job(date(2026, 3, 1), date(2026, 4, 30), "19.00")
    job(date(2025, 1, 1), date(2025, 12, 31), "38.00")
    job(date(2026, 3, 1), None, "38.00", ContractStatus.OFFERED)
    found = year_work(2026)
    assert (found.lasting, found.lasting_full_time) == (2, 1)


def test_it_takes_as_many_statements_for_one_as_for_many(app, app_context):
    worked()
    with statements(app) as few:
        year_work(2026)
    for email in (MEMBER, WORKER):
        worked(email=email, days=(date(2026, 7, 20),))
    with statements(app) as many:
        year_work(2026)
    assert len(many) == len(few) <= 6
