"""Drafts of Activity invoices: for whom, which lines, what they come to, and issuing them."""

import secrets
from dataclasses import dataclass

from flask import Response, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.wrappers import Response as BaseResponse

from domain.contribution import contribution
from domain.entities import EntityCode, entity_for
from domain.errors import RuleError
from domain.explain import Line
from domain.invoicing import InvoiceSheet, InvoiceStatus, due_day
from domain.money import ZERO, Eur
from domain.roles import Role
from domain.vat import WorkKind
from web import clock
from web.access import allow, find
from web.actions import invoices as actions
from web.actions.invoicing import plan_sheet
from web.blueprints.invoices import WHOLE, bp
from web.extensions import db
from web.forms.invoices import (
    InvoiceForm,
    Typed,
    as_typed,
    first_form,
    with_line,
    without_blanks,
    without_line,
)
from web.htmx import page, wants_fragment
from web.models.client import Client
from web.models.invoice import Invoice
from web.models.unit import Unit
from web.navigation import notify
from web.once import once
from web.queries import clients
from web.queries.recent_clients import recent_clients

__all__ = ["bp"]

WRITERS = (Role.MEMBER, Role.ADVISER)
SHOWN = 12  # clients found at once


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What a draft comes to so far, or why that cannot be said."""

    sheet: InvoiceSheet | None = None
    share: Line | None = None
    refusal: RuleError | None = None

    @property
    def net(self) -> Eur:
        """EUR excluding VAT."""
        return self.sheet.net if self.sheet else ZERO


def kinds_of(code: EntityCode) -> list[WorkKind]:
    """The kinds of work that a legal entity invoices."""
    return [kind for kind in WorkKind if entity_for(kind) is code]


def _form(invoice: Invoice, sent: MultiDict[str, str]) -> InvoiceForm:
    usual = invoice.unit.kind
    allowed = kinds_of(invoice.entity.code)
    kinds = [usual, *(kind for kind in allowed if kind is not usual)]
    return InvoiceForm(sent, kinds, version=str(invoice.version))


def reckon(invoice: Invoice, typed: Typed) -> Reckoned:
    """Work out what can be: the sheet as it would be issued today, and where its money goes."""
    if not typed.lines:
        return Reckoned()
    day = clock.today()
    try:
        sheet = plan_sheet(
            client=invoice.client, entity=invoice.entity, kind=typed.kind, title=typed.title,
            lines=typed.lines, delivered=typed.delivered, day=day,
        )  # fmt: skip
        return Reckoned(sheet, contribution(sheet.net, day))
    except RuleError as error:
        return Reckoned(refusal=error)


def _draft_page(invoice: Invoice, form: InvoiceForm, typed: Typed, status: int = 200) -> Response:
    return page(
        "invoices/draft.html",
        status=status,
        invoice=invoice,
        form=form,
        reckoned=reckon(invoice, typed),
        version=invoice.version,
        tab=request.form.get("tab") or secrets.token_urlsafe(9),
        pay_until=due_day(clock.today()),
    )


@bp.get("/units/<int:unit_id>/invoices/new")
@allow(*WRITERS)
def new(unit_id: int) -> Response:
    """For whom? One touch starts the draft."""
    unit = find(Unit, unit_id)
    typed = request.args.get("q", "").strip()[:80]
    return page(
        "invoices/new.html",
        fragment="found",
        unit=unit,
        typed=typed,
        found=clients.search(typed, limit=SHOWN) if typed else recent_clients(unit_id),
        draft_id=request.args.get("draft", 0, type=int),
    )


@bp.post("/units/<int:unit_id>/invoices")
@allow(*WRITERS)
@once("home.index")
def start(unit_id: int) -> BaseResponse:
    """Start a draft for a client, or give a draft another client."""
    unit, client = find(Unit, unit_id), find(Client, request.form.get("client_id", 0, type=int))
    draft_id = request.form.get("draft_id", 0, type=int)
    if draft_id:
        actions.choose_client(find(Invoice, draft_id), client)
        return redirect(url_for(".edit", invoice_id=draft_id), code=303)
    invoice = actions.start_draft(unit, client, g.person, typed=first_form(), now=clock.now())
    return redirect(url_for(".edit", invoice_id=invoice.id), code=303)


@bp.get("/invoices/<int:invoice_id>/draft")
@allow(*WRITERS)
def edit(invoice_id: int) -> Response | BaseResponse:
    """A draft, as it was typed."""
    invoice = find(Invoice, invoice_id, *WHOLE)
    if invoice.status is not InvoiceStatus.DRAFT:
        return redirect(url_for(".show", invoice_id=invoice_id), code=303)
    kept = MultiDict(invoice.typed)
    # A form of its own for the totals: reading it finds faults that nobody asked for yet.
    return _draft_page(invoice, _form(invoice, kept), _form(invoice, kept).so_far())


@bp.post("/invoices/<int:invoice_id>/draft")
@allow(*WRITERS)
def save(invoice_id: int) -> Response | BaseResponse:
    """Keep what is typed; htmx gets the totals, anyone else the page again."""
    invoice = find(Invoice, invoice_id, *WHOLE)
    sent = _changed(request.form)
    form = _form(invoice, sent)
    typed = form.so_far()
    reckoned = reckon(invoice, typed)
    actions.save_draft(
        invoice,
        typed=as_typed(sent),
        title=typed.title,
        net=reckoned.net,
        version=_version(invoice),
    )
    if not wants_fragment():
        return redirect(url_for(".edit", invoice_id=invoice_id, _anchor="lines"), code=303)
    return page(
        "invoices/draft.html", fragment="totals", reckoned=reckoned, version=invoice.version
    )


def _changed(sent: ImmutableMultiDict[str, str]) -> MultiDict[str, str]:
    """What was sent, with a line more or less where a button asked for it."""
    if "add" in sent:
        return with_line(sent)
    if "remove" in sent:
        return without_line(sent, sent["remove"])
    return MultiDict(sent)


def _version(invoice: Invoice) -> int:
    """The version that the reader was shown.

    A button pressed while the same tab is still saving by itself is not someone else's change;
    a save that arrives after the button is late, and must not overwrite what the button did.
    """
    own = request.form.get("tab", "") in invoice.typed.get("tab", [])
    if own and not wants_fragment():
        return invoice.version
    return request.form.get("version", 0, type=int)


@bp.post("/invoices/<int:invoice_id>/issue")
@allow(*WRITERS)
@once("home.index")
def issue(invoice_id: int) -> Response | BaseResponse:
    """Give the draft its number; from now on it can only be credited."""
    invoice = find(Invoice, invoice_id, *WHOLE)
    form = _form(invoice, without_blanks(request.form))
    if not form.validate():
        return _draft_page(invoice, form, form.so_far(), 422)
    typed = form.read()
    try:
        actions.issue(
            invoice, kind=typed.kind, title=typed.title, lines=list(typed.lines),
            delivered=typed.delivered, version=_version(invoice), now=clock.now(),
        )  # fmt: skip
    except RuleError as error:
        db.session.rollback()
        form.refuse(error)
        return _draft_page(find(Invoice, invoice_id, *WHOLE), form, typed, 422)
    notify(_("Invoice %(number)s is issued.", number=invoice.number))
    return redirect(url_for(".show", invoice_id=invoice_id), code=303)


@bp.get("/invoices/<int:invoice_id>/discard")
@allow(*WRITERS)
def ask_discard(invoice_id: int) -> Response | BaseResponse:
    """Before a draft is thrown away."""
    invoice = find(Invoice, invoice_id, *WHOLE)
    if invoice.status is not InvoiceStatus.DRAFT:
        return redirect(url_for(".show", invoice_id=invoice_id), code=303)
    return page("invoices/discard.html", invoice=invoice)


@bp.post("/invoices/<int:invoice_id>/discard")
@allow(*WRITERS)
def discard(invoice_id: int) -> BaseResponse:
    """Throw a draft away."""
    invoice = find(Invoice, invoice_id)
    unit_id = invoice.unit_id
    actions.discard_draft(invoice, version=request.form.get("version", 0, type=int))
    notify(_("The draft is thrown away."))
    return redirect(url_for(".index", unit_id=unit_id), code=303)
