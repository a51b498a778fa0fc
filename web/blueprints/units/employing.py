"""Making a contract on the running budget of a unit."""

from flask import Response, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as BaseResponse

from domain.errors import RuleError
from domain.roles import Role
from web import clock
from web.access import allow
from web.actions import activity
from web.blueprints.units import bp
from web.blueprints.units.hiring_desk import HiringDesk, first_form, lay_out
from web.blueprints.units.holding import hiring
from web.extensions import db
from web.htmx import page, wants_fragment
from web.navigation import notify
from web.once import once

STRUCTURE = frozenset({"go", "add", "worker_chosen"})  # what changes more than the figures


def hiring_page(desk: HiringDesk, status: int = 200) -> Response:
    """The whole page, or for htmx the part that changed."""
    part = "people" if STRUCTURE & set(request.form) else "live"
    return page(
        "units/employ.html", fragment=part, status=status, desk=desk, unit=desk.unit,
        redrawn=wants_fragment(),
    )  # fmt: skip


@bp.get("/<int:unit_id>/contracts/new")
@allow(Role.MEMBER)
def ask_employ(unit_id: int) -> Response:
    """Who works, when, for how much."""
    return hiring_page(lay_out(hiring(unit_id), first_form()))


@bp.post("/<int:unit_id>/contracts/figures")
@allow(Role.MEMBER)
def contract_figures(unit_id: int) -> Response:
    """What was typed comes to this; nothing is made."""
    return hiring_page(lay_out(hiring(unit_id), MultiDict(request.form)))


@bp.post("/<int:unit_id>/contracts")
@allow(Role.MEMBER)
@once("units.index")
def employ(unit_id: int) -> BaseResponse:
    """Make the contract: covered, legal, before its first day."""
    unit = hiring(unit_id)
    desk = lay_out(unit, MultiDict(request.form))
    desk.ask_for_the_rest()
    if desk.wrong:
        db.session.rollback()
        return hiring_page(desk, 422)
    order = desk.order()
    try:
        contract = activity.employ(unit, order, now=clock.now())
    except RuleError as refusal:
        db.session.rollback()
        desk = lay_out(hiring(unit_id), MultiDict(request.form))
        desk.refuse(refusal)
        return hiring_page(desk, 422)
    if contract.made:
        notify(_("The contract of %(name)s is made. Its papers are on the way.", name=order.name))
    else:
        notify(_("The contract is offered to %(name)s. It counts once accepted.", name=order.name))
    return redirect(url_for("contracts.show", contract_id=contract.id), code=303)
