"""Declaring hours in the browser: on a phone, by one tap or day by day; others cannot."""

from datetime import date, timedelta

import pytest

from domain.contract_life import ContractStatus
from domain.hours import FULL_DAY, NO_HOURS, hours
from domain.money import eur
from tests.web import make
from tests.web.assigning import in_english
from tests.web.closing import AUGUST, close, worked
from tests.web.conftest import HTMX
from tests.web.declaring import declared_by_worker, longer, said_of
from tests.web.working import GOING_ON, PLANNED, due, the
from web.demo.people import ADVISER, MEMBER, OTHER_MEMBER, STRANGER, WORKER

FIRST, SECOND = make.SEPTEMBER


def test_one_tap_declares_everything_as_planned_and_tells_what_comes_next(browse):
    in_english()
    contract_id = make.contract(work="Stage lights").id
    worker = browse(WORKER)
    html = worker.get("/work").text
    assert "1 contract is over: say which hours you worked." in html
    assert "15:12 hours" in html
    page = worker.follow(f"/contracts/{contract_id}/hours", {"whole": "1", "back": "index"})
    assert "Declared: 15:12 hours." in page.text
    assert "if nobody answers until Thu 17 September 2026, they count as approved." in page.text
    assert "Waiting for approval" in page.text
    row = the(contract_id)
    assert row.declared_by_id == make.person(WORKER).id
    assert said_of(contract_id) == {FIRST: FULL_DAY, SECOND: FULL_DAY}
    assert not due()


def test_hours_are_typed_in_a_calendar_and_can_change_until_they_are_approved(browse):
    in_english()
    contract_id = make.contract(gross="600.00", budget="960.00").id
    worker = browse(WORKER)
    html = worker.get(f"/contracts/{contract_id}/hours").text
    assert 'aria-hidden="true">3</b><span class="hidden-text">Thursday 3 September' in html
    assert html.count('value="7:36" inputmode="decimal"') == 2
    path = f"/contracts/{contract_id}/hours"
    page = worker.follow(path, {f"hours-{FIRST}": "3,8", f"hours-{SECOND}": "7h"})
    assert "10:48 of 15:12 hours" in page.text
    assert said_of(contract_id) == {FIRST: hours("3.80"), SECOND: hours("7.00")}
    again = worker.get(path).text
    assert 'value="3:48"' in again
    worker.follow(path, {f"hours-{FIRST}": "0", f"hours-{SECOND}": "7:36"})
    assert said_of(contract_id) == {FIRST: NO_HOURS, SECOND: FULL_DAY}
    browse(MEMBER).post(f"/contracts/{contract_id}/confirm", {"whole": "1"})
    row = the(contract_id)
    assert (row.gross, row.first_day) == (eur("300.00"), SECOND)
    response = worker.post(path, {f"hours-{SECOND}": "1"})
    assert response.status_code == 422
    assert "approved and locked" in response.text
    assert "Approved and locked." in worker.get(path).text


def test_the_sum_is_counted_while_one_types(browse):
    in_english()
    contract_id = make.contract(gross="600.00", budget="960.00").id
    worker = browse(WORKER)
    path = f"/contracts/{contract_id}/hours?hours-{FIRST}=3:48&hours-{SECOND}=0"
    part = worker.get(path, headers=HTMX).text
    assert "3:48 of 15:12 hours" in part
    assert "1 of 2 days" in part
    assert "gross €150.00 instead of €600.00" in part
    assert "<html" not in part
    assert part in worker.get(path).text
    nothing = worker.get(f"/contracts/{contract_id}/hours?hours-{FIRST}=0&hours-{SECOND}=0")
    assert "nothing to pay" in nothing.text


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({f"hours-{FIRST}": "8"}, "More hours need an amendment of the contract"),
        ({f"hours-{FIRST}": "a lot"}, "Thu 3 September 2026: Type hours from 0 to 24"),
        ({f"hours-{FIRST}": "0", f"hours-{SECOND}": "0"}, "cancel the contract instead"),
        ({"hours-2026-09-09": "1"}, "is not a day of this contract"),
    ],
)
def test_impossible_hours_are_refused_at_their_place(browse, typed, why):
    in_english()
    contract_id = make.contract().id
    response = browse(WORKER).post(f"/contracts/{contract_id}/hours", typed)
    assert response.status_code == 422
    assert why in response.text
    assert 'id="days-error"' in response.text
    assert said_of(contract_id) == {FIRST: None, SECOND: None}


