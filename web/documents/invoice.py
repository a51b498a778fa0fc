"""The invoice and the credit note, as people read and print them."""

from flask_babel import force_locale
from flask_babel import gettext as _
from markupsafe import Markup

from domain.identifiers import (
    show_communication,
    show_enterprise_number,
    show_iban,
    show_vat_number,
)
from domain.invoicing import UNITS, InvoiceKind, InvoiceSheet
from web.documents.printable import Printable, printable
from web.formats.epc_qr import NotPayableError, epc_svg
from web.i18n import LOCALES


def payment_code(sheet: InvoiceSheet) -> Markup | None:
    """The QR code that pays the invoice; None where there is nothing to pay with it."""
    if sheet.kind is InvoiceKind.CREDIT_NOTE or not sheet.payable:
        return None
    with force_locale(LOCALES[sheet.language]):
        title = _("QR code to pay this invoice with a banking app")
    try:
        return epc_svg(
            name=sheet.seller.name,
            iban=sheet.iban,
            bic=sheet.bic,
            amount=sheet.payable,
            text=show_communication(sheet.communication),
            title=title,
        )
    except NotPayableError:  # a name of more than 70 letters: the transfer is typed by hand
        return None


def invoice(sheet: InvoiceSheet) -> Printable:
    """The sheet on paper, in the client's language; nothing is computed here."""
    return printable(
        "invoice",
        sheet.language,
        sheet=sheet,
        is_credit=sheet.kind is InvoiceKind.CREDIT_NOTE,
        units=UNITS,
        code=payment_code(sheet),
        show_communication=show_communication,
        show_enterprise_number=show_enterprise_number,
        show_iban=show_iban,
        show_vat_number=show_vat_number,
    )
