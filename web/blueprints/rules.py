"""Every dated figure: in force on a day, its history, its source. Open to everyone."""

from typing import Any

from flask import Blueprint, Response, abort, request

from domain.errors import RuleError
from domain.roles import Role
from web import clock
from web.access import allow
from web.documents.contract import contract_text, example_sheet
from web.forms.clauses import ClausesForm
from web.forms.pay_rules import ExampleForm, filled
from web.forms.rules import DayForm
from web.htmx import page, wants_fragment
from web.queries.pay_rules import Example, example, steps
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


@bp.get("/pay")
@allow(*Role)
def pay() -> Response:
    """How pay is computed: every step, every figure, and a month worked out."""
    form = ExampleForm(filled(request.args, clock.today()))
    found, status = worked_out(form)
    return page(
        "rules/pay.html", fragment="example", status=status, form=form, found=found, steps=steps()
    )


def worked_out(form: ExampleForm) -> tuple[Example | None, int]:
    """The month asked for, or the reason why not, at its field."""
    if not form.validate():
        return None, 422
    try:
        asked = form.data
        return example(asked["kind"], asked["gross"], form.situation(), asked["month"]), 200
    except RuleError as refusal:
        form.refuse(refusal)
        return None, 422


@bp.get("/contract-clauses")
@allow(*Role)
def contract_clauses() -> Response:
    """The library of clauses: what a contract says, by kind and language."""
    form = ClausesForm(request.args)
    sheet = example_sheet(form.regime, form.language.data, clock.today())
    text = contract_text(sheet, level=3)
    return page("rules/clauses.html", fragment="text", form=form, sheet=sheet, text=text)


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
