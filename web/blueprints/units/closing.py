"""Closing a unit that has nothing left to finish, and opening it again."""

from flask import Response, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.roles import Role
from domain.units import Tool, UnitClosed
from web import clock
from web.access import allow
from web.actions import units as actions
from web.blueprints.units import bp
from web.blueprints.units.holding import held
from web.htmx import page
from web.navigation import notify
from web.once import once
from web.queries.holdings import business_of


@bp.get("/<int:unit_id>/close")
@allow(Role.MEMBER)
def ask_close(unit_id: int) -> Response:
    """What closing means, or everything that must be finished first."""
    unit = held(unit_id)
    if unit.closed:
        raise UnitClosed
    both = business_of(unit_id)
    business = both[Tool.THREE_IN_ONE] + both[Tool.ACTIVITY]
    return page("units/close.html", unit=unit, business=business)


@bp.post("/<int:unit_id>/close")
@allow(Role.MEMBER)
@once("units.index")
def close(unit_id: int) -> BaseResponse:
    """Close it; it keeps everything and can be opened again."""
    unit = held(unit_id)
    actions.close(unit, today=clock.today())
    undo = url_for(".reopen", unit_id=unit_id)
    notify(_("%(unit)s is closed.", unit=unit.name), undo_url=undo)
    return redirect(url_for(".index"), code=303)


@bp.post("/<int:unit_id>/reopen")
@allow(Role.MEMBER)
def reopen(unit_id: int) -> BaseResponse:
    """Open it again."""
    unit = held(unit_id)
    actions.reopen(unit)
    notify(_("%(unit)s is open again.", unit=unit.name))
    return redirect(url_for(".show", unit_id=unit_id), code=303)
