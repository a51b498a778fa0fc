"""An expense note between its member and the adviser: sent, sent back, taken back, decided once."""

import pytest
import sqlalchemy as sa

from domain.expenses import ExpenseStatus
from domain.money import eur
from tests.web.assigning import in_english
from tests.web.claiming import LUNCH, Claim, acts, money_in, sent_lunch
from web.demo.people import ADMIN_TEAM, ADVISER, OTHER_MEMBER
from web.documents import archive
from web.extensions import db
from web.models.document import Document
from web.models.expense import ExpenseNote
from web.models.pay import Debt
from web.queries.budget import available_of


@pytest.fixture(autouse=True)
def english(browse):
    """Sentences are read in English here, whatever the catalogues say."""
    in_english()


@pytest.fixture
def claim(browse) -> Claim:
    """A draft of OTHER_MEMBER, whose Activity has 1,870.00 to spend."""
    money_in()
    return Claim(browse(OTHER_MEMBER))


def test_sent_back_with_a_reason_and_sent_again(browse):
    money_in()
    claim = sent_lunch(browse(OTHER_MEMBER))
    adviser = browse(ADVISER)
    response = adviser.post(f"{claim.url}/decide", {"version": claim.version(), "decision": "back"})
    assert response.status_code == 422
    assert "what the member must change" in response.text
    data = {"version": claim.version(), "decision": "back", "reason": "The photo is too dark"}
    assert adviser.post(f"{claim.url}/decide", data).status_code == 303
    page = browse(OTHER_MEMBER).get(claim.url).text
    assert "The photo is too dark" in page
    assert available_of(2) == eur(1870)
    claim.learn()
    assert claim.send().status_code == 303
    assert "The photo is too dark" in adviser.get(claim.url).text  # it stays in the history


def test_taken_back_before_the_decision(browse):
    money_in()
    claim = sent_lunch(browse(OTHER_MEMBER))
    page = claim.browser.follow(f"{claim.url}/withdraw")
    assert "Send the note" in page.text
    assert available_of(2) == eur(1870)
    assert claim.browser.post(f"{claim.url}/withdraw").status_code == 422


def test_what_was_sent_cannot_be_changed(browse):
    money_in()
    claim = sent_lunch(browse(OTHER_MEMBER))
    line = claim.lines[0].id
    for path in ("draft", "submit", "lines", f"lines/{line}/remove", "discard"):
        response = claim.browser.post(f"{claim.url}/{path}", claim.form())
        assert response.status_code == 422, path
    assert claim.lines[0].amount == eur("24.20")


def test_a_double_submit_has_one_effect(browse):
    money_in()
    claim = Claim(browse(OTHER_MEMBER))
    claim.type(claim.snap(), **LUNCH)
    first = claim.send(once="the-same-token")
    second = claim.send(once="the-same-token")
    assert (first.status_code, second.status_code) == (303, 303)
    assert acts("expense_note").count("expense_submitted") == 1
    data = {"version": claim.version(), "decision": "approve", "once": "another-token"}
    adviser = browse(ADVISER)
    assert adviser.post(f"{claim.url}/decide", data).status_code == 303
    assert adviser.post(f"{claim.url}/decide", data).status_code == 303
    assert len(db.session.scalars(sa.select(Debt)).all()) == 1


def test_adding_twice_by_a_double_click_adds_one_line(claim):
    for _ in range(2):
        claim.browser.post(f"{claim.url}/lines", claim.form(add="receipt", once="twice"))
    assert len(claim.lines) == 1


def test_two_advisers_one_decision(browse):
    money_in()
    claim = sent_lunch(browse(OTHER_MEMBER))
    version = claim.version()
    approve = {"version": version, "decision": "approve"}
    back = {"version": version, "decision": "back", "reason": "Not like this, please"}
    assert browse(ADVISER).post(f"{claim.url}/decide", approve).status_code == 303
    assert browse(ADMIN_TEAM).post(f"{claim.url}/decide", back).status_code == 409
    assert claim.note.status is ExpenseStatus.APPROVED
    assert len(db.session.scalars(sa.select(Debt)).all()) == 1


def test_two_windows_never_overwrite_each_other(claim):
    line = claim.snap()
    claim.type(line, **LUNCH, revision="0")
    assert claim.browser.post(f"{claim.url}/draft", claim.form(tab="one")).status_code == 303
    claim.type(line, description="Typed in the other window")
    response = claim.browser.post(f"{claim.url}/draft", claim.form(tab="two"))
    assert response.status_code == 409
    assert "changed elsewhere" in response.text
    assert "Typed in the other window" in response.text
    assert claim.lines[0].description == "Lunch with a client"
    assert claim.browser.post(f"{claim.url}/draft", claim.form(tab="one")).status_code == 303
    response = claim.browser.post(f"{claim.url}/draft", claim.form(tab="two", take="1"))
    assert response.status_code == 303


def test_sending_from_a_window_that_misses_a_line_is_stopped(claim):
    claim.type(claim.snap("red"), **LUNCH)
    claim.snap("green")
    assert claim.send().status_code == 409
    assert claim.note.status is ExpenseStatus.DRAFT


def test_a_draft_can_be_thrown_away(claim):
    line = claim.snap("red")
    receipt = claim.lines[0].receipt_id
    assert "cannot be put back" in claim.browser.get(f"{claim.url}/discard").text
    assert claim.browser.post(f"{claim.url}/discard").status_code == 303
    db.session.commit()
    assert db.session.get(ExpenseNote, claim.id) is None
    assert archive.load(db.session.get_one(Document, receipt).sha256)
    assert claim.browser.get(f"{claim.url}/lines/{line}/receipt").status_code == 404
