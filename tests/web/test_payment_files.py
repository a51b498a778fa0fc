"""Paying people: what is due, the file for the bank, and what the bank sends back."""

from datetime import date

import pytest
import sqlalchemy as sa
from lxml import etree

from domain.ledger import Account, Act
from domain.money import ZERO, eur
from tests.web import make
from tests.web.assigning import in_english
from tests.web.books import a_debt, acts, balance, plain
from tests.web.conftest import HTMX
from web.demo.people import ADMIN_TEAM, ADVISER, FINANCE, MEMBER, OTHER_MEMBER, WORKER
from web.extensions import db
from web.models.pay import Debt, LineState, PaymentFile, PaymentLine

PA = 2  # the entity of unit 1


def make_file(browser, debts, day="2026-09-15", entity=PA, **more):
    form = {"debts": [str(key) for key in debts], "execution_day": day, "until": "2026-12-31"}
    return browser.post(f"/finance/due/{entity}/file", {**form, **more})


def test_what_is_due_is_listed_by_entity_with_its_total(browse):
    in_english()
    a_debt()
    a_debt(MEMBER, work="Lights of the member")
    a_debt(OTHER_MEMBER, unit_id=2, work="Of another entity")
    make.approved_expense()
    finance = browse(FINANCE)
    html = plain(finance.get("/finance/due?entity=2&until=2026-09-15").text)
    assert "3 transfers" in html
    assert "€1,022.16" in html
    assert "Of another entity" not in html
    assert "••••" in html
    soon = plain(finance.get("/finance/due?entity=2&until=2026-09-14").text)
    assert "1 transfer<" in soon
    assert "€60.50" in soon


def test_ticks_are_counted_again_with_and_without_script(browse):
    in_english()
    kept, left = a_debt(), a_debt(MEMBER)
    finance = browse(FINANCE)
    form = {"debts": [str(kept)], "until": "2026-12-31", "execution_day": "2026-09-15"}
    html = plain(finance.post("/finance/due/2", form).text)
    assert "1 transfer<" in html
    assert f'value="{kept}" checked' in html
    assert f'value="{left}" hx-post' in html
    fragment = finance.post("/finance/due/2", form, headers=HTMX).text
    assert "<html" not in fragment
    assert "1 transfer<" in fragment
    assert "0 transfers" in finance.post("/finance/due/2", {"until": "2026-12-31"}).text
    assert Act.SEPA_SENT not in acts()


def test_a_file_pays_what_was_ticked_and_is_the_same_each_time(browse):
    in_english()
    keys = [a_debt(), make.approved_expense().id]
    a_debt(MEMBER)
    finance = browse(FINANCE)
    response = make_file(finance, keys)
    assert response.status_code == 303
    page = plain(finance.get(response.location).text)
    assert "PA-PAY-2026-000001 is made: €541.33." in page
    file = db.session.scalars(sa.select(PaymentFile)).one()
    first, again = (finance.get(f"/documents/{file.document_id}").data for _ in range(2))
    assert first == again
    names = {"p": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}
    root = etree.fromstring(first)
    assert [item.text for item in root.iterfind(".//p:InstdAmt", names)] == ["480.83", "60.50"]
    assert root.findtext(".//p:ReqdExctnDt/p:Dt", namespaces=names) == "2026-09-15"
    ends = [item.text for item in root.iterfind(".//p:EndToEndId", names)]
    assert ends == [f"PA-PAY-2026-000001-{key}" for key in keys]
    creditors = [item.text for item in root.iterfind(".//p:Cdtr/p:Nm", names)]
    assert creditors == ["Sacha Lambert"] * 2
    assert root.findtext(".//p:Dbtr/p:Nm", namespaces=names) == "Productions Associees Demo"
    assert "PA-PAY-2026-000001" in finance.get("/finance/files").text
    paid = db.session.scalars(sa.select(Debt.id).where(Debt.paid_day == date(2026, 9, 15)))
    assert sorted(paid) == sorted(keys)


def test_only_finance_can_open_a_payment_file(browse):
    make_file(browse(FINANCE), [a_debt()])
    document_id = db.session.scalars(sa.select(PaymentFile.document_id)).one()
    for email in (ADMIN_TEAM, ADVISER, MEMBER, WORKER):
        assert browse(email).get(f"/documents/{document_id}").status_code in (403, 404)


