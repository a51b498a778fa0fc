"""The payment QR code of European banks (EPC069-12, version 002): scan it, and pay.

Belgian structured communications are not of the international kind (ISO 11649), so they go
in the free text, where Belgian banks recognise them.
"""

from decimal import Decimal

import segno
from markupsafe import Markup

from domain.identifiers import iban as read_iban

LONGEST = 331  # bytes of the whole code
LARGEST = Decimal("999999999.99")  # EUR
UTF8 = "1"


class NotPayableError(ValueError):
    """A bug of the caller: this cannot be written in a payment QR code."""


def epc_payload(
    *,
    name: str,
    iban: str,
    amount: Decimal,
    text: str = "",
    reference: str = "",
    bic: str = "",
    purpose: str = "",
) -> bytes:
    """What the QR code says.

    amount:    EUR, 0.01 to 999,999,999.99
    text:      free text of at most 140 characters, +++010/8068/17183+++ for instance
    reference: an ISO 11649 reference instead of the text (RF…)
    bic:       of the bank; not needed within the European Economic Area
    purpose:   four letters at most
    Source:    European Payments Council, EPC069-12 version 2.1
    """
    if not Decimal("0.01") <= amount <= LARGEST or amount != round(amount, 2):
        raise NotPayableError(f"amount {amount}")
    if text and reference:
        raise NotPayableError("free text or a reference, not both")
    for value, longest in ((name, 70), (text, 140), (reference, 35), (bic, 11), (purpose, 4)):
        if len(value) > longest or "\n" in value or "\r" in value:
            raise NotPayableError(f"too long, or two lines: {value!r}")
    lines = ["BCD", "002", UTF8, "SCT", bic, name, read_iban(iban), f"EUR{amount:f}", purpose]
    payload = "\n".join([*lines, reference, text]).rstrip("\n").encode()
    if not name.strip() or len(payload) > LONGEST:
        raise NotPayableError(f"{len(payload)} bytes, name {name!r}")
    return payload


def epc_svg(
    *, name: str, iban: str, amount: Decimal, text: str = "", bic: str = "", title: str = ""
) -> Markup:
    """The QR code as SVG, to put in a page or a document as it is.

    title: what a screen reader says instead
    It brings its own white ground, so that it can be scanned in the dark theme too. Its size
    is left to the stylesheet (class ``epc-qr``): it has no style of its own.
    """
    payload = epc_payload(name=name, iban=iban, amount=amount, text=text, bic=bic)
    code = segno.make_qr(payload, error="m", boost_error=False)
    if int(code.version) > 13:
        raise NotPayableError(f"version {code.version} of a QR code")
    drawn = code.svg_inline(
        omitsize=True,
        light="#fff",
        border=4,
        svgclass="epc-qr",
        lineclass=None,
        title=title or None,
    )
    return Markup(drawn.replace("<svg ", '<svg role="img" ', 1))  # segno escapes the title
