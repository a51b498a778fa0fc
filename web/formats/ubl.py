"""An invoice sheet as UBL 2.1: Peppol BIS Billing 3.0, Invoice and CreditNote.

Nothing is computed here: every amount is read from the sheet. A sheet whose buyer has no
Peppol address (a natural person) becomes a plain EN 16931 document for the archive, which
does not claim to be a Peppol one.
"""

import base64
import re
from collections.abc import Callable

from lxml import etree

from domain.errors import N_, Msg
from domain.identifiers import show_communication
from domain.invoicing import InvoiceKind, InvoiceSheet, Party, SheetLine, VatTotal
from domain.vat import Treatment, VatCategory
from web.formats.endpoints import BELGIAN_ENTERPRISE, can_send_by_peppol, endpoint_of
from web.formats.ubl_pieces import Element, amount, day, document, group, plain, text

__all__ = ["can_send_by_peppol", "ubl"]

EN16931 = "urn:cen.eu:en16931:2017"
PEPPOL = f"{EN16931}#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"

INVOICE_CODE, CREDIT_NOTE_CODE = "380", "381"
CREDIT_TRANSFER = "30"
LONGEST_NAME = 100  # characters of a line's first line of text

PDF_LABEL = N_("The same document to read and print (PDF)")

Words = Callable[[Msg], str]


def ubl(sheet: InvoiceSheet, *, pdf: bytes | None = None, words: Words = str) -> bytes:
    """The sheet as an official e-invoice.

    pdf:   embedded for people who open the e-invoice
    words: translates legal wording into the recipient's language
    Source: docs.peppol.eu/poacc/billing/3.0, order of elements of the UBL 2.1 schemas
    """
    credit = sheet.kind is InvoiceKind.CREDIT_NOTE
    name = "CreditNote" if credit else "Invoice"
    root = document(name)
    _head(root, sheet, words)
    _references(root, sheet, pdf, words)
    _parties(root, sheet)
    _delivery(root, sheet)
    if not credit:  # nobody should pay a credit note to us
        _payment(root, sheet)
    _vat(root, sheet, words)
    _totals(root, sheet)
    for position, line in enumerate(sheet.lines, 1):
        _line(root, line, position, "Credited" if credit else "Invoiced", name)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _head(root: Element, sheet: InvoiceSheet, words: Words) -> None:
    peppol = can_send_by_peppol(sheet)
    credit = sheet.kind is InvoiceKind.CREDIT_NOTE
    text(root, "CustomizationID", PEPPOL if peppol else EN16931)
    text(root, "ProfileID", PROFILE if peppol else "")
    text(root, "ID", sheet.number)
    day(root, "IssueDate", sheet.issue_day)
    if credit:
        text(root, "CreditNoteTypeCode", CREDIT_NOTE_CODE)
    else:
        day(root, "DueDate", sheet.due_day)
        text(root, "InvoiceTypeCode", INVOICE_CODE)
    # At most one note (R002): the member's words and the law's share it.
    text(root, "Note", "\n".join([sheet.note, *map(words, sheet.mentions)]))
    text(root, "DocumentCurrencyCode", "EUR")
    text(root, "BuyerReference", sheet.buyer_reference)


def _references(root: Element, sheet: InvoiceSheet, pdf: bytes | None, words: Words) -> None:
    if sheet.delivery_start != sheet.delivery_end:
        period = group(root, "InvoicePeriod")
        day(period, "StartDate", sheet.delivery_start)
        day(period, "EndDate", sheet.delivery_end)
    if sheet.credits:
        original = group(root, "BillingReference", "InvoiceDocumentReference")
        text(original, "ID", sheet.credits.number)
        day(original, "IssueDate", sheet.credits.day)
    if pdf is not None:
        attached = group(root, "AdditionalDocumentReference")
        text(attached, "ID", sheet.number)
        text(attached, "DocumentDescription", words(PDF_LABEL))
        text(
            group(attached, "Attachment"),
            "EmbeddedDocumentBinaryObject",
            base64.b64encode(pdf).decode("ascii"),
            mimeCode="application/pdf",
            filename=f"{sheet.number}.pdf",
        )


def _parties(root: Element, sheet: InvoiceSheet) -> None:
    # Outside the scope of VAT, the standard forbids VAT numbers (BR-O-02).
    outside = any(row.treatment.category is VatCategory.O for row in sheet.vat_totals)
    seller, buyer = sheet.seller, sheet.buyer
    party = _party(group(root, "AccountingSupplierParty", "Party"), seller)
    if not outside:
        if seller.vat_number:
            _tax_number(party, seller.vat_number, "VAT")
        else:  # an exempt body still has to be known to the tax office (BR-E-02)
            _tax_number(party, seller.enterprise_number, "TAX")
    _legal(party, seller)
    if seller.email:
        text(group(party, "Contact"), "ElectronicMail", seller.email)
    party = _party(group(root, "AccountingCustomerParty", "Party"), buyer)
    # Numbers from elsewhere often lack the country in front that BR-CO-09 wants.
    if not outside and re.match(f"({buyer.country}|EL)[0-9A-Z]", buyer.vat_number):
        _tax_number(party, buyer.vat_number, "VAT")
    _legal(party, buyer)


