"""Joining, for anyone: what it is, the steps, and how to pay. A link leads back to them."""

from dataclasses import asdict, replace
from typing import Any

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.errors import RuleError
from domain.identifiers import mask_national_number, show_communication, show_iban
from domain.money import ZERO
from domain.people import TooManyTries
from domain.roles import Role
from domain.shares.consents import TITLES, current
from domain.shares.joining import OPEN, AlreadyBegun, JoiningState
from domain.shares.subscribing import NOMINAL, last_year, missing, price
from web import clock
from web.access import allow
from web.actions import guesses
from web.actions import joinings as actions
from web.blueprints.joining_link import found, origin_of
from web.extensions import db
from web.formats.epc_qr import epc_svg
from web.forms.fields import BaseForm
from web.forms.joining import WhoForm, YearsForm, sign_form
from web.htmx import page
from web.i18n import language, word
from web.models.joining import Joining
from web.navigation import notify
from web.queries import joinings as queries
from web.queries.entities import company
from web.tokens import token_of

bp = Blueprint("joining", __name__, url_prefix="/join")


@bp.get("")
@allow(*Role)
def index() -> Response:
    """What one signs, what it costs, what one gets."""
    return page(
        "joining/index.html",
        price=NOMINAL.on(clock.today()).value,
        texts=[(TITLES[item.code], item.texts[language()]) for item in current()],
    )


@bp.route("/new", methods=["GET", "POST"])
@allow(*Role)
def new() -> BaseResponse:
    """The first step; with it the link is made, one for each form however often it is sent."""
    form = WhoForm(request.form or None, data={"language": language()})
    if request.method == "POST" and form.validate():
        origin = replace(
            guesses.network_bucket(request.remote_addr or ""), key=origin_of("new").key
        )
        token = token_of("joining", request.form.get("once") or abort(400))
        if actions.of_link(token) is not None:
            return again(token, form)
        try:
            guesses.check(origin, now=clock.now())
            guesses.note(origin, now=clock.now())
            actions.begin(form.applicant(), now=clock.now(), token=token)
        except AlreadyBegun:
            db.session.rollback()
            return again(token, form)
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
            status = 429 if isinstance(refusal, TooManyTries) else 422
            return step("who", None, form, "", status, number="")
        notify(_("Saved. Keep the link below: it leads you back to your answers."))
        return redirect(url_for(".sign", token=token), code=303)
    return step("who", None, form, "", 422 if form.errors else 200, number="")


def again(token: str, form: WhoForm) -> BaseResponse:
    """The first form sent again: the same application, with what was typed now."""
    row = actions.of_link(token)
    if row is not None and row.state in OPEN:
        try:
            actions.say_who(row.id, form.applicant(), now=clock.now())
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
            return step("who", None, form, "", 422, number="")
    return here(token)


def step(
    name: str,
    row: Joining | None,
    form: BaseForm | None,
    token: str,
    status: int = 200,
    **more: Any,
) -> Response:
    """One step, with the others and the link to come back."""
    response = page(
        f"joining/{name}.html",
        status=status,
        form=form,
        row=row,
        token=token,
        here=name,
        done=actions.steps_done(row),
        link=url_for(".show", token=token, _external=True) if token else "",
        **more,
    )  # fmt: skip
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def opened(token: str) -> Joining | None:
    """The application, if its applicant may still change it."""
    row = found(token)
    return row if row.state in OPEN else None


def here(token: str) -> BaseResponse:
    """The page that says how far it is."""
    return redirect(url_for(".show", token=token), code=303)


