"""Contracts in the browser: who sees them, who cancels them, who records their declaration."""

import pytest

from domain.contract_life import ContractStatus
from tests.web import make
from tests.web.assigning import in_english
from tests.web.working import PLANNED, the
from web.demo.people import (
    ADMIN_TEAM,
    ADVISER,
    FINANCE,
    MEMBER,
    OTHER_ADVISER,
    OTHER_MEMBER,
    STRANGER,
    WORKER,
)

# Who sees


@pytest.mark.parametrize(
    ("email", "status"),
    [
        (WORKER, 200),
        (MEMBER, 200),
        (ADVISER, 200),
        (FINANCE, 200),
        (ADMIN_TEAM, 200),
        (OTHER_ADVISER, 404),
        (OTHER_MEMBER, 404),
        (STRANGER, 404),
    ],
)
def test_who_sees_a_contract(browse, email, status):
    contract_id = make.contract(work="Stage lights").id
    assert browse(email).get(f"/contracts/{contract_id}").status_code == status


@pytest.mark.parametrize("path", ["confirm", "cancel"])
def test_strangers_and_those_who_only_look_do_not_act(browse, path):
    contract_id = make.contract().id
    url = f"/contracts/{contract_id}/{path}"
    assert browse(STRANGER).post(url, {"whole": "1", "reason": "x"}).status_code == 404
    for looks in (ADVISER, FINANCE, ADMIN_TEAM):
        assert browse(looks).post(url, {"whole": "1", "reason": "x"}).status_code == 403
    assert the(contract_id).status is ContractStatus.MADE


def test_only_the_office_lists_all_contracts(browse):
    contract_id = make.contract().id
    for email in (ADVISER, FINANCE, ADMIN_TEAM):
        assert f"/contracts/{contract_id}" in browse(email).get("/contracts?view=all").text
    assert f"/contracts/{contract_id}" not in browse(OTHER_ADVISER).get("/contracts").text
    assert browse(WORKER).get("/contracts").status_code == 403
    assert (
        browse(ADVISER)
        .post(f"/contracts/{contract_id}/dimona", {"dimona_number": "A1"})
        .status_code
        == 403
    )


# Cancelling


def test_cancelling_says_what_it_does_and_asks_why(browse):
    in_english()
    contract_id = make.contract(days=PLANNED).id
    member, url = browse(MEMBER), f"/contracts/{contract_id}/cancel"
    assert "The employment budget of €885.00 stays with the unit." in member.get(url).text
    response = member.post(url, {"reason": " "})
    assert response.status_code == 422
    assert "Fill this in." in response.text
    page = member.follow(url, {"reason": "The festival was called off"})
    assert "Cancelled. Nobody is paid for it." in page.text
    assert "The festival was called off" in page.text
    assert member.post(url, {"reason": "again"}).status_code == 422


def test_a_proposed_contract_is_changed_in_its_assignment(browse):
    in_english()
    proposed = {"status": ContractStatus.PROPOSED, "assignment_id": make.assignment().id}
    contract_id = make.contract(days=PLANNED, **proposed).id
    response = browse(MEMBER).post(f"/contracts/{contract_id}/cancel", {"reason": "no"})
    assert response.status_code == 422
    assert "Change the assignment instead." in response.text


# Declaring


def test_a_contract_is_red_until_its_receipt_is_recorded(browse):
    in_english()
    contract_id = make.contract(days=PLANNED).id
    team, url = browse(ADMIN_TEAM), f"/contracts/{contract_id}/dimona"
    assert "No receipt is recorded." in browse(WORKER).get(f"/contracts/{contract_id}").text
    assert "PA-C-" in team.get("/contracts").text
    page = team.follow(url, {"dimona_number": " ab 123 456 ", "known": "", "back": "1"})
    assert "Everything is declared" in page.text
    page = browse(WORKER).get(f"/contracts/{contract_id}").text
    assert "The receipt has number AB123456." in page
    assert "Receipt of the declaration recorded: AB123456" in page


@pytest.mark.parametrize("typed", ["", "12-34", "1" * 21, "é123"])
def test_a_wrong_receipt_number_is_refused_at_its_field(browse, typed):
    in_english()
    contract_id = make.contract().id
    response = browse(ADMIN_TEAM).post(
        f"/contracts/{contract_id}/dimona", {"dimona_number": typed, "known": ""}
    )
    assert response.status_code == 422
    assert 'id="dimona_number-error"' in response.text
    assert f'value="{typed}"' in response.text
    assert the(contract_id).dimona_number is None


def test_two_people_record_a_receipt_and_the_second_is_told(browse):
    contract_id = make.contract().id
    url, team = f"/contracts/{contract_id}/dimona", browse(ADMIN_TEAM)
    assert team.post(url, {"dimona_number": "FIRST1", "known": ""}).status_code == 303
    assert team.post(url, {"dimona_number": "SECOND", "known": ""}).status_code == 409
    assert the(contract_id).dimona_number == "FIRST1"
    assert team.post(url, {"dimona_number": "", "known": "FIRST1"}).status_code == 303
    assert the(contract_id).dimona_number is None


def test_nothing_is_declared_for_a_contract_that_is_not_made(browse):
    in_english()
    contract_id = make.contract(status=ContractStatus.PROPOSED).id
    response = browse(ADMIN_TEAM).post(
        f"/contracts/{contract_id}/dimona", {"dimona_number": "A1", "known": ""}
    )
    assert response.status_code == 422
    assert "not made yet" in response.text
