"""Confirming the days worked in the browser: one tap, each contract paid once."""

from datetime import date

import pytest

from domain.contract_life import ContractStatus
from domain.money import eur
from tests.web import make
from tests.web.assigning import in_english
from tests.web.books import plain
from tests.web.working import PLANNED, due, the
from web.demo.people import MEMBER, WORKER


def test_one_tap_confirms_and_tells_when_the_pay_is_due(browse):
    in_english()
    contract_id = make.contract(work="Stage lights").id
    worker = browse(WORKER)
    html = worker.get("/work").text
    assert "1 contract is over" in html
    assert "Stage lights" in html
    page = worker.follow(f"/contracts/{contract_id}/confirm", {"whole": "1", "back": "index"})
    assert "Confirmed: €480.83 is due on Tue 15 September 2026." in page.text
    assert "Nothing to confirm." in page.text
    assert "€480.83" in plain(page.text).replace("<small>", "")
    assert the(contract_id).status is ContractStatus.CONFIRMED


def test_all_ended_contracts_are_confirmed_with_one_button(browse):
    in_english()
    ids = [make.contract().id, make.contract(days=[date(2026, 9, 14)]).id]
    make.contract(days=PLANNED)
    worker = browse(WORKER)
    html = worker.get("/work").text
    assert "Confirm all 2" in html
    page = worker.follow("/work/confirm", {"contract": [str(key) for key in ids]})
    assert "is due, from Tue 15 September 2026 to Wed 23 September 2026." in page.text
    assert len(due()) == 2
    assert browse(WORKER).post("/work/confirm", {}).status_code == 400


def test_a_double_click_pays_once(browse):
    contract_id = make.contract().id
    worker = browse(WORKER)
    form = {"whole": "1", "once": "the-same-token"}
    first = worker.post(f"/contracts/{contract_id}/confirm", form)
    second = worker.post(f"/contracts/{contract_id}/confirm", form)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert [debt.amount for debt in due()] == [eur("480.83")]


def test_a_second_confirmation_is_told_and_pays_nothing(browse):
    in_english()
    contract_id = make.contract().id
    browse(MEMBER).post(f"/contracts/{contract_id}/confirm", {"whole": "1"})
    response = browse(WORKER).post(f"/contracts/{contract_id}/confirm", {"whole": "1"})
    assert response.status_code == 422
    assert "already confirmed" in response.text
    assert len(due()) == 1


def test_days_that_were_not_worked_are_unticked(browse):
    in_english()
    days = [date(2026, 9, 1), date(2026, 9, 2), date(2026, 9, 3)]
    contract_id = make.contract(days=days, gross="600.00", budget="960.00").id
    worker = browse(WORKER)
    html = worker.get(f"/contracts/{contract_id}").text
    assert html.count(' checked aria-label="') == 3
    page = worker.follow(
        f"/contracts/{contract_id}/confirm", {"days": ["2026-09-01", "2026-09-02"]}
    )
    assert "€400.00" in plain(page.text)
    assert "Planned days that were not worked: 2026-09-03" in page.text
    assert the(contract_id).budget == eur("640.00")


@pytest.mark.parametrize(
    ("days", "why"),
    [
        ([], "Choose at least one day of work."),
        (["2026-09-05"], "is not a day of this contract"),
        (["yesterday"], "Choose days in the calendar."),
    ],
)
def test_impossible_days_are_refused_at_their_place(browse, days, why):
    in_english()
    contract_id = make.contract().id
    response = browse(WORKER).post(f"/contracts/{contract_id}/confirm", {"days": days})
    assert response.status_code == 422
    assert why in response.text
    assert 'id="days-error"' in response.text
    assert not due()


def test_it_is_too_early_before_the_last_day(browse):
    in_english()
    contract_id = make.contract(days=PLANNED).id
    response = browse(WORKER).post(f"/contracts/{contract_id}/confirm", {"whole": "1"})
    assert response.status_code == 422
    assert "The last day of this work is Mon 21 September 2026." in response.text


def test_a_month_that_no_figure_is_known_for_is_refused_in_words(browse):
    in_english()
    contract_id = make.contract(days=[date(2026, 2, 3)]).id
    worker = browse(WORKER)
    assert "No figure for" in worker.get(f"/contracts/{contract_id}").text
    response = worker.post(f"/contracts/{contract_id}/confirm", {"whole": "1"})
    assert response.status_code == 422
    assert "No figure for" in response.text
    assert not due()
