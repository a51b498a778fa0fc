"""Who holds a unit: invite another member, or leave."""

from flask import Response, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.errors import RuleError
from domain.roles import Role
from web import clock
from web.access import allow, find
from web.actions import units as actions
from web.blueprints.auth import slowed, status_of
from web.blueprints.units import bp
from web.blueprints.units.holding import held
from web.extensions import db
from web.forms.units import InviteForm
from web.htmx import page
from web.models.unit import Unit
from web.navigation import notify
from web.once import once
from web.queries import holdings
from web.queries.audit import history_of


@bp.get("/<int:unit_id>/holders")
@allow(Role.MEMBER)
def holders(unit_id: int) -> Response:
    """Who holds it, with me."""
    return show_holders(held(unit_id), InviteForm())


def show_holders(unit: Unit, form: InviteForm, status: int = 200) -> Response:
    """The holders, and the form to invite another."""
    found = holdings.holders(unit.id, clock.today())
    return page("units/holders.html", status=status, unit=unit, holders=found, form=form)


@bp.post("/<int:unit_id>/holders")
@allow(Role.MEMBER)
@once("units.index")
def invite(unit_id: int) -> BaseResponse:
    """Let another member hold it too."""
    unit, form = held(unit_id), InviteForm(request.form)
    if not form.validate():
        return show_holders(unit, form, 422)
    try:
        actions.invite(unit, form.email.data, by=g.person, today=clock.today(), now=clock.now())
    except RuleError as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return slowed(show_holders(unit, form, status_of(refusal)), refusal)
    notify(_("%(email)s now holds this unit with you.", email=form.email.data))
    return redirect(url_for(".holders", unit_id=unit_id), code=303)


@bp.get("/<int:unit_id>/history")
@allow(Role.MEMBER, Role.WORKER, Role.ADVISER, Role.FINANCE, Role.ADMIN_TEAM)
def history(unit_id: int) -> Response:
    """Who changed it, and which advisers looked at it."""
    unit = find(Unit, unit_id)
    return page("units/history.html", unit=unit, happenings=history_of("unit", unit_id))


@bp.get("/<int:unit_id>/leave")
@allow(Role.MEMBER)
def ask_leave(unit_id: int) -> Response:
    """What leaving means."""
    unit = held(unit_id)
    others = [who for who in holdings.holders(unit.id, clock.today()) if who.id != g.person.id]
    return page("units/leave.html", unit=unit, others=others)


@bp.post("/<int:unit_id>/leave")
@allow(Role.MEMBER)
@once("units.index")
def leave(unit_id: int) -> BaseResponse:
    """Stop holding it."""
    unit = held(unit_id)
    actions.leave(unit, g.person, today=clock.today())
    notify(_("You no longer hold %(unit)s.", unit=unit.name))
    return redirect(url_for(".index"), code=303)
