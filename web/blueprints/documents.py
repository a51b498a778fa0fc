"""Documents: downloaded, looked at while they are being made, asked for again."""

from flask import Blueprint, Response, abort, g, redirect, request, url_for
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response as BaseResponse

from domain.roles import Role
from web import clock
from web.access import allow, find
from web.actions import documents as actions
from web.actions import first_papers
from web.blueprints.attestations import place_of
from web.documents import archive
from web.documents.contract import reference_of
from web.extensions import db
from web.htmx import page
from web.models.amendment import Amendment
from web.models.attestation import Attestation
from web.models.contract import Contract
from web.models.document import Document, DocumentState
from web.models.invoice import Invoice
from web.models.payslip import Payslip
from web.models.share import ShareCertificate
from web.queries import documents as queries

bp = Blueprint("documents", __name__)

READERS = (
    Role.MEMBER,
    Role.WORKER,
    Role.SHAREHOLDER,
    Role.ADVISER,
    Role.FINANCE,
    Role.ADMIN_TEAM,
)
WITH_ENTITY = joinedload(Contract.entity)
SANDBOX = "sandbox; default-src 'none'"  # even if a browser shows it, it can do nothing


@bp.get("/documents/<int:document_id>")
@allow(*READERS)
def download(document_id: int) -> Response:
    """One document as a file; who opened it is written down."""
    document = find(Document, document_id)
    if document.state is not DocumentState.READY or document.sha256 is None:
        abort(404)
    data = archive.load(document.sha256)
    actions.note_read(document)
    response = Response(data, mimetype=document.media_type)
    response.headers.set("Content-Disposition", "attachment", filename=document.filename)
    response.headers["Content-Security-Policy"] = SANDBOX
    return response


@bp.post("/documents/<int:document_id>/again")
@allow(*READERS)
def again(document_id: int) -> BaseResponse:
    """Try a failed document once more."""
    document = find(Document, document_id)
    invoice_id, contract_id = document.invoice_id, document.contract_id
    payslip_id, amendment_id = document.payslip_id, document.amendment_id
    attestation_id, certificate_id = document.attestation_id, document.certificate_id
    actions.ask_again(document, now=clock.now())
    if invoice_id is not None:
        return redirect(url_for("invoices.show", invoice_id=invoice_id), code=303)
    if contract_id is not None:
        return redirect(url_for("contracts.show", contract_id=contract_id), code=303)
    if amendment_id is not None:
        changed = db.session.get_one(Amendment, amendment_id).contract_id
        return redirect(url_for("contracts.show", contract_id=changed), code=303)
    if payslip_id is not None:
        return redirect(_place_of(db.session.get_one(Payslip, payslip_id)), code=303)
    if attestation_id is not None:
        whose = db.session.get_one(Attestation, attestation_id).person_id
        return redirect(place_of(whose), code=303)
    return redirect(_place_of_certificate(certificate_id), code=303)


def _place_of_certificate(certificate_id: int | None) -> str:
    """The line of the register that it certifies; home for what belongs nowhere."""
    if certificate_id is None:
        return url_for("home.index")
    line = db.session.get_one(ShareCertificate, certificate_id).shareholder_id
    return url_for("shares.line", shareholder_id=line)


def _place_of(slip: Payslip) -> str:
    """Where a payslip is listed: with the pay of its person, for others with its run."""
    if slip.person_id == g.person.id:
        return url_for("contracts.month", month=str(slip.month))
    if Role.FINANCE in g.person.roles:
        return url_for("finance.payslip_run", run_id=slip.run_id)
    return url_for("home.index")


@bp.get("/invoices/<int:invoice_id>/documents")
@allow(*READERS)
def of_invoice(invoice_id: int) -> Response:
    """The documents of an invoice, as its page shows them."""
    invoice = find(Invoice, invoice_id)
    back = url_for("invoices.show", invoice_id=invoice_id)
    return _list(queries.of_invoice(invoice_id), str(invoice.number), back)


@bp.post("/invoices/<int:invoice_id>/documents")
@allow(*READERS)
def ask_of_invoice(invoice_id: int) -> BaseResponse:
    """Have the documents made of an invoice that has none yet."""
    first_papers.of_invoice(find(Invoice, invoice_id), now=clock.now())
    return redirect(url_for("invoices.show", invoice_id=invoice_id), code=303)


@bp.get("/contracts/<int:contract_id>/documents")
@allow(*READERS)
def of_contract(contract_id: int) -> Response:
    """The documents of a contract, as its page shows them."""
    contract = find(Contract, contract_id, WITH_ENTITY)
    back = url_for("contracts.show", contract_id=contract_id)
    what = reference_of(contract.entity.code, contract_id)
    return _list(queries.of_contract(contract_id), what, back)


@bp.post("/contracts/<int:contract_id>/documents")
@allow(*READERS)
def ask_of_contract(contract_id: int) -> BaseResponse:
    """Have the papers made of a contract that has none yet."""
    first_papers.of_contract(find(Contract, contract_id), now=clock.now())
    return redirect(url_for("contracts.show", contract_id=contract_id), code=303)


@bp.post("/payslips/<int:payslip_id>/document")
@allow(*READERS)
def ask_of_payslip(payslip_id: int) -> BaseResponse:
    """Have a payslip made that is not there yet."""
    slip = find(Payslip, payslip_id)
    first_papers.of_payslip(slip, now=clock.now())
    return redirect(_place_of(slip), code=303)


def _list(papers: queries.Papers, what: str, back: str) -> Response:
    """The list, or nothing where the reader has it already."""
    if request.headers.get("HX-PTag") == papers.tag:
        return Response(status=304)
    response = page(
        "documents/list.html",
        fragment="documents",
        papers=papers,
        what=what,
        back=back,
        url=request.path,
    )
    response.headers["HX-PTag"] = papers.tag
    return response
