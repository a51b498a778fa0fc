"""Make one document that was asked for and put it in the archive."""

from web import clock
from web.actions import documents
from web.models.document import DocumentKind


def run(
    kind: str,
    invoice_id: int | None = None,
    contract_id: int | None = None,
    payslip_id: int | None = None,
    amendment_id: int | None = None,
    attestation_id: int | None = None,
    certificate_id: int | None = None,
) -> None:
    """Make it, unless it is there already."""
    documents.make_for(
        DocumentKind(kind),
        invoice_id=invoice_id,
        contract_id=contract_id,
        payslip_id=payslip_id,
        amendment_id=amendment_id,
        attestation_id=attestation_id,
        certificate_id=certificate_id,
        now=clock.now(),
    )
