"""The pages of open-ended employment, for its three kinds of readers, without any script."""

import pytest
import sqlalchemy as sa

from domain.contract_life import ContractStatus
from tests.web import lasting, make
from tests.web.issuing import STUDIO
from tests.web.lasting import months
from tests.web.test_money import english, plain
from web import clock
from web.actions import employment_changes
from web.actions.employment_changes import Wanted
from web.demo.people import (
    ADMIN_TEAM,
    ADVISER,
    MEMBER,
    OTHER_ADVISER,
    OTHER_MEMBER,
    STRANGER,
    WORKER,
)
from web.demo.stage import acting
from web.extensions import db
from web.jobs.tasks import TASKS
from web.models.employment import Employment
from web.models.employment_terms import EmploymentTerms

LIST = f"/units/{STUDIO}/employments"


@pytest.fixture
def funded(app_context):
    """A unit with 9,350 to spend."""
    make.invoice(unit_id=STUDIO, price="10000.00")
    db.session.rollback()  # nothing is kept waiting


def the_one():
    db.session.expire_all()
    return db.session.scalars(sa.select(Employment)).one()


# Reading


def test_each_reader_sees_what_concerns_them(funded, browse):
    key = lasting.employ().id
    page = f"/employments/{key}"
    for email in (OTHER_MEMBER, ADVISER, ADMIN_TEAM):
        assert "Sacha Lambert" in browse(email).get(page).text
    assert "1\u202f920" not in browse(WORKER).get(f"/work{page}").text, "not the cost to the unit"
    for email in (MEMBER, STRANGER, OTHER_ADVISER):
        assert browse(email).get(page).status_code == 404
    assert browse(OTHER_MEMBER).get(f"/work{page}").status_code == 404
    assert browse(STRANGER).get(LIST).status_code == 404
    assert browse(OTHER_MEMBER).post(f"/work{page}/accept").status_code == 404


def test_the_lists(funded, browse):
    assert "/employments/new" in browse(OTHER_MEMBER).get(LIST).text
    key = lasting.employ().id
    assert "Sacha Lambert" in browse(OTHER_MEMBER).get(LIST).text
    assert "/employments/new" not in browse(ADVISER).get(LIST).text
    assert f"/employments/{key}" in browse(ADVISER).get("/employments").text
    assert f"/employments/{key}" not in browse(OTHER_ADVISER).get("/employments").text
    assert f"/work/employments/{key}" in browse(WORKER).get("/work/employments").text
    assert f"/work/employments/{key}" not in browse(MEMBER).get("/work/employments").text


def test_a_month_that_cannot_be_paid_is_red_for_holder_and_adviser(app_context, browse, later):
    make.invoice(unit_id=STUDIO, price="2100.00")
    key = lasting.employ().id
    later(days=20)
    for email, page in (
        (OTHER_MEMBER, LIST),
        (ADVISER, "/employments"),
        (ADVISER, f"/employments/{key}"),
    ):
        shown = plain(english(browse(email)).get(page).text)
        assert "November 2026 cannot be prepared" in shown
        assert "€1,876.50 is missing" in shown


def test_the_first_pages_say_what_is_to_do(app_context, browse, later):
    make.invoice(unit_id=STUDIO, price="2100.00")
    key = lasting.offer().id
    assert f'href="/work/employments/{key}"' in browse(WORKER).get("/").text
    browse(WORKER).follow(f"/work/employments/{key}/accept")
    assert f'href="/work/employments/{key}"' not in browse(WORKER).get("/").text
    later(days=41)
    for email in (OTHER_MEMBER, ADVISER):
        assert f'href="/employments/{key}"' in browse(email).get("/").text
    make.invoice(unit_id=STUDIO, price="2100.00")
    TASKS["prepare_months"]()
    for email in (OTHER_MEMBER, ADVISER):
        assert f'href="/employments/{key}"' not in browse(email).get("/").text


def test_a_month_is_prepared_with_a_button(funded, browse, later):
    key = lasting.employ().id
    later(days=20)
    holder = browse(OTHER_MEMBER)
    assert 'name="month" value="2026-11"' in holder.get(f"/employments/{key}").text
    holder.follow(f"/employments/{key}/prepare", {"month": "2026-11"})
    assert len(months(the_one())) == 2
    assert browse(WORKER).post(f"/employments/{key}/prepare").status_code == 403
    assert holder.post(f"/employments/{key}/prepare", {"month": "soon"}).status_code == 400
    far = english(holder).post(f"/employments/{key}/prepare", {"month": "2027-01"})
    assert far.status_code == 422
    assert "Only this month and the next one" in far.text


