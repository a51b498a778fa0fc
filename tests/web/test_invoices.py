"""Invoices in the ledger: what issuing writes, what crediting gives back, what is refused."""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlalchemy.orm.exc import StaleDataError

from domain.invoicing import (
    ForbiddenInvoiceMove,
    InvoiceKind,
    InvoiceStatus,
    NotCreditable,
    NothingToInvoice,
    from_json,
)
from domain.ledger import Account, Act, confirm_work
from domain.money import ZERO, eur
from domain.parameters import Confidence
from domain.vat import MissingVatNumber, VatCategory, WorkKind
from tests.web.issuing import STUDIO, documents_of, invoice, issued, one_line
from web import clock
from web.actions import invoices, invoicing
from web.actions.ledger import post
from web.demo.buyers import LONDON, NEIGHBOUR, PARIS, THEATRE
from web.extensions import db
from web.models.audit import AuditEntry
from web.models.client import Client
from web.models.document import DocumentKind, DocumentState
from web.models.invoice import ClientPayment, Invoice
from web.models.ledger import Entry, Posting, UnitSum
from web.queries import soundness

pytestmark = pytest.mark.usefixtures("app_context")


def legs(act):
    """Account → amount over all entries of this act."""
    query = (
        sa.select(Posting.account, sa.func.sum(Posting.amount))
        .join(Entry, Entry.id == Posting.entry_id)
        .where(Entry.act == act)
        .group_by(Posting.account)
    )
    return dict(db.session.execute(query).all())


def sums():
    found = defaultdict(lambda: ZERO)
    for row in db.session.scalars(sa.select(UnitSum)):
        found[row.account] = eur(found[row.account] + row.amount)
    return found


def unsound():
    return [problem for verdict in soundness.verdicts() for problem in verdict.problems]


def credit(invoice_id, act=invoices.credit):
    return act(invoice(invoice_id), reason="Cancelled", now=clock.now())


def pay(invoice_id, amount):
    found = invoice(invoice_id)
    db.session.add(
        ClientPayment(
            invoice_id=invoice_id, amount=eur(amount), day=clock.today(), recorded=clock.now(),
            recorded_by_id=1,
        )
    )  # fmt: skip
    found.paid = eur(amount)
    found.status = InvoiceStatus.PAID if found.paid == found.gross else found.status
    db.session.commit()


def test_issuing_writes_one_entry_and_asks_for_the_documents():
    made = invoice(issued())
    assert (made.number, made.status) == ("SC-2026-000001", InvoiceStatus.ISSUED)
    assert (made.net, made.vat, made.gross, made.paid) == tuple(
        map(eur, ("1000", "210", "1210", 0))
    )
    assert legs(Act.ISSUE) == {
        Account.CLIENT_RECEIVABLE: eur("1210"),
        Account.VAT_DUE: eur("-210"),
        Account.CONTRIBUTION: eur("-65"),
        Account.UNIT_AVAILABLE: eur("-935"),
    }
    assert {(item.kind, item.state) for item in documents_of(made.id)} == {
        (DocumentKind.INVOICE_PDF, DocumentState.WAITING),
        (DocumentKind.INVOICE_UBL, DocumentState.WAITING),
    }
    assert db.session.scalars(
        sa.select(AuditEntry.act).where(AuditEntry.subject == "invoice")
    ).all() == ["issue"]
    assert unsound() == []


def test_the_frozen_sheet_says_what_the_row_says():
    made = invoice(issued(one_line("33.33", "3"), one_line("12.5", "7.5", "HUR")))
    sheet = from_json(made.sheet)
    assert (sheet.number, sheet.net, sheet.vat, sheet.gross) == (
        made.number, made.net, made.vat, made.gross,
    )  # fmt: skip
    assert sheet.communication == made.communication
    assert sheet.iban == "BE06999900000022"
    assert sheet.seller.name == "SmartCoop Demo"
    assert sheet.seller.legal_form


@pytest.mark.parametrize(
    ("client", "category", "vat"),
    [
        (THEATRE, VatCategory.S, "210"),
        (NEIGHBOUR, VatCategory.S, "210"),
        (PARIS, VatCategory.AE, "0"),
        (LONDON, VatCategory.O, "0"),
    ],
)
def test_the_client_decides_the_vat(client, category, vat):
    made = invoice(issued(client=client + 1))
    assert made.vat == eur(vat)
    assert {row.treatment.category for row in from_json(made.sheet).vat_totals} == {category}


