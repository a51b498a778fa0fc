"""Documents of acts that left none, such as those of a simulated year: made for who asks first."""

from datetime import datetime

import sqlalchemy as sa

from domain.contract_life import AGREED, ContractStatus
from domain.invoicing import InvoiceStatus
from domain.sheet import from_json
from web.actions.documents import ask_for
from web.actions.employing import papers_of
from web.actions.invoicing import ask_for_documents
from web.actions.payslip_papers import ask_for_payslip
from web.extensions import db
from web.models.contract import Contract
from web.models.document import Document, DocumentKind
from web.models.invoice import Invoice
from web.models.payslip import Payslip


def of_invoice(invoice: Invoice, *, now: datetime) -> None:
    """Both forms of an invoice that was sent, unless they are there. Commits."""
    db.session.get_one(Invoice, invoice.id, with_for_update=True)  # two who ask at once take turns
    sent = invoice.status is not InvoiceStatus.DRAFT and invoice.sheet is not None
    if sent and not _known(Document.invoice_id == invoice.id):
        ask_for_documents(invoice, from_json(invoice.sheet).buyer.language, now=now)
    db.session.commit()


def of_contract(contract: Contract, *, now: datetime) -> None:
    """The papers of a contract that binds, unless they are there. Commits.

    What was estimated is of no use once the work is confirmed.
    """
    db.session.get_one(Contract, contract.id, with_for_update=True)
    if contract.status in AGREED and not _known(Document.contract_id == contract.id):
        estimated = contract.status is ContractStatus.MADE
        papers = [
            paper
            for paper in papers_of(contract)
            if estimated or paper.kind is not DocumentKind.PAYSLIP_ESTIMATE
        ]
        ask_for(papers, language=contract.language, now=now, contract_id=contract.id)
    db.session.commit()


def of_payslip(slip: Payslip, *, now: datetime) -> None:
    """A payslip, unless it is there. Commits."""
    db.session.get_one(Payslip, slip.id, with_for_update=True)
    if not _known(Document.payslip_id == slip.id):
        ask_for_payslip(slip.id, now=now)
    db.session.commit()


def _known(of: sa.ColumnElement[bool]) -> bool:
    return db.session.scalar(sa.select(Document.id).where(of).limit(1)) is not None
