"""Drafts of invoices: kept as typed, totals as one types, issued once."""

import pytest
import sqlalchemy as sa

from domain.invoicing import InvoiceStatus, from_json
from domain.money import eur
from tests.web.conftest import HTMX
from tests.web.issuing import STUDIO, invoice, issued
from web import clock
from web.demo.buyers import PARIS, THEATRE
from web.demo.people import ADVISER, MEMBER, OTHER_MEMBER, STRANGER
from web.extensions import db
from web.models.invoice import Invoice
from web.models.person import Person
from web.models.unit import Unit

LIST = f"/units/{STUDIO}/invoices"


def line(place, description, quantity, price, unit="DAY"):
    values = {
        "description": description,
        "quantity": quantity,
        "unit": unit,
        "unit_price": price,
    }
    return {f"lines-{place}-{name}": value for name, value in values.items()}


POSTER = {"title": "Affiche", "kind": "service", **line(0, "Ontwerp", "2,5", "450,00")}


@pytest.fixture(autouse=True)
def _english(browse):
    db.session.execute(sa.update(Person).values(language="en"))
    db.session.commit()


def begin(member, client=THEATRE):
    """A draft, by one touch on a client; returns its id."""
    response = member.post(LIST, {"client_id": client + 1})
    assert response.status_code == 303, response.text
    return int(response.location.split("/")[2])


def form(invoice_id, **changes):
    return {**POSTER, "version": invoice(invoice_id).version, "tab": "one", **changes}


def save(member, draft, **changes):
    return member.post(f"/invoices/{draft}/draft", form(draft, **changes), headers=HTMX)


def issue(member, draft, **changes):
    return member.post(f"/invoices/{draft}/issue", form(draft, **changes))


def test_a_client_is_found_while_typing_and_starts_the_draft(browse):
    member = browse(OTHER_MEMBER)
    assert "Théâtre des Deux Rives" in member.get(LIST + "/new?q=riv", headers=HTMX).text
    draft = begin(member)
    assert "Théâtre des Deux Rives" in member.get(f"/invoices/{draft}/draft").text
    assert invoice(draft).status is InvoiceStatus.DRAFT
    assert invoice(draft).number is None


def test_the_last_clients_come_first(browse):
    issued(client=PARIS + 1)
    assert "Atelier Lumière" in browse(OTHER_MEMBER).get(LIST + "/new").text


def test_the_totals_follow_what_is_typed(browse):
    member = browse(OTHER_MEMBER)
    draft = begin(member)
    fragment = save(member, draft)
    assert fragment.status_code == 200
    assert "<html" not in fragment.text
    assert "1,125" in fragment.text
    assert "€73.13" in fragment.text
    assert invoice(draft).net == eur("1125")


def test_a_draft_is_kept_as_typed_right_or_wrong(browse):
    member = browse(OTHER_MEMBER)
    draft = begin(member)
    save(member, draft, **{"lines-0-unit_price": "1.250", "first": "soon"})
    kept = member.get(f"/invoices/{draft}/draft").text
    assert 'value="1.250"' in kept
    assert 'value="soon"' in kept
    assert "errors" not in kept.split("</form>")[0].split('id="draft"')[0]


def test_lines_come_and_go_without_javascript(browse):
    member = browse(OTHER_MEMBER)
    draft = begin(member)
    more = member.follow(f"/invoices/{draft}/draft", form(draft, add="1"))
    assert 'name="lines-1-description"' in more.text
    second = line(1, "Druk", "3", "2", "C62")
    fewer = member.follow(f"/invoices/{draft}/draft", form(draft, remove="0", **second))
    assert "Ontwerp" not in fewer.text
    assert "Druk" in fewer.text


