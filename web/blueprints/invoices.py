"""Invoices and credit notes: lists, one of them, and undoing it. Drafts: ``invoice_drafts``."""

from typing import Any

from flask import Blueprint, Response, abort, g, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response as BaseResponse

from domain.identifiers import show_communication, show_iban
from domain.invoicing import UNITS, InvoiceKind, InvoiceStatus, from_json
from domain.money import ZERO, Eur
from domain.roles import Role
from domain.units import Tool
from web import clock
from web.access import allow, find
from web.actions import invoices as actions
from web.formats.sheet_file import sheet_file
from web.forms.invoices import CreditForm
from web.htmx import page
from web.i18n import label, language
from web.models.document import DocumentKind
from web.models.invoice import Invoice
from web.models.unit import Unit
from web.navigation import notify
from web.once import once
from web.queries import documents, invoices
from web.queries.audit import history_of

bp = Blueprint("invoices", __name__)

READERS = (Role.MEMBER, Role.ADVISER, Role.FINANCE, Role.ADMIN_TEAM)
ANSWER_FOR_MONEY = frozenset({Role.ADVISER, Role.FINANCE, Role.ADMIN_TEAM})
EXPORTED = 20_000  # rows of one file
WHOLE = (joinedload(Invoice.unit), joinedload(Invoice.client), joinedload(Invoice.entity))
KINDS = {"pdf": DocumentKind.INVOICE_PDF, "ubl": DocumentKind.INVOICE_UBL}


def _asked() -> dict[str, Any]:
    """What the list is asked for: words, a state, where it goes on."""
    state = request.args.get("state", "all")
    return {
        "typed": request.args.get("q", "").strip()[:80],
        "state": state if state in invoices.STATES else "all",
        "before": request.args.get("before", 0, type=int),
    }


def _address(endpoint: str, asked: dict[str, Any], **changes: Any) -> str:
    """The same list, otherwise."""
    wanted = {"q": asked["typed"], "state": asked["state"], **changes}
    wanted = {name: value for name, value in wanted.items() if value not in ("", "all", 0)}
    return url_for(endpoint, **wanted)


def _segments(endpoint: str, asked: dict[str, Any], *, drafts: bool, **where: int) -> list[Any]:
    names = {
        "all": _("All"),
        "draft": _("Drafts"),
        "unpaid": _("Unpaid"),
        "late": _("Late"),
        "paid": _("Paid"),
        "credited": _("Credited"),
    }
    return [
        {
            "label": name,
            "url": _address(endpoint, asked, state=state, **where),
            "current": state == asked["state"],
        }
        for state, name in names.items()
        if drafts or state != "draft"
    ]


@bp.get("/units/<int:unit_id>/invoices")
@allow(*READERS)
def index(unit_id: int) -> Response:
    """The invoices of a unit, found while typing."""
    unit, asked, today = find(Unit, unit_id), _asked(), clock.today()
    found = invoices.list_of(unit_id=unit_id, today=today, **asked)
    return page(
        "invoices/index.html",
        fragment="found",
        unit=unit,
        found=found,
        today=today,
        asked=asked,
        awaited=invoices.awaited(unit_id, today),
        segments_=_segments(".index", asked, drafts=True, unit_id=unit_id),
        next=_address(".index", asked, unit_id=unit_id, before=found.next),
        export=_address(".export", asked, unit_id=unit_id),
        may_invoice=unit.tool is not Tool.THREE_IN_ONE and unit.closed is None,
    )


@bp.get("/invoices")
@allow(Role.FINANCE, Role.ADMIN_TEAM)
def all_invoices() -> Response:
    """Everybody's invoices, for those who watch over them."""
    asked, today = _asked(), clock.today()
    found = invoices.list_of(today=today, **asked)
    return page(
        "invoices/all.html",
        fragment="found",
        found=found,
        today=today,
        asked=asked,
        segments_=_segments(".all_invoices", asked, drafts=False),
        next=_address(".all_invoices", asked, before=found.next),
        export=_address(".export_all", asked),
    )


def _file(rows: tuple[invoices.InvoiceRow, ...]) -> Response:
    head = [
        _("Number"), _("Kind"), _("State"), _("Date"), _("To pay by"), _("Client"), _("Unit"),
        _("Subject"), _("Excluding VAT"), _("VAT"), _("Including VAT"), _("Paid"),
    ]  # fmt: skip
    cells = (
        [
            row.number, label(row.kind), label(row.status), row.issue_day, row.due_day, row.client,
            row.unit, row.title, *_signed(row, row.net, row.vat, row.gross), row.paid,
        ]
        for row in rows
    )  # fmt: skip
    response = Response(sheet_file(head, cells, language()), mimetype="text/csv")
    name = f"{_('invoices')}-{clock.today().isoformat()}.csv"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _signed(row: invoices.InvoiceRow, *amounts: Eur) -> list[Eur]:
    """A credit note takes away."""
    return [Eur(-amount) if row.is_credit else amount for amount in amounts]


