"""Approving hours in the browser: one tap, each contract paid once, by a holder of the unit."""

from datetime import date

import pytest

from domain.contract_life import ContractStatus
from domain.hours import hours
from domain.money import eur
from tests.web import make
from tests.web.assigning import in_english
from tests.web.books import plain
from tests.web.working import PLANNED, due, the
from web import clock
from web.actions import hours as hour_actions
from web.demo.people import MEMBER, OTHER_MEMBER, STRANGER, WORKER
from web.extensions import db

FIRST, SECOND = make.SEPTEMBER


def declared(**changes):
    """The worker said what was worked: all of it, or these hours."""
    said = changes.pop("said", None)
    contract = make.contract(**changes)
    row = hour_actions.declare(contract, now=clock.now(), hours=said)
    row.declared_by_id = row.person_id
    db.session.commit()
    return row.id


def test_one_tap_confirms_and_tells_when_the_pay_is_due(browse):
    in_english()
    contract_id = make.contract(email=MEMBER, work="Stage lights").id
    member = browse(MEMBER)
    html = member.get("/work").text
    assert "1 contract is over" in html
    assert "Stage lights" in html
    page = member.follow(f"/contracts/{contract_id}/confirm", {"whole": "1", "back": "index"})
    assert "Confirmed: €480.83 is due on Tue 15 September 2026." in page.text
    assert "Nothing to confirm." in page.text
    assert "€480.83" in plain(page.text).replace("<small>", "")
    assert the(contract_id).status is ContractStatus.CONFIRMED


def test_all_ended_contracts_are_confirmed_with_one_button(browse):
    in_english()
    ids = [make.contract(email=MEMBER).id, make.contract(email=MEMBER, days=[date(2026, 9, 14)]).id]
    make.contract(email=MEMBER, days=PLANNED)
    member = browse(MEMBER)
    html = member.get("/work").text
    assert "Confirm all 2" in html
    shown = [f"{key}-{the(key).version}" for key in ids]
    assert all(f'value="{text}"' in html for text in shown)
    page = member.follow("/work/confirm", {"contract": shown})
    assert "is due, from Tue 15 September 2026 to Wed 23 September 2026." in page.text
    assert len(due()) == 2
    assert browse(MEMBER).post("/work/confirm", {}).status_code == 400
    assert browse(MEMBER).post("/work/confirm", {"contract": "one"}).status_code == 400


def test_a_double_click_pays_once(browse):
    contract_id = make.contract().id
    member = browse(MEMBER)
    form = {"whole": "1", "once": "the-same-token"}
    first = member.post(f"/contracts/{contract_id}/confirm", form)
    second = member.post(f"/contracts/{contract_id}/confirm", form)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert [debt.amount for debt in due()] == [eur("480.83")]


def test_a_second_confirmation_is_told_and_pays_nothing(browse):
    in_english()
    contract_id = make.contract().id
    browse(MEMBER).post(f"/contracts/{contract_id}/confirm", {"whole": "1"})
    response = browse(MEMBER).post(f"/contracts/{contract_id}/confirm", {"whole": "1"})
    assert response.status_code == 422
    assert "already confirmed" in response.text
    assert len(due()) == 1


@pytest.mark.parametrize(("email", "status"), [(WORKER, 403), (OTHER_MEMBER, 404), (STRANGER, 404)])
def test_only_a_holder_approves(browse, email, status):
    contract_id = make.contract().id
    path = f"/contracts/{contract_id}"
    assert browse(email).post(f"{path}/confirm", {"whole": "1"}).status_code == status
    assert browse(email).post("/work/confirm", {"contract": str(contract_id)}).status_code == status
    assert browse(email).post(f"{path}/hours/back", {"reason": "No"}).status_code == status
    assert not due()


def test_hours_that_were_not_worked_are_lowered(browse):
    in_english()
    days = [date(2026, 9, 1), date(2026, 9, 2), date(2026, 9, 3)]
    contract_id = make.contract(email=MEMBER, days=days, gross="600.00", budget="960.00").id
    member = browse(MEMBER)
    html = member.get(f"/contracts/{contract_id}").text
    assert html.count('value="7:36" inputmode="decimal"') == 3
    page = member.follow(
        f"/contracts/{contract_id}/confirm", {"hours-2026-09-02": "3,8", "hours-2026-09-03": "0"}
    )
    assert "€300.00" in plain(page.text)
    assert "Planned days that were not worked: 2026-09-03" in page.text
    assert "Worked 11:24 of 15:12 planned hours" in page.text
    row = the(contract_id)
    assert row.budget == eur("480.00")
    assert (row.agreed_gross, row.agreed_hours) == (eur("600.00"), hours("22.80"))