def test_issuing_gives_the_number_and_freezes_what_was_typed(browse):
    member = browse(OTHER_MEMBER)
    draft = begin(member)
    blank = line(1, "", "1", "")
    response = issue(member, draft, first="2026-09-01", last="2026-09-12", **blank)
    assert response.status_code == 303
    made = invoice(draft)
    assert (made.number, made.net, made.title) == ("SC-2026-000001", eur("1125"), "Affiche")
    sheet = from_json(made.sheet)
    assert [line.description for line in sheet.lines] == ["Ontwerp"]
    assert sheet.delivery_start.isoformat() == "2026-09-01"
    assert sheet.note == "Affiche"
    assert "SC-2026-000001" in member.get(f"/invoices/{draft}").text
    assert member.get(f"/invoices/{draft}/draft").status_code == 303


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"title": ""}, "Fill this in."),
        ({"lines-0-unit_price": "1.250"}, "This is not a clear amount"),
        ({"lines-0-unit_price": "-5"}, "at least"),
        ({"lines-0-unit_price": "999999999"}, "too large"),
        ({"lines-0-quantity": "0"}, "can be used here"),
        ({"lines-0-description": ""}, "Fill this in."),
        ({"lines-0-unit_price": "0"}, "more than zero"),
        ({"first": "2026-09-12", "last": "2026-09-01"}, "lies before"),
        ({"last": "2026-09-01"}, "first day too"),
        ({"kind": "training"}, "Choose one of the list."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(browse, changes, reason):
    member = browse(OTHER_MEMBER)
    draft = begin(member)
    response = issue(member, draft, **changes)
    assert response.status_code == 422
    assert reason in response.text
    assert 'role="alert"' in response.text
    if "lines-0-description" not in changes:
        assert 'value="Ontwerp"' in response.text
    assert invoice(draft).status is InvoiceStatus.DRAFT
    assert issue(member, draft).status_code == 303
    assert invoice(draft).sequence == 1


def test_a_double_click_issues_once(browse):
    member = browse(OTHER_MEMBER)
    draft = begin(member)
    sent = form(draft, once="same")
    first, second = (member.post(f"/invoices/{draft}/issue", sent) for _ in range(2))
    assert first.location == second.location == f"/invoices/{draft}"
    assert db.session.scalar(sa.select(sa.func.count(Invoice.id))) == 1


def test_a_second_tab_is_told_and_overwrites_nothing(browse):
    member = browse(OTHER_MEMBER)
    draft = begin(member)
    old = form(draft, tab="two", title="Old")
    save(member, draft, title="New")
    assert member.post(f"/invoices/{draft}/draft", old, headers=HTMX).status_code == 409
    assert member.post(f"/invoices/{draft}/issue", old).status_code == 409
    assert invoice(draft).title == "New"


def test_a_button_pressed_while_saving_is_not_someone_else(browse):
    member = browse(OTHER_MEMBER)
    draft = begin(member)
    before = form(draft)
    save(member, draft)
    assert member.post(f"/invoices/{draft}/issue", before).status_code == 303


def test_a_save_that_comes_too_late_does_not_undo_a_button(browse):
    member = browse(OTHER_MEMBER)
    draft = begin(member)
    save(member, draft)
    late = form(draft)
    member.post(f"/invoices/{draft}/draft", form(draft, add="1"))
    assert member.post(f"/invoices/{draft}/draft", late, headers=HTMX).status_code == 409
    assert "lines-1-quantity" in invoice(draft).typed


def test_another_client_for_a_draft(browse):
    member = browse(OTHER_MEMBER)
    draft = begin(member)
    save(member, draft)
    response = member.post(LIST, {"client_id": PARIS + 1, "draft_id": draft})
    assert response.location.endswith(f"/invoices/{draft}/draft")
    page = member.get(f"/invoices/{draft}/draft").text
    assert "Atelier Lumière" in page
    assert "Reverse charge" in page
    assert "Ontwerp" in page


def test_a_draft_is_thrown_away_after_a_question(browse):
    member = browse(OTHER_MEMBER)
    draft = begin(member)
    assert "disappears" in member.get(f"/invoices/{draft}/discard").text
    member.post(f"/invoices/{draft}/discard", {"version": invoice(draft).version})
    db.session.expire_all()
    assert db.session.get(Invoice, draft) is None


def test_an_issued_invoice_is_no_draft_any_more(browse):
    member, made = browse(OTHER_MEMBER), issued()
    assert save(member, made).status_code == 422
    assert issue(member, made).status_code == 422
    assert (
        member.post(f"/invoices/{made}/discard", {"version": invoice(made).version}).status_code
        == 422
    )
    assert invoice(made).number == "SC-2026-000001"


def test_drafts_belong_to_their_unit(browse):
    draft = begin(browse(OTHER_MEMBER))
    for who in (MEMBER, STRANGER):
        stranger = browse(who)
        assert stranger.get(f"/invoices/{draft}/draft").status_code == 404
        assert save(stranger, draft).status_code == 404
        assert stranger.post(LIST, {"client_id": 1}).status_code == 404
    assert browse(ADVISER).get(f"/invoices/{draft}/draft").status_code == 200


def test_a_unit_of_assignments_or_a_closed_one_makes_no_such_invoice(browse):
    response = browse(MEMBER).post("/units/1/invoices", {"client_id": 1})
    assert response.status_code == 422
    assert "through its assignments" in response.text
    member = browse(OTHER_MEMBER)
    draft = begin(member)
    db.session.execute(sa.update(Unit).where(Unit.id == STUDIO).values(closed=clock.today()))
    db.session.commit()
    assert issue(member, draft).status_code == 422
    assert member.post(LIST, {"client_id": 1}).status_code == 422
