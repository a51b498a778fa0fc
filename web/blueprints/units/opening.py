"""The units in sight, opening one, and an adviser's look at one they do not follow."""

import sqlalchemy as sa
from flask import Response, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.entities import entity_for
from domain.errors import RuleError
from domain.roles import Role
from domain.vat import WORK_KINDS
from web import clock
from web.access import HELD, STAFF, allow, units_in_sight, visible
from web.actions import units as actions
from web.blueprints.auth import slowed, status_of
from web.blueprints.units import bp
from web.blueprints.units.described import described
from web.extensions import db
from web.forms.fields import BaseForm
from web.forms.units import LookForm, NewUnitForm
from web.htmx import page
from web.i18n import word
from web.models.unit import Unit
from web.navigation import notify
from web.once import once
from web.queries.entities import entity_names
from web.queries.holdings import units

VIEWS = ("mine", "followed", "all")


def views() -> list[str]:
    """Which lists the reader may choose between."""
    roles = g.person.roles
    rights = (Role.MEMBER in roles, Role.ADVISER in roles, bool(roles & STAFF))
    return [view for view, right in zip(VIEWS, rights, strict=True) if right]


def in_sight(view: str) -> sa.ColumnElement[bool]:
    """The units of a list, as a condition."""
    held = Unit.id.in_(HELD)
    if view == "mine":
        return held
    if view == "followed":
        return sa.and_(units_in_sight(g.person.roles), sa.not_(held))
    return visible(Unit)


@bp.get("")
@allow(Role.MEMBER, Role.WORKER, Role.ADVISER, Role.ADMIN_TEAM, Role.FINANCE)
def index() -> Response:
    """Mine, those I follow, or all; open or closed; found while typing."""
    choices = views()
    asked = request.args.get("view", "")
    view = asked if asked in choices else (choices or ["mine"])[0]
    typed, closed = request.args.get("q", ""), request.args.get("closed") == "1"
    found = units(
        in_sight(view),
        day=clock.today(),
        typed=typed,
        closed=closed,
        after=request.args.get("after", 0, type=int),
    )
    return page(
        "units/index.html",
        fragment="rows",
        found=found,
        view=view,
        views=choices,
        typed=typed,
        closed=closed,
        opens=bool(g.person.roles & {Role.MEMBER, Role.WORKER}),
        looks=Role.ADVISER in g.person.roles,
    )


@bp.get("/new")
@allow(Role.MEMBER, Role.WORKER)
def new() -> Response:
    """A unit of one's own, alone or with others."""
    return ask_new(NewUnitForm())


def ask_new(form: NewUnitForm, status: int = 200) -> Response:
    """The form; which legal entity invoices follows from the kind of work, and is shown."""
    names = entity_names()
    entities = {
        kind: _("Invoiced and employed by %(entity)s", entity=names.get(entity_for(kind), ""))
        for kind in WORK_KINDS
    }
    return page("units/new.html", status=status, form=form, entities=entities)


@bp.post("/new")
@allow(Role.MEMBER, Role.WORKER)
@once("units.index")
def add() -> BaseResponse:
    """Open a unit."""
    form = NewUnitForm(request.form)
    if not form.validate():
        return ask_new(form, 422)
    try:
        unit = actions.open_unit(
            g.person,
            described(form),
            form.kind.data,
            form.others.addresses(),
            today=clock.today(),
            now=clock.now(),
        )
    except RuleError as refusal:
        return refused_new(form, refusal)
    notify(_("%(unit)s is open.", unit=unit.name))
    return redirect(url_for("units.show", unit_id=unit.id), code=303)


def refused_new(form: NewUnitForm, refusal: RuleError) -> Response:
    """The form again; an address that is no member's belongs to the other holders."""
    db.session.rollback()
    if refusal.field == "email":
        form.others.errors = [*form.others.errors, word(refusal)]
    else:
        form.refuse(refusal)
    return slowed(ask_new(form, status_of(refusal)), refusal)


@bp.get("/look")
@allow(Role.ADVISER)
def ask_look() -> Response:
    """See another unit for some hours, with a reason."""
    return ask_to_look(LookForm())


def ask_to_look(form: BaseForm, status: int = 200) -> Response:
    """The form for a look."""
    return page("units/look.html", status=status, form=form)


@bp.post("/look")
@allow(Role.ADVISER)
@once("units.ask_look")
def look() -> BaseResponse:
    """See another unit for some hours; its holders see who did, and why."""
    form = LookForm(request.form)
    if not form.validate():
        return ask_to_look(form, 422)
    try:
        unit_id = actions.look(
            g.person, form.number.data.lstrip("#"), form.reason.data, now=clock.now()
        )
    except RuleError as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return ask_to_look(form, 422)
    return redirect(url_for("units.show", unit_id=unit_id), code=303)
