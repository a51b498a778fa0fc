"""Minutes: looked at before they are written, signed by two, archived."""

from flask import Response, abort, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.assembly.life import WRITTEN_UP
from domain.assembly.minutes_sheet import from_json
from domain.assembly.papers import PaperKind
from domain.assembly.signing import SIGN
from domain.assembly.words import AssemblyState
from domain.errors import RuleError
from web import clock
from web.access import EVERYONE, allow, find
from web.actions import minutes as actions
from web.blueprints.assemblies import OFFICE, bp, is_office, no, status_of, to_assembly
from web.documents.assembly import WORDS
from web.documents.printable import WRITTEN
from web.extensions import db
from web.forms.assemblies import RemarksForm
from web.htmx import page
from web.i18n import language
from web.models.assembly import Assembly, Minutes
from web.models.person import Person
from web.navigation import notify
from web.once import once
from web.queries import assemblies as queries
from web.queries import meeting
from web.queries import minutes as found


@bp.get("/<int:assembly_id>/minutes")
@allow(*EVERYONE)
def minutes(assembly_id: int) -> Response:
    """The last version; before both have signed, for the office and the bureau only."""
    return shown(assembly_id, RemarksForm())


def may_sign(assembly_id: int) -> bool:
    """Was the reader chair or secretary, in the room?"""
    return any(
        chair.person_id == g.person.id and chair.function in SIGN and chair.present
        for chair in meeting.bureau(assembly_id)
    )


def shown(assembly_id: int, form: RemarksForm) -> Response:
    """The page of the minutes."""
    assembly = find(Assembly, assembly_id)
    if assembly.state not in (*WRITTEN_UP, AssemblyState.ARCHIVED):
        abort(404)
    written = found.versions(assembly_id)
    last = written[0] if written else None
    signs = may_sign(assembly_id)
    if not is_office() and not signs and (last is None or last.signed is None):
        abort(404)
    signed = found.signatures(last.id) if last else []
    if request.method == "GET" and last:
        form.remarks.data = last.remarks
    return page(
        "assemblies/minutes.html",
        status=status_of(form),
        assembly=assembly,
        form=form,
        last=last,
        sheet=from_json(last.sheet) if last else found.gathered(assembly),
        versions=written,
        signatures=signed,
        mine=signs and g.person.id not in {one.person_id for one in signed},
        office=is_office(),
        papers=queries.papers_of(assembly_id, PaperKind.MINUTES, last.sequence if last else 0),
        language=language(),
        **WORDS,
        **WRITTEN,
    )


@bp.post("/<int:assembly_id>/minutes")
@allow(*OFFICE)
@once("assemblies.index")
def write_minutes(assembly_id: int) -> BaseResponse:
    """A new version from everything as it stands now."""
    assembly, form = find(Assembly, assembly_id), RemarksForm(request.form)
    if form.validate():
        try:
            actions.write(assembly, remarks=form.remarks.data or "", now=clock.now())
        except RuleError as refusal:
            no(form, refusal)
        else:
            notify(_("Written. The chair and the secretary read it and sign."))
            return redirect(url_for("assemblies.minutes", assembly_id=assembly_id), code=303)
    return shown(assembly_id, form)


@bp.post("/<int:assembly_id>/minutes/<int:minutes_id>/sign")
@allow(*EVERYONE)
def sign_minutes(assembly_id: int, minutes_id: int) -> BaseResponse:
    """The chair or the secretary signs what they have read."""
    find(Assembly, assembly_id)
    row = db.session.get(Minutes, minutes_id)
    if row is None or row.assembly_id != assembly_id or not may_sign(assembly_id):
        abort(404)
    actions.sign(row, db.session.get_one(Person, g.person.id), now=clock.now())
    notify(_("Signed."))
    return redirect(url_for("assemblies.minutes", assembly_id=assembly_id), code=303)


@bp.post("/<int:assembly_id>/archive")
@allow(*OFFICE)
def archive(assembly_id: int) -> BaseResponse:
    """Put the assembly away."""
    actions.archive(find(Assembly, assembly_id))
    notify(_("Archived. Everybody finds it under the past assemblies."))
    return to_assembly(assembly_id)
