"""The page where an assignment is written, and the parts of it that are redrawn."""

import secrets

from flask import Response, g, request

from web.access import HELD
from web.blueprints.assignments.desk import Desk
from web.extensions import db
from web.htmx import page, wants_fragment
from web.models.assignment import Assignment
from web.models.unit import Unit
from web.queries.assignments import Reader
from web.queries.clients import ClientRow
from web.queries.offered import offered

TEMPLATE = "assignments/edit.html"


def reader() -> Reader:
    """Who reads this page."""
    return Reader(g.person.id, HELD)


def edit_page(
    desk: Desk, *, fragment: str = "", status: int = 200, moved: bool = False
) -> Response:
    """The whole page, or the part that changed."""
    redrawn = bool(fragment) and wants_fragment()
    return page(
        TEMPLATE,
        fragment=fragment,
        status=status,
        desk=desk,
        assignment=desk.assignment,
        redrawn=redrawn,
        unit=None if redrawn else db.session.get_one(Unit, desk.assignment.unit_id),
        moved=moved,
        found=[] if redrawn else found_for(desk),
        tab=request.form.get("tab") or secrets.token_urlsafe(9),
        version=request.form["version"] if moved else desk.assignment.version,
    )


def moved_on(desk: Desk) -> Response:
    """The draft was changed elsewhere: tell, overwrite nothing, keep what was typed here."""
    return edit_page(desk, fragment="moved", status=409, moved=True)


def found_for(desk: Desk) -> list[ClientRow]:
    """The clients to touch, by what was typed to find one."""
    form = desk.form
    return offered(form.client_id, form.client_q.data or "", desk.assignment.unit_id)


def results(assignment: Assignment, text: str) -> Response:
    """The clients that were found, as lines to touch."""
    return page(
        "assignments/clients.html",
        fragment="results",
        text=text,
        chosen=assignment.client_id,
        found=offered(assignment.client_id, text, assignment.unit_id),
    )
