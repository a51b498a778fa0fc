"""Days and pay in the browser: what people see, confirm, cancel and declare."""

import re
from datetime import date

import pytest
import sqlalchemy as sa

from domain.employment import ContractStatus
from domain.money import eur
from tests.web import make
from tests.web.assigning import in_english
from tests.web.conftest import HTMX
from tests.web.statements import statements
from web import clock
from web.actions import contracts
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
from web.extensions import db
from web.models.contract import Contract
from web.models.pay import Debt

PLANNED = [date(2026, 9, 21)]


def plain(text: str) -> str:
    """A page without the narrow spaces and small cents of amounts."""
    return re.sub(r"</?small>", "", text)


def the(contract_id: int) -> Contract:
    db.session.expire_all()
    return db.session.get_one(Contract, contract_id)


def due() -> list[Debt]:
    db.session.expire_all()
    return list(db.session.scalars(sa.select(Debt)))


def test_someone_new_is_told_what_will_stand_there(browse):
    in_english()
    html = browse(WORKER).get("/work").text
    assert "Nothing to confirm." in html
    assert "No work is planned." in html
    assert "7 working days" in html


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


def test_a_month_explains_every_line_of_the_payslip(browse):
    in_english()
    contracts.confirm(make.contract(gross="1800.00", budget="2900.00"), now=clock.now())
    contracts.confirm(make.contract(gross="1000.00", budget="1600.00", unit_id=2), now=clock.now())
    html = plain(browse(WORKER).get("/work/2026-09").text)
    assert "An estimate until the month is closed" in html
    assert html.index("Productions Associées Demo") > html.index("SmartCoop Demo")
    assert "€1,800.00" in html
    assert "13.07%" in html
    assert "ONSS" in html or "socialsecurity" in html
    assert browse(WORKER).get("/work/2026-13").status_code == 404
    assert browse(WORKER).get("/work/sometime").status_code == 404


def test_the_year_is_chosen_and_the_fragment_is_part_of_the_page(browse):
    in_english()
    contracts.confirm(make.contract(), now=clock.now())
    worker = browse(WORKER)
    fragment = worker.get("/work?year=2026", headers=HTMX).text
    assert "September 2026" in fragment
    assert "<html" not in fragment
    assert fragment.strip() in worker.get("/work?year=2026").text


def test_what_was_sent_to_the_bank_is_coming_then_paid(browse):
    in_english()
    contracts.confirm(make.contract(), now=clock.now())
    (debt,) = due()
    debt.paid_day = date(2026, 9, 15)
    db.session.commit()
    assert "sent to the bank, paid on Tue 15 Sept" in browse(WORKER).get("/work").text
    (debt,) = due()
    debt.paid_day = date(2026, 9, 10)
    db.session.commit()
    worker = browse(WORKER)
    assert "Nothing is due to you now." in worker.get("/work").text
    assert "€480.83" in plain(worker.get("/work/paid").text)


def test_payments_are_paged(browse):
    for place in range(23):
        contract = make.contract(gross="100.00", budget="160.00", work=f"Work {place:02d}")
        contracts.confirm(contract, now=clock.now())
    db.session.execute(sa.update(Debt).values(paid_day=date(2026, 9, 10)))
    db.session.commit()
    worker = browse(WORKER)
    first = worker.get("/work/paid").text
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following
    second = worker.get(following[1]).text
    shown = [set(re.findall(r"Work \d\d", html)) for html in (first, second)]
    assert len(shown[0]) == 20
    assert len(shown[1]) == 3
    assert not shown[0] & shown[1]


def test_holders_see_and_confirm_who_works_for_them(browse):
    in_english()
    contract_id = make.contract().id
    make.contract(email=MEMBER, work="My own work")
    member = browse(MEMBER)
    html = member.get("/work/team").text
    assert "Sacha Lambert" in html
    assert "My own work" not in html
    assert "Sacha Lambert" not in member.get("/work/team?view=planned").text
    member.follow(f"/contracts/{contract_id}/confirm", {"whole": "1", "back": "team"})
    assert "Sacha Lambert" in member.get("/work/team?view=confirmed").text
    assert the(contract_id).confirmed_by_id == make.person(MEMBER).id


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


def test_the_lines_of_a_payslip_are_for_the_worker(browse):
    in_english()
    contract_id = make.contract().id
    assert "Gross pay, white-collar work" in browse(WORKER).get(f"/contracts/{contract_id}").text
    assert (
        "Gross pay, white-collar work" not in browse(MEMBER).get(f"/contracts/{contract_id}").text
    )


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


def test_a_month_that_no_figure_is_known_for_is_refused_in_words(browse):
    in_english()
    contract_id = make.contract(days=[date(2026, 2, 3)]).id
    worker = browse(WORKER)
    assert "No figure for" in worker.get(f"/contracts/{contract_id}").text
    response = worker.post(f"/contracts/{contract_id}/confirm", {"whole": "1"})
    assert response.status_code == 422
    assert "No figure for" in response.text
    assert not due()


@pytest.mark.parametrize("path", ["/work", "/work/paid", "/work/team", "/work/2026-09", "{}"])
def test_pages_of_a_busy_member_take_few_statements(app, browse, path):
    for place in range(12):
        days = [date(2026, 9, 1 + place % 5)]
        ended = make.contract(email=MEMBER, days=days, gross="150.00", budget="240.00")
        contracts.confirm(ended, now=clock.now())
        make.contract(email=MEMBER, days=PLANNED)
        make.contract(days=days)
    contract_id = make.contract(email=MEMBER).id
    member = browse(MEMBER)
    member.get("/work")
    with statements(app) as asked:
        assert member.get(path.format(f"/contracts/{contract_id}")).status_code == 200
    assert len(asked) <= 10, asked
