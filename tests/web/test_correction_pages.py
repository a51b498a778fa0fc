"""Correcting approved hours in the browser: each side proposes, the other side answers."""

import pytest
import sqlalchemy as sa

from domain.money import eur
from tests.web import make
from tests.web.assigning import in_english
from tests.web.books import check_books, plain
from tests.web.closing import DAYS, close
from tests.web.conftest import HTMX
from tests.web.correcting import HALF, earnings, locked, propose
from tests.web.working import due, the
from web.demo.people import ADMIN_TEAM, ADVISER, FINANCE, MEMBER, STRANGER, WORKER
from web.extensions import db
from web.models.amendment import Amendment, AmendmentState

FIRST, SECOND = DAYS


@pytest.fixture
def contract_id(browse):
    """Approved hours of somebody else in a unit of MEMBER."""
    in_english()
    return locked(gross="600.00", budget="960.00").id


def the_amendment():
    db.session.expire_all()
    return db.session.scalars(sa.select(Amendment).order_by(Amendment.id.desc())).first()


def test_a_holder_proposes_and_the_worker_accepts(browse, contract_id):
    member, path = browse(MEMBER), f"/contracts/{contract_id}/correct"
    html = member.get(path).text
    assert "Sacha Lambert is asked to accept the correction." in html
    assert 'name="hours-2026-08-20" value="7:36"' in html
    assert 'name="hours-2026-08-19" value=""' in html
    page = member.follow(path, {f"hours-{FIRST}": "3,8", "reason": "Left at noon"})
    assert "Proposed. It counts once the other side accepts it." in page.text
    assert "A correction that waits for an answer." in page.text
    worker = browse(WORKER)
    assert "Approved hours would be corrected: answer" in worker.get("/").text
    html = plain(worker.get(path).text)
    assert "You are asked to accept this correction." in html
    assert "Left at noon" in html
    assert "€450.00" in html
    page = worker.follow(f"{path}/{the_amendment().id}/accept")
    assert "was paid too much and is taken off the next pay." in page.text
    assert "A correction, accepted on" in page.text
    assert the(contract_id).gross == eur("450.00")
    assert "Approved hours would be corrected" not in worker.get("/").text
    check_books()


def test_a_worker_proposes_more_and_a_holder_accepts(browse, contract_id):
    worker, path = browse(WORKER), f"/contracts/{contract_id}/correct"
    worker.follow(path, {f"hours-{FIRST}": "9:30", "hours-2026-08-24": "4", "reason": "Encore"})
    key = the_amendment().id
    assert worker.post(f"{path}/{key}/accept").status_code == 422
    member = browse(MEMBER)
    assert "Approved hours would be corrected: answer" in member.get("/").text
    page = member.follow(f"{path}/{key}/accept")
    assert "more is due." in page.text
    assert the(contract_id).last_day.isoformat() == "2026-08-24"
    assert [item.sequence for item in earnings(the(contract_id))] == [1, 2]
    assert len(due()) == 2
    html = browse(WORKER).get("/work").text
    assert html.count("due on Tue 1 Sept") + html.count("due on Wed 23 Sept") == 2
    assert browse(FINANCE).get("/finance/due?entity=2").status_code == 200


def test_the_office_proposes_too_and_takes_it_back(browse, contract_id):
    path = f"/contracts/{contract_id}/correct"
    office = browse(ADMIN_TEAM)
    office.follow(path, {f"hours-{SECOND}": "0", "reason": "The hall was closed"})
    key = the_amendment().id
    assert browse(WORKER).post(f"{path}/{key}/withdraw").status_code == 403
    page = office.follow(f"{path}/{key}/withdraw")
    assert "The correction is taken back." in page.text
    assert the_amendment().state is AmendmentState.WITHDRAWN
    assert browse(ADVISER).get(path).status_code == 200


def test_declining_needs_a_reason(browse, contract_id):
    key, path = propose(the(contract_id), {FIRST: HALF}).id, f"/contracts/{contract_id}/correct"
    worker = browse(WORKER)
    refused = worker.post(f"{path}/{key}/decline", {"reason": ""})
    assert refused.status_code == 422
    assert "Fill this in." in refused.text
    page = worker.follow(f"{path}/{key}/decline", {"reason": "I was there"})
    assert "A correction, declined on" in page.text
    assert "I was there" in page.text
    assert the(contract_id).gross == eur("600.00")


