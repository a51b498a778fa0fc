"""The declarations of a period as a file: checked, kept out with a reason, never called filed."""

import csv
import io
import json

import pytest
import sqlalchemy as sa

from domain.contract_life import ContractStatus
from domain.employment import ContractType
from domain.identifiers import show_national_number
from tests.web import make
from tests.web.assigning import in_english
from tests.web.dimona import (
    ACROSS,
    LATE,
    NEXT_WEEK,
    TOMORROW,
    declared,
    job,
    student,
    to_declare,
    without_number,
)
from web.demo.people import ADMIN_TEAM, FINANCE, OTHER_MEMBER, WORKER
from web.extensions import db
from web.models.audit import AuditEntry
from web.models.dimona import DimonaExport, DimonaExported

PERIOD = {"first": "2026-09-01", "last": "2026-10-31"}
QUERY = "/contracts/dimona?first=2026-09-01&last=2026-10-31"


def table(response):
    assert response.status_code == 200, response.text
    assert response.mimetype == "text/csv"
    text = response.data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_the_file_says_everything_there_is_to_type(browse):
    contract_id = make.contract(days=[TOMORROW, NEXT_WEEK]).id
    number = make.person(WORKER).national_number
    response = browse(ADMIN_TEAM).post("/contracts/dimona.csv", PERIOD)
    (row,) = table(response)
    assert row == {
        "declaration": "IN",
        "reference": f"PA-C-{contract_id:06d}",
        "employer": row["employer"],
        "onss_number": "",
        "enterprise_number": row["enterprise_number"],
        "joint_committee": "304",
        "worker": make.person(WORKER).name,
        "national_number": show_national_number(number),
        "worker_type": "OTH",
        "first_day": "2026-09-15",
        "last_day": "2026-09-23",
        "planned_hours": "",
        "receipt_number": "",
    }
    assert "dimona-2026-09-01-2026-10-31.csv" in response.headers["Content-Disposition"]
    made = json.loads(browse(FINANCE).post("/contracts/dimona.json", PERIOD).data)
    assert made["declarations"][0]["national_number"] == number
    assert "Nothing is declared" in made["note"]


def test_every_kind_of_line(browse):
    of_student = student(email=OTHER_MEMBER).id
    changed = declared(days=[TOMORROW])
    changed.last_day = NEXT_WEEK
    cancelled = declared("900000000002", days=[NEXT_WEEK], status=ContractStatus.CANCELLED).id
    employment = job().id
    db.session.commit()
    key = changed.id
    rows = table(browse(ADMIN_TEAM).post("/contracts/dimona.csv", PERIOD))
    found = [
        (row["reference"], row["declaration"], row["first_day"], row["last_day"]) for row in rows
    ]
    assert sorted(found) == sorted(
        [
            (f"PA-C-{of_student:06d}", "IN", "2026-09-29", "2026-09-30"),
            (f"PA-C-{of_student:06d}", "IN", "2026-10-01", "2026-10-01"),
            (f"PA-C-{key:06d}", "CHANGE", "2026-09-15", "2026-09-23"),
            (f"PA-C-{cancelled:06d}", "CANCEL", "2026-09-23", "2026-09-23"),
            (f"PA-P-{employment:06d}", "IN", "2026-09-21", ""),
        ]
    )
    hours = {row["first_day"]: row["planned_hours"] for row in rows if row["worker_type"] == "STU"}
    assert hours == {str(ACROSS[0]): "8", str(ACROSS[1]): "8"}
    numbers = {row["declaration"]: row["receipt_number"] for row in rows}
    assert numbers == {"IN": "", "CHANGE": "900000000001", "CANCEL": "900000000002"}


def test_what_does_not_pass_is_listed_with_its_reason_and_left_out(browse):
    in_english()
    wrong = make.contract(days=[TOMORROW]).id
    idle = student(email=OTHER_MEMBER, days=[NEXT_WEEK], per_day="0").id
    flexi = make.contract(email=OTHER_MEMBER, days=[NEXT_WEEK], kind=ContractType.FLEXI).id
    without_number()
    page = browse(ADMIN_TEAM).get(QUERY).text
    assert "3 declarations cannot be exported" in page
    assert "The national number is missing." in page
    assert "at least one in each quarter" in page
    assert "A flexi-job cannot be offered" in page
    for key in (wrong, idle, flexi):
        assert f'"/contracts/{key}"' in page
    response = browse(ADMIN_TEAM).post("/contracts/dimona.csv", PERIOD)
    assert response.status_code == 422
    assert "No declaration of this period can be exported." in response.text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(DimonaExport)) == 0