def test_the_holder_sees_what_differs_and_approves_it_as_declared(browse):
    in_english()
    contract_id = declared(gross="600.00", budget="960.00", said={FIRST: hours("4.50")})
    member = browse(MEMBER)
    html = member.get(f"/contracts/{contract_id}").text
    assert "declared the hours: approve them." in html
    assert "12:06 of 15:12 hours" in html
    assert "gross €477.63 instead of €600.00" in html
    assert html.index("Not as planned") < html.index("4:30")
    member.follow(f"/contracts/{contract_id}/confirm", {"whole": "1"})
    row = the(contract_id)
    assert (row.status, row.gross) == (ContractStatus.CONFIRMED, eur("477.63"))
    assert html.count("Approve as declared") == 1


def test_what_the_worker_declared_is_not_changed_by_others(browse):
    in_english()
    contract_id = declared()
    response = browse(MEMBER).post(f"/contracts/{contract_id}/confirm", {f"hours-{FIRST}": "1"})
    assert response.status_code == 422
    assert "declared other hours. Approve them as they are, or send them back" in response.text
    assert not due()


def test_hours_declared_anew_meanwhile_are_not_approved_unseen(browse):
    contract_id = declared()
    version = the(contract_id).version
    hour_actions.declare(the(contract_id), now=clock.now(), hours={FIRST: hours("0.00")})
    member = browse(MEMBER)
    sent = {"whole": "1", "version": str(version)}
    assert member.post(f"/contracts/{contract_id}/confirm", sent).status_code == 409
    shown = {"contract": f"{contract_id}-{version}"}
    assert member.post("/work/confirm", shown).status_code == 409
    assert not due()


def test_the_team_is_approved_in_bulk_as_declared(browse):
    in_english()
    ids = [declared(said={FIRST: hours("3.80")}), declared(days=[date(2026, 9, 7)])]
    waiting = make.contract(days=[date(2026, 9, 8)]).id
    member = browse(MEMBER)
    html = member.get("/work/team?view=to-confirm").text
    assert "Approve all 2 as declared" in html
    assert "11:24 of 15:12 hours" in html
    assert "not declared yet" in html
    shown = [f"{key}-{the(key).version}" for key in ids]
    response = member.post("/work/confirm", {"contract": shown, "back": "team"})
    assert response.location.endswith("/work/team")
    assert [the(key).status for key in (*ids, waiting)] == [
        ContractStatus.CONFIRMED, ContractStatus.CONFIRMED, ContractStatus.MADE,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({f"hours-{FIRST}": "0", f"hours-{SECOND}": "0"}, "No hour is left."),
        ({"hours-2026-09-05": "7"}, "is not a day of this contract"),
        ({"hours-yesterday": "7"}, "Choose days in the calendar."),
        ({f"hours-{FIRST}": "25"}, "Type hours from 0 to 24"),
        ({f"hours-{FIRST}": ""}, "Type hours from 0 to 24"),
        ({f"hours-{FIRST}": "8"}, "7:36 hours were agreed for Thu 3 September 2026."),
    ],
)
def test_impossible_hours_are_refused_at_their_place(browse, typed, why):
    in_english()
    contract_id = make.contract().id
    response = browse(MEMBER).post(f"/contracts/{contract_id}/confirm", typed)
    assert response.status_code == 422
    assert why in response.text
    assert 'id="days-error"' in response.text
    assert not due()


def test_what_was_typed_is_shown_again(browse):
    contract_id = make.contract().id
    typed = {f"hours-{FIRST}": "half a day", f"hours-{SECOND}": "5"}
    html = browse(MEMBER).post(f"/contracts/{contract_id}/confirm", typed).text
    assert 'value="half a day"' in html
    assert 'value="5"' in html


def test_it_is_too_early_before_the_last_day(browse):
    in_english()
    contract_id = make.contract(days=PLANNED).id
    response = browse(MEMBER).post(f"/contracts/{contract_id}/confirm", {"whole": "1"})
    assert response.status_code == 422
    assert "The last day of this work is Mon 21 September 2026." in response.text


def test_a_month_that_no_figure_is_known_for_is_refused_in_words(browse):
    in_english()
    contract_id = make.contract(days=[date(2026, 2, 3)]).id
    member = browse(MEMBER)
    assert "No figure for" in member.get(f"/contracts/{contract_id}").text
    response = member.post(f"/contracts/{contract_id}/confirm", {"whole": "1"})
    assert response.status_code == 422
    assert "No figure for" in response.text
    assert not due()
