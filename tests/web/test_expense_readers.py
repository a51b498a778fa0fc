"""Who sees an expense note and its receipts, and who decides on it."""

from io import BytesIO

import pytest

from domain.expenses import ExpenseStatus
from tests.web.assigning import in_english
from tests.web.claiming import TRAINING, Claim, accepted, acts, money_in, sent_lunch
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
from web.extensions import db


@pytest.fixture(autouse=True)
def english(browse):
    """Sentences are read in English here, whatever the catalogues say."""
    in_english()


@pytest.fixture
def claim(browse) -> Claim:
    """A draft of OTHER_MEMBER, whose Activity has 1,870.00 to spend."""
    money_in()
    return Claim(browse(OTHER_MEMBER))


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
