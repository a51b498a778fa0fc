"""A certificate of shares on paper."""

from domain.identifiers import show_enterprise_number
from domain.shares.certificate import CertificateSheet, show_code
from web.documents.printable import Printable, printable


def certificate(sheet: CertificateSheet, reference: str) -> Printable:
    """The certificate, in the language that was asked for."""
    return printable(
        "certificate",
        sheet.language,
        sheet=sheet,
        reference=reference,
        code=show_code(sheet.code),
        enterprise_number=show_enterprise_number,
    )
