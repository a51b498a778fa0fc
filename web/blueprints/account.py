"""Who I am: my address, my account, my family situation, my password, my browsers."""

from collections.abc import Callable

from flask import Blueprint, Response, abort, current_app, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.errors import RuleError
from domain.identifiers import mask_iban, mask_national_number
from domain.parameters import NotInForce, parameter
from domain.payroll.situation import Situation
from domain.people import Gender, NationalNumberSet
from web import clock, sessions
from web.access import DESK, EVERYONE, allow
from web.actions import account, passwords, sign_ins
from web.blueprints.auth import slowed, status_of
from web.extensions import db
from web.forms.account import AddressForm, GenderForm, IbanForm, NationalNumberForm, SituationForm
from web.forms.auth import ChangePasswordForm
from web.forms.fields import BaseForm
from web.htmx import page
from web.navigation import notify
from web.queries.sign_ins import own, signed_in

bp = Blueprint("account", __name__, url_prefix="/account")
FLAT_RATE = parameter("withholding_tax/artist")


@bp.get("")
@allow(*EVERYONE)
def index() -> Response:
    """Everything the cooperative knows of me, and how to change it."""
    now, settings = clock.now(), current_app.config
    idle = settings["STAFF_IDLE"] if g.person.roles & DESK else settings["MEMBER_IDLE"]
    browsers = signed_in(
        g.person.id, since=now - settings["PERMANENT_SESSION_LIFETIME"], seen_since=now - idle
    )
    return page(
        "account/index.html",
        person=g.person,
        iban=mask_iban(g.person.iban) if g.person.iban else "",
        national_number=(
            mask_national_number(g.person.national_number) if g.person.national_number else ""
        ),
        flat_rate=flat_rate(),
        browsers=browsers,
        this_browser=sessions.this_sign_in().id,
    )


def flat_rate() -> object:
    """The flat withholding for artists of today, if the law has one."""
    try:
        return FLAT_RATE.on(clock.today())
    except NotInForce:
        return None


def ask(form: BaseForm, part: str, status: int = 200) -> Response:
    """The page on which one thing is changed."""
    return page("account/edit.html", status=status, form=form, part=part)


def answer(form: BaseForm, part: str, act: Callable[[], object], said: str) -> BaseResponse:
    """Do it and say so; or show the form again with the reason at its field."""
    status = 422
    if form.validate():
        try:
            act()
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
            return slowed(ask(form, part, status_of(refusal)), refusal)
        notify(said)
        return redirect(url_for("account.index"), code=303)
    return ask(form, part, status)


@bp.get("/address")
@allow(*EVERYONE)
def address() -> Response:
    """Where I live."""
    return ask(AddressForm(obj=g.person), "address")


@bp.post("/address")
@allow(*EVERYONE)
def change_address() -> BaseResponse:
    """I moved."""
    form = AddressForm(request.form)

    def act() -> None:
        form.check_version(g.person)
        account.move_house(g.person, account.Address(**fields(form)))

    return answer(form, "address", act, _("Your address is saved."))


def fields(form: BaseForm) -> dict[str, str]:
    """What was typed, without the version of the row."""
    return {name: value for name, value in form.data.items() if name != "version"}


@bp.get("/gender")
@allow(*EVERYONE)
def gender() -> Response:
    """What I say of my gender."""
    return ask(GenderForm(obj=g.person), "gender")


@bp.post("/gender")
@allow(*EVERYONE)
def say_gender() -> BaseResponse:
    """Say it, change it, or take it back."""
    form = GenderForm(request.form)

    def act() -> None:
        form.check_version(g.person)
        account.say_gender(g.person, form.gender.data or Gender.NOT_SAID)

    return answer(form, "gender", act, _("Your choice is saved."))


@bp.get("/bank-account")
@allow(*EVERYONE)
def bank_account() -> Response:
    """Where my pay goes; the account in use is not shown in full."""
    return ask(IbanForm(), "bank_account")


@bp.post("/bank-account")
@allow(*EVERYONE)
def change_bank_account() -> BaseResponse:
    """My pay goes elsewhere from now on."""
    form = IbanForm(request.form)

    def act() -> None:
        row = sessions.this_sign_in()
        account.change_iban(row, str(form.iban.data), form.password.data, now=clock.now())

    said = _("Your bank account is saved. What is paid from now on goes there.")
    return answer(form, "bank_account", act, said)


@bp.get("/national-number")
@allow(*EVERYONE)
def national_number() -> BaseResponse:
    """My number, if it is not known yet."""
    if g.person.national_number:
        raise NationalNumberSet
    return ask(NationalNumberForm(obj=g.person), "national_number")


@bp.post("/national-number")
@allow(*EVERYONE)
def set_national_number() -> BaseResponse:
    """Say my number, once."""
    form = NationalNumberForm(request.form)

    def act() -> None:
        form.check_version(g.person)
        account.set_national_number(g.person, str(form.national_number.data))

    return answer(form, "national_number", act, _("Your national number is saved."))


@bp.get("/family")
@allow(*EVERYONE)
def family() -> Response:
    """What my family changes on my payslips."""
    return ask(SituationForm(obj=g.person), "family")


@bp.post("/family")
@allow(*EVERYONE)
def change_family() -> BaseResponse:
    """My family situation changed."""
    form = SituationForm(request.form)

    def act() -> None:
        form.check_version(g.person)
        account.change_situation(g.person, Situation(**fields(form)))  # type: ignore[arg-type]

    said = _("Your situation is saved. Payslips made from now on follow it.")
    return answer(form, "family", act, said)


@bp.get("/password")
@allow(*EVERYONE)
def password() -> Response:
    """Another password."""
    return ask(ChangePasswordForm(), "password")


@bp.post("/password")
@allow(*EVERYONE)
def change_password() -> BaseResponse:
    """Use another password from now on; other browsers are signed out."""
    form = ChangePasswordForm(request.form)

    def act() -> None:
        row, person_id = sessions.this_sign_in(), g.person.id
        token = passwords.change(
            row,
            form.password.data,
            form.new_password.data,
            browser=sessions.this_browser(),
            now=clock.now(),
        )
        sessions.enter(token, person_id)

    said = _("Your password is changed. Everywhere else you are signed out.")
    return answer(form, "password", act, said)


@bp.post("/sign-ins/<int:sign_in_id>/end")
@allow(*EVERYONE)
def end_sign_in(sign_in_id: int) -> BaseResponse:
    """Sign out one of my browsers from here."""
    row = own(g.person.id, sign_in_id) or abort(404)
    sign_ins.sign_out(row, g.person, now=clock.now())
    notify(_("That browser is signed out."))
    return redirect(url_for("account.index"), code=303)


@bp.post("/sign-ins/end-others")
@allow(*EVERYONE)
def end_others() -> BaseResponse:
    """Stay signed in here only."""
    sign_ins.end_others(sessions.this_sign_in(), now=clock.now())
    notify(_("You are signed out everywhere else."))
    return redirect(url_for("account.index"), code=303)
