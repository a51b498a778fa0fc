"""The pages of invoices, as a member, an adviser, finance and a stranger meet them."""

import csv
import io
import re
from datetime import date

import pytest
import sqlalchemy as sa

from domain.invoicing import InvoiceStatus
from domain.ledger import Act, confirm_work
from domain.money import eur
from tests.web.conftest import HTMX
from tests.web.issuing import STUDIO, invoice, issued, one_line
from web import clock
from web.actions import invoices as actions
from web.actions.ledger import post
from web.demo.buyers import FESTIVAL, THEATRE
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
from web.models.client import Client
from web.models.invoice import Invoice
from web.models.person import Person
from web.queries import invoices as queries

LIST = f"/units/{STUDIO}/invoices"


@pytest.fixture(autouse=True)
def _english(browse):
    """Everyone reads English here: what is tested is not the translation."""
    db.session.execute(sa.update(Person).values(language="en"))
    db.session.commit()


def statements(app, act):
    """How many statements a page costs."""
    found = []

    def count(_conn, _cursor, statement, *_rest):
        if not statement.startswith(("BEGIN", "PRAGMA")):
            found.append(statement)

    with app.app_context():
        engine = db.engine
    sa.event.listen(engine, "before_cursor_execute", count)
    try:
        act()
    finally:
        sa.event.remove(engine, "before_cursor_execute", count)
    return len(found)


def late(invoice_id):
    db.session.execute(
        sa.update(Invoice).where(Invoice.id == invoice_id).values(due_day=date(2026, 1, 1))
    )
    db.session.commit()


def test_the_list_shows_what_is_paid_and_what_is_late(browse):
    waits, gone = issued(), issued(client=FESTIVAL + 1)
    late(gone)
    text = browse(OTHER_MEMBER).get(LIST).text
    assert "1 invoice is late" in text
    assert "SC-2026-000001" in text
    assert "SC-2026-000002" in text
    only_late = browse(OTHER_MEMBER).get(LIST + "?state=late").text
    assert "SC-2026-000002" in only_late
    assert "SC-2026-000001" not in only_late
    assert waits


def test_the_fragment_is_the_same_html_as_in_the_page(browse):
    issued(), issued(client=FESTIVAL + 1)
    member = browse(OTHER_MEMBER)
    fragment = member.get(LIST + "?q=zom", headers=HTMX).text
    assert "Zomerfestival" in fragment
    assert "Deux Rives" not in fragment
    assert fragment.strip() in member.get(LIST + "?q=zom").text


@pytest.mark.parametrize(
    "typed", ["riv", "deux riv", "SC-2026-000002", "sc-2026-000002", "2", "000002"]
)
def test_an_invoice_is_found_by_client_or_number(browse, typed):
    issued(client=FESTIVAL + 1), issued(client=THEATRE + 1)
    text = browse(OTHER_MEMBER).get(LIST, query_string={"q": typed}).text
    assert "SC-2026-000002" in text
    assert "SC-2026-000001" not in text


def test_nothing_yet_teaches_the_first_step(browse):
    text = browse(OTHER_MEMBER).get(LIST).text
    assert "Make the first invoice" in text
    assert "No invoice fits" in browse(OTHER_MEMBER).get(LIST + "?q=xyz").text


