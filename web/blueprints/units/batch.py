"""Making several contracts on the running budget of a unit in one go."""

from collections.abc import Collection

from flask import Response, redirect, request, url_for
from flask_babel import ngettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as BaseResponse

from domain.errors import RuleError
from domain.roles import Role
from web import clock
from web.access import allow
from web.actions.batch import employ_all
from web.blueprints.units import bp
from web.blueprints.units.batch_desk import BatchDesk, lay_out
from web.blueprints.units.employing import STRUCTURE
from web.blueprints.units.hiring_desk import first_form
from web.blueprints.units.holding import hiring
from web.extensions import db
from web.htmx import page, wants_fragment
from web.i18n import word
from web.models.contract import Contract
from web.navigation import notify
from web.once import once


def batch_page(desk: BatchDesk, status: int = 200) -> Response:
    """The whole page, or for htmx the part that changed."""
    part = "people" if STRUCTURE & set(request.form) else "live"
    return page(
        "units/batch.html", fragment=part, status=status, desk=desk, unit=desk.unit,
        redrawn=wants_fragment(),
    )  # fmt: skip


@bp.get("/<int:unit_id>/contracts/several")
@allow(Role.MEMBER)
def ask_batch(unit_id: int) -> Response:
    """Who works, when, for how much each."""
    return batch_page(lay_out(hiring(unit_id), first_form()))


@bp.post("/<int:unit_id>/contracts/several/figures")
@allow(Role.MEMBER)
def batch_figures(unit_id: int) -> Response:
    """What was typed comes to these contracts; nothing is made."""
    return batch_page(lay_out(hiring(unit_id), MultiDict(request.form)))


@bp.post("/<int:unit_id>/contracts/several")
@allow(Role.MEMBER)
@once("units.index")
def employ_batch(unit_id: int) -> BaseResponse:
    """Make all of them or none."""
    desk = lay_out(hiring(unit_id), MultiDict(request.form))
    desk.ask_for_the_rest()
    if desk.wrong:
        db.session.rollback()
        return batch_page(desk, 422)
    try:
        made = employ_all(desk.unit, desk.orders(), now=clock.now())
    except RuleError as refusal:
        db.session.rollback()
        desk = lay_out(hiring(unit_id), MultiDict(request.form))
        desk.ask_for_the_rest()
        if not desk.wrong:
            desk.others.append(word(refusal))
        return batch_page(desk, 422)
    tell(made)
    return redirect(url_for(".budget", unit_id=unit_id), code=303)


def tell(contracts: Collection[Contract]) -> None:
    """How many are made, and how many wait for an answer."""
    made = sum(1 for contract in contracts if contract.made)
    offered = len(contracts) - made
    if made:
        notify(
            ngettext(
                "%(num)s contract is made. Its papers are on the way.",
                "%(num)s contracts are made. Their papers are on the way.",
                made,
            )
        )
    if offered:
        notify(
            ngettext(
                "%(num)s contract is offered. It counts once accepted.",
                "%(num)s contracts are offered. Each counts once accepted.",
                offered,
            )
        )
