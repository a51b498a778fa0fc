"""The register for those who keep it: any day, found by name, exported, counted."""

from collections.abc import Iterable, Sequence
from datetime import date

from flask import Response, request

from domain.shares.words import CATEGORIES, Category
from web import clock
from web.access import allow
from web.blueprints.shares import bp
from web.blueprints.shares.asking import REGISTER
from web.formats.sheet_file import Cell, sheet_file
from web.htmx import page
from web.i18n import language
from web.queries import register as queries
from web.queries.register_figures import figures_on
from web.queries.register_table import (
    forecast_heads,
    forecast_rows,
    register_heads,
    register_rows,
)
from web.queries.share_exits import forecast


def asked_day() -> date:
    """The day in the address; today when there is none, or a day to come."""
    today = clock.today()
    try:
        return min(date.fromisoformat(request.args.get("on", "")), today)
    except ValueError:
        return today


@bp.get("/register")
@allow(*REGISTER)
def register() -> Response:
    """The register as it stood on a day."""
    day, typed = asked_day(), request.args.get("q", "")
    wanted = request.args.get("category", "")
    category = Category(wanted) if wanted in CATEGORIES else None
    return page(
        "shares/register.html",
        fragment="rows",
        found=queries.searched(
            day, typed, category=category, after=request.args.get("after", 0, type=int)
        ),
        day=day,
        today=clock.today(),
        typed=typed,
        category=category,
        categories=list(CATEGORIES),
    )


@bp.get("/register.csv")
@allow(*REGISTER)
def register_file() -> Response:
    """The whole register of a day, for a spreadsheet."""
    day = asked_day()
    return _file("register", day, register_heads(), register_rows(queries.lines_on(day)))


@bp.get("/forecast.csv")
@allow(*REGISTER)
def forecast_file() -> Response:
    """What will be paid back month by month, for a spreadsheet."""
    return _file("shares-forecast", clock.today(), forecast_heads(), forecast_rows(forecast()))


def _file(name: str, day: date, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    response = Response(sheet_file(heads, rows, language()), mimetype="text/csv")
    filename = f"{name}-{day.isoformat()}.csv"
    response.headers.set("Content-Disposition", "attachment", filename=filename)
    return response


@bp.get("/statistics")
@allow(*REGISTER)
def statistics() -> Response:
    """The register of a day in a few figures."""
    day = asked_day()
    return page("shares/statistics.html", day=day, today=clock.today(), figures=figures_on(day))
