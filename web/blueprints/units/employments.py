"""Who works permanently for a unit, and offering it to somebody."""

from flask import Response, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as BaseResponse

from domain.contract_life import ContractStatus
from domain.errors import RuleError
from domain.roles import Role
from domain.units import Tool
from web import clock
from web.access import allow, find
from web.actions import employments as actions
from web.blueprints.units import bp
from web.blueprints.units.employment_desk import EmploymentDesk, lay_out
from web.blueprints.units.holding import hiring
from web.blueprints.units.money import writes
from web.extensions import db
from web.htmx import page, wants_fragment
from web.models.employment import Employment
from web.models.unit import Unit
from web.navigation import notify
from web.once import once
from web.queries.employments import lines
from web.queries.holdings import holders

STRUCTURE = frozenset({"add", "worker_chosen"})  # what changes more than the figures


@bp.get("/<int:unit_id>/employments")
@allow(Role.MEMBER, Role.ADVISER, Role.FINANCE, Role.ADMIN_TEAM)
def employments(unit_id: int) -> Response:
    """Who works permanently: what needs something first."""
    unit, today = find(Unit, unit_id), clock.today()
    return page(
        "employments/index.html",
        unit=unit,
        found=lines(Employment.unit_id == unit_id, today),
        writes=writes(unit, holders(unit_id, today)) and unit.tool is not Tool.THREE_IN_ONE,
        today=today,
    )


def offering_page(desk: EmploymentDesk, status: int = 200) -> Response:
    """The whole page, or for htmx the part that changed."""
    part = "people" if STRUCTURE & set(request.form) else "live"
    return page(
        "employments/offer.html", fragment=part, status=status, desk=desk, unit=desk.unit,
        redrawn=wants_fragment(),
    )  # fmt: skip


@bp.get("/<int:unit_id>/employments/new")
@allow(Role.MEMBER)
def ask_employment(unit_id: int) -> Response:
    """Who works, since when, which hours, for how much."""
    typed = MultiDict({"worker": str(g.person.id)})
    return offering_page(lay_out(hiring(unit_id), typed))


@bp.post("/<int:unit_id>/employments/figures")
@allow(Role.MEMBER)
def employment_figures(unit_id: int) -> Response:
    """What was typed comes to this; nothing is offered."""
    return offering_page(lay_out(hiring(unit_id), MultiDict(request.form)))


@bp.post("/<int:unit_id>/employments")
@allow(Role.MEMBER)
@once("units.index")
def offer_employment(unit_id: int) -> BaseResponse:
    """Offer it: covered, legal, before its first day."""
    unit = hiring(unit_id)
    desk = lay_out(unit, MultiDict(request.form))
    desk.ask_for_the_rest()
    if desk.wrong:
        db.session.rollback()
        return offering_page(desk, 422)
    order = desk.order()
    name = order.person.name
    try:
        made = actions.offer(unit, order, now=clock.now())
    except RuleError as refusal:
        db.session.rollback()
        desk = lay_out(hiring(unit_id), MultiDict(request.form))
        desk.refuse(refusal)
        return offering_page(desk, 422)
    _tell(made, name)
    return redirect(url_for("employments.show", employment_id=made.id), code=303)


def _tell(made: Employment, name: str) -> None:
    if made.status is ContractStatus.OFFERED:
        notify(_("It is offered to %(name)s, who answers in their account.", name=name))
    else:
        notify(_("It is made. Its first month is prepared."))
