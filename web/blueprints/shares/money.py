"""Finance: what is paid for shares, and what is paid back."""

from flask import Response, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.errors import RuleError
from domain.identifiers import show_communication
from domain.shares.subscribing import ShortPaid
from domain.shares.words import ExitState
from web import clock
from web.access import allow, find
from web.actions import subscriptions as actions
from web.blueprints.shares import bp
from web.blueprints.shares.asking import MONEY, Question, answer, ask
from web.extensions import db
from web.forms.shares import PaymentForm, ReasonForm
from web.htmx import page
from web.i18n import euro, word
from web.models.share import SharePayment, Subscription
from web.navigation import notify
from web.once import once
from web.queries import share_exits
from web.queries import share_lines as queries
from web.queries.entities import company
from web.queries.share_papers import payments_of


@bp.get("/payments")
@allow(*MONEY)
def payments() -> Response:
    """Subscriptions that wait for money."""
    typed = request.args.get("q", "")
    return page(
        "shares/payments.html",
        fragment="rows",
        typed=typed,
        found=queries.waiting(typed),
        show_communication=show_communication,
    )


@bp.get("/subscriptions/<int:subscription_id>")
@allow(*MONEY)
def subscription(subscription_id: int) -> Response:
    """One subscription, what came for it, and the form for what comes now."""
    find(Subscription, subscription_id)
    return shown(subscription_id)


def shown(subscription_id: int, form: PaymentForm | None = None, status: int = 200) -> Response:
    """The page of one subscription."""
    item = queries.subscription(subscription_id)
    return page(
        "shares/subscription.html",
        status=status,
        item=item,
        payments=payments_of(subscription_id),
        form=form or PaymentForm(data={"amount": item.missing, "day": clock.today()}),
        show_communication=show_communication,
    )


@bp.post("/subscriptions/<int:subscription_id>/payments")
@allow(*MONEY)
@once("shares.payments")
def pay(subscription_id: int) -> BaseResponse:
    """Money came; paid short, the subscription waits for the rest and says so."""
    row = find(Subscription, subscription_id)
    form = PaymentForm(request.form)
    if form.validate():
        try:
            short = actions.record_payment(row, amount=form.data["amount"], day=form.data["day"])
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            if short:
                notify(word(ShortPaid(short)), kind="wait")
            else:
                notify(_("Paid in full: the shares are in the register."))
            url = url_for(".subscription", subscription_id=subscription_id)
            return redirect(url, code=303)
    return shown(subscription_id, form, 422)


@bp.route("/payments/<int:payment_id>/undo", methods=["GET", "POST"])
@allow(*MONEY)
def undo(payment_id: int) -> BaseResponse:
    """A payment recorded by mistake."""
    row = find(SharePayment, payment_id)
    question = Question(
        title=_("Take a payment back"),
        lead=euro(row.amount),
        action=_("Take the payment back"),
        back=url_for(".subscription", subscription_id=row.subscription_id),
        danger=True,
        lines=(
            _("The payment stays readable; its exact opposite is added today, with your reason."),
            _("If it completed a subscription, the shares leave the register by a counter-entry "
              "and wait for money again."),
        ),
    )  # fmt: skip
    form = ReasonForm(request.form)
    if request.method == "GET":
        return ask(question, form)
    return answer(
        question,
        form,
        lambda: actions.undo_payment(row, reason=form.data["reason"]),
        told=_("The payment is taken back."),
        to=question.back,
    )


@bp.get("/refunds")
@allow(*MONEY)
def refunds() -> Response:
    """Shares to pay back now, and month by month."""
    return page(
        "shares/refunds.html",
        payable=share_exits.in_states(ExitState.PAYABLE),
        suspended=share_exits.in_states(ExitState.SUSPENDED),
        months=share_exits.forecast(),
        company=company(),
    )
