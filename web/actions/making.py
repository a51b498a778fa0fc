"""How each kind of document is made: what it needs is loaded first, then it is made.

``prepare`` reads the database and gives back the work to do; the work itself touches nothing
that others could wait for.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import sqlalchemy as sa
from flask_babel import force_locale, gettext
from sqlalchemy.orm import joinedload, selectinload

from domain import attestations, slip_sheet, terms
from domain.attestations import attestation_reference
from domain.contract_life import AGREED
from domain.errors import N_, Msg
from domain.invoicing import InvoiceSheet, from_json
from domain.periods import Month
from domain.shares import certificate as certificates
from domain.shares.certificate import certificate_reference
from web.documents.attestation import attestation
from web.documents.certificate import certificate
from web.documents.contract import AmendmentSheet, amendment, contract_sheet
from web.documents.contract import contract as contract_of
from web.documents.invoice import invoice
from web.documents.payslip import estimate_sheet, payslip, payslip_estimate
from web.documents.render import RenderError
from web.extensions import db
from web.formats.ubl import can_send_by_peppol, ubl
from web.i18n import LOCALES
from web.integrations import peppol_rules
from web.models.amendment import Amendment
from web.models.attestation import Attestation
from web.models.contract import Contract
from web.models.document import Document, DocumentKind
from web.models.invoice import Invoice
from web.models.payslip import Payslip
from web.models.share import ShareCertificate

NOT_VALID = N_("The e-invoice does not obey the official rules. Ask your adviser to look at it.")
NO_RULES = N_("The official rules that check e-invoices could not be applied. Try again later.")


class NotMadeError(Exception):
    """No document; ``why`` can be shown to anyone, ``details`` help technicians."""

    def __init__(self, why: Msg, details: str = "") -> None:
        super().__init__(f"{why} {details}")
        self.why, self.details = why, details


@dataclass(frozen=True, slots=True)
class Made:
    """A document ready for the archive."""

    data: bytes
    findings: str = ""  # what the rules said without refusing it


Work = Callable[[], Made]


def prepare(document: Document) -> Work:
    """Load what the document says; the result makes it."""
    return MAKERS[document.kind](document)


def _sheet(document: Document) -> InvoiceSheet:
    row = sa.select(Invoice.sheet).where(Invoice.id == document.invoice_id)
    return from_json(db.session.execute(row).scalar_one())


def _contract(document: Document) -> Contract:
    assert document.contract_id is not None
    return _the_contract(document.contract_id)


def _the_contract(contract_id: int) -> Contract:
    wanted = sa.select(Contract).where(Contract.id == contract_id)
    options = (
        joinedload(Contract.person),
        joinedload(Contract.entity),
        joinedload(Contract.unit),
        selectinload(Contract.days),
    )
    return db.session.scalars(wanted.options(*options)).one()


def _invoice_pdf(document: Document) -> Work:
    printable = invoice(_sheet(document))
    return lambda: _print(printable.pdf)


def _contract_pdf(document: Document) -> Work:
    printable = contract_of(contract_sheet(_contract(document)))
    return lambda: _print(printable.pdf)


def _amendment(document: Document) -> Work:
    """The contract as it is, with what this amendment changed."""
    wanted = sa.select(Amendment).where(Amendment.id == document.amendment_id)
    row = db.session.scalars(wanted).one()
    assert row.answered is not None
    sheet = AmendmentSheet(
        contract=contract_sheet(_the_contract(row.contract_id)),
        number=row.number,
        reason=row.reason,
        before=terms.from_json(row.before),
        after=terms.from_json(row.after),
        answered=row.answered,
    )
    printable = amendment(sheet)
    return lambda: _print(printable.pdf)


def _earlier(contract: Contract) -> Sequence[Contract]:
    """The person's earlier contracts with the same employer in the months of this one."""
    first, last = Month.of(contract.first_day), Month.of(contract.last_day)
    same = (
        Contract.person_id == contract.person_id,
        Contract.entity_id == contract.entity_id,
        Contract.status.in_(AGREED),
        Contract.id < contract.id,
        Contract.first_day <= last.last_day,
        Contract.last_day >= first.first_day,
    )
    wanted = sa.select(Contract).where(*same).options(selectinload(Contract.days))
    return db.session.scalars(wanted.order_by(Contract.id)).all()


def _payslip_estimate(document: Document) -> Work:
    contract = _contract(document)
    printable = payslip_estimate(estimate_sheet(contract, _earlier(contract)))
    return lambda: _print(printable.pdf)


def _payslip(document: Document) -> Work:
    """What was closed; the sealed number is opened for its paper only."""
    wanted = sa.select(Payslip).where(Payslip.id == document.payslip_id)
    row = db.session.scalars(wanted.options(joinedload(Payslip.person))).one()
    sheet, number = slip_sheet.from_json(row.sheet), row.person.national_number
    printable = payslip(sheet, document.language, national_number=number)
    return lambda: _print(printable.pdf)


def _attestation(document: Document) -> Work:
    """What was asked for; the sealed number is opened for its paper only."""
    wanted = sa.select(Attestation).where(Attestation.id == document.attestation_id)
    row = db.session.scalars(wanted.options(joinedload(Attestation.person))).one()
    sheet, number = attestations.from_json(row.sheet), row.person.national_number
    printable = attestation(sheet, attestation_reference(row.id), national_number=number)
    return lambda: _print(printable.pdf)


def _certificate(document: Document) -> Work:
    """What the register said on the day on which it was asked for."""
    wanted = sa.select(ShareCertificate).where(ShareCertificate.id == document.certificate_id)
    row = db.session.scalars(wanted).one()
    printable = certificate(certificates.from_json(row.sheet), certificate_reference(row.id))
    return lambda: _print(printable.pdf)


def _print(pdf: Callable[[], bytes]) -> Made:
    try:
        return Made(pdf())
    except RenderError as error:
        raise NotMadeError(error.why, str(error)) from error


def _invoice_ubl(document: Document) -> Work:
    return partial(_e_invoice, _sheet(document))


def _e_invoice(sheet: InvoiceSheet) -> Made:
    """The e-invoice, if the official rules accept it; their warnings are kept beside it."""
    with force_locale(LOCALES[sheet.language]):
        xml = ubl(sheet, words=_words)
    check = peppol_rules.check if can_send_by_peppol(sheet) else peppol_rules.check_en16931
    try:
        report = check(xml)
    except peppol_rules.RulesUnavailableError as error:
        raise NotMadeError(NO_RULES, str(error)) from error
    if not report.ok:
        raise NotMadeError(NOT_VALID, _lines(report.fatal))
    return Made(xml, _lines(report.warnings))


def _words(text: Msg) -> str:
    """A sentence in the recipient's language; nothing stays nothing, not a catalogue's header."""
    return gettext(text) if text else ""


def _lines(found: tuple[peppol_rules.Finding, ...]) -> str:
    return "\n".join(f"{item.rule}: {item.text}" for item in found)


MAKERS: dict[DocumentKind, Callable[[Document], Work]] = {
    DocumentKind.INVOICE_PDF: _invoice_pdf,
    DocumentKind.INVOICE_UBL: _invoice_ubl,
    DocumentKind.CONTRACT_PDF: _contract_pdf,
    DocumentKind.CONTRACT_AMENDMENT: _amendment,
    DocumentKind.PAYSLIP_ESTIMATE: _payslip_estimate,
    DocumentKind.PAYSLIP: _payslip,
    DocumentKind.ATTESTATION: _attestation,
    DocumentKind.SHARE_CERTIFICATE: _certificate,
}
