"""Documents: made once, stored once, never changed."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.errors import N_, Msg
from web.extensions import Base


class DocumentKind(StrEnum):
    """What a document is."""

    INVOICE_PDF = "invoice_pdf"
    INVOICE_UBL = "invoice_ubl"
    CONTRACT_PDF = "contract_pdf"
    CONTRACT_AMENDMENT = "contract_amendment"
    PAYSLIP_ESTIMATE = "payslip_estimate"
    PAYSLIP = "payslip"
    ATTESTATION = "attestation"
    SHARE_CERTIFICATE = "share_certificate"
    PAYMENT_FILE = "payment_file"
    RECEIPT = "receipt"


DOCUMENT_KINDS: Mapping[DocumentKind, Msg] = {
    DocumentKind.INVOICE_PDF: N_("Invoice (PDF)"),
    DocumentKind.INVOICE_UBL: N_("Invoice (Peppol UBL)"),
    DocumentKind.CONTRACT_PDF: N_("Employment contract (PDF)"),
    DocumentKind.CONTRACT_AMENDMENT: N_("Amendment of the contract (PDF)"),
    DocumentKind.PAYSLIP_ESTIMATE: N_("Payslip estimate (PDF)"),
    DocumentKind.PAYSLIP: N_("Payslip (PDF)"),
    DocumentKind.ATTESTATION: N_("Attestation (PDF)"),
    DocumentKind.SHARE_CERTIFICATE: N_("Certificate of shares (PDF)"),
    DocumentKind.PAYMENT_FILE: N_("Payment file (SEPA)"),
    DocumentKind.RECEIPT: N_("Receipt"),
}


class DocumentState(StrEnum):
    """Is it there yet?"""

    WAITING = "waiting"
    READY = "ready"
    FAILED = "failed"  # after several tries; a person can ask again


class Document(Base):
    """One file: the bytes lie in the archive under their SHA-256."""

    __tablename__ = "document"
    __table_args__ = (
        UniqueConstraint("kind", "invoice_id"),
        UniqueConstraint("kind", "contract_id"),
        Index("uq_document_payslip_id", "payslip_id", unique=True),
        Index("uq_document_attestation_id", "attestation_id", unique=True),
        Index("uq_document_certificate_id", "certificate_id", unique=True),
        Index("uq_document_amendment_id", "amendment_id", unique=True),
        Index(
            "ix_document_failed",
            "contract_id",
            sqlite_where=text("state = 'failed'"),
            postgresql_where=text("state = 'failed'"),
        ),
        CheckConstraint("(state = 'ready') = (sha256 IS NOT NULL)", name="ready_has_bytes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[DocumentKind]
    state: Mapped[DocumentState] = mapped_column(default=DocumentState.WAITING)
    language: Mapped[str] = mapped_column(String(2))  # the recipient's
    filename: Mapped[str]
    media_type: Mapped[str] = mapped_column(String(60))
    invoice_id: Mapped[int | None] = mapped_column(ForeignKey("invoice.id"), index=True)
    contract_id: Mapped[int | None] = mapped_column(ForeignKey("contract.id"), index=True)
    payslip_id: Mapped[int | None] = mapped_column(ForeignKey("payslip.id"))
    attestation_id: Mapped[int | None] = mapped_column(ForeignKey("attestation.id"))
    amendment_id: Mapped[int | None] = mapped_column(ForeignKey("amendment.id"))
    certificate_id: Mapped[int | None] = mapped_column(ForeignKey("share_certificate.id"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)  # receipts
    sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    size: Mapped[int | None]
    code_version: Mapped[str] = mapped_column(default="")
    asked: Mapped[datetime]
    made: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    findings: Mapped[str] = mapped_column(default="")  # what the Peppol rules said, if anything
