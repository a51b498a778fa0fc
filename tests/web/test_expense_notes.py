"""Expense notes from the photo to the money: who pays, which VAT comes back, what is missing."""

from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from domain.expenses import ExpenseKind, ExpenseStatus
from domain.ledger import Account
from domain.money import ZERO, eur
from tests.web.assigning import in_english
from tests.web.claiming import (
    DRIVE,
    LUNCH,
    SCENE,
    TRAINING,
    Claim,
    accepted,
    acts,
    money_in,
    reasons,
    sent_lunch,
)
from web.demo.people import ADMIN_TEAM, ADVISER, MEMBER, OTHER_MEMBER
from web.extensions import db
from web.models.ledger import Entry, Posting
from web.models.pay import Debt
from web.queries.budget import available_of, left_of


@pytest.fixture(autouse=True)
def english(browse):
    """Sentences are read in English here, whatever the catalogues say."""
    in_english()


@pytest.fixture
def claim(browse) -> Claim:
    """A draft of OTHER_MEMBER, whose Activity has 1,870.00 to spend."""
    money_in()
    return Claim(browse(OTHER_MEMBER))


def legs() -> dict[Account, object]:
    query = sa.select(Posting).join(Entry, Entry.id == Posting.entry_id)
    rows = db.session.scalars(query.where(Entry.act == "expense"))
    return {row.account: row.amount for row in rows}


# From the photo to the money


def test_a_note_from_the_photo_to_the_ledger(claim, browse):
    line = claim.snap("red", "Café ‘Ø’.JPG")
    claim.type(line, **LUNCH)
    assert claim.save().status_code == 303
    response = claim.send()
    assert response.status_code == 303, reasons(response.text)
    assert claim.note.status is ExpenseStatus.SUBMITTED
    assert (claim.note.total, claim.note.vat) == (eur("24.20"), eur("4.20"))
    assert available_of(2) == eur("1850.00")  # promised already
    assert "Lunch with a client" in browse(ADVISER).get("/queue").text

    data = {"version": claim.version(), "decision": "approve", "vat-shown": line, "vat-kept": line}
    response = browse(ADVISER).post(f"{claim.url}/decide", data)
    assert response.status_code == 303
    assert claim.note.status is ExpenseStatus.APPROVED
    assert legs() == {
        Account.UNIT_AVAILABLE: eur("20.00"),
        Account.VAT_RECOVERABLE: eur("4.20"),
        Account.EXPENSES_DUE: eur("-24.20"),
    }
    (debt,) = db.session.scalars(sa.select(Debt))
    assert (debt.amount, debt.due_day) == (eur("24.20"), date(2026, 9, 14))
    assert (debt.entity_id, debt.person_id, debt.unit_id) == (1, claim.note.person_id, 2)
    assert db.session.scalars(sa.select(Entry.reference).where(Entry.act == "expense")).one() == (
        f"SC-E-{claim.id:06d}"
    )
    assert available_of(2) == eur("1850.00")
    assert acts("expense_note") == ["expense_begun", "expense_submitted", "expense"]
    assert "receipt_attached" in acts("document")
    page = browse(OTHER_MEMBER).get(claim.url).text
    assert "paid with the next payment file" in page
    db.session.execute(sa.update(Debt).values(paid_day=date(2026, 9, 15)))
    db.session.commit()
    assert "Paid on" in browse(OTHER_MEMBER).get(claim.url).text


def test_an_assignment_pays_its_own_expenses(browse):
    key = accepted(SCENE)
    claim = sent_lunch(browse(MEMBER), f"{SCENE}-{key}")
    assert left_of(SCENE, key) == eur("915.00")
    browse(ADMIN_TEAM).post(
        f"{claim.url}/decide", {"version": claim.version(), "decision": "approve"}
    )
    assert legs()[Account.ASSIGNMENT] == eur("20.00")
    assert left_of(SCENE, key) == eur("915.00")


