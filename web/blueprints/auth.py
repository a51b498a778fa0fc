"""Signing in and out, choosing a password by link, language, light or dark."""

from flask import Blueprint, Response, abort, current_app, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.errors import RuleError
from domain.people import LinkNoLongerWorks, TooManyTries
from domain.roles import Role
from web import clock, sessions
from web.access import allow
from web.actions import account, passwords, sign_ins
from web.config import LANGUAGES
from web.demo.people import PASSWORD, PEOPLE
from web.devices import keep_cookie, remember_device
from web.errors import error_page
from web.extensions import db
from web.forms.auth import NewPasswordForm, SignInForm
from web.htmx import page
from web.i18n import word
from web.models.person import Person
from web.navigation import notify

bp = Blueprint("auth", __name__)
THEMES = ("", "light", "dark")


def ask(form: SignInForm, status: int = 200, refusal: str = "") -> Response:
    """The sign-in page; in the demo, with the people whom one may try to be."""
    demo = [part for part in PEOPLE if part.part] if is_demo() else []
    return page(
        "auth/sign_in.html",
        status=status,
        form=form,
        refusal=refusal,
        demo=demo,
        demo_password=PASSWORD if demo else "",
    )


def is_demo() -> bool:
    """Is everyone here invented?"""
    return bool(current_app.config["COOPERATIVE"] == "demo")


@bp.get("/sign-in")
@allow(*Role)
def sign_in() -> BaseResponse:
    """Ask who is there."""
    wanted = sessions.own_path(request.args.get("next"))
    if g.person.id:
        return redirect(wanted, code=303)
    return ask(SignInForm(data={"next": wanted}))


@bp.post("/sign-in")
@allow(*Role)
def enter() -> BaseResponse:
    """Let someone in, and back to the page they came from."""
    form = SignInForm(request.form)
    if not form.validate():
        return ask(form, 422)
    try:
        token, person_id = sign_ins.sign_in(
            form.email.data,
            form.password.data,
            browser=sessions.this_browser(),
            now=clock.now(),
        )
    except RuleError as refusal:
        return slowed(ask(form, status_of(refusal), word(refusal)), refusal)
    return let_in(token, person_id, sessions.own_path(form.next.data))


def status_of(refusal: RuleError) -> int:
    """Guessing too often has a status of its own."""
    return 429 if isinstance(refusal, TooManyTries) else 422


def slowed(answer: Response, refusal: RuleError) -> Response:
    """Tell programs, too, how long to wait."""
    if isinstance(refusal, TooManyTries):
        answer.headers["Retry-After"] = str(refusal.minutes * 60)
    return answer


def let_in(token: str, person_id: int, wanted: str) -> BaseResponse:
    """Begin the session of this browser, and know it from now on."""
    sessions.enter(token, person_id)
    answer = redirect(wanted, code=303)
    remember_device(answer, person_id)
    return answer


@bp.post("/sign-out")
@allow(*Role)
def sign_out() -> BaseResponse:
    """End this sign-in, here and on the server."""
    if g.person.id:
        sign_ins.sign_out(sessions.this_sign_in(), g.person, now=clock.now())
        sessions.leave()
        notify(_("You are signed out."))
    return redirect(url_for("home.index"), code=303)


@bp.route("/welcome/<string:token>", methods=["GET", "POST"])
@allow(*Role)
def welcome(token: str) -> BaseResponse:
    """Choose a password with a one-time link; opening it uses nothing up."""
    now = clock.now()
    try:
        person = passwords.person_of_link(token, now=now)
        return choose_password(token, person)
    except LinkNoLongerWorks as refusal:
        db.session.rollback()
        return error_page(410, _("This link no longer works"), word(refusal))


def choose_password(token: str, person: Person) -> BaseResponse:
    """The form of the link, or what was sent with it."""
    g.language, given_name, email = person.language, person.given_name, person.email
    form = NewPasswordForm(request.form)
    if request.method == "POST" and form.validate():
        try:
            session_token, person_id = passwords.choose_by_link(
                token, form.new_password.data, browser=sessions.this_browser(), now=clock.now()
            )
            return let_in(session_token, person_id, url_for("home.index"))
        except LinkNoLongerWorks:
            raise
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
    status = 422 if form.errors or form.form_errors else 200
    return page("auth/welcome.html", status=status, form=form, given_name=given_name, email=email)


@bp.post("/language")
@allow(*Role)
def language() -> BaseResponse:
    """Read on in another language."""
    return chosen("language", LANGUAGES)


@bp.post("/theme")
@allow(*Role)
def theme() -> BaseResponse:
    """Light, dark, or like the device."""
    return chosen("theme", THEMES)


def chosen(name: str, choices: tuple[str, ...]) -> BaseResponse:
    """Remember a choice: with the person, and in this browser for when they are signed out."""
    value = request.form.get(name)
    if value not in choices:
        abort(400)
    if g.person.id:
        account.choose(g.person.id, **{name: value})
    answer = redirect(sessions.own_path(request.form.get("next")), code=303)
    keep_cookie(answer, name, value)
    return answer
