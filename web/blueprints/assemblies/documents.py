"""Documents of the agenda, in three languages side by side."""

from flask import Response, abort, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.assembly.life import check_draft
from domain.errors import RuleError
from web import clock
from web.access import allow, find
from web.actions import agenda as actions
from web.blueprints.assemblies import OFFICE, bp, no, status_of, to_assembly
from web.blueprints.assemblies.points import own
from web.config import LANGUAGES
from web.documents.agenda_files import NotAPdf
from web.documents.receipts import LARGEST
from web.extensions import db
from web.forms.agenda import DocumentForm
from web.htmx import page
from web.models.assembly import AgendaFile, Assembly
from web.navigation import notify
from web.queries import assemblies as queries


@bp.route("/<int:assembly_id>/points/<int:item_id>/files", methods=["GET", "POST"])
@allow(*OFFICE)
def files(assembly_id: int, item_id: int) -> BaseResponse:
    """The documents of a point, and one more."""
    item, form = own(assembly_id, item_id), DocumentForm(request.form or None)
    if request.method == "POST" and form.validate():
        check_draft(find(Assembly, assembly_id).state)
        sent = request.files.get("file")
        try:
            if sent is None or not sent.filename:
                raise NotAPdf
            data = sent.stream.read(LARGEST + 1)
            db.session.commit()  # drawing takes seconds: nobody waits for us meanwhile
            kept = actions.receive(sent.filename, data)
            item = own(assembly_id, item_id)
            name, language = form.name.data or "", form.data["language"]
            actions.add_file(item, name, language, kept, now=clock.now())
        except RuleError as refusal:
            no(form, refusal)
        else:
            notify(_("Kept. Add its other languages under the same name."))
            where = url_for("assemblies.files", assembly_id=assembly_id, item_id=item_id)
            return redirect(where, code=303)
    return listed(assembly_id, item_id, form)


def listed(assembly_id: int, item_id: int, form: DocumentForm) -> Response:
    """The page of the documents of a point; the form asks for what is missing."""
    shown = next(one for one in queries.agenda(assembly_id) if one.item.id == item_id)
    gaps = [(one.name, code) for one in shown.files for code in LANGUAGES
            if code not in one.by_language]  # fmt: skip
    if gaps and request.method == "GET":
        form.name.data, form.language.data = gaps[0]
    return page(
        "assemblies/files.html",
        status=status_of(form),
        assembly=find(Assembly, assembly_id),
        shown=shown,
        form=form,
    )


@bp.post("/<int:assembly_id>/files/<int:file_id>/remove")
@allow(*OFFICE)
def remove_file(assembly_id: int, file_id: int) -> BaseResponse:
    """Take a document away."""
    row = find(AgendaFile, file_id)
    item = own(assembly_id, row.item_id)
    if item.assembly_id != assembly_id:
        abort(404)
    actions.remove_file(row)
    notify(_("Taken away."))
    return to_assembly(assembly_id)
