"""The people of the cooperative, for those who let them in."""

from flask import Blueprint, Response, g, redirect, request, session, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import selectinload
from werkzeug.wrappers import Response as BaseResponse

from domain.errors import RuleError
from domain.identifiers import mask_iban, mask_national_number
from domain.people import check_may_manage, grantable, may_manage
from domain.roles import ROLES, Role
from web import clock
from web.access import allow, find
from web.actions import people as actions
from web.actions.account import Address
from web.actions.people import Identity
from web.extensions import db
from web.forms.people import NewPersonForm, PersonForm, RolesForm
from web.htmx import page
from web.models.person import Person
from web.navigation import notify
from web.once import once
from web.queries import people as queries
from web.queries.audit import history_of

bp = Blueprint("people", __name__, url_prefix="/people")
OFFICE = (Role.ADMIN_TEAM, Role.SYSTEM_ADMIN)
WITH_ROLES = selectinload(Person.granted)
LATEST = 20  # acts shown of one person


@bp.get("")
@allow(*OFFICE)
def index() -> Response:
    """Everyone, found while typing."""
    typed, after = request.args.get("q", ""), request.args.get("after", 0, type=int)
    role = Role(request.args["role"]) if request.args.get("role") in ROLES else None
    found = queries.people(typed, role=role, after=after)
    roles = [item for item in ROLES if item is not Role.VISITOR]
    return page(
        "people/index.html", fragment="rows", found=found, typed=typed, role=role, roles=roles
    )


def the(person_id: int) -> Person:
    """One person, with their roles."""
    return find(Person, person_id, WITH_ROLES)


@bp.get("/<int:person_id>")
@allow(*OFFICE)
def show(person_id: int) -> Response:
    """What the cooperative knows of one person, and a link just made for them."""
    person = the(person_id)
    link = session.pop("link", None)
    return page(
        "people/show.html",
        person=person,
        link=link["url"] if link and link["person"] == person_id else "",
        iban=mask_iban(person.iban) if person.iban else "",
        number=mask_national_number(person.national_number) if person.national_number else "",
        units=queries.units_of(person_id),
        door=queries.door(person_id, clock.now()),
        history_items=history_of("person", person_id, limit=LATEST),
        manages=may_manage(g.person.roles, person.roles),
        myself=person_id == g.person.id,
    )


def keep_link(person_id: int, token: str) -> None:
    """Show a new link once, on the next page."""
    url = url_for("auth.welcome", token=token, _external=True)
    session["link"] = {"person": person_id, "url": url}


@bp.get("/new")
@allow(*OFFICE)
def new() -> Response:
    """Someone joins."""
    return ask_new(NewPersonForm(data={"language": g.person.language, "roles": [Role.MEMBER]}))


def ask_new(form: NewPersonForm, status: int = 200) -> Response:
    """The form for someone who joins, with the roles that the reader may give."""
    form.roles.offered = grantable(g.person.roles)
    return page("people/new.html", status=status, form=form)


@bp.post("/new")
@allow(*OFFICE)
@once("people.index")
def add() -> BaseResponse:
    """Let someone join, and show the link to hand over to them."""
    form = NewPersonForm(request.form)
    form.roles.offered = grantable(g.person.roles)
    if not form.validate():
        return ask_new(form, 422)
    try:
        person, token = actions.add(
            identity(form), frozenset(form.roles.data or ()), by=g.person.roles, now=clock.now()
        )
    except RuleError as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return ask_new(form, 422)
    keep_link(person.id, token)
    return redirect(url_for(".show", person_id=person.id), code=303)


def identity(form: NewPersonForm | PersonForm) -> Identity:
    """Who the form says that someone is."""
    return Identity(**{name: form.data[name] for name in Identity.__slots__})


@bp.get("/<int:person_id>/edit")
@allow(*OFFICE)
def edit(person_id: int) -> Response:
    """The details of a person, to correct; the national number is not shown."""
    person = the(person_id)
    check_may_manage(g.person.roles, person.roles)
    form = PersonForm(obj=person)
    form.national_number.data = None
    return page("people/edit.html", form=form, person=person)


@bp.post("/<int:person_id>/edit")
@allow(*OFFICE)
def save(person_id: int) -> BaseResponse:
    """Correct the details of a person."""
    person, form = the(person_id), PersonForm(request.form)
    if form.validate():
        form.check_version(person)
        try:
            address = Address(**{name: form.data[name] for name in Address.__slots__})
            number = form.national_number.data or ""
            actions.edit(person, identity(form), address, number, by=g.person.roles)
            notify(_("The details of %(name)s are saved.", name=person.name))
            return redirect(url_for(".show", person_id=person_id), code=303)
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
    return page("people/edit.html", status=422, form=form, person=person)


@bp.post("/<int:person_id>/link")
@allow(*OFFICE)
@once("people.index")
def make_link(person_id: int) -> BaseResponse:
    """A one-time link to choose a password, to hand over."""
    token = actions.give_link(the(person_id), by=g.person.roles, now=clock.now())
    keep_link(person_id, token)
    return redirect(url_for(".show", person_id=person_id), code=303)


@bp.get("/<int:person_id>/roles")
@allow(Role.SYSTEM_ADMIN)
def roles(person_id: int) -> Response:
    """What someone may do."""
    person = the(person_id)
    return ask_roles(RolesForm(data={"roles": person.roles, "version": person.version}), person)


def ask_roles(form: RolesForm, person: Person, status: int = 200) -> Response:
    """The form of roles."""
    form.roles.offered = grantable(g.person.roles)
    return page("people/roles.html", status=status, form=form, person=person)


@bp.post("/<int:person_id>/roles")
@allow(Role.SYSTEM_ADMIN)
def change_roles(person_id: int) -> BaseResponse:
    """Give and take roles."""
    person, form = the(person_id), RolesForm(request.form)
    form.roles.offered = grantable(g.person.roles)
    if not form.validate():
        return ask_roles(form, person, 422)
    form.check_version(person)
    actions.change_roles(person, frozenset(form.roles.data or ()), now=clock.now())
    notify(_("The roles of %(name)s are saved. They sign in again to use them.", name=person.name))
    return redirect(url_for(".show", person_id=person_id), code=303)


@bp.get("/<int:person_id>/deactivate")
@allow(*OFFICE)
def ask_deactivate(person_id: int) -> Response:
    """What closing an account means."""
    person = the(person_id)
    check_may_manage(g.person.roles, person.roles)
    return page("people/deactivate.html", person=person, units=queries.units_of(person_id))


@bp.post("/<int:person_id>/deactivate")
@allow(*OFFICE)
def deactivate(person_id: int) -> BaseResponse:
    """Close an account; it can be opened again."""
    person = the(person_id)
    actions.deactivate(person, by=g.person.roles, now=clock.now())
    undo = url_for(".reactivate", person_id=person_id)
    notify(_("The account of %(name)s is closed.", name=person.name), undo_url=undo)
    return redirect(url_for(".show", person_id=person_id), code=303)


@bp.post("/<int:person_id>/reactivate")
@allow(*OFFICE)
def reactivate(person_id: int) -> BaseResponse:
    """Open an account again."""
    person = the(person_id)
    actions.reactivate(person, by=g.person.roles)
    notify(_("The account of %(name)s is open again.", name=person.name))
    return redirect(url_for(".show", person_id=person_id), code=303)