def _party(element: Element, party: Party) -> Element:
    endpoint = endpoint_of(party)
    if endpoint:
        text(element, "EndpointID", endpoint.id, schemeID=endpoint.scheme)
    text(group(element, "PartyName"), "Name", party.name)
    address = group(element, "PostalAddress")
    first, second, *more = (*party.address, "", "")
    text(address, "StreetName", first)
    text(address, "AdditionalStreetName", second)
    text(address, "CityName", party.city)
    text(address, "PostalZone", party.postcode)
    if any(more):
        text(group(address, "AddressLine"), "Line", ", ".join(filter(None, more)))
    text(group(address, "Country"), "IdentificationCode", party.country)
    return element


def _tax_number(party: Element, number: str, scheme: str) -> None:
    tax = group(party, "PartyTaxScheme")
    text(tax, "CompanyID", number)
    text(group(tax, "TaxScheme"), "ID", scheme)


def _legal(element: Element, party: Party) -> None:
    legal = group(element, "PartyLegalEntity")
    text(legal, "RegistrationName", party.name)
    scheme = {"schemeID": BELGIAN_ENTERPRISE} if party.country == "BE" else {}
    text(legal, "CompanyID", party.enterprise_number, **scheme)
    text(legal, "CompanyLegalForm", party.legal_form)


def _delivery(root: Element, sheet: InvoiceSheet) -> None:
    goods_to_eu = any(row.treatment.category is VatCategory.K for row in sheet.vat_totals)
    one_day = sheet.delivery_start == sheet.delivery_end
    if sheet.delivery_start is None or not (one_day or goods_to_eu):
        return
    delivery = group(root, "Delivery")
    day(delivery, "ActualDeliveryDate", sheet.delivery_end)
    if goods_to_eu:  # the country they went to is part of the proof (BR-IC-12)
        country = group(delivery, "DeliveryLocation", "Address", "Country")
        text(country, "IdentificationCode", sheet.buyer.country)


def _payment(root: Element, sheet: InvoiceSheet) -> None:
    means = group(root, "PaymentMeans")
    text(means, "PaymentMeansCode", CREDIT_TRANSFER)
    text(means, "PaymentID", show_communication(sheet.communication))
    account = group(means, "PayeeFinancialAccount")
    text(account, "ID", sheet.iban)
    text(account, "Name", sheet.seller.name)
    if sheet.bic:
        text(group(account, "FinancialInstitutionBranch"), "ID", sheet.bic)


def _vat(root: Element, sheet: InvoiceSheet, words: Words) -> None:
    whole = group(root, "TaxTotal")
    amount(whole, "TaxAmount", sheet.vat)
    for row in sheet.vat_totals:
        _vat_row(whole, row, words)


def _vat_row(whole: Element, row: VatTotal, words: Words) -> None:
    subtotal = group(whole, "TaxSubtotal")
    amount(subtotal, "TaxableAmount", row.taxable)
    amount(subtotal, "TaxAmount", row.vat)
    category = group(subtotal, "TaxCategory")
    _rate(category, row.treatment)
    text(category, "TaxExemptionReasonCode", row.treatment.exemption_code)
    if reason := row.treatment.reason:
        text(category, "TaxExemptionReason", words(reason))
    text(group(category, "TaxScheme"), "ID", "VAT")


def _rate(category: Element, treatment: Treatment) -> None:
    text(category, "ID", treatment.category)
    if treatment.category is not VatCategory.O:  # no rate there, not even zero (BR-O-05)
        text(category, "Percent", plain(treatment.percent))


def _totals(root: Element, sheet: InvoiceSheet) -> None:
    totals = group(root, "LegalMonetaryTotal")
    amount(totals, "LineExtensionAmount", sheet.net)
    amount(totals, "TaxExclusiveAmount", sheet.net)
    amount(totals, "TaxInclusiveAmount", sheet.gross)
    if sheet.paid:
        amount(totals, "PrepaidAmount", sheet.paid)
    amount(totals, "PayableAmount", sheet.payable)


def _line(root: Element, line: SheetLine, position: int, counted: str, name: str) -> None:
    element = group(root, f"{name}Line")
    text(element, "ID", str(position))
    text(element, f"{counted}Quantity", plain(line.quantity), unitCode=line.unit)
    amount(element, "LineExtensionAmount", line.net)
    item = group(element, "Item")
    first = line.description.strip().partition("\n")[0][:LONGEST_NAME]
    if first != line.description.strip():
        text(item, "Description", line.description)
    text(item, "Name", first)
    category = group(item, "ClassifiedTaxCategory")
    _rate(category, line.treatment)
    text(group(category, "TaxScheme"), "ID", "VAT")
    amount(group(element, "Price"), "PriceAmount", line.unit_price)
