"""Payment files: listed, downloaded again, and what the bank sent back."""

from flask import Response, abort, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.errors import RuleError
from domain.roles import Role
from web import clock
from web.access import allow
from web.actions import payment_files as actions
from web.blueprints.finance import bp
from web.extensions import db
from web.forms.contracts import ReasonForm
from web.htmx import page
from web.models.pay import LineState
from web.navigation import notify
from web.queries import transfers as queries


@bp.get("/files")
@allow(Role.FINANCE)
def files() -> Response:
    """Every payment file, the last first."""
    return page(
        "finance/files.html", found=queries.files(before=request.args.get("before", 0, type=int))
    )


@bp.get("/files/<int:file_id>")
@allow(Role.FINANCE)
def file(file_id: int) -> Response:
    """One payment file and its transfers."""
    found = queries.file(file_id) or abort(404)
    lines = queries.transfers(file_id, after=request.args.get("after", 0, type=int))
    return page("finance/file.html", file=found, lines=lines, today=clock.today())


@bp.route("/files/<int:file_id>/rejected", methods=["GET", "POST"])
@allow(Role.FINANCE)
def reject_file(file_id: int) -> BaseResponse:
    """The bank refused the whole file."""
    found = queries.file(file_id) or abort(404)
    if found.rejected == found.count:
        abort(404)
    return rejected(found, queries.sent_lines(file_id), None)


@bp.route("/files/<int:file_id>/rejected/<int:line_id>", methods=["GET", "POST"])
@allow(Role.FINANCE)
def reject(file_id: int, line_id: int) -> BaseResponse:
    """The bank sent one transfer back."""
    found = queries.file(file_id) or abort(404)
    lines = queries.transfers(file_id, line_id=line_id).items
    if not lines:
        abort(404)
    if request.method == "GET" and lines[0].state is LineState.REJECTED:
        return redirect(url_for(".file", file_id=file_id), code=303)
    return rejected(found, [line_id], lines[0])


def rejected(
    file: queries.FileLine, line_ids: list[int], line: queries.TransferLine | None
) -> BaseResponse:
    """Ask for the bank's reason, then make the amounts due again."""
    form = ReasonForm(request.form)
    if request.method == "POST" and form.validate():
        try:
            actions.reject(line_ids, reason=form.reason.data, now=clock.now())
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            notify(_("Recorded. What was not paid is due again and can go into the next file."))
            return redirect(url_for(".file", file_id=file.id), code=303)
    status = 422 if form.errors or form.form_errors else 200
    return page("finance/reject.html", status=status, file=file, line=line, form=form)
