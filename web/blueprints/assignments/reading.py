"""Assignments as a list, and one of them to read."""

from typing import Any

from flask import Response, g, request
from flask_babel import gettext as _

from domain.roles import Role
from domain.submission import EDITABLE
from web import clock
from web.access import HELD, allow, find, visible
from web.blueprints.assignments import bp
from web.blueprints.assignments.desk import lay_out
from web.blueprints.assignments.pages import edit_page, reader
from web.forms.assignments import typed_again
from web.htmx import page
from web.models.assignment import Assignment
from web.queries import assignments as queries
from web.queries.explained import decided
from web.queries.following import follow
from web.queries.starts import starts as starts_in
from web.queries.steps import steps

READERS = (Role.MEMBER, Role.ADVISER, Role.FINANCE, Role.ADMIN_TEAM)


@bp.get("/assignments")
@allow(*READERS)
def index() -> Response:
    """The assignments in sight, newest first."""
    typed, show = request.args.get("q", ""), request.args.get("show", "")
    found = queries.lines(
        visible(Assignment),
        reader(),
        typed=typed,
        show=show,
        before=request.args.get("before", 0, type=int),
    )
    starts = starts_in(HELD) if Role.MEMBER in g.person.roles else []
    return page(
        "assignments/index.html",
        fragment="rows",
        found=found,
        typed=typed,
        show=show,
        starts=starts,
        today=clock.today(),
    )


@bp.get("/assignments/<int:assignment_id>")
@allow(*READERS)
def show(assignment_id: int) -> Any:
    """Written on as long as it is the member's to change; followed once it is sent."""
    assignment = find(Assignment, assignment_id)
    line = queries.line(assignment.id, reader())
    if assignment.status in EDITABLE and line.mine:
        return edit_page(lay_out(assignment, _typed(assignment), _guests(assignment)))
    return story_page(assignment, line)


def story_page(assignment: Assignment, line: queries.AssignmentLine) -> Response:
    """What the assignment became."""
    story, today = follow(assignment), clock.today()
    return page(
        "assignments/show.html",
        story=story,
        line=line,
        today=today,
        parts=decided(story, _("Net pay")) if story.assignment.price is not None else [],
        steps=steps(story, line, today),
        can_take_back=not story.contracts,
        can_cancel=line.mine and story.can_be_cancelled,
        can_decide=not g.person.roles.isdisjoint({Role.ADVISER, Role.ADMIN_TEAM}),
    )


def _typed(assignment: Assignment) -> Any:
    """The draft as it was typed; a client made a moment ago comes back chosen."""
    typed = typed_again(assignment.typed.get("form", {}))
    made = request.args.get("client_id", "")
    if made.isdecimal():
        typed["client"], typed["client_q"] = made, ""
    return typed


def _guests(assignment: Assignment) -> list[int]:
    return list(assignment.typed.get("guests", []))