def test_an_exempt_entity_is_charged_the_whole_amount(browse):
    key = accepted(TRAINING)
    claim = sent_lunch(browse(MEMBER), f"{TRAINING}-{key}")
    assert (claim.note.total, claim.note.vat) == (eur("24.20"), ZERO)
    browse(ADVISER).post(f"{claim.url}/decide", {"version": claim.version(), "decision": "approve"})
    assert legs() == {Account.ASSIGNMENT: eur("24.20"), Account.EXPENSES_DUE: eur("-24.20")}


def test_the_adviser_decides_which_vat_comes_back(browse):
    money_in()
    claim = sent_lunch(browse(OTHER_MEMBER))
    (line,) = claim.lines
    data = {"version": claim.version(), "decision": "approve", "vat-shown": line.id}
    assert browse(ADVISER).post(f"{claim.url}/decide", data).status_code == 303
    assert legs() == {Account.UNIT_AVAILABLE: eur("24.20"), Account.EXPENSES_DUE: eur("-24.20")}
    assert "expense_vat_refused" in acts("expense_note")


def test_refusing_vat_never_spends_what_is_not_there(browse):
    money_in("21.40")  # 20.01 once the contribution is paid
    claim = sent_lunch(browse(OTHER_MEMBER))
    (line,) = claim.lines
    data = {"version": claim.version(), "decision": "approve", "vat-shown": line.id}
    response = browse(ADVISER).post(f"{claim.url}/decide", data)
    assert response.status_code == 422
    assert "is missing" in response.text
    assert claim.note.status is ExpenseStatus.SUBMITTED
    assert claim.lines[0].vat == eur("4.20")
    assert not legs()


def test_kilometres_at_the_cooperative_s_own_rate_say_so(claim, browse):
    line = claim.add("kilometres")
    claim.type(line, **DRIVE)
    assert claim.save().status_code == 303
    page = claim.browser.get(claim.url).text
    assert "unconfirmed" in page
    assert "to be confirmed by the board" in page
    assert claim.send().status_code == 303
    (row,) = claim.lines
    assert (row.kind, row.kilometres, row.amount) == (
        ExpenseKind.KILOMETRES, Decimal("48.5"), eur("20.86"),
    )  # fmt: skip
    assert row.receipt_id is None
    page = browse(ADVISER).get(claim.url).text
    assert "unconfirmed" in page


def test_kilometres_on_an_impossible_day_are_only_refused(claim):
    line = claim.add("kilometres")
    claim.type(line, **{**DRIVE, "day": "0001-01-01"})
    assert claim.save().status_code == 303
    assert claim.lines[0].amount is None
    assert "too long ago" in claim.send().text


def test_kilometres_before_july_have_the_published_rate(claim):
    line = claim.add("kilometres")
    claim.type(line, **{**DRIVE, "day": "2026-06-30", "km": "100"})
    claim.save()
    assert claim.lines[0].amount == eur("44.49")
    page = claim.browser.get(claim.url).text
    assert "Published rate" in page
    assert "unconfirmed" not in page


# Money that is not there


def test_more_than_the_budget_is_refused_with_what_is_missing(browse):
    money_in("100")  # 93.50 once the contribution is paid
    claim = Claim(browse(OTHER_MEMBER))
    claim.type(claim.snap(), **{**LUNCH, "amount": "100", "vat": ""})
    response = claim.send()
    assert response.status_code == 422
    assert "93" in response.text
    assert "6" in response.text
    assert "is missing" in response.text
    assert claim.note.status is ExpenseStatus.DRAFT
    assert claim.note.total == eur(100)
    claim.type(claim.lines[0].id, amount="93,50")
    claim.learn()
    assert claim.send().status_code == 303


def test_two_notes_cannot_both_have_the_last_euro(browse):
    money_in("100")
    member = browse(OTHER_MEMBER)
    first, second = Claim(member), None
    first.type(first.snap("red"), **{**LUNCH, "amount": "60", "vat": ""})
    second = Claim(member)
    second.type(second.snap("green"), **{**LUNCH, "amount": "50", "vat": ""})
    assert first.send().status_code == 303
    assert second.send().status_code == 422
    first.browser.post(f"{first.url}/withdraw")
    second.learn()
    assert second.send().status_code == 303