@pytest.mark.parametrize(
    ("email", "status"), [(OTHER_MEMBER, 404), (STRANGER, 404), (ADVISER, 403)]
)
def test_the_hours_of_others_are_not_mine_to_say(browse, email, status):
    contract_id = make.contract().id
    path = f"/contracts/{contract_id}/hours"
    assert browse(email).get(path).status_code == status
    assert browse(email).post(path, {"whole": "1"}).status_code == status


def test_a_holder_may_fill_them_in_and_approves_them(browse):
    in_english()
    contract_id = make.contract().id
    member = browse(MEMBER)
    page = member.follow(f"/contracts/{contract_id}/hours", {f"hours-{FIRST}": "2"})
    assert "Sacha Lambert has not declared any hours yet." in page.text
    member.follow(f"/contracts/{contract_id}/confirm", {"whole": "1"})
    assert the(contract_id).agreed_hours == hours("15.20")
    assert list(said_of(contract_id).values()) == [hours("2.00"), FULL_DAY]


def test_while_it_goes_on_the_days_behind_are_kept_and_the_others_stay_planned(browse):
    in_english()
    contract_id = make.contract(days=GOING_ON).id
    worker = browse(WORKER)
    assert "Fill in the hours" in worker.get(f"/contracts/{contract_id}").text
    page = worker.follow(f"/contracts/{contract_id}/hours", {f"hours-{GOING_ON[0]}": "4"})
    assert "Saved: 19:12 hours so far." in page.text
    assert the(contract_id).declared is None
    assert list(said_of(contract_id).values()) == [hours("4.00"), FULL_DAY, None]


def test_an_offer_has_no_hours_and_work_to_come_waits_for_its_first_day(browse):
    in_english()
    planned, offered = (
        make.contract(days=PLANNED).id,
        make.contract(status=ContractStatus.OFFERED).id,
    )
    worker = browse(WORKER)
    assert worker.get(f"/contracts/{offered}/hours").status_code == 303
    assert "from the first day on" in worker.get(f"/contracts/{planned}/hours").text
    response = worker.post(f"/contracts/{planned}/hours", {"whole": "1"})
    assert response.status_code == 422
    assert "The work begins on Mon 21 September 2026." in response.text


def test_more_than_24_hours_over_all_contracts_are_refused_at_the_day(browse):
    in_english()
    contract_id = make.contract().id
    longer(make.contract(unit_id=2).id, "18.00")
    html = browse(WORKER).post(f"/contracts/{contract_id}/hours", {"whole": "1"}).text
    assert "would work 25:36 hours on Thu 3 September 2026. A day has 24" in html
    assert html.count('aria-invalid="true"') == 1
    assert not the(contract_id).declared


def test_a_holder_sends_hours_back_with_a_reason_and_the_worker_reads_it(browse):
    in_english()
    contract_id = declared_by_worker(make.contract()).id
    member, path = browse(MEMBER), f"/contracts/{contract_id}"
    refused = member.post(f"{path}/hours/back", {"reason": " "})
    assert refused.status_code == 422
    assert "Fill this in." in refused.text
    page = member.follow(f"{path}/hours/back", {"reason": "Friday was cancelled"})
    assert "Sent back. Sacha Lambert reads why" in page.text
    worker = browse(WORKER)
    assert "Sent back: “Friday was cancelled” Look at the hours again." in worker.get(path).text
    assert the(contract_id).declared is None
    worker.follow(f"{path}/hours", {f"hours-{SECOND}": "0"})
    assert "Friday was cancelled” Look" not in worker.get(path).text


def test_all_that_ended_is_declared_with_one_button(browse):
    in_english()
    ids = [make.contract().id, make.contract(days=[date(2026, 9, 7)]).id]
    worker = browse(WORKER)
    assert "Declare all 2 as planned" in worker.get("/work").text
    sent = {"contract": [str(key) for key in ids]}
    assert "2 contracts are declared." in worker.follow("/work/declare", sent).text
    assert "All of these were already declared." in worker.follow("/work/declare", sent).text
    assert worker.post("/work/declare", {}).status_code == 400
    assert all(the(key).declared for key in ids)


def test_a_closed_month_is_told_before_its_hours_are_approved(browse):
    in_english()
    worked(email=MEMBER)
    late = make.contract(days=[AUGUST.last_day - timedelta(days=3)]).id
    close(accepted=1)
    html = browse(WORKER).get(f"/contracts/{late}/hours").text
    assert "August 2026 is closed. What is approved now is added by a correction run." in html
