"""Writing an expense note: what is wrong is said at its field, and nothing is lost."""

from io import BytesIO

import pytest

from domain.expenses import ExpenseStatus
from domain.money import ZERO, eur
from tests.web.assigning import in_english
from tests.web.claiming import LUNCH, Claim, money_in, photo, reasons
from tests.web.conftest import HTMX
from web.demo.people import OTHER_MEMBER
from web.extensions import db
from web.models.document import Document, DocumentState


@pytest.fixture(autouse=True)
def english(browse):
    """Sentences are read in English here, whatever the catalogues say."""
    in_english()


@pytest.fixture
def claim(browse) -> Claim:
    """A draft of OTHER_MEMBER, whose Activity has 1,870.00 to spend."""
    money_in()
    return Claim(browse(OTHER_MEMBER))


def test_several_receipts_at_once_become_as_many_lines(claim):
    files = [photo("red"), photo("green"), (BytesIO(b"%PDF-1.4 broken"), "c.pdf")]
    response = claim.browser.post(f"{claim.url}/draft", claim.form(batch="1", receipt=files))
    assert response.status_code == 422
    assert "cannot be opened" in response.text
    assert len(claim.lines) == 2
    assert all(line.receipt_id for line in claim.lines)


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