def test_a_debt_is_in_one_file_only(browse):
    in_english()
    keys = [a_debt()]
    finance = browse(FINANCE)
    assert make_file(finance, keys).status_code == 303
    response = make_file(finance, keys)
    assert response.status_code == 422
    assert "already paid by another file" in response.text
    assert balance(Account.BANK) == eur("-480.83")
    double = make_file(finance, [a_debt(MEMBER)], once="same")
    repeat = make_file(finance, [*keys], once="same")
    assert (double.status_code, repeat.status_code) == (303, 409)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-09-11", "is past. Choose Mon 14 September 2026"),
        ("2026-09-19", "Banks do not pay on Sat 19 September 2026. Choose Mon 21 September 2026"),
        ("2026-11-11", "Banks do not pay on"),
        ("2027-03-26", "is too far away"),
        ("", "Fill this in."),
        ("friday", "This is not a date."),
    ],
)
def test_the_bank_pays_on_a_day_it_works(browse, day, why):
    in_english()
    response = make_file(browse(FINANCE), [a_debt()], day)
    assert response.status_code == 422
    assert why in response.text
    assert 'id="execution_day-error"' in response.text
    assert Act.SEPA_SENT not in acts()


def test_a_file_needs_something_to_pay(browse):
    in_english()
    a_debt()
    finance = browse(FINANCE)
    response = make_file(finance, [])
    assert response.status_code == 422
    assert "Tick at least one line" in response.text
    assert make_file(finance, ["x"]).status_code == 422
    assert make_file(finance, [999]).status_code == 409
    assert make_file(finance, [a_debt(MEMBER)], entity=1).status_code == 409
    assert make_file(finance, [1], entity=99).status_code == 404


def test_who_has_no_account_stands_apart_with_whom_to_ask(browse):
    in_english()
    key = a_debt()
    make.person(WORKER).iban = ""
    db.session.commit()
    finance = browse(FINANCE)
    html = finance.get("/finance/due?entity=2&until=2026-12-31").text
    assert "1 cannot be paid: the account is missing or wrong" in html
    assert WORKER in html
    assert "adviser: Inès Dubois" in html
    response = make_file(finance, [key])
    assert response.status_code == 422
    assert "The IBAN of Sacha Lambert is missing or wrong." in response.text


def test_figures_that_are_only_examples_pay_nobody_in_a_real_cooperative(app, browse):
    in_english()
    key = a_debt()
    finance = browse(FINANCE)
    app.config["COOPERATIVE"] = "real"
    response = make_file(finance, [key])
    assert response.status_code == 422
    assert "is only an example" in response.text
    contract_id = make.contract(days=[date(2026, 9, 10)]).id
    refused = browse(MEMBER).post(f"/contracts/{contract_id}/confirm", {"whole": "1"})
    assert "is only an example" in refused.text
    assert Act.SEPA_SENT not in acts()


def test_a_transfer_that_the_bank_rejected_is_due_again(browse):
    in_english()
    keys = [a_debt(), a_debt(MEMBER)]
    finance = browse(FINANCE)
    url = make_file(finance, keys).location
    line = db.session.scalars(sa.select(PaymentLine).where(PaymentLine.debt_id == keys[0])).one()
    reject = f"{url}/rejected/{line.id}"
    assert "is due again to Sacha Lambert" in finance.get(reject).text
    assert finance.post(reject, {"reason": ""}).status_code == 422
    page = finance.follow(reject, {"reason": "Account closed"}).text
    assert "Account closed" in page
    assert balance(Account.BANK) == eur("-480.83")
    assert balance(Account.NET_PAY_DUE) == eur("-480.83")
    assert finance.post(reject, {"reason": "Again"}).status_code == 422
    assert make_file(finance, keys[:1]).status_code == 303
    sent = sa.select(PaymentLine.state).where(PaymentLine.debt_id == keys[0])
    assert sorted(db.session.scalars(sent)) == [LineState.REJECTED, LineState.SENT]
    assert finance.get("/finance/files/9/rejected/9").status_code == 404


def test_a_file_that_never_reached_the_bank_is_rejected_whole(browse):
    keys = [a_debt(), a_debt(MEMBER)]
    finance = browse(FINANCE)
    url = make_file(finance, keys).location
    finance.follow(f"{url}/rejected", {"reason": "Never sent"})
    assert balance(Account.BANK) == ZERO
    assert finance.get(f"{url}/rejected").status_code == 404
    unpaid = db.session.scalars(sa.select(Debt.id).where(Debt.paid_day.is_(None)))
    assert sorted(unpaid) == sorted(keys)


def test_only_finance_makes_files(browse):
    key = a_debt()
    for email in (MEMBER, ADMIN_TEAM):
        assert make_file(browse(email), [key]).status_code == 403
    assert Act.SEPA_SENT not in acts()
