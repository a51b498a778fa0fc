"""Open-ended employment: declared once, its months with it, its end apart."""

from datetime import date

import pytest
from sqlalchemy.orm.exc import StaleDataError

from domain.contract_life import ContractStatus
from domain.dimona.acts import DimonaAct
from tests.web import make
from tests.web.assigning import in_english
from tests.web.dimona import job, references, to_declare
from tests.web.working import the
from web import clock
from web.actions import declarations as actions
from web.actions.employment_ending import end
from web.demo.people import ADMIN_TEAM, ADVISER
from web.extensions import db
from web.models.audit import AuditEntry
from web.models.employment import Employment

END = date(2026, 12, 31)


def row(key):
    db.session.expire_all()
    return db.session.get_one(Employment, key)


def url(key):
    return f"/employments/{key}/dimona"


def test_a_beginning_an_end_and_what_is_left(browse):
    in_english()
    key = job().id
    team = browse(ADMIN_TEAM)
    assert references() == [f"PA-P-{key:06d}"]
    assert f"PA-P-{key:06d}" in team.get("/contracts").text
    page = team.follow(url(key), {"dimona_number": "in 1", "known": "", "back": "1"}).text
    assert "Everything is declared" in page
    assert (row(key).dimona_number, row(key).dimona_out_number) == ("IN1", None)

    row(key).last_day = END
    db.session.commit()
    (task,) = to_declare()
    assert (task.act, task.deadline) == (DimonaAct.OUT, date(2027, 1, 4))
    assert "The work ends on" in team.get(url(key)).text
    assert team.post(url(key), {"dimona_number": "out1", "known": ""}).status_code == 303
    assert (row(key).dimona_number, row(key).dimona_out_number) == ("IN1", "OUT1")
    assert references() == []
    acts = db.session.scalars(make.sa.select(AuditEntry.act).order_by(AuditEntry.id)).all()
    assert [act for act in acts if act.startswith("dimona")] == ["dimona_recorded", "dimona_ended"]


@pytest.mark.slow
def test_an_end_given_in_the_in_is_not_declared_apart(app):
    with app.app_context():
        employment = job(last_day=END)
        actions.record_job_receipt(employment, "A1", known="")
        assert employment.dimona_out_number == "A1"
        assert references() == []


def test_called_off_after_it_was_declared(browse):
    key = job(status=ContractStatus.CANCELLED, dimona_number="A1").id
    (task,) = to_declare()
    assert task.act is DimonaAct.CANCEL
    team = browse(ADMIN_TEAM)
    assert team.post(url(key), {"dimona_number": "", "known": "A1"}).status_code == 422
    assert team.post(url(key), {"dimona_number": "C1", "known": "A1"}).status_code == 303
    assert row(key).dimona_number is None
    assert references() == []


def test_a_number_noted_by_mistake_is_taken_back(app):
    with app.app_context():
        employment = job()
        actions.record_job_receipt(employment, "A1", known="")
        with pytest.raises(StaleDataError):
            actions.record_job_receipt(employment, "B1", known="")
        db.session.rollback()
        actions.record_job_receipt(employment, "", known="A1")
        assert row(employment.id).dimona_number is None
        assert references() == [f"PA-P-{employment.id:06d}"]


def test_an_offer_is_not_declared(browse):
    in_english()
    key = job(status=ContractStatus.OFFERED).id
    assert references() == []
    response = browse(ADMIN_TEAM).post(url(key), {"dimona_number": "A1", "known": ""})
    assert response.status_code == 422
    assert "not made yet" in response.text
    assert browse(ADVISER).get(url(key)).status_code == 403


def test_its_months_are_declared_with_it(browse):
    in_english()
    employment = job()
    month = make.contract(days=[date(2026, 9, 21), date(2026, 9, 30)])
    month.employment_id = employment.id
    db.session.commit()
    key, month_id = employment.id, month.id
    assert references() == [f"PA-P-{key:06d}"]
    team = browse(ADMIN_TEAM)
    apart = team.post(f"/contracts/{month_id}/dimona", {"dimona_number": "B1", "known": ""})
    assert apart.status_code == 422
    assert "a month of an open-ended contract" in apart.text
    assert team.post(url(key), {"dimona_number": "A1", "known": ""}).status_code == 303
    assert the(month_id).dimona_number == "A1"
    assert the(month_id).dimona_last_day == date(2026, 9, 30)


def test_another_end_is_declared_again(app):
    with app.app_context():
        employment = job()
        actions.record_job_receipt(employment, "IN1", known="")
        end(employment, last_day=END, reason="Fin du projet", now=clock.now())
        actions.record_job_receipt(row(employment.id), "OUT1", known="")
        assert references() == []
        end(row(employment.id), last_day=date(2026, 11, 30), reason="Plus tôt", now=clock.now())
        assert [task.act for task in to_declare()] == [DimonaAct.OUT]
