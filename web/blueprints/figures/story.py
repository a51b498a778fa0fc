"""The way of a euro, and how figures went month by month."""

from flask import Response, abort, request

from domain.figures.definition import Dimension
from domain.roles import Role
from web import clock
from web.access import allow
from web.blueprints.figures import bp
from web.blueprints.figures.drawn import drawn_once
from web.blueprints.figures.plates import money_flow, trend
from web.blueprints.figures.reading import asked_day
from web.figure_words import categories
from web.htmx import page

TRENDS = ("turnover", "invoices", "contracts", "days", "social_security", "expense_notes")


@bp.get("/flow")
@allow(*Role)
def flow() -> Response:
    """Where the euros of a year went, for the whole cooperative or a region."""
    day, region = asked_day(), request.args.get("region", "")
    regions = categories(Dimension.REGION)
    if region and region not in regions:
        abort(404)
    return page(
        "figures/flow.html",
        day=day,
        today=clock.today(),
        region=region,
        regions=regions,
        shown=money_flow(day, region),
    )


@bp.get("/trends")
@allow(*Role)
def trends() -> Response:
    """Figures by month, this year over the last."""
    day = asked_day()
    body = drawn_once("trends", day, lambda: {"charts": [trend(key, day) for key in TRENDS]})
    return page("figures/trends.html", body=body)
