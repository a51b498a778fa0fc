"""Many receipts at once: pasted or from a file, looked at, then recorded."""

from flask import Response, redirect, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response as BaseResponse

from domain.errors import RuleError
from web import clock
from web.access import allow
from web.actions.pasted_receipts import Preview, preview, record_pasted
from web.blueprints.declarations import OFFICE, bp
from web.extensions import db
from web.forms.declarations import ReceiptsForm
from web.htmx import page
from web.navigation import notify
from web.once import once


@bp.get("/contracts/receipts")
@allow(*OFFICE)
def several() -> Response:
    """Paste lines, or choose a file."""
    return page("declarations/several.html", form=ReceiptsForm(), seen=Preview())


@bp.post("/contracts/receipts")
@allow(*OFFICE)
@once("declarations.several")
def record_several() -> BaseResponse:
    """Show what the lines would record; once that was seen, record all of them or none."""
    form = ReceiptsForm(request.form, request.files.get("file"))
    seen, recorded = Preview(), False
    if form.validate():
        sure = bool(form.sure.data) and form.sent is None
        try:
            act = record_pasted if sure else preview
            seen = act(form.lines.data, clock.today())
            recorded = sure and not seen.refused
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
    if recorded:
        count = len(seen.matches)
        notify(ngettext("%(num)s receipt recorded", "%(num)s receipts recorded", count))
        return redirect(url_for(".index"), code=303)
    right = seen.matches and not seen.refused
    status = 200 if right else 422
    return page("declarations/several.html", status=status, form=form, seen=seen)