@bp.get("/units/<int:unit_id>/invoices.csv")
@allow(*READERS)
def export(unit_id: int) -> Response:
    """The same list as a file for a spreadsheet."""
    find(Unit, unit_id)
    asked = {**_asked(), "size": EXPORTED}
    return _file(invoices.list_of(unit_id=unit_id, today=clock.today(), **asked).items)


@bp.get("/invoices.csv")
@allow(Role.FINANCE, Role.ADMIN_TEAM)
def export_all() -> Response:
    """The same list as a file for a spreadsheet."""
    asked = {**_asked(), "size": EXPORTED}
    return _file(invoices.list_of(today=clock.today(), **asked).items)


@bp.get("/invoices/<int:invoice_id>")
@allow(*READERS)
def show(invoice_id: int) -> Response | BaseResponse:
    """One invoice: its state in a sentence, what it says, what happened to it."""
    invoice = find(Invoice, invoice_id, *WHOLE)
    if invoice.status is InvoiceStatus.DRAFT:
        return redirect(url_for(".edit", invoice_id=invoice_id), code=303)
    return page(
        "invoices/show.html",
        invoice=invoice,
        sheet=from_json(invoice.sheet),
        units=UNITS,
        iban=show_iban(invoice.sheet["iban"]),
        communication=show_communication(str(invoice.communication)),
        is_credit=invoice.kind is InvoiceKind.CREDIT_NOTE,
        open_amount=Eur(invoice.gross - invoice.paid),
        today=clock.today(),
        payments=invoices.payments_of(invoice_id),
        papers=documents.of_invoice(invoice_id),
        related=invoices.related_to(invoice),
        history=history_of("invoice", invoice_id),
        may_credit=_may_credit(invoice),
    )


def _may_credit(invoice: Invoice) -> bool:
    is_open = invoice.status is InvoiceStatus.ISSUED and invoice.paid == ZERO
    return is_open and invoice.kind is InvoiceKind.INVOICE


@bp.get("/invoices/<int:invoice_id>/document/<any(pdf, ubl):kind>")
@allow(*READERS)
def document(invoice_id: int, kind: str) -> BaseResponse:
    """The invoice as PDF or UBL, by its kind; to the invoice's page while it is being made."""
    find(Invoice, invoice_id)
    for paper in documents.of_invoice(invoice_id).items:
        if paper.kind is KINDS[kind] and paper.is_ready:
            return redirect(url_for("documents.download", document_id=paper.id), code=303)
    return redirect(url_for(".show", invoice_id=invoice_id), code=303)


@bp.get("/invoices/<int:invoice_id>/credit")
@allow(*READERS)
def ask_credit(invoice_id: int) -> Response:
    """Before undoing an invoice: what it means, in words."""
    return _credit_page(find(Invoice, invoice_id, *WHOLE), CreditForm())


def _credit_page(invoice: Invoice, form: CreditForm, status: int = 200) -> Response:
    if invoice.kind is InvoiceKind.CREDIT_NOTE or invoice.status is InvoiceStatus.DRAFT:
        abort(404)
    back = actions.taken_back(invoice)
    return page(
        "invoices/credit.html",
        status=status,
        invoice=invoice,
        form=form,
        back=back,
        after=Eur(actions.purse(invoice) - back),
        may_credit=_may_credit(invoice),
    )


@bp.post("/invoices/<int:invoice_id>/credit")
@allow(*READERS)
@once("home.index")
def credit(invoice_id: int) -> Response | BaseResponse:
    """Undo an invoice with a credit note."""
    invoice, form = find(Invoice, invoice_id, *WHOLE), CreditForm(request.form)
    if not form.validate():
        return _credit_page(invoice, form, 422)
    staff = not g.person.roles.isdisjoint(ANSWER_FOR_MONEY)
    act = actions.credit_though_spent if staff else actions.credit
    note = act(invoice, reason=form.reason.data, now=clock.now())
    notify(_("Credit note %(number)s is issued.", number=note.number))
    return redirect(url_for(".show", invoice_id=note.id), code=303)