@bp.get("/<string:token>")
@allow(*Role)
def show(token: str) -> BaseResponse:
    """Where one is: the next step, how to pay, or what was decided."""
    row = found(token)
    if row.state in OPEN and not row.reason:
        steps = actions.steps_done(row)
        return redirect(url_for(f".{next(k for k, v in steps.items() if not v)}", token=token), 303)
    amount, paid = row.amount or ZERO, queries.paid_for(row.id)
    left, receiver = missing(amount, [paid]), company()
    wanted = row.state == JoiningState.SENT and left > 0
    qr = epc_svg(
        name=receiver.name,
        iban=receiver.iban,
        bic=receiver.bic,
        amount=left,
        text=show_communication(row.communication or ""),
        title=_("QR code to pay these shares with a banking app"),
    ) if wanted else ""  # fmt: skip
    return step(
        "state", row, None, token, paid=paid, left=left, company=receiver, code=qr,
        show_iban=show_iban, show_communication=show_communication,
            )  # fmt: skip


@bp.route("/<string:token>/who", methods=["GET", "POST"])
@allow(*Role)
def who(token: str) -> BaseResponse:
    """Who I am."""
    row = opened(token)
    if row is None:
        return here(token)
    known = actions.applicant_of(row)
    form = WhoForm(request.form or None, data={**asdict(known), "national_number": ""})
    if request.method == "POST" and form.validate():
        said = form.applicant()
        kept = said.national_number or ("" if request.form.get("forget") else known.national_number)
        try:
            actions.say_who(row.id, replace(said, national_number=kept), now=clock.now())
            return redirect(url_for(".sign", token=token), code=303)
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
            row = found(token)
    number = mask_national_number(known.national_number) if known.national_number else ""
    return step("who", row, form, token, 422 if form.errors or form.form_errors else 200,
                number=number)  # fmt: skip


@bp.route("/<string:token>/sign", methods=["GET", "POST"])
@allow(*Role)
def sign(token: str) -> BaseResponse:
    """What I sign, in the language in which I read."""
    row = opened(token)
    if row is None:
        return here(token)
    form = sign_form(request.form or None, ticked=actions.steps_done(row)["sign"])
    if request.method == "POST":
        ticked = [name for name in form.data if form.data[name]]
        try:
            actions.agree(row.id, ticked, language=language(), now=clock.now())
            return redirect(url_for(".years", token=token), code=303)
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
            row = found(token)
    texts = [(item, item.texts[language()]) for item in current()]
    return step("sign", row, form, token, 422 if request.method == "POST" else 200,
                texts=texts, given=queries.consents_of(row.id))  # fmt: skip


@bp.route("/<string:token>/years", methods=["GET", "POST"])
@allow(*Role)
def years(token: str) -> BaseResponse:
    """How many shares."""
    row = opened(token)
    if row is None:
        return here(token)
    form = YearsForm(request.form or None, data={"shares": row.shares or 1})
    if request.method == "POST" and form.validate():
        try:
            actions.choose_shares(row.id, form.shares.data or 0, now=clock.now())
            return redirect(url_for(".look", token=token), code=303)
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
            row = found(token)
    return step("years", row, form, token, 422 if form.errors or form.form_errors else 200,
                price=NOMINAL.on(clock.today()).value, year=clock.today().year)  # fmt: skip


@bp.route("/<string:token>/look", methods=["GET", "POST"])
@allow(*Role)
def look(token: str) -> BaseResponse:
    """Everything once more, then send."""
    row = opened(token)
    if row is None:
        return here(token)
    refused = ""
    if request.method == "POST":
        try:
            actions.send(row.id, now=clock.now())
            return here(token)
        except RuleError as refusal:
            db.session.rollback()
            refused, row = word(refusal), found(token)
    today, applicant = clock.today(), actions.applicant_of(row)
    number = applicant.national_number
    return step(
        "look", row, None, token, 422 if refused else 200, refused=refused, applicant=applicant,
        number=mask_national_number(number) if number else "",
        amount=price(row.shares, today) if row.shares else ZERO, year=today.year,
        last=last_year(today.year, row.shares, today), given=queries.consents_of(row.id),
        titles=TITLES,
    )  # fmt: skip
