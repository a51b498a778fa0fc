"""Finance: payments of clients, one or many at once, and what clients owe."""

import re
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from domain.identifiers import show_communication
from domain.invoicing import InvoiceStatus
from domain.ledger import Account, Act
from domain.money import ZERO, eur
from tests.web import make
from tests.web.assigning import in_english
from tests.web.books import acts, balance, plain
from tests.web.conftest import HTMX
from web import clock
from web.demo.people import ADMIN_TEAM, ADVISER, FINANCE, MEMBER, WORKER
from web.extensions import db
from web.models.client import Client
from web.models.invoice import ClientPayment, Invoice
from web.models.person import Person

TODAY = date(2026, 9, 14)
PA = 2  # the entity of unit 1


def the(invoice_id: int) -> Invoice:
    db.session.expire_all()
    return db.session.get_one(Invoice, invoice_id)


def pay(browser, invoice_id, amount="1210,00", day="2026-09-14", **more):
    return browser.post(
        f"/finance/payments/{invoice_id}", {"amount": amount, "day": day, "reference": "", **more}
    )


# Payments of clients


def test_a_payment_is_found_by_its_communication_however_it_is_typed(browse):
    in_english()
    invoice = make.invoice()
    shown, digits = show_communication(str(invoice.communication)), str(invoice.communication)
    make.invoice(client_id=2)
    finance = browse(FINANCE)
    for typed in (shown, digits, f" {shown.replace('+', '*')} ", f"{digits[:3]} {digits[3:]}"):
        html = finance.get("/finance/payments", query_string={"q": typed}).text
        assert "Record the payment" in html, typed
        assert 'value="1210.00"' in html


@pytest.mark.parametrize("typed", ["PA-2026-000001", "pa 2026 1", "pa-2026-1"])
def test_a_payment_is_found_by_the_number_of_the_invoice(browse, typed):
    in_english()
    make.invoice()
    html = browse(FINANCE).get("/finance/payments", query_string={"q": typed}).text
    assert "Record the payment" in html


def test_open_invoices_are_found_by_the_clients_name(browse):
    in_english()
    make.invoice(client_id=1, title="For the theatre")
    make.invoice(client_id=2, title="For the festival")
    html = browse(FINANCE).get("/finance/payments?q=theatre deux", headers=HTMX).text
    assert "For the theatre" in html
    assert "For the festival" not in html
    assert "<html" not in html


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("+++123/4567/89012+++", "This structured communication is not right"),
        ("SC-2026-999999", "No invoice has SC-2026-999999"),
        ("nobody at all", "No open invoice for"),
    ],
)
def test_a_search_that_finds_nothing_says_why(browse, typed, why):
    in_english()
    assert why in browse(FINANCE).get("/finance/payments", query_string={"q": typed}).text


def test_the_whole_amount_pays_the_invoice(browse):
    in_english()
    invoice_id = make.invoice().id
    finance = browse(FINANCE)
    response = pay(finance, invoice_id, reference="B12-345")
    assert response.status_code == 303
    page = finance.get(response.location).text
    assert "€1,210.00 recorded: PA-2026-000001 is paid." in page
    assert "Undo" in page
    assert the(invoice_id).status is InvoiceStatus.PAID
    assert (balance(Account.BANK), balance(Account.CLIENT_RECEIVABLE)) == (eur(1210), ZERO)
    shown = finance.get(f"/finance/payments?invoice={invoice_id}").text
    assert "Nothing is owed on this invoice" in shown
    assert "B12-345" in shown


@pytest.mark.parametrize("typed", ["1.210,00", "1210", "€ 1.210,00", "1210.00", "1 210,00"])
def test_amounts_are_read_as_people_type_them_in_dutch(browse, typed):
    db.session.execute(sa.update(Person).values(language="nl"))
    db.session.commit()
    invoice_id = make.invoice().id
    assert pay(browse(FINANCE), invoice_id, typed).status_code == 303
    assert the(invoice_id).paid == eur(1210)


