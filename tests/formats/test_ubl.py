"""E-invoices: every VAT case passes all official rules, and says what the sheet says."""

import base64
import time
from datetime import date
from decimal import Decimal

import pytest
from lxml import etree

from domain.invoicing import Endpoint, InvoiceKind, Party, credit_sheet
from tests.formats.invoice_examples import (
    BELGIAN,
    DAY,
    FRENCH,
    PERSON,
    SELLER,
    SWISS,
    VAT_CASES,
    example,
)
from web.formats.endpoints import endpoint_of
from web.formats.ubl import can_send_by_peppol, ubl
from web.integrations.peppol_rules import check, check_en16931

NAMES = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}
PDF = b"%PDF-1.7\n%%EOF\n"


def credited(sheet):
    return credit_sheet(sheet, "SC-2026-000124", date(2026, 9, 15))


def read(xml, path):
    return etree.fromstring(xml).xpath(f"string({path})", namespaces=NAMES)


def amounts(xml, path):
    found = etree.fromstring(xml).xpath(path, namespaces=NAMES)
    return [Decimal(item.text) for item in found]


def assert_same_cents(sheet, xml):
    """What the rules tolerate by up to 0.99 we hold to the cent."""
    rows = "//cac:TaxSubtotal/cbc"
    assert amounts(xml, f"{rows}:TaxableAmount") == [row.taxable for row in sheet.vat_totals]
    assert amounts(xml, f"{rows}:TaxAmount") == [row.vat for row in sheet.vat_totals]
    assert amounts(xml, "/*/cac:TaxTotal/cbc:TaxAmount") == [sheet.vat]
    totals = "/*/cac:LegalMonetaryTotal/cbc"
    assert amounts(xml, f"{totals}:TaxExclusiveAmount") == [sheet.net]
    assert amounts(xml, f"{totals}:TaxInclusiveAmount") == [sheet.gross]
    assert amounts(xml, f"{totals}:PayableAmount") == [sheet.payable]
    lines = "/*/*[self::cac:InvoiceLine or self::cac:CreditNoteLine]/cbc:LineExtensionAmount"
    assert amounts(xml, lines) == [line.net for line in sheet.lines]


@pytest.mark.parametrize("kind", InvoiceKind)
@pytest.mark.parametrize("case", VAT_CASES)
def test_every_vat_case_passes_every_rule_to_the_cent(case, kind):
    sheet = example(case)
    if kind is InvoiceKind.CREDIT_NOTE:
        sheet = credited(sheet)
    xml = ubl(sheet, pdf=PDF)
    report = check(xml)
    assert (report.fatal, report.warnings) == ((), ())
    assert_same_cents(sheet, xml)


def test_one_day_of_work_a_deposit_and_no_extras_pass_too():
    bare = {"note": "", "bic": "", "delivery_end": date(2026, 8, 27)}
    sheet = example("standard", paid=Decimal("50.00"), **bare)
    xml = ubl(sheet)
    assert check(xml).fatal == ()
    assert_same_cents(sheet, xml)
    assert read(xml, "//cac:Delivery/cbc:ActualDeliveryDate") == "2026-08-27"
    assert amounts(xml, "//cbc:PrepaidAmount") == [Decimal("50.00")]
    assert check(ubl(example("standard", delivery_start=None, delivery_end=None))).ok


def test_the_structured_communication_is_the_payment_reference():
    xml = ubl(example("standard"))
    assert read(xml, "//cac:PaymentMeans/cbc:PaymentID") == "+++010/8068/17183+++"
    assert read(xml, "//cac:PayeeFinancialAccount/cbc:ID") == "BE68539007547034"


def test_nobody_is_asked_to_pay_a_credit_note():
    xml = ubl(credited(example("standard")))
    assert amounts(xml, "//cac:PaymentMeans") == []
    assert read(xml, "//cac:InvoiceDocumentReference/cbc:ID") == "SC-2026-000123"
    assert "paid back to the State" in read(xml, "/*/cbc:Note")
    assert "Membre 1234" in read(xml, "/*/cbc:Note")


def test_legal_wording_is_in_the_recipients_language():
    xml = ubl(example("reverse-charge"), words=lambda msg: f"[fr] {msg}" if msg else "")
    assert read(xml, "//cbc:TaxExemptionReason").startswith("[fr] Reverse charge")


def test_outside_the_scope_no_vat_number_is_told():
    xml = ubl(example("outside-scope")).decode()
    assert "BE0123456749" not in xml
    assert "CHE107787577</cbc:CompanyID>" not in xml


def test_the_pdf_travels_inside():
    held = read(ubl(example("standard"), pdf=PDF), "//cbc:EmbeddedDocumentBinaryObject")
    assert base64.b64decode(held) == PDF


@pytest.mark.slow
def test_what_people_type_cannot_break_the_file():
    sheet = example("standard", note="\x00bell\x07 ]]> <!DOCTYPE a> \ud800 & é")
    xml = ubl(sheet)
    assert read(xml, "/*/cbc:Note") == "bell ]]> <!DOCTYPE a>  & é"
    assert check(xml).ok


def test_a_person_gets_a_document_for_the_archive_that_claims_no_peppol():
    sheet = example("standard", buyer=PERSON)
    assert not can_send_by_peppol(sheet)
    for kind in (sheet, credited(sheet)):
        xml = ubl(kind)
        assert read(xml, "/*/cbc:CustomizationID") == "urn:cen.eu:en16931:2017"
        assert check_en16931(xml).fatal == ()
        refused = {item.rule for item in check(xml).fatal}
        assert "PEPPOL-EN16931-R010" in refused  # the buyer has no address there


@pytest.mark.parametrize(
    ("party", "endpoint"),
    [
        (SELLER, Endpoint("0208", "0123456749")),
        (BELGIAN, Endpoint("0208", "0765432146")),
        (FRENCH, Endpoint("9957", "FR61954506077")),
        (SWISS, Endpoint("9927", "CHE107787577")),
        (
            Party(name="X", country="SE", vat_number="SE556036079301"),
            Endpoint("0007", "5560360793"),
        ),
        (Party(name="X", vat_number="BE0765432146"), Endpoint("9925", "BE0765432146")),
        (Party(name="X", country="US", vat_number="12-3456789"), None),
        (PERSON, None),
        (Party(name="X", endpoint=Endpoint("9925", "BE1")), Endpoint("9925", "BE1")),
    ],
)
def test_where_a_party_is_reached(party, endpoint):
    assert endpoint_of(party) == endpoint


def test_a_swedish_buyer_passes_the_check_of_its_number():
    buyer = Party(name="Kund AB", city="Lund", country="SE", vat_number="SE556036079301")
    assert check(ubl(example("reverse-charge", buyer=buyer))).ok


def test_it_takes_at_most_a_millisecond():
    sheet = example("standard")
    fastest = min(_timed(sheet) for _ in range(200))
    assert fastest < 0.001


def _timed(sheet):
    started = time.perf_counter()
    ubl(sheet)
    return time.perf_counter() - started


def test_days_are_written_as_the_standard_wants():
    assert read(ubl(example("standard")), "/*/cbc:IssueDate") == DAY.isoformat()
    assert read(ubl(example("standard")), "/*/cbc:DueDate") == "2026-10-01"
