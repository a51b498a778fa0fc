"""Applications to join, for the administrative team; finance records what is paid."""

from flask import Blueprint, Response, abort, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.errors import RuleError
from domain.identifiers import mask_national_number, show_communication
from domain.money import ZERO
from domain.roles import Role
from domain.shares.consents import TITLES
from domain.shares.joining import JoiningState, is_minor
from domain.shares.subscribing import ShortPaid, missing
from web import clock
from web.access import allow, find
from web.actions import letting_in as actions
from web.actions.joinings import applicant_of
from web.blueprints.people import keep_link
from web.blueprints.shares.asking import Question, answer, ask
from web.extensions import db
from web.forms.joining import ReasonForm, ValidateForm
from web.forms.shares import PaymentForm
from web.forms.shares import ReasonForm as WhyForm
from web.htmx import page
from web.i18n import euro, word
from web.models.joining import Joining, JoiningPayment
from web.navigation import notify
from web.once import once
from web.queries import joinings as queries
from web.queries.audit import history_of

bp = Blueprint("joinings", __name__, url_prefix="/joinings")
TEAM = (Role.ADMIN_TEAM,)
READERS = (Role.ADMIN_TEAM, Role.FINANCE)
MONEY = (Role.FINANCE,)
SHOWN = tuple(state for state in JoiningState if state is not JoiningState.FILLING)
LATEST = 20


@bp.get("")
@allow(*READERS)
def index() -> Response:
    """Who waits, the oldest first, and how far they paid."""
    wanted = request.args.get("state", "")
    state = JoiningState(wanted) if wanted in SHOWN else JoiningState.SENT
    typed, after = request.args.get("q", ""), request.args.get("after", 0, type=int)
    return page(
        "joinings/index.html",
        fragment="rows",
        state=state,
        states=SHOWN,
        typed=typed,
        waiting=queries.waiting_count(),
        found=queries.listed(state, after=after, typed=typed),
        show_communication=show_communication,
    )


def application(joining_id: int) -> Joining:
    """One application; 404 once what its applicant wrote is removed."""
    row = find(Joining, joining_id)
    if row.answers_sealed is None:
        abort(404)
    return row


@bp.get("/<int:joining_id>")
@allow(*READERS)
def show(joining_id: int) -> Response:
    """One application."""
    return shown(application(joining_id))


def shown(
    row: Joining,
    *,
    choice: ValidateForm | None = None,
    money: PaymentForm | None = None,
    status: int = 200,
) -> Response:
    """What somebody answered, signed and paid, and what can be done."""
    applicant, paid, today = applicant_of(row), queries.paid_for(row.id), clock.today()
    known = queries.known_as(applicant)
    left = missing(row.amount or ZERO, [paid])
    payments = queries.payments_of(row.id)
    return page(
        "joinings/show.html",
        status=status,
        row=row,
        applicant=applicant,
        number=mask_national_number(applicant.national_number) if applicant.national_number else "",
        minor=is_minor(applicant, today),
        known=known,
        given=queries.consents_of(row.id),
        titles=TITLES,
        payments=payments,
        taken_back={item.corrects_id for item in payments},
        paid=paid,
        left=left,
        decides=Role.ADMIN_TEAM in g.person.roles,
        records=Role.FINANCE in g.person.roles,
        choice=choice or ValidateForm().among(known),
        money=money or PaymentForm(data={"amount": left, "day": today}),
        history_items=history_of("joining", row.id, limit=LATEST),
        show_communication=show_communication,
    )


@bp.post("/<int:joining_id>/validate")
@allow(*TEAM)
@once("joinings.index")
def validate(joining_id: int) -> BaseResponse:
    """Let somebody in, and show the link to hand over to them."""
    row = application(joining_id)
    form = ValidateForm(request.form).among(queries.known_as(applicant_of(row)))
    chosen = form.person.data or ""
    try:
        known_id = int(chosen) if chosen.isdecimal() and len(chosen) < 10 else None
        person, token = actions.validate(joining_id, known_id=known_id, now=clock.now())
    except RuleError as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return shown(find(Joining, joining_id), choice=form, status=422)
    if token:
        keep_link(person.id, token)
    notify(_("%(name)s is a member from today and may open units.", name=person.name))
    return redirect(url_for("people.show", person_id=person.id), code=303)


@bp.route("/<int:joining_id>/send-back", methods=["GET", "POST"])
@allow(*TEAM)
def send_back(joining_id: int) -> BaseResponse:
    """Something is to be corrected."""
    row = application(joining_id)
    question = Question(
        title=_("Send the application back"),
        lead=applicant_of(row).name,
        action=_("Send it back"),
        back=url_for(".show", joining_id=joining_id),
        lines=(_("The applicant reads your reason at their link, corrects and sends again."),),
    )
    form = ReasonForm(request.form)
    if request.method == "GET":
        return ask(question, form)
    return answer(
        question, form,
        lambda: actions.send_back(joining_id, reason=form.data["reason"], now=clock.now()),
        told=_("Sent back: the applicant reads why at their link."), to=url_for(".index"),
    )  # fmt: skip


@bp.route("/<int:joining_id>/refuse", methods=["GET", "POST"])
@allow(*TEAM)
def refuse(joining_id: int) -> BaseResponse:
    """Not this person."""
    row = application(joining_id)
    question = Question(
        title=_("Refuse the application"),
        lead=applicant_of(row).name,
        action=_("Refuse the application"),
        back=url_for(".show", joining_id=joining_id),
        danger=True,
        lines=(
            _("The applicant reads your reason at their link."),
            _("They can apply again; this application stays closed."),
        ),
    )
    form = ReasonForm(request.form)
    if request.method == "GET":
        return ask(question, form)
    return answer(
        question, form,
        lambda: actions.refuse(joining_id, reason=form.data["reason"], now=clock.now()),
        told=_("Refused: the applicant reads why at their link."), to=url_for(".index"),
    )  # fmt: skip


@bp.post("/<int:joining_id>/payments")
@allow(*MONEY)
@once("joinings.index")
def pay(joining_id: int) -> BaseResponse:
    """Money came before the decision."""
    row, form = application(joining_id), PaymentForm(request.form)
    if form.validate():
        try:
            short = actions.record_payment(
                joining_id, amount=form.data["amount"], day=form.data["day"]
            )
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
            row = find(Joining, joining_id)
        else:
            text = word(ShortPaid(short)) if short else _("Paid in full.")
            notify(text, kind="wait" if short else "done")
            return redirect(url_for(".show", joining_id=joining_id), code=303)
    return shown(row, money=form, status=422)


@bp.route("/payments/<int:payment_id>/undo", methods=["GET", "POST"])
@allow(*MONEY)
def undo(payment_id: int) -> BaseResponse:
    """Paid back, or recorded by mistake."""
    row = find(JoiningPayment, payment_id)
    question = Question(
        title=_("Take a payment back"),
        lead=euro(row.amount),
        action=_("Take the payment back"),
        back=url_for(".show", joining_id=row.joining_id),
        danger=True,
        lines=(_("The payment stays readable; its exact opposite is added today, with your "
                 "reason."),),
    )  # fmt: skip
    form = WhyForm(request.form)
    if request.method == "GET":
        return ask(question, form)
    return answer(
        question, form, lambda: actions.undo_payment(row, reason=form.data["reason"]),
        told=_("The payment is taken back."), to=question.back,
    )  # fmt: skip
