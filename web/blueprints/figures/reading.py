"""The boards as pages: of today, of any day, of a region or an office, and as a sheet to print."""

from datetime import date
from typing import Any

from flask import Response, abort, request

from domain.figures.definition import Dimension
from domain.roles import Role
from web import clock
from web.access import EVERYONE, allow
from web.blueprints.figures import bp
from web.blueprints.figures.boards import Asked, Board, board
from web.blueprints.figures.drawn import drawn_once
from web.blueprints.figures.live import body
from web.figure_words import categories
from web.htmx import page

ON_PAPER = 5  # charts that fit on two pages


def asked_day() -> date:
    """The day in the address; today unless it says another one, never later."""
    typed = request.args.get("day", "")
    try:
        day = date.fromisoformat(typed) if typed else clock.today()
    except ValueError:
        abort(404)
    return min(day, clock.today())


def asked_of(name: str) -> Asked:
    """What the address asks of a board; a region or office that does not exist is not found."""
    parts = {part: request.args.get(part, "") for part in ("region", "office")}
    for part, key in parts.items():
        if key and key not in categories(Dimension(part)):
            abort(404)
    return Asked(name, asked_day(), **parts)


def shown(asked: Asked) -> Response:
    """A board in its page."""
    return page(
        "figures/board.html",
        asked=asked,
        body=body(asked),
        today=clock.today(),
        regions=categories(Dimension.REGION),
        offices=categories(Dimension.OFFICE),
    )


@bp.get("")
@allow(*Role)
def index() -> Response:
    """The public board."""
    return shown(asked_of("public"))


@bp.get("/inside")
@allow(*EVERYONE)
def inside() -> Response:
    """The members' board: the same, and what members decide on."""
    return shown(asked_of("inside"))


@bp.get("/sheet")
@allow(*Role)
def sheet() -> Response:
    """The key figures on two pages of paper."""
    asked = Asked("public", asked_day())
    return page(
        "figures/sheet.html",
        asked=asked,
        body=drawn_once("sheet", asked.day, lambda: on_paper(board(asked))),
    )


def on_paper(shown_here: Board) -> dict[str, Any]:
    """A board with as many charts as fit."""
    return {"board": shown_here, "charts": shown_here.charts[:ON_PAPER]}