def test_who_is_both_sides_corrects_at_once(browse):
    in_english()
    key = locked(email=MEMBER, gross="600.00", budget="960.00").id
    path = f"/contracts/{key}/correct"
    member = browse(MEMBER)
    assert "the correction counts at once" in member.get(path).text
    page = member.follow(path, {f"hours-{FIRST}": "0", "reason": "Ill"})
    assert "Corrected: €" in page.text
    assert the(key).gross == eur("300.00")


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"reason": "Why not"}, "Nothing is different."),
        ({f"hours-{FIRST}": "3"}, "Fill this in."),
        ({f"hours-{FIRST}": "a lot", "reason": "x"}, "Thu 20 August 2026: Type hours"),
        ({f"hours-{FIRST}": "", f"hours-{SECOND}": "0", "reason": "x"}, "Keep at least one hour"),
        ({"hours-2026-09-30": "3", "reason": "x"}, "is not a day of this contract"),
        ({"hours-2025-12-30": "3", "reason": "x"}, "is not a day of this contract"),
    ],
)
def test_what_cannot_be_is_refused_at_its_place_and_kept(browse, contract_id, typed, why):
    response = browse(MEMBER).post(f"/contracts/{contract_id}/correct", typed)
    assert response.status_code == 422
    assert why in response.text
    assert all(f'value="{text}"' in response.text for text in typed.values() if text == "a lot")
    assert the_amendment() is None


def test_another_month_is_shown_and_what_was_typed_stays(browse, contract_id):
    member, path = browse(MEMBER), f"/contracts/{contract_id}/correct"
    sent = {
        f"hours-{FIRST}": "5",
        "reason": "Why",
        "wider": "next",
        "since": "2026-08",
        "until": "2026-08",
    }
    html = member.post(path, sent).text
    assert 'name="hours-2026-09-01"' in html
    assert 'name="hours-2026-09-15"' not in html
    assert f'name="hours-{FIRST}" value="5"' in html
    assert "Show the month after" not in html
    again = member.post(path, {**sent, "wider": "previous", "since": "2026-08", "until": "2026-09"})
    assert 'name="hours-2026-08-01"' not in again.text  # the contract was made on that day
    assert 'name="hours-2026-08-02"' in again.text
    strange = member.post(path, {**sent, "since": "soon", "until": "0000-01"})
    assert strange.status_code == 200


def test_the_sum_is_counted_while_one_types(browse, contract_id):
    path = f"/contracts/{contract_id}/correct?hours-{FIRST}=3:48&reason="
    part = browse(MEMBER).get(path, headers=HTMX).text
    assert "11:24 hours instead of 15:12" in part
    assert "gross €450.00 instead of €600.00" in part
    assert "<html" not in part


def test_a_closed_month_says_that_a_correction_run_follows(browse, contract_id):
    close()
    html = browse(MEMBER).get(f"/contracts/{contract_id}/correct").text
    assert "August 2026 is closed. Its payslip does not change" in html
    page = browse(MEMBER).get(f"/contracts/{contract_id}").text
    assert "Correct the hours" in page


@pytest.mark.parametrize(("email", "status"), [(STRANGER, 404), (FINANCE, 403)])
def test_nobody_else_corrects(browse, contract_id, email, status):
    path = f"/contracts/{contract_id}/correct"
    key = propose(the(contract_id), {FIRST: HALF}).id
    assert browse(email).get(path).status_code == status
    assert browse(email).post(path, {"reason": "x"}).status_code == status
    assert browse(email).post(f"{path}/{key}/accept").status_code == status
    other = make.contract().id
    assert browse(WORKER).post(f"/contracts/{other}/correct/{key}/accept").status_code == 404


def test_hours_that_are_not_approved_are_changed_as_they_are(browse):
    in_english()
    contract_id = make.contract().id
    response = browse(MEMBER).get(f"/contracts/{contract_id}/correct")
    assert response.status_code == 422
    assert "Only approved hours are corrected." in response.text