def test_without_a_declaration_it_is_red_once_it_has_begun(funded, browse, later):
    key = lasting.employ().id
    red = "no declaration (Dimona) is recorded"
    assert red not in english(browse(WORKER)).get(f"/work/employments/{key}").text
    later(days=20)
    worker = english(browse(WORKER))
    assert red in worker.get(f"/work/employments/{key}").text
    db.session.get_one(Employment, key).dimona_number = "DIM-1"
    db.session.commit()
    assert red not in worker.get(f"/work/employments/{key}").text


# Answering


def test_declining_tells_why(funded, browse):
    key = lasting.offer().id
    worker = browse(WORKER)
    worker.follow(f"/work/employments/{key}/decline", {"reason": "Je pars en tournée"})
    assert the_one().status is ContractStatus.DECLINED
    assert "Je pars en tournée" in browse(OTHER_MEMBER).get(f"/employments/{key}").text
    again = english(worker).post(f"/work/employments/{key}/accept")
    assert again.status_code == 422
    assert "This offer is no longer open" in again.text


def test_a_holder_takes_an_offer_back(funded, browse):
    key = lasting.offer().id
    assert browse(WORKER).post(f"/employments/{key}/withdraw").status_code == 403
    browse(OTHER_MEMBER).follow(f"/employments/{key}/withdraw")
    assert the_one().status is ContractStatus.CANCELLED


def test_a_change_is_offered_answered_and_stays_to_be_read(funded, browse):
    key = lasting.employ().id
    holder, worker = browse(OTHER_MEMBER), english(browse(WORKER))
    form = holder.get(f"/employments/{key}/change").text
    assert '<option value="2026-10"' in form
    assert '<option value="2026-09"' not in form
    wanted = {"since": "2026-11", "amount": "2400", "week": "full", "reason": "Plus de travail"}
    assert holder.post(f"/employments/{key}/change", {**wanted, "amount": "100"}).status_code == 422
    holder.follow(f"/employments/{key}/change", wanted)
    change_id = db.session.scalars(sa.select(EmploymentTerms.id)).one()
    shown = plain(worker.get(f"/work/employments/{key}").text)
    assert "Plus de travail" in shown
    assert (
        browse(OTHER_MEMBER).post(f"/work/employment-changes/{change_id}/accept").status_code == 404
    )
    worker.follow(f"/work/employment-changes/{change_id}/accept")
    db.session.expire_all()
    assert db.session.get_one(EmploymentTerms, change_id).status is ContractStatus.MADE
    assert "€1,200.00" in plain(worker.get(f"/work/employments/{key}").text)


def test_a_change_is_declined_or_taken_back(funded, browse):
    lasting.employ()
    wanted = Wanted(since=lasting.NOVEMBER, regime=lasting.regime("1300"), reason="Index")
    for act, who in (
        ("/work/employment-changes/{}/decline", WORKER),
        ("/employment-changes/{}/withdraw", OTHER_MEMBER),
    ):
        with acting(OTHER_MEMBER):
            change_id = employment_changes.offer_change(the_one(), wanted, now=clock.now()).id
        browse(who).follow(act.format(change_id), {"reason": ""})
        db.session.expire_all()
        assert db.session.get_one(EmploymentTerms, change_id).status is not ContractStatus.OFFERED


def test_ending_it_asks_for_a_day_and_a_reason(funded, browse, later):
    key = lasting.employ().id
    later(days=20)
    worker = english(browse(WORKER))
    page = f"/employments/{key}/end"
    assert "The notice that the law asks for" in worker.get(page).text
    assert worker.post(page, {"last_day": "2026-10-30"}).status_code == 422
    early = worker.post(page, {"last_day": "2026-10-01", "reason": "Moving"})
    assert early.status_code == 422
    assert "what was worked until then is paid" in early.text
    shown = plain(worker.follow(page, {"last_day": "2026-10-16", "reason": "Moving"}).text)
    assert "Holiday pay at the end" in shown
    assert the_one().last_day.isoformat() == "2026-10-16"
    assert "Moving" in browse(OTHER_MEMBER).get(f"/employments/{key}").text
    assert browse(STRANGER).get(page).status_code == 404


def test_it_is_called_off_before_its_first_day(funded, browse):
    key = lasting.employ().id
    browse(ADMIN_TEAM).follow(f"/employments/{key}/end", {"reason": "Erreur"})
    assert the_one().status is ContractStatus.CANCELLED