def test_a_refusal_comes_before_the_number():
    with pytest.raises(NothingToInvoice):
        issued(one_line(price="0"))
    client = db.session.get_one(Client, PARIS + 1)
    client.vat_number = None
    with pytest.raises(MissingVatNumber):
        issued(client=PARIS + 1)
    db.session.rollback()
    assert invoice(issued()).sequence == 1


def test_a_real_cooperative_refuses_made_up_figures(app_context, monkeypatch):
    real = invoicing.contribution

    def made_up(net, day):
        line = real(net, day)
        return replace(line, rate=replace(line.rate, confidence=Confidence.ILLUSTRATIVE))

    monkeypatch.setattr(invoicing, "contribution", made_up)
    issued()
    app_context.config["COOPERATIVE"] = "real"
    with pytest.raises(Exception, match="only an example"):
        issued()
    db.session.rollback()
    assert db.session.scalar(sa.select(sa.func.count(Invoice.id))) == 1


@pytest.mark.parametrize("price", ["1000", "33.33", "0.07", "98765.43"])
def test_a_credit_note_gives_back_exactly(price):
    first = issued(one_line(price, "3"))
    note = credit(first)
    assert (note.number, note.kind) == ("SC-2026-000002", InvoiceKind.CREDIT_NOTE)
    assert invoice(first).status is InvoiceStatus.CREDITED
    assert invoice(note.id).credits_id == first
    assert {account: amount for account, amount in sums().items() if amount} == {}
    assert {key: eur(-amount) for key, amount in legs(Act.CREDIT).items()} == legs(Act.ISSUE)
    sheet = from_json(invoice(note.id).sheet)
    assert sheet.credits.number == "SC-2026-000001"
    assert sheet.note == "Cancelled"
    assert len(documents_of(note.id)) == 2
    assert unsound() == []


def test_what_is_paid_is_not_credited():
    made = issued()
    pay(made, "200")
    with pytest.raises(invoices.AlreadyPaid, match="pay it back"):
        credit(made)
    pay_rest = invoice(made)
    assert pay_rest.status is InvoiceStatus.ISSUED


def test_an_invoice_is_credited_once_and_a_credit_note_never():
    made = issued()
    note = credit(made)
    with pytest.raises(ForbiddenInvoiceMove):
        credit(made)
    with pytest.raises(NotCreditable):
        credit(note.id)
    db.session.rollback()
    assert db.session.scalar(sa.select(sa.func.count(Invoice.id))) == 2


def test_money_that_is_spent_is_not_credited_by_the_member_alone():
    made = issued()
    spent = confirm_work(budget=eur("900"), unit_id=STUDIO, assignment_id=None, person_id=2)
    post(Act.CONFIRM, spent, entity_id=1, day=clock.today(), reference="C")
    db.session.commit()
    with pytest.raises(invoices.MoneySpent) as refused:
        credit(made)
    assert refused.value.missing == eur("900")
    db.session.rollback()
    credit(made, invoices.credit_though_spent)
    assert sums()[Account.UNIT_AVAILABLE] == eur("900")
    assert unsound() == []


def test_two_who_credit_at_once(app_context):
    made = issued()
    first = invoice(made)
    db.session.execute(sa.text("UPDATE invoice SET version = 7"))  # the other one was faster
    with pytest.raises(StaleDataError):
        invoices.credit(first, reason="Late", now=clock.now())
    db.session.rollback()
    assert db.session.scalar(sa.select(sa.func.count(Invoice.id))) == 1


def test_an_exempt_training_and_a_periodical():
    training = from_json(invoice(issued(unit=4, kind=WorkKind.TRAINING)).sheet)
    assert training.vat == ZERO
    assert training.vat_totals[0].treatment.category is VatCategory.E
    periodical = from_json(invoice(issued(kind=WorkKind.PERIODICAL)).sheet)
    assert periodical.vat_totals[0].treatment.category is VatCategory.Z


def test_check_ledger_finds_what_was_tampered_with(app_context):
    made = issued()
    found = invoice(made)
    found.paid = eur("5")
    db.session.execute(sa.update(UnitSum).values(amount=eur("1")))
    db.session.commit()
    result = app_context.test_cli_runner().invoke(args=["check-ledger", "--json"])
    assert result.exit_code == 1
    assert '"ok": false' in result.output
    assert "SC-2026-000001" in result.output


def test_check_ledger_is_content_with_sound_books(app_context):
    made = issued()
    credit(made)
    issued(one_line(price=Decimal("12.34")))
    result = app_context.test_cli_runner().invoke(args=["check-ledger"])
    assert result.exit_code == 0, result.output
