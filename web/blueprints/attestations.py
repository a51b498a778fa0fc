"""Attestations: each person asks for their own; the administrative team may for someone."""

from flask import Blueprint, Response, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.attestations import attestation_reference
from domain.errors import RuleError
from domain.roles import Role
from web import clock
from web.access import allow, find
from web.actions import attestations as actions
from web.extensions import db
from web.forms.attestations import EarningsForm, YearForm
from web.htmx import page
from web.models.attestation import Attestation
from web.models.person import Person
from web.navigation import notify
from web.once import once
from web.queries import attestations as queries
from web.queries.attestation_list import asked as asked_by

bp = Blueprint("attestations", __name__)
SIGNED_IN = tuple(role for role in Role if role is not Role.VISITOR)  # whoever works here is paid
OFFICE = (Role.ADMIN_TEAM,)


@bp.get("/work/attestations")
@allow(*SIGNED_IN)
def index() -> Response:
    """What I can ask for, and what I asked for before."""
    return shown(find(Person, g.person.id))


@bp.get("/people/<int:person_id>/attestations")
@allow(*OFFICE)
def of_person(person_id: int) -> Response:
    """The same for someone who asks the office."""
    return shown(find(Person, person_id))


def shown(
    person: Person,
    earnings: EarningsForm | None = None,
    year: YearForm | None = None,
    status: int = 200,
) -> Response:
    """The two forms and the list; the list alone while its papers are being made."""
    asked = asked_by(person.id)
    if request.method == "GET" and request.headers.get("HX-PTag") == asked.tag:
        return Response(status=304)
    years = queries.years(person.id)
    response = page(
        "attestations/index.html",
        fragment="asked",
        status=status,
        whose=person,
        mine=person.id == g.person.id,
        asked=asked,
        years=years,
        earnings=earnings or EarningsForm(prefix="period-").begin(clock.today(), person.language),
        year=year or YearForm(prefix="year-").among(years).begin(person.language),
    )
    response.headers["HX-PTag"] = asked.tag
    return response


@bp.post("/work/attestations/earnings")
@allow(*SIGNED_IN)
@once("attestations.index")
def ask_earnings() -> BaseResponse:
    """Days and earnings over a period, mine."""
    return earnings_of(find(Person, g.person.id))


@bp.post("/people/<int:person_id>/attestations/earnings")
@allow(*OFFICE)
@once("people.index")
def ask_earnings_of(person_id: int) -> BaseResponse:
    """Days and earnings over a period, for someone."""
    return earnings_of(find(Person, person_id))


def earnings_of(person: Person) -> BaseResponse:
    """Ask, or say at the field why not."""
    form, key = EarningsForm(request.form, prefix="period-"), person.id
    if form.validate():
        try:
            made = actions.ask_for_earnings(
                person,
                form.data["first_day"],
                form.data["last_day"],
                language=form.data["language"],
                now=clock.now(),
            )
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            return told(made, key)
    return shown(find(Person, key), earnings=form, status=422)


@bp.post("/work/attestations/year")
@allow(*SIGNED_IN)
@once("attestations.index")
def ask_year() -> BaseResponse:
    """The pay of a year, mine."""
    return year_of(find(Person, g.person.id))


@bp.post("/people/<int:person_id>/attestations/year")
@allow(*OFFICE)
@once("people.index")
def ask_year_of(person_id: int) -> BaseResponse:
    """The pay of a year, for someone."""
    return year_of(find(Person, person_id))


def year_of(person: Person) -> BaseResponse:
    """Ask, or say at the field why not."""
    key = person.id
    form = YearForm(request.form, prefix="year-").among(queries.years(key))
    if form.validate():
        try:
            made = actions.ask_for_year(
                person, form.data["year"], language=form.data["language"], now=clock.now()
            )
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            return told(made, key)
    return shown(find(Person, key), year=form, status=422)


def told(made: Attestation, person_id: int) -> BaseResponse:
    """Say that it comes, and go to the list."""
    number = attestation_reference(made.id)
    notify(_("%(number)s is being made. It stays in the list below.", number=number))
    return redirect(place_of(person_id), code=303)


def place_of(person_id: int) -> str:
    """Where the attestations of a person are listed for the reader."""
    if person_id == g.person.id:
        return url_for("attestations.index")
    return url_for("attestations.of_person", person_id=person_id)