def test_an_invoice_is_paid_in_parts(browse):
    in_english()
    invoice_id = make.invoice().id
    finance = browse(FINANCE)
    page = finance.get(pay(finance, invoice_id, "12.50").location).text
    assert "€12.50 recorded on PA-2026-000001; €1,197.50 is still owed." in page
    assert (the(invoice_id).paid, the(invoice_id).status) == (eur("12.50"), InvoiceStatus.ISSUED)
    assert 'value="1197.50"' in finance.get(f"/finance/payments?invoice={invoice_id}").text
    pay(finance, invoice_id, "1197,50")
    assert the(invoice_id).status is InvoiceStatus.PAID


@pytest.mark.parametrize(
    ("field", "changes", "why"),
    [
        ("amount", {"amount": "1300"}, "€90.00 is too much"),
        ("amount", {"amount": "1.250"}, "This is not a clear amount in euros."),
        ("amount", {"amount": "0"}, "The amount must be more than zero."),
        ("amount", {"amount": "-5,00"}, "The amount must be more than zero."),
        ("amount", {"amount": ""}, "Fill this in."),
        ("day", {"day": "2026-09-15"}, "has not come yet"),
        ("day", {"day": "13/9/2026"}, "was issued on"),
        ("day", {"day": "soon"}, "This is not a date."),
        ("reference", {"reference": "x" * 61}, "longer than 60"),
    ],
)
@pytest.mark.slow
def test_each_refusal_stands_at_its_field_and_keeps_what_was_typed(browse, field, changes, why):
    in_english()
    invoice_id = make.invoice().id
    response = pay(browse(FINANCE), invoice_id, **changes)
    assert response.status_code == 422
    assert why in response.text
    assert f'id="{field}-error"' in response.text
    assert f'value="{changes[field]}"' in response.text
    assert the(invoice_id).paid == ZERO
    assert acts() == [Act.ISSUE]


def test_nothing_is_recorded_on_a_paid_invoice_or_on_none(browse):
    in_english()
    invoice_id = make.invoice().id
    finance = browse(FINANCE)
    pay(finance, invoice_id)
    response = pay(finance, invoice_id, "10")
    assert response.status_code == 422
    assert "nothing is owed on it" in response.text
    assert pay(finance, 999).status_code in (404, 409)


def test_a_double_click_records_one_payment(browse):
    invoice_id = make.invoice().id
    finance = browse(FINANCE)
    first = pay(finance, invoice_id, "10", once="one-token")
    second = pay(finance, invoice_id, "10", once="one-token")
    assert (first.status_code, second.status_code) == (303, 303)
    assert the(invoice_id).paid == eur(10)


def test_a_payment_is_undone_with_a_reason_and_an_opposite_entry(browse):
    in_english()
    invoice_id = make.invoice().id
    finance = browse(FINANCE)
    pay(finance, invoice_id)
    payment_id = db.session.scalars(sa.select(ClientPayment.id)).one()
    url = f"/finance/payments/{payment_id}/undo"
    assert "The client owes €1,210.00 again" in finance.get(url).text
    assert finance.post(url, {}).location == url
    assert finance.post(url, {"reason": " "}).status_code == 422
    page = finance.follow(url, {"reason": "Wrong invoice"})
    assert "undone" in page.text
    assert (the(invoice_id).status, the(invoice_id).paid) == (InvoiceStatus.ISSUED, ZERO)
    assert balance(Account.CLIENT_RECEIVABLE) == eur(1210)
    assert acts() == [Act.ISSUE, Act.PAID_IN, Act.PAYMENT_UNDONE]
    again = finance.post(url, {"reason": "Again"})
    assert again.status_code == 422
    assert "already undone" in again.text
    assert balance(Account.CLIENT_RECEIVABLE) == eur(1210)


def test_open_invoices_are_paged_oldest_due_day_first(browse):
    for days in range(33):
        make.invoice(price="10.00", now=clock.now() - timedelta(days=days), title=f"W{days:02d}")
    finance = browse(FINANCE)
    first = finance.get("/finance/payments").text
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following
    second = finance.get(following[1].replace("&amp;", "&")).text
    shown = re.findall(r"· (W\d\d)<", first) + re.findall(r"· (W\d\d)<", second)
    assert shown == [f"W{days:02d}" for days in range(32, -1, -1)]


# Several at once