def test_who_took_it_and_when_is_kept_and_nothing_is_declared_by_it(browse):
    in_english()
    contract_id = make.contract(days=[TOMORROW]).id
    team = browse(ADMIN_TEAM)
    assert "exported on" not in team.get("/contracts").text
    team.post("/contracts/dimona.json", {**PERIOD, "employer": "PA"})
    kept = db.session.scalars(sa.select(DimonaExport)).one()
    assert (kept.rows, kept.person_id) == (1, make.person(ADMIN_TEAM).id)
    assert len(kept.sha256) == 64
    line = db.session.scalars(sa.select(DimonaExported)).one()
    assert (line.contract_id, line.act, line.last_day) == (contract_id, "in", TOMORROW)
    page = team.get("/contracts").text
    assert "receipt not recorded yet" in page
    assert to_declare()[0].exported is not None
    assert "Files taken along" in team.get(QUERY).text
    acts = db.session.scalars(sa.select(AuditEntry.act)).all()
    assert acts.count("dimona_exported") == 1
    for verb in (
        sa.update(DimonaExport).values(rows=2),
        sa.delete(DimonaExported),
    ):
        with pytest.raises(sa.exc.DBAPIError, match="append-only"):
            db.session.execute(verb)
        db.session.rollback()


def test_another_end_was_not_exported(app, browse):
    contract_id = make.contract(days=[TOMORROW]).id
    browse(ADMIN_TEAM).post("/contracts/dimona.csv", PERIOD)
    contract = db.session.get_one(make.Contract, contract_id)
    contract.last_day = NEXT_WEEK
    db.session.commit()
    assert to_declare()[0].exported is None


def test_recorded_ones_are_there_when_asked_for(browse):
    in_english()
    declared(days=[TOMORROW])
    team = browse(ADMIN_TEAM)
    assert "Nothing to export in this period" in team.get(QUERY).text
    (row,) = table(team.post("/contracts/dimona.csv", {**PERIOD, "recorded": "y"}))
    assert (row["declaration"], row["receipt_number"]) == ("IN", "900000000001")
    assert db.session.scalars(sa.select(DimonaExported)).all() == []


def test_only_the_period_and_the_employer(browse):
    inside = make.contract(days=[TOMORROW]).id
    make.contract(days=[LATE])
    make.contract(email=OTHER_MEMBER, unit_id=2, days=[TOMORROW])
    typed = {"first": "2026-09-15", "last": "2026-09-15", "employer": "PA"}
    rows = table(browse(ADMIN_TEAM).post("/contracts/dimona.csv", typed))
    assert [row["reference"] for row in rows] == [f"PA-C-{inside:06d}"]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2026-09-02", "2026-09-01", "ends before it begins"),
        ("2025-01-01", "2026-12-31", "at most 366 days"),
        ("", "2026-09-01", "Fill this in."),
        ("x", "2026-09-01", "This is not a date."),
    ],
)
def test_a_wrong_period_is_refused_at_its_field(browse, first, last, words):
    in_english()
    team = browse(ADMIN_TEAM)
    for response in (
        team.get(f"/contracts/dimona?first={first}&last={last}"),
        team.post("/contracts/dimona.csv", {"first": first, "last": last}),
    ):
        assert response.status_code == 422
        assert words in response.text
        assert f'value="{last}"' in response.text


def test_a_name_never_becomes_a_formula(browse):
    person = make.person(WORKER)
    person.given_name = "=1+1"
    db.session.commit()
    make.contract(days=[TOMORROW])
    (row,) = table(browse(ADMIN_TEAM).post("/contracts/dimona.csv", PERIOD))
    assert row["worker"].startswith("'=1+1")


def test_a_real_cooperative_sets_its_own_joint_committee(app, browse, monkeypatch):
    in_english()
    make.contract(days=[TOMORROW])
    monkeypatch.setitem(app.config, "COOPERATIVE", "real")
    page = browse(ADMIN_TEAM).get(QUERY).text
    assert "The figure “Joint committee of each employer” is only an example." in page


def test_the_page_shows_no_national_number(browse):
    make.contract(days=[TOMORROW])
    number = make.person(WORKER).national_number
    for path in ("/contracts", QUERY):
        text = browse(ADMIN_TEAM).get(path).text
        assert show_national_number(number) not in text
        assert number not in text
