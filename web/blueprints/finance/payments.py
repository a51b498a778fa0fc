"""Payments of clients: found, recorded, recorded many at once, undone."""

from flask import Response, abort, g, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response as BaseResponse

from domain.errors import RuleError
from domain.invoicing import InvoiceStatus
from domain.roles import Role
from web import clock
from web.access import allow, find
from web.actions import client_payments as actions
from web.actions.pasted_payments import Report, record_pasted
from web.blueprints.finance import bp
from web.extensions import db
from web.forms.contracts import ReasonForm
from web.forms.finance import PasteForm, PaymentForm
from web.htmx import page
from web.i18n import euro
from web.models.invoice import ClientPayment
from web.navigation import notify
from web.once import once
from web.queries import client_payments
from web.queries import receivables as queries
from web.queries.receivables import Receivable

WITH_INVOICE = joinedload(ClientPayment.invoice)


@bp.get("/payments")
@allow(Role.FINANCE)
def payments() -> Response:
    """Open invoices, and the one that is being paid."""
    typed = request.args.get("q", "")
    found = queries.search(typed, after=request.args.get("after", 0, type=int))
    chosen = request.args.get("invoice", 0, type=int)
    if found.exact:
        chosen = found.page.items[0].id
    invoice = queries.one(chosen) if chosen else None
    return desk(invoice, payment_form(invoice), typed=typed, found=found)


def payment_form(invoice: Receivable | None) -> PaymentForm:
    """A payment of all that is due, today."""
    return PaymentForm(amount=invoice.due if invoice else None, day=clock.today())


def desk(
    invoice: Receivable | None,
    form: PaymentForm,
    *,
    typed: str,
    found: queries.Found,
    status: int = 200,
) -> Response:
    """The list on one side, the invoice and its payment on the other."""
    return page(
        "finance/payments.html",
        fragment="desk",
        status=status,
        found=found,
        typed=typed,
        invoice=invoice,
        is_open=invoice is not None and invoice.status is InvoiceStatus.ISSUED,
        paid=client_payments.payments_of(invoice.id) if invoice else [],
        form=form,
        today=clock.today(),
    )


@bp.post("/payments/<int:invoice_id>")
@allow(Role.FINANCE)
@once("finance.payments")
def record(invoice_id: int) -> BaseResponse:
    """A client paid this invoice, or a part of it."""
    form, author_id, typed = PaymentForm(request.form), g.person.id, request.form.get("q", "")
    if form.validate():
        arrived = actions.Arrived(
            invoice_id=invoice_id,
            amount=form.data["amount"],
            day=form.data["day"],
            reference=form.data["reference"] or "",
        )
        try:
            payment = actions.record_payment(arrived, author_id=author_id, now=clock.now())
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            tell(payment)
            return redirect(url_for(".payments"), code=303)
    invoice = queries.one(invoice_id) or abort(404)
    return desk(invoice, form, typed=typed, found=queries.search(typed), status=422)


def tell(payment: ClientPayment) -> None:
    """What was recorded, what is left, and the way back."""
    invoice = queries.one(payment.invoice_id)
    assert invoice is not None
    amount, undo_url = euro(payment.amount), url_for(".undo_payment", payment_id=payment.id)
    if invoice.due:
        text = _(
            "%(amount)s recorded on %(number)s; %(due)s is still owed.",
            amount=amount,
            number=invoice.number,
            due=euro(invoice.due),
        )
    else:
        text = _("%(amount)s recorded: %(number)s is paid.", amount=amount, number=invoice.number)
    notify(text, undo_url=undo_url)


@bp.route("/payments/<int:payment_id>/undo", methods=["GET", "POST"])
@allow(Role.FINANCE)
def undo_payment(payment_id: int) -> BaseResponse:
    """Take a payment back; the client owes again."""
    if request.method == "POST" and "reason" not in request.form:  # the quick “Undo” of the notice
        return redirect(url_for(".undo_payment", payment_id=payment_id), code=303)
    payment = find(ClientPayment, payment_id, WITH_INVOICE)
    form, author_id = ReasonForm(request.form), g.person.id
    if request.method == "POST" and form.validate():
        try:
            actions.undo(payment, reason=form.reason.data, author_id=author_id, now=clock.now())
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            notify(_("The payment is undone: the client owes it again."))
            return redirect(url_for(".payments", invoice=payment.invoice_id), code=303)
    status = 422 if form.errors or form.form_errors else 200
    payment = find(ClientPayment, payment_id, WITH_INVOICE)
    return page("finance/undo.html", status=status, payment=payment, form=form)


@bp.get("/payments/several")
@allow(Role.FINANCE)
def several() -> Response:
    """Paste the lines of a bank statement."""
    return page("finance/several.html", form=PasteForm(), report=Report(refused=()))


@bp.post("/payments/several")
@allow(Role.FINANCE)
@once("finance.payments")
def record_several() -> BaseResponse:
    """Record every pasted line, or none and say why."""
    form, author_id = PasteForm(request.form), g.person.id
    report = Report(refused=())
    if form.validate():
        try:
            report = record_pasted(form.lines.data, author_id=author_id, now=clock.now())
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
    if report.recorded:
        text = ngettext("%(num)s payment recorded", "%(num)s payments recorded", report.recorded)
        notify(_("%(payments)s: %(total)s.", payments=text, total=euro(report.total)))
        return redirect(url_for(".payments"), code=303)
    return page("finance/several.html", status=422, form=form, report=report)