def test_a_long_list_goes_on_by_key(browse, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    for _ in range(5):
        issued()
    with browse(OTHER_MEMBER).client.application.app_context():
        seen, before = [], 0
        while True:
            found = queries.list_of(unit_id=STUDIO, today=clock.today(), before=before, size=2)
            seen += [row.number for row in found.items]
            if not found.next:
                break
            before = found.next
    assert seen == [f"SC-2026-00000{number}" for number in (5, 4, 3, 2, 1)]


@pytest.mark.parametrize("who", [STRANGER, MEMBER, OTHER_ADVISER])
def test_strangers_see_nothing(browse, who):
    made = issued()
    stranger = browse(who)
    paths = [
        LIST, LIST + ".csv", LIST + "/new", f"/invoices/{made}", f"/invoices/{made}/credit",
        f"/invoices/{made}/documents", f"/invoices/{made}/document/pdf", f"/invoices/{made}/draft",
    ]  # fmt: skip
    assert {path: stranger.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)
    assert stranger.post(f"/invoices/{made}/credit", {"reason": "x"}).status_code == 404
    assert invoice(made).status is InvoiceStatus.ISSUED


def test_each_role_has_its_list(browse):
    issued()
    for who in (FINANCE, ADMIN_TEAM):
        assert "SC-2026-000001" in browse(who).get("/invoices").text
    for who in (OTHER_MEMBER, ADVISER, WORKER):
        assert browse(who).get("/invoices").status_code == 403
    assert "SC-2026-000001" in browse(ADVISER).get(LIST).text


def test_an_invoice_says_its_state_in_a_sentence(browse):
    made = issued()
    member = browse(OTHER_MEMBER)
    assert "Waiting for Théâtre des Deux Rives" in member.get(f"/invoices/{made}").text
    late(made)
    assert "should have paid by" in member.get(f"/invoices/{made}").text
    found = invoice(made)
    found.paid, found.status = found.gross, InvoiceStatus.PAID
    db.session.commit()
    assert "Paid by the client" in member.get(f"/invoices/{made}").text


def test_pages_cost_few_statements(browse, app):
    made = issued()
    for _ in range(30):
        issued()
    member = browse(OTHER_MEMBER)
    for path in (LIST, f"/invoices/{made}", f"/invoices/{made}/credit", LIST + "/new"):
        member.get(path)
        assert statements(app, lambda path=path: member.get(path)) <= 10, path


def test_the_file_for_spreadsheets_cannot_run_anything(browse):
    for place, name in enumerate(("=cmd|' /C calc'!A0", "+1", "@SUM(A1)", "\t=1", "Good; name")):
        client = db.session.get_one(Client, place + 1)
        client.name = name
        db.session.commit()
        issued(client=place + 1, title="-2+3")
    note = actions.credit(invoice(1), reason="No", now=clock.now()).number
    response = browse(OTHER_MEMBER).get(LIST + ".csv")
    assert response.mimetype == "text/csv"
    assert "attachment" in response.headers["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(response.data.decode("utf-8-sig"))))
    assert len(rows) == 7
    texts = [cell for row in rows for cell in row if not re.fullmatch(r"-?\d+\.\d\d", cell)]
    assert not [cell for cell in texts if cell[:1] in "=+-@\t" and cell]
    assert rows[1][0] == note
    assert rows[1][10] == "-1210.00"  # an amount stays a number


def test_crediting_asks_first_and_needs_a_reason(browse):
    made = issued()
    member = browse(OTHER_MEMBER)
    asked = member.get(f"/invoices/{made}/credit").text
    assert "gets a credit note for the whole invoice" in asked
    assert "€935.00" in asked
    empty = member.post(f"/invoices/{made}/credit", {"reason": " "})
    assert empty.status_code == 422
    assert "Fill this in." in empty.text
    assert invoice(made).status is InvoiceStatus.ISSUED
    done = member.follow(f"/invoices/{made}/credit", {"reason": "The show is off"})
    assert "SC-2026-000002" in done.text
    assert "The show is off" in done.text


def test_a_double_click_credits_once(browse):
    made = issued()
    member = browse(OTHER_MEMBER)
    form = {"reason": "Twice", "once": "same-token"}
    first, second = (member.post(f"/invoices/{made}/credit", form) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert db.session.scalar(sa.select(sa.func.count(Invoice.id))) == 2


def test_a_refused_credit_says_what_to_do(browse):
    made = issued()
    found = invoice(made)
    found.paid = eur("10")
    db.session.commit()
    member = browse(OTHER_MEMBER)
    assert "Ask finance" in member.get(f"/invoices/{made}/credit").text
    response = member.post(f"/invoices/{made}/credit", {"reason": "x"})
    assert response.status_code == 422
    assert "pay it back" in response.text


def test_an_adviser_may_credit_what_is_spent(browse):
    made = issued(one_line("1000"))
    legs = confirm_work(budget=eur("935"), unit_id=STUDIO, assignment_id=None, person_id=2)
    post(Act.CONFIRM, legs, entity_id=1, day=clock.today(), reference="C")
    db.session.commit()
    member = browse(OTHER_MEMBER).post(f"/invoices/{made}/credit", {"reason": "x"})
    assert member.status_code == 422
    assert "€935.00 would be missing" in member.text
    assert browse(ADVISER).post(f"/invoices/{made}/credit", {"reason": "x"}).status_code == 303
