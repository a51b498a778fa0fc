"""Quarters: what employment really cost, closing it, and what went to the common pot."""

import sqlalchemy as sa
from flask import Response, abort, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.entities import EntityCode
from domain.errors import RuleError
from domain.quarters import NotAQuarter, Quarter
from domain.roles import Role
from web import clock
from web.access import allow
from web.actions import quarters as actions
from web.blueprints.finance import bp
from web.extensions import db
from web.formats.sheet_file import sheet_file
from web.forms.fields import BaseForm
from web.htmx import page
from web.i18n import language, quarter_text
from web.models.entity import Entity
from web.navigation import notify
from web.once import once
from web.queries import quarter_page as queries
from web.queries import quarter_people, quarters

READERS = Role.FINANCE, Role.ADMIN_TEAM


@bp.get("/quarters")
@allow(*READERS)
def all_quarters() -> Response:
    """The quarters of a year, employer by employer."""
    today = clock.today()
    years = quarters.years(today.year)
    asked = request.args.get("year", 0, type=int)
    year = asked if asked in years else today.year
    found = quarters.quarters(year, today)
    return page("finance/quarters.html", quarters=found, years=years, year=year)


def asked_for(quarter: str, code: str) -> tuple[Entity, Quarter]:
    """The employer and the quarter of an address."""
    try:
        wanted = Quarter.read(quarter)
        known = sa.select(Entity).where(Entity.code == EntityCode(code))
    except (NotAQuarter, ValueError):
        abort(404)
    return db.session.scalars(known).one(), wanted


@bp.get("/quarters/<string:quarter>/<string:code>")
@allow(*READERS)
def quarter(quarter: str, code: str) -> Response:
    """What closing would book, or what was booked and what changed since."""
    entity, wanted = asked_for(quarter, code)
    shown = queries.shown(entity, wanted, clock.today())
    typed = request.args.get("q", "")
    return page(
        "finance/quarter.html",
        fragment="rows",
        entity=entity,
        shown=shown,
        line=shown.line,
        typed=typed,
        found=None
        if shown.sheet is None
        else quarter_people.people(
            entity, wanted, typed=typed, after=request.args.get("after", 0, type=int)
        ),
    )


@bp.get("/quarters/<string:quarter>/<string:code>/table.csv")
@allow(*READERS)
def quarter_table(quarter: str, code: str) -> Response:
    """Every contract of a quarter, for a spreadsheet."""
    entity, wanted = asked_for(quarter, code)
    data = sheet_file(heads(), queries.table(entity, wanted), language())
    response = Response(data, mimetype="text/csv")
    name = f"quarter-{wanted}-{entity.code}.csv"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def heads() -> list[str]:
    """What the columns of the table are called."""
    return [
        _("Person"),
        _("Contract"),
        _("Kind of contract"),
        _("Days"),
        _("Gross pay"),
        _("Employment budget"),
        _("Contributions of the employer"),
        _("Holiday pay to come"),
        _("Margin"),
        _("Reductions"),
    ]


@bp.get("/quarters/<string:quarter>/<string:code>/close")
@allow(Role.FINANCE)
def ask_to_close_quarter(quarter: str, code: str) -> Response:
    """What will happen, before it does."""
    return asked_to_close(*asked_for(quarter, code), BaseForm())


def asked_to_close(entity: Entity, wanted: Quarter, form: BaseForm, status: int = 200) -> Response:
    """The question, with what would be booked."""
    shown = queries.shown(entity, wanted, clock.today())
    return page(
        "finance/quarter_close.html",
        status=status,
        entity=entity,
        shown=shown,
        line=shown.line,
        form=form,
    )


@bp.post("/quarters/<string:quarter>/<string:code>/close")
@allow(Role.FINANCE)
@once("finance.all_quarters")
def close_quarter(quarter: str, code: str) -> BaseResponse:
    """Close it: the real cost is booked, and what is left goes to the common pot."""
    entity, wanted = asked_for(quarter, code)
    try:
        actions.close(entity, wanted, now=clock.now())
    except RuleError as refusal:
        db.session.rollback()
        form = BaseForm()
        form.refuse(refusal)
        return asked_to_close(*asked_for(quarter, code), form, status=422)
    text = _("%(quarter)s is closed with %(employer)s.", quarter=quarter_text(wanted),
             employer=entity.name)  # fmt: skip
    notify(text[0].upper() + text[1:])
    return redirect(url_for(".quarter", quarter=str(wanted), code=entity.code.value), code=303)