def test_several_payments_are_pasted(browse):
    in_english()
    one, two = make.invoice(), make.invoice(client_id=2)
    ids = [one.id, two.id]
    lines = [
        f"{show_communication(str(one.communication))};1.210,00;14/9/2026",
        "",
        f"{two.communication}\t200,00\t2026-09-14\tB1",
        f"{two.communication};1010.00;14.09.2026",
    ]
    finance = browse(FINANCE)
    page = finance.follow("/finance/payments/several", {"lines": "\n".join(lines)})
    assert "3 payments recorded: €2,420.00." in page.text
    assert [the(key).status for key in ids] == [InvoiceStatus.PAID] * 2


def test_one_wrong_line_stops_them_all_and_is_named(browse):
    in_english()
    one = make.invoice()
    number = str(one.communication)
    invoice_id = one.id
    lines = [
        f"{number};1000,00;14/9/2026",
        f"{number};300,00;14/9/2026",
        "123456789012;10,00;14/9/2026",
        "010806817183;10,00;14/9/2026",
        f"{number};1.250;14/9/2026",
        f"{number};10,00;31/9/2026",
        f"{number};10,00",
        f"{number};10,00;15/9/2026",
    ]
    response = browse(FINANCE).post("/finance/payments/several", {"lines": "\n".join(lines)})
    assert response.status_code == 422
    found = re.findall(r"Line (\d)</strong>.*?<br>(.*?)</li>", response.text, re.DOTALL)
    assert [key for key, _ in found] == list("2345678")
    expected = [
        "is too much",
        "check digits",
        "No invoice has",
        "not a clear",
        "not a date",
        "Write",
        "not come",
    ]
    assert all(part in why for part, (_, why) in zip(expected, found, strict=True))
    assert the(invoice_id).paid == ZERO
    assert lines[0] in response.text


def test_the_same_statement_is_not_recorded_twice(browse):
    in_english()
    number = str(make.invoice().communication)
    finance, line = browse(FINANCE), f"{number};100,00;14/9/2026"
    assert finance.post("/finance/payments/several", {"lines": line}).status_code == 303
    response = finance.post("/finance/payments/several", {"lines": line})
    assert response.status_code == 422
    assert "is already recorded" in response.text


@pytest.mark.parametrize(
    ("lines", "why"), [("", "Fill this in."), ("x\n" * 501, "Paste at most 500 at once.")]
)
def test_what_is_pasted_has_limits(browse, lines, why):
    in_english()
    response = browse(FINANCE).post("/finance/payments/several", {"lines": lines})
    assert response.status_code == 422
    assert why in response.text


# What clients owe


def test_receivables_by_age_and_as_a_spreadsheet(browse):
    in_english()
    client = db.session.get_one(Client, 1)
    client.name = "=HYPERLINK(1)"
    db.session.commit()
    for days in (0, 31, 61, 91, 130):
        make.invoice(price="100.00", now=clock.now() - timedelta(days=days))
    finance = browse(FINANCE)
    html = plain(finance.get("/finance/receivables").text)
    assert "€605.00" in html
    assert "on 5 invoices" in html
    late = finance.get("/finance/receivables?age=older").text
    assert len(re.findall(r'href="/finance/payments\?invoice=\d+"', late)) == 1
    response = finance.get("/finance/receivables.csv")
    assert response.mimetype == "text/csv"
    lines = response.data.decode("utf-8-sig").splitlines()
    assert len(lines) == 6
    assert ",'=HYPERLINK(1)," in lines[1]
    assert ",121.00," in lines[1]


@pytest.mark.parametrize(
    "path",
    [
        "/finance/payments",
        "/finance/payments/several",
        "/finance/due",
        "/finance/files",
        "/finance/receivables",
        "/finance/receivables.csv",
    ],
)
def test_finance_pages_are_for_finance_and_start_empty(browse, path):
    assert browse(FINANCE).get(path).status_code == 200
    for email in (MEMBER, WORKER, ADVISER, ADMIN_TEAM):
        assert browse(email).get(path).status_code == 403
    assert browse("").get(path).status_code == 303


def test_nobody_else_acts_on_money(browse):
    invoice_id = make.invoice().id
    for email in (MEMBER, ADMIN_TEAM):
        assert pay(browse(email), invoice_id).status_code == 403
    assert the(invoice_id).paid == ZERO
