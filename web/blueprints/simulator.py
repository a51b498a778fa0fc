"""“I invoice 1,000 €, what do I get?”, for everyone: the address is all there is."""

from flask import Blueprint, Response, request, url_for

from domain.roles import Role
from web import clock
from web.access import allow
from web.forms.simulator import SimulatorForm, filled
from web.htmx import page, wants_fragment
from web.queries.simulator import answer_to

bp = Blueprint("simulator", __name__)


@bp.get("/simulator")
@allow(*Role)
def index() -> Response:
    """From a price to the net, or from the net to the price; nothing is written."""
    form = SimulatorForm(filled(request.args, clock.today()))
    asked = form.asked()
    found = answer_to(asked) if asked else None
    if found and found.reckoning.refusal:
        form.refuse(found.reckoning.refusal)
    return page(
        "simulator/index.html", fragment="live", status=422 if form.errors else 200,
        form=form, found=found, redrawn=wants_fragment(),
        link=url_for(".index", _external=True, **form.address),
    )  # fmt: skip
