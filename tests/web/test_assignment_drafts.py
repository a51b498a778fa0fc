"""A draft assignment: begun with one tap, seen by the right people, and nothing typed is lost."""

import json
import re
import threading

import pytest
import sqlalchemy as sa

from domain.submission import AssignmentStatus
from tests.web.assigning import assignment, begin, draft, form, in_english, person, shown
from tests.web.conftest import HTMX
from web import clock
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
from web.models.person import SignIn


@pytest.fixture
def member(browse):
    """Nour, reading English."""
    in_english()
    return browse(MEMBER)


@pytest.fixture
def me(member):
    return person(MEMBER)


# Beginning


def test_one_tap_makes_a_draft_in_which_the_member_already_works(member, me):
    found = begin(member)
    html = member.get(f"/assignments/{found}").text
    assert re.search(rf'name="worker" value="{me}" checked', html)
    assert '<option value="artist" selected>' in html  # what goes with the unit's kind of work
    assert assignment(found).status is AssignmentStatus.DRAFT


def test_a_double_tap_makes_one_draft(member):
    first = member.post("/units/1/assignments", {"once": "same"})
    second = member.post("/units/1/assignments", {"once": "same"})
    assert first.location == second.location


def test_a_unit_that_uses_activity_only_has_no_assignments(browse):
    in_english()
    response = browse(OTHER_MEMBER).post("/units/2/assignments")
    assert response.status_code == 422
    assert "uses the tool Activity" in response.text


@pytest.mark.parametrize("email", [STRANGER, WORKER, OTHER_ADVISER])
def test_strangers_see_nothing(browse, member, email):
    found = begin(member)
    stranger = browse(email)
    status = 403 if email == WORKER else 404
    assert stranger.get(f"/assignments/{found}").status_code == status
    for path in ("draft", "submit", "copy", "put-away", "withdraw", "invoice", "cancel", "more"):
        response = stranger.post(f"/assignments/{found}/{path}", {"title": "mine now"})
        assert response.status_code in (403, 404), path
    assert assignment(found).title == ""


def test_an_adviser_and_the_team_read_but_do_not_write(browse, member, me):
    found = begin(member)
    for email in (ADVISER, ADMIN_TEAM, FINANCE):
        reader = browse(email)
        assert reader.get(f"/assignments/{found}").status_code == 200
        assert draft(reader, found, form(me)).status_code in (403, 404), email
    assert browse(STRANGER).post("/units/1/assignments").status_code == 404


# Nothing lost, nothing overwritten


def test_a_lost_session_loses_nothing(browse, member, me):
    found = begin(member)
    draft(member, found, form(me), headers=HTMX)
    db.session.execute(sa.update(SignIn).values(ended=clock.now()))
    db.session.commit()
    lost = draft(member, found, form(me, title="later words"), headers=HTMX)
    assert lost.status_code == 401
    away = member.get(f"/assignments/{found}")
    assert away.status_code == 303
    assert f"next=/assignments/{found}" in away.location.replace("%2F", "/")
    again = browse(MEMBER).get(f"/assignments/{found}").text
    assert "Two evenings on stage" in again
    assert 'value="50,00"' in again


def test_a_stale_tab_is_told_and_overwrites_nothing(member, me):
    found = begin(member)
    old = shown(member, found)
    new = shown(member, found)
    draft(member, found, {**form(me, title="From the new tab"), **new}, headers=HTMX)
    typed = {**form(me, title="From the old tab"), **old}
    told = draft(member, found, typed, headers=HTMX)
    assert told.status_code == 409
    assert "changed elsewhere" in told.text
    page = draft(member, found, typed)
    assert page.status_code == 409
    assert "From the old tab" in page.text
    refused = member.post(f"/assignments/{found}/submit", typed)
    assert refused.status_code == 409
    assert assignment(found).title == "From the new tab"
    mine = draft(member, found, {**typed, "take": str(assignment(found).version)})
    assert mine.status_code == 303
    assert assignment(found).title == "From the old tab"


def test_the_same_tab_is_never_out_of_date(member, me):
    found = begin(member)
    tokens = shown(member, found)
    for title in ("One", "Two", "Three"):
        response = draft(member, found, {**form(me, title=title), **tokens}, headers=HTMX)
        assert response.status_code == 200
    assert assignment(found).title == "Three"


def test_a_tab_never_overtakes_itself(browse, member, me):
    found = begin(member)
    tokens = shown(member, found)
    browsers = [browse(MEMBER) for _ in range(4)]
    forms = [{**form(me, title=f"Words {number}"), **tokens} for number in range(4)]
    statuses: list[int] = []

    def go(browser, typed):
        path = f"/assignments/{found}/draft"
        statuses.append(browser.post(path, typed, headers=HTMX).status_code)

    first = {**form(me), **tokens}
    assert draft(member, found, first, headers=HTMX).status_code == 200
    pairs = zip(browsers, forms, strict=True)
    threads = [threading.Thread(target=go, args=pair) for pair in pairs]
    db.session.commit()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 4
    assert assignment(found).title.startswith("Words")


@pytest.mark.parametrize("button", ["search", "new_client", "go", "add", "take"])
def test_a_button_changes_no_version(member, me, button):
    """A page left by a button may save once more: the next page is not out of date for that."""
    found = begin(member)
    draft(member, found, form(me), headers=HTMX)
    before = assignment(found).version
    draft(member, found, {**form(me), button: ""}, headers=HTMX)
    assert assignment(found).version == before


def test_looking_changes_no_version(member, me):
    found = begin(member)
    draft(member, found, form(me), headers=HTMX)
    before = assignment(found).version
    draft(member, found, form(me), headers=HTMX)
    assert assignment(found).version == before


def test_the_typed_form_is_json_without_anything_technical(member, me):
    found = begin(member)
    draft(member, found, {**form(me), "csrf_token": "secret"})
    kept = json.dumps(assignment(found).typed)
    assert "secret" not in kept
    assert "csrf" not in kept
