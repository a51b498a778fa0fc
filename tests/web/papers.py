"""Documents for tests: contracts made as they are made, PDFs read as people read them."""

import re
from datetime import date
from decimal import Decimal

import pypdfium2
import sqlalchemy as sa

from domain.contract_life import ContractStatus
from domain.employment import ContractType
from domain.money import eur
from tests.web.issuing import documents_of
from web import clock
from web.actions import documents, employing
from web.documents import archive
from web.extensions import db
from web.models.contract import Contract, WorkDay
from web.models.document import Document


def text_of(pdf: bytes) -> str:
    """What a PDF says, in one line with plain spaces."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[place].get_textpage() for place in range(len(document))]
    text = " ".join(page.get_text_bounded() for page in pages)
    for page in pages:
        page.close()
    document.close()
    return re.sub(r"[\s\u00a0\u202f]+", " ", text)


def made(document_id: int) -> Document:
    documents.make(document_id, now=clock.now())
    return db.session.get_one(Document, document_id, populate_existing=True)


def pdf_of(invoice_id: int) -> bytes:
    pdf, _ubl = documents_of(invoice_id)
    return archive.load(made(pdf.id).sha256)


def a_contract(**changes) -> Contract:
    """One made by the ordinary way, for the worker of the cast."""
    days = changes.pop("days", (date(2026, 9, 28), date(2026, 9, 29)))
    values = {
        "entity_id": 2, "unit_id": 1, "person_id": 3, "kind": ContractType.ARTIST,
        "status": ContractStatus.PROPOSED, "work": "Concert & montage", "language": "fr",
        "first_day": days[0], "last_day": days[-1], "budget": eur("1000"),
        "coefficient": Decimal("1.6"), "gross": eur("541.58"), "estimated_net": eur("465.13"),
        "days": [WorkDay(day=day) for day in days], **changes,
    }  # fmt: skip
    contract = Contract(**values)
    db.session.add(contract)
    db.session.flush()
    employing.make_contract(contract, now=clock.now())
    db.session.commit()
    return contract


def papers_of(contract: Contract) -> list[Document]:
    wanted = sa.select(Document).where(Document.contract_id == contract.id)
    return list(db.session.scalars(wanted.order_by(Document.id)))
