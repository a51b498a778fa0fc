"""The screen of the room: one point of the agenda, the time left, the turnout, then the result."""

from flask import Blueprint, Response, request

from domain.roles import Role
from web.access import allow, find
from web.actions.polls import keep_time
from web.htmx import page
from web.models.assembly import Assembly
from web.queries import projector as queries
from web.queries.assemblies import poll_of

bp = Blueprint("projector", __name__)
ROOM = (Role.BOARD, Role.ADMIN_TEAM, Role.SCRUTINEER)


@bp.get("/assemblies/<int:assembly_id>/projector")
@allow(*ROOM)
def show(assembly_id: int) -> Response:
    """The screen; nothing is sent again while nothing changes."""
    assembly = find(Assembly, assembly_id)
    if (poll := poll_of(assembly_id)) is not None:
        keep_time(poll)
    screen = queries.screen(
        assembly, request.args.get("item", 0, type=int), request.args.get("languages", "")
    )
    if request.headers.get("HX-PTag") == screen.tag:
        return Response(status=304)
    response = page(
        "projector/show.html",
        fragment="room",
        assembly=assembly,
        screen=screen,
        result=queries.result(assembly, screen),
    )
    response.headers["HX-PTag"] = screen.tag
    return response
