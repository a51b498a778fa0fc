"""My days over all contracts, month by month; and hours as a file for who may see them."""

import csv
import io
from datetime import date

import pytest

from domain.contract_life import ContractStatus
from domain.hours import hours
from tests.web import make
from tests.web.assigning import in_english
from tests.web.conftest import HTMX
from tests.web.declaring import declared_by_worker
from tests.web.statements import statements
from web import clock
from web.actions import contracts
from web.demo.people import ADMIN_TEAM, ADVISER, FINANCE, MEMBER, OTHER_MEMBER, STRANGER, WORKER

MONDAY = date(2026, 9, 7)
SEPTEMBER = "since=2026-09-01&until=2026-09-30"


def rows_of(response):
    """The file as lists of cells, the heads first."""
    assert response.mimetype == "text/csv"
    assert (
        "attachment; filename=hours-2026-09-01-2026-09-30.csv"
        in response.headers["Content-Disposition"]
    )
    return list(csv.reader(io.StringIO(response.data.decode("utf-8-sig"))))


def some_work():
    """Planned, declared and approved days, with two employers."""
    make.contract(days=[date(2026, 9, 21)], work="Planned")
    declared_by_worker(make.contract(unit_id=2, days=[MONDAY], work="Declared"), {MONDAY: hours(4)})
    contracts.confirm(make.contract(days=[MONDAY], work="Approved"), now=clock.now())


def test_a_month_shows_every_day_whoever_employs(browse):
    in_english()
    some_work()
    make.contract(status=ContractStatus.CANCELLED, days=[date(2026, 9, 22)], work="Cancelled")
    worker = browse(WORKER)
    html = worker.get("/work/days").text
    assert 'href="#d-2026-09-07"' in html
    assert 'id="d-2026-09-07"' in html
    assert "<span>11:36</span>" in html  # 4 hours here, 7:36 there
    assert "19:12 hours" in html
    assert all(f">{work}</span>" in html for work in ("Approved", "Declared", "Planned"))
    assert "Cancelled" not in html
    assert "Productions Associées Demo" in html
    assert "SmartCoop Demo" in html


def test_one_goes_from_month_to_month(browse):
    in_english()
    worker = browse(WORKER)
    html = worker.get("/work/days?month=2026-12").text
    assert "No work in December 2026" in html
    assert "month=2026-11" in html
    assert "month=2027-01" in html
    part = worker.get("/work/days?month=2026-12", headers=HTMX).text
    assert "<html" not in part
    assert part in html
    assert worker.get("/work/days?month=soon").status_code == 404


def test_the_calendar_takes_few_statements(app, browse):
    for place in range(9):
        make.contract(days=[date(2026, 9, 1 + place)])
    worker = browse(WORKER)
    worker.get("/work/days")
    with statements(app) as asked:
        assert worker.get("/work/days").status_code == 200
    assert len(asked) <= 4, asked


def test_a_worker_takes_along_their_own_hours(browse):
    in_english()
    some_work()
    make.contract(email=OTHER_MEMBER, unit_id=2, days=[MONDAY])
    heads, *rows = rows_of(browse(WORKER).get(f"/work/hours.csv?{SEPTEMBER}&mine=1"))
    assert heads[:3] == ["Day", "Person", "Employer"]
    assert heads[-4:] == ["State", "Hours planned", "Hours declared", "Hours approved"]
    assert [(row[0], row[5], *row[-4:]) for row in rows] == [
        ("2026-09-07", "Declared", "Declared", "7.60", "4.00", ""),
        ("2026-09-07", "Approved", "Approved", "", "", "7.60"),
        ("2026-09-21", "Planned", "Planned", "7.60", "", ""),
    ]
    assert {row[1] for row in rows} == {"Sacha Lambert"}


@pytest.mark.parametrize(
    ("email", "works"),
    [
        (WORKER, {"Approved", "Declared", "Planned"}),
        (MEMBER, {"Approved", "Planned"}),
        (OTHER_MEMBER, {"Declared"}),
        (STRANGER, set()),
        (ADVISER, {"Approved", "Declared", "Planned"}),
        (FINANCE, {"Approved", "Declared", "Planned"}),
        (ADMIN_TEAM, {"Approved", "Declared", "Planned"}),
    ],
)
def test_everyone_takes_along_what_is_in_their_sight(browse, email, works):
    in_english()
    some_work()
    _heads, *rows = rows_of(browse(email).get(f"/work/hours.csv?{SEPTEMBER}"))
    assert {row[5] for row in rows} == works


def test_a_file_is_written_as_the_reader_reads(browse):
    contracts.confirm(make.contract(days=[MONDAY], work="=1+1"), now=clock.now())
    text = browse(WORKER).get(f"/work/hours.csv?{SEPTEMBER}").data.decode("utf-8-sig")
    assert ";'=1+1;" in text
    assert text.strip().endswith("7,60")


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ("", "Fill this in."),
        ("since=2026-09-01", "Fill this in."),
        ("since=2026-09-30&until=2026-09-01", "The last day lies before the first one."),
        ("since=2026-01-01&until=2027-06-01", "Choose a year at most."),
        ("since=yesterday&until=2026-09-01", "This is not a date."),
    ],
)
def test_a_period_that_cannot_be_is_refused_at_its_field(browse, asked, why):
    in_english()
    response = browse(WORKER).get(f"/work/hours.csv?{asked}")
    assert response.status_code == 422
    assert why in response.text


@pytest.mark.parametrize("email", [WORKER, ADMIN_TEAM])
def test_the_period_is_chosen_on_a_page(browse, email):
    in_english()
    html = browse(email).get("/work/hours").text
    assert 'value="2026-09-01"' in html
    assert 'value="2026-09-30"' in html
    assert ("Only my own work" in html) is (email == WORKER)
