"""The administrative team lets people and legal persons into the register."""

from flask import redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.errors import RuleError
from web import clock
from web.access import allow
from web.actions import shareholders
from web.blueprints.shares import bp
from web.blueprints.shares.asking import TEAM, Question, ask
from web.extensions import db
from web.forms.shares import AdmitForm, LegalForm
from web.once import once
from web.queries.register import person_by


def admit_question() -> Question:
    """Somebody comes in."""
    return Question(
        title=_("Add a person to the register"),
        lead=_("They hold shares, and vote, once they have paid for at least one."),
        action=_("Add to the register"),
        back=url_for(".register"),
    )


@bp.get("/admit")
@allow(*TEAM)
def admit() -> BaseResponse:
    """A person who has an account."""
    return ask(admit_question(), AdmitForm(request.args))


@bp.post("/admit")
@allow(*TEAM)
@once("shares.register")
def admit_now() -> BaseResponse:
    """Their line; the same when there is one already."""
    form = AdmitForm(request.form)
    if form.validate():
        try:
            person = person_by(form.email.data)
        except RuleError as refusal:
            form.refuse(refusal)
        else:
            holder = shareholders.admit_now(person, category=form.category.data, now=clock.now())
            return redirect(url_for(".line", shareholder_id=holder.id), code=303)
    return ask(admit_question(), form, 422)


def legal_question() -> Question:
    """A legal person comes in."""
    return Question(
        title=_("Add a legal person to the register"),
        lead=_("One person represents it: they act and vote for it."),
        action=_("Add to the register"),
        back=url_for(".register"),
    )


@bp.get("/admit-legal")
@allow(*TEAM)
def admit_legal() -> BaseResponse:
    """Its name, number and seat."""
    return ask(legal_question(), LegalForm())


@bp.post("/admit-legal")
@allow(*TEAM)
@once("shares.register")
def admit_legal_now() -> BaseResponse:
    """Its line."""
    form = LegalForm(request.form)
    if form.validate():
        given = form.data
        names = ("name", "enterprise_number", "street", "postcode", "city")
        seat = shareholders.Seat(**{name: given[name] for name in names})
        try:
            holder = shareholders.admit_legal_now(
                seat,
                representative=person_by(given["email"]),
                category=given["category"],
                now=clock.now(),
            )
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            return redirect(url_for(".line", shareholder_id=holder.id), code=303)
    return ask(legal_question(), form, 422)
