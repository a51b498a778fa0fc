"""Expense notes: from the photo to the payment, and everything that can go wrong."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
import sqlalchemy as sa

from domain.expenses import ExpenseKind, ExpenseStatus
from domain.ledger import Account
from domain.money import ZERO, eur
from tests.web.claiming import (
    DRIVE,
    LUNCH,
    SCENE,
    TRAINING,
    Claim,
    accepted,
    money_in,
    photo,
    reasons,
    sent_lunch,
)
from tests.web.conftest import HTMX
from tests.web.test_receipts import pdf
from web.demo.people import (
    ADMIN_TEAM,
    ADVISER,
    FINANCE,
    MEMBER,
    OTHER_ADVISER,
    OTHER_MEMBER,
    STRANGER,
    SYSTEM_ADMIN,
    WORKER,
)
from web.documents import archive
from web.extensions import db
from web.models.audit import AuditEntry
from web.models.document import Document, DocumentState
from web.models.expense import ExpenseNote
from web.models.ledger import Entry, Posting
from web.models.pay import Debt
from web.models.person import Person
from web.queries.budget import available_of, left_of


@pytest.fixture(autouse=True)
def in_english(browse):
    """Sentences are read in English here, whatever the catalogues say."""
    db.session.execute(sa.update(Person).values(language="en"))
    db.session.commit()


@pytest.fixture
def claim(browse) -> Claim:
    """A draft of OTHER_MEMBER, whose Activity has 1,870.00 to spend."""
    money_in()
    return Claim(browse(OTHER_MEMBER))


def acts(subject: str) -> list[str]:
    query = sa.select(AuditEntry.act).where(AuditEntry.subject == subject)
    return list(db.session.scalars(query.order_by(AuditEntry.id)))


def legs() -> dict[Account, object]:
    query = sa.select(Posting).join(Entry, Entry.id == Posting.entry_id)
    rows = db.session.scalars(query.where(Entry.act == "expense"))
    return {row.account: row.amount for row in rows}


# --- from the photo to the money -------------------------------------------------------------


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


def test_several_receipts_at_once_become_as_many_lines(claim):
    files = [photo("red"), photo("green"), (BytesIO(b"%PDF-1.4 broken"), "c.pdf")]
    response = claim.browser.post(f"{claim.url}/draft", claim.form(batch="1", receipt=files))
    assert response.status_code == 422
    assert "cannot be opened" in response.text
    assert len(claim.lines) == 2
    assert all(line.receipt_id for line in claim.lines)


# --- nothing is lost -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "typed", "reason"),
    [
        ("amount", "12.5O", "not a clear amount"),
        ("amount", "1.250", "not a clear amount"),
        ("amount", "9" * 20, "too large"),
        ("vat", "abc", "not a clear amount"),
        ("day", "31/2/2026", "not a date"),
        ("day", "2026-09-15", "still to come"),
        ("day", "2025-01-01", "too long ago"),
        ("day", "0001-01-01", "too long ago"),
        ("day", "9999-12-31", "still to come"),
        ("vat", "24,20", "must be between"),
        ("vat", "-1", "must be between"),
        ("amount", "0", "above 0.00"),
        ("amount", "-5", "above 0.00"),
        ("kind", "yachts", "Choose one of the list"),
        ("kind", "kilometres", "Choose one of the list"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_kept_with_the_receipt(claim, field, typed, reason):
    line = claim.add()
    claim.type(line, **{**LUNCH, field: typed})
    response = claim.browser.post(
        f"{claim.url}/submit", claim.form(**{f"line-{line}-receipt": photo("blue")})
    )
    assert response.status_code == 422
    assert any(reason in text for text in reasons(response.text)[:-1]), reasons(response.text)
    assert reason in reasons(response.text)[-1]  # and in the list of everything
    assert claim.note.status is ExpenseStatus.DRAFT
    page = claim.browser.get(claim.url).text
    assert claim.lines[0].receipt_id is not None
    assert f"/lines/{line}/receipt" in page
    assert "Lunch with a client" in page
    if field != "kind":
        assert f'value="{typed}"' in page


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
@pytest.mark.parametrize("typed", ["12.50", "12,50", "€ 12,50"])
def test_amounts_are_read_as_people_type_them(claim, typed, language):
    claim.browser.post("/language", {"language": language})
    line = claim.snap()
    claim.type(line, **{**LUNCH, "amount": typed, "vat": "1.09"})
    assert claim.save().status_code == 303
    assert (claim.lines[0].amount, claim.lines[0].vat) == (eur("12.50"), eur("1.09"))


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a PDF, JPEG or PNG"),
        (b"<!doctype html><script>alert(1)</script>", "not a PDF, JPEG or PNG"),
        (b"\xff\xd8\xff broken", "cannot be opened"),
        (b"\x89PNG\r\n\x1a\n", "cannot be opened"),
        (b"%PDF-1.7 broken", "cannot be opened"),
        (b"\xff\xd8\xff" + bytes(100_000), "larger than 10 MB"),
    ],
)
def test_a_wrong_file_is_refused_and_what_was_typed_is_kept(claim, sent, reason, monkeypatch):
    monkeypatch.setattr("web.documents.receipts.LARGEST", 100_000)
    line = claim.add()
    claim.type(line, **LUNCH)
    response = claim.save(**{f"line-{line}-receipt": (BytesIO(sent), "bon.jpg")})
    assert response.status_code == 422
    assert any(reason in text for text in reasons(response.text)[:-1])
    (row,) = claim.lines
    assert row.receipt_id is None
    assert (row.amount, row.description) == (eur("24.20"), "Lunch with a client")


def test_everything_missing_is_said_at_once_with_its_place(claim):
    line, drive = claim.add(), claim.add("kilometres")
    claim.type(line, day="", kind="", amount="", vat="", description="")
    claim.type(drive, day="", km="", description="")
    response = claim.send()
    assert response.status_code == 422
    told = reasons(response.text)[-1]
    for place in ("day", "kind", "amount", "receipt"):
        assert f'href="#line-{line}-{place}"' in told
    for place in ("day", "km", "description"):
        assert f'href="#line-{drive}-{place}"' in told


def test_an_empty_note_cannot_be_sent(claim):
    response = claim.send()
    assert response.status_code == 422
    assert "at least one expense" in response.text


def test_typing_saves_and_redraws_only_what_changed(claim):
    line = claim.snap()
    claim.type(line, **LUNCH)
    response = claim.browser.post(f"{claim.url}/draft", claim.form(), headers=HTMX)
    assert response.status_code == 200
    assert 'id="sum"' in response.text
    assert "24" in response.text
    assert 'name="line-' not in response.text.replace(f'name="line-{line}-revision"', "")
    assert claim.lines[0].amount == eur("24.20")


def test_a_photo_taken_with_script_adds_one_line(claim):
    data = claim.form(batch="a", receipt=photo("red"))
    response = claim.browser.post(f"{claim.url}/draft", data, headers=HTMX)
    assert response.status_code == 200
    assert 'hx-swap-oob="beforeend:#lines"' in response.text
    (line,) = claim.lines
    assert f'id="line-{line.id}"' in response.text
    again = claim.form(batch="a", receipt=photo("red"))
    response = claim.browser.post(f"{claim.url}/draft", again, headers=HTMX)
    assert response.status_code == 200
    assert "already sent" not in response.text
    assert len(claim.lines) == 1


def test_a_removed_line_can_be_put_back(claim):
    line = claim.snap()
    claim.type(line, **LUNCH)
    page = claim.browser.follow(f"{claim.url}/lines/{line}/remove", claim.form())
    assert f"/lines/{line}/put-back" in page.text
    assert f"line-{line}-day" not in page.text
    assert claim.note.total == ZERO
    page = claim.browser.follow(f"{claim.url}/lines/{line}/put-back")
    assert "Lunch with a client" in page.text
    assert claim.note.total == eur("24.20")
    assert claim.lines[0].receipt_id is not None


def test_a_removed_line_is_gone_once_the_note_is_sent(claim):
    first, second = claim.snap("red"), claim.snap("green")
    claim.type(first, **LUNCH)
    claim.type(second, **{**LUNCH, "amount": "10"})
    claim.save()
    claim.browser.post(f"{claim.url}/lines/{second}/remove", claim.form())
    claim.fields = {
        name: value for name, value in claim.fields.items() if f"-{second}-" not in name
    }
    assert claim.send().status_code == 303
    assert [line.id for line in claim.lines] == [first]


def test_a_receipt_can_be_replaced(claim):
    line = claim.snap("red")
    before = claim.lines[0].receipt_id
    claim.type(line, **LUNCH)
    assert claim.save(**{f"line-{line}-receipt": photo("green")}).status_code == 303
    after = claim.lines[0].receipt_id
    assert after != before
    assert db.session.get_one(Document, before).state is DocumentState.READY  # never lost


# --- the same expense twice ------------------------------------------------------------------


def test_the_same_file_on_another_line_is_refused_with_a_link(claim):
    first = claim.snap("red")
    response = claim.browser.post(f"{claim.url}/draft", claim.form(batch="2", receipt=photo("red")))
    assert response.status_code == 422
    assert "already sent this file" in response.text
    assert f'href="{claim.url}#line-{first}"' in response.text
    assert len(claim.lines) == 1
    second = claim.add()
    response = claim.save(**{f"line-{second}-receipt": photo("red")})
    assert response.status_code == 422
    assert claim.lines[1].receipt_id is None


def test_the_same_file_in_an_earlier_note_is_refused(claim):
    line = claim.snap("red")
    claim.type(line, **LUNCH)
    claim.send()
    again = Claim(claim.browser)
    data = again.form(batch="1", receipt=photo("red"))
    response = again.browser.post(f"{again.url}/draft", data)
    assert response.status_code == 422
    assert "Lunch with a client" in response.text
    assert f'href="{claim.url}#line-{line}"' in response.text


def test_what_looks_alike_asks_and_can_be_answered(claim):
    first, second = claim.snap("red"), claim.snap("green")
    claim.type(first, **LUNCH)
    claim.type(second, **LUNCH)
    response = claim.send()
    assert response.status_code == 422
    assert "same day, kind and amount" in response.text
    assert f'id="line-{second}-other"' in response.text
    assert f'id="line-{first}-other"' not in response.text
    claim.learn()
    claim.type(second, other="1")
    assert claim.send().status_code == 303


def test_an_answer_does_not_cover_another_amount(claim):
    first, second = claim.snap("red"), claim.snap("green")
    claim.type(first, **LUNCH)
    claim.type(second, **LUNCH, other="1")
    claim.save()
    assert "other" in claim.lines[1].typed
    claim.type(first, amount="30")
    claim.type(second, amount="30")
    claim.fields.pop(f"line-{second}-other")
    claim.save()
    assert "other" not in claim.lines[1].typed
    assert "same day, kind and amount" in claim.browser.get(claim.url).text


def test_the_adviser_sees_the_same_file_in_the_whole_cooperative(browse):
    money_in()
    key = accepted(SCENE)
    sent_lunch(browse(MEMBER), f"{SCENE}-{key}")
    claim = sent_lunch(browse(OTHER_MEMBER))
    page = browse(ADVISER).get(claim.url).text
    assert "The same file is in" in page
    assert "Nour Haddad" in page
    assert "The same file is in" not in browse(OTHER_MEMBER).get(claim.url).text


# --- money that is not there -----------------------------------------------------------------


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


def test_a_unit_that_works_with_assignments_needs_one(browse):
    member = browse(MEMBER)
    assert member.post("/expenses", {"purse": f"{SCENE}-0"}).status_code == 422
    key = accepted(TRAINING)
    assert member.post("/expenses", {"purse": f"{SCENE}-{key}"}).status_code == 422
    assert member.post("/expenses", {"purse": "rubbish"}).status_code == 400


def test_one_choice_is_one_tap_and_several_are_a_list(browse):
    member = browse(MEMBER)
    assert 'href="/expenses/new"' in member.get("/expenses").text
    assert "Nothing can pay expenses yet" in member.get("/expenses/new").text
    key = accepted(SCENE)
    assert f'value="{SCENE}-{key}"' in member.get("/expenses").text
    accepted(TRAINING, title="Course")
    page = member.get("/expenses/new").text
    assert "Tour" in page
    assert "Course" in page
    one = member.get(f"/expenses?assignment_id={key}").text
    assert f'value="{SCENE}-{key}"' in one


def test_an_empty_draft_is_used_again(browse):
    member = browse(OTHER_MEMBER)
    assert Claim(member).url == Claim(member).url


# --- states ----------------------------------------------------------------------------------


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


# --- who sees, who decides -------------------------------------------------------------------


@pytest.mark.parametrize("email", [STRANGER, MEMBER, WORKER, OTHER_ADVISER])
def test_nobody_else_sees_a_note_its_lines_or_its_receipts(browse, email):
    money_in()
    claim = sent_lunch(browse(OTHER_MEMBER))
    line, other = claim.lines[0], browse(email)
    for path in (
        claim.url,
        f"{claim.url}/lines/{line.id}/receipt",
        f"/documents/{line.receipt_id}",
    ):
        assert other.get(path).status_code == 404, path
    assert claim.note.title not in other.get("/expenses").text
    writes = 403 if email == OTHER_ADVISER else 404
    for path in ("draft", "lines", "submit", "withdraw", "discard", f"lines/{line.id}/remove",
                 f"lines/{line.id}/put-back"):  # fmt: skip
        assert other.post(f"{claim.url}/{path}", {"tab": "x"}).status_code == writes, path
    decides = 404 if email == OTHER_ADVISER else 403
    data = {"version": claim.version(), "decision": "approve"}
    assert other.post(f"{claim.url}/decide", data).status_code == decides


def test_a_system_administrator_and_a_visitor_have_no_business_here(browse):
    money_in()
    claim = sent_lunch(browse(OTHER_MEMBER))
    assert browse(SYSTEM_ADMIN).get(claim.url).status_code == 403
    assert browse("").get(claim.url).status_code == 303


def test_another_holder_reads_but_does_not_write(browse):
    key = accepted(TRAINING)
    claim = sent_lunch(browse(OTHER_MEMBER), f"{TRAINING}-{key}")
    member = browse(MEMBER)
    assert "Lunch with a client" in member.get(claim.url).text
    assert member.get(f"{claim.url}/lines/{claim.lines[0].id}/receipt").status_code == 200
    assert member.post(f"{claim.url}/withdraw").status_code == 404


def test_finance_reads_and_does_not_decide(browse):
    money_in()
    claim = sent_lunch(browse(OTHER_MEMBER))
    finance = browse(FINANCE)
    assert "Your decision" not in finance.get(claim.url).text
    data = {"version": claim.version(), "decision": "approve"}
    assert finance.post(f"{claim.url}/decide", data).status_code == 403


def test_nobody_decides_on_their_own_note(browse):
    money_in()
    claim = sent_lunch(browse(OTHER_MEMBER))
    note = claim.note
    note.person_id = 8  # as if ADMIN_TEAM had written it
    db.session.commit()
    team = browse(ADMIN_TEAM)
    assert "Lunch with a client" not in team.get("/queue").text
    data = {"version": claim.version(), "decision": "approve"}
    response = team.post(f"{claim.url}/decide", data)
    assert response.status_code == 422
    assert "your own expense note" in response.text
    assert claim.note.status is ExpenseStatus.SUBMITTED


def test_a_photo_is_shown_harmless_and_staff_leave_a_trace(browse):
    money_in()
    claim = sent_lunch(browse(OTHER_MEMBER))
    path = f"{claim.url}/lines/{claim.lines[0].id}/receipt"
    before = acts("document").count("document_read")
    response = browse(OTHER_MEMBER).get(path)
    assert response.mimetype == "image/jpeg"
    assert response.headers["Content-Security-Policy"].startswith("sandbox")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"] == "inline"
    assert acts("document").count("document_read") == before
    small = browse(ADVISER).get(f"{path}?small=1")
    assert (small.status_code, small.mimetype) == (200, "image/jpeg")
    assert acts("document").count("document_read") == before + 1


def test_a_pdf_is_only_ever_downloaded(claim, browse):
    data = claim.form(batch="1", receipt=(BytesIO(pdf()), "../facture.pdf.exe"))
    claim.browser.post(f"{claim.url}/draft", data)
    (line,) = claim.lines
    assert claim.browser.get(f"{claim.url}/lines/{line.id}/receipt").status_code == 404
    response = browse(ADVISER).get(f"/documents/{line.receipt_id}")
    assert response.mimetype == "application/pdf"
    assert response.headers["Content-Disposition"] == "attachment; filename=facture.pdf"


def test_the_list_finds_and_filters(browse):
    money_in()
    claim = sent_lunch(browse(OTHER_MEMBER))
    member = browse(OTHER_MEMBER)
    for query, seen in (
        ("", True),
        ("?q=lunch", True),
        ("?q=studio", True),
        ("?q=opera", False),
        ("?show=waiting", True),
        ("?show=drafts", False),
        ("?show=to-pay", False),
        ("?show=paid", False),
        ("?show=rubbish", True),
        (f"?before={claim.id}", False),
    ):
        page = member.get(f"/expenses{query}", headers=HTMX).text
        assert ("Lunch with a client" in page) is seen, query
    assert "waits for approval" in member.get("/expenses").text


def test_the_list_goes_on(browse):
    money_in()
    template = sent_lunch(browse(OTHER_MEMBER)).note
    for number in range(30):
        db.session.add(
            ExpenseNote(
                unit_id=2, entity_id=1, person_id=template.person_id, status=ExpenseStatus.DRAFT,
                title=f"Note {number:02d}", total=ZERO, vat=ZERO, created=template.created,
            )
        )  # fmt: skip
    db.session.commit()
    page = browse(OTHER_MEMBER).get("/expenses").text
    assert "Note 29" in page
    assert "Note 04" not in page
    assert 'rel="next"' in page


def test_a_page_asks_the_database_little(claim, app):
    for colour in ("red", "green", "blue"):
        claim.type(claim.snap(colour), **{**LUNCH, "amount": f"1{len(colour)}"})
    claim.save()
    counted = []
    sa.event.listen(db.engine, "before_cursor_execute", lambda *args: counted.append(args[2]))
    for path in ("/expenses", claim.url, "/expenses/new"):
        counted.clear()
        claim.browser.get(path)
        queries = [text for text in counted if text.lstrip().startswith("SELECT")]
        assert len(queries) <= 10, queries
