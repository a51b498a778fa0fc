"""Every dated figure: in force on a day, its history, its source. Open to everyone."""

from typing import Any

from flask import Blueprint, Response, abort, request

from domain.roles import Role
from web import clock
from web.access import allow
from web.forms.rules import DayForm
from web.htmx import page, wants_fragment
from web.queries.rules import areas, figure, source_words

bp = Blueprint("rules", __name__, url_prefix="/rules")
bp.add_app_template_filter(source_words, "source")


def asked_day() -> tuple[DayForm, dict[str, Any]]:
    """The form with the day, and what every page of figures needs to know about it."""
    form = DayForm(request.args)
    right = form.validate()
    day = (form.on.data if right else None) or clock.today()
    if not form.on.raw_data:
        form.on.data = day
    return form, {"form": form, "day": day, "status": 200 if right else 422}


@bp.get("")
@allow(*Role)
def index() -> Response:
    """Every figure by area."""
    _form, asked = asked_day()
    return page("rules/index.html", areas=areas(asked["day"]), today=clock.today(), **asked)


@bp.get("/<path:name>")
@allow(*Role)
def show(name: str) -> Response:
    """One figure."""
    return one(name)


@bp.get("/<path:name>/card")
@allow(*Role)
def card(name: str) -> Response:
    """The same in a few lines, for a page that shows a figure; without script, the whole page."""
    return one(name, fragment="card")


def one(name: str, *, fragment: str = "") -> Response:
    """One figure on the day asked for."""
    _form, asked = asked_day()
    found = figure(name, asked["day"])
    if found is None:
        abort(404)
    by_script = wants_fragment()
    return page("rules/show.html", fragment=fragment, figure=found, by_script=by_script, **asked)
