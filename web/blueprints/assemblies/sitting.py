"""The meeting: begun with the bureau in the room, ended, with its quorum or without."""

from flask import Response
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.assembly.bureau import NEEDED
from domain.assembly.words import AssemblyState
from web import clock
from web.access import allow, find
from web.actions import sitting as actions
from web.blueprints.assemblies import OFFICE, bp, place, to_assembly
from web.documents.assembly import WORDS
from web.htmx import page
from web.models.assembly import Assembly
from web.navigation import notify
from web.queries import assemblies as queries
from web.queries import meeting
from web.queries.presence import presence


@bp.get("/<int:assembly_id>/sitting")
@allow(*OFFICE)
def sitting(assembly_id: int) -> Response:
    """Who is there, which point has its quorum, what is next."""
    assembly = find(Assembly, assembly_id)
    there = presence(assembly)
    chairs = meeting.bureau(assembly_id)
    present = {chair.function for chair in chairs if chair.present}
    return page(
        "assemblies/sitting.html",
        assembly=assembly,
        there=there.numbers,
        checks=[
            (one.item, check)
            for one in queries.agenda(assembly_id)
            if (check := there.check(one.item)) is not None
        ],
        chairs=chairs,
        missing=[function for function in NEEDED if function not in present],
        bureau=place("meeting.bureau", assembly_id=assembly_id),
        too_early=clock.now() < assembly.starts,
        **WORDS,
    )


@bp.post("/<int:assembly_id>/begin")
@allow(*OFFICE)
def begin(assembly_id: int) -> BaseResponse:
    """The chair opens the meeting."""
    actions.begin(find(Assembly, assembly_id), now=clock.now())
    notify(_("The meeting has begun."))
    return to_assembly(assembly_id)


@bp.post("/<int:assembly_id>/end")
@allow(*OFFICE)
def end(assembly_id: int) -> BaseResponse:
    """The chair closes the meeting."""
    actions.end(find(Assembly, assembly_id), now=clock.now())
    if find(Assembly, assembly_id).state is AssemblyState.NO_QUORUM:
        notify(_("The meeting has ended without quorum. Prepare the second assembly."), kind="wait")
    else:
        notify(_("The meeting has ended. Now write the minutes."))
    return to_assembly(assembly_id)
