"""What there is to declare in a period: checked, listed, taken along as a file."""

from datetime import date, timedelta
from typing import Any

from flask import Response, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from domain.errors import RuleError
from web import clock
from web.access import allow
from web.actions.dimona_export import Asked, export, look
from web.blueprints.declarations import OFFICE, bp
from web.extensions import db
from web.formats.dimona_file import MEDIA_TYPES, FileKind
from web.forms.declarations import PeriodForm
from web.htmx import page
from web.queries.dimona_export import Checked, exports

AHEAD, BACK = timedelta(days=13), timedelta(days=7)  # of today, where nothing is asked for


def form_of(typed: MultiDict[str, Any], today: date) -> PeriodForm:
    """What was asked for; a week back and two weeks ahead where nothing was."""
    return PeriodForm(typed or None, first=today - BACK, last=today + AHEAD)


def asked(form: PeriodForm, kind: FileKind = FileKind.CSV) -> Asked:
    """The same as values."""
    return Asked(
        first=form.data["first"],
        last=form.data["last"],
        employer=form.employer.data,
        recorded=form.recorded.data,
        kind=kind,
    )


@bp.get("/contracts/dimona")
@allow(*OFFICE)
def period() -> Response:
    """The declarations of a period with their checks; national numbers are not shown."""
    today = clock.today()
    form = form_of(request.args, today)
    seen = Checked(())
    if not request.args or form.validate():
        try:
            seen = look(asked(form), today)
        except RuleError as refusal:
            form.refuse(refusal)
    return shown(form, seen)


def shown(form: PeriodForm, seen: Checked) -> Response:
    """The page, with what was refused."""
    status = 422 if form.errors or form.form_errors else 200
    return page(
        "declarations/period.html",
        fragment="rows",
        status=status,
        form=form,
        seen=seen,
        exports=exports(),
    )


@bp.post("/contracts/dimona.csv", defaults={"kind": FileKind.CSV})
@bp.post("/contracts/dimona.json", defaults={"kind": FileKind.JSON})
@allow(*OFFICE)
def download(kind: FileKind) -> ResponseReturnValue:
    """The file; that it was taken along is kept, because it holds national numbers."""
    today = clock.today()
    form = form_of(request.form, today)
    if form.validate():
        try:
            made = export(asked(form, kind), now=clock.now(), today=today)
        except RuleError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            name = f"dimona-{form.first.data}-{form.last.data}.{kind}"
            response = Response(made.data, content_type=MEDIA_TYPES[kind])
            response.headers.set("Content-Disposition", "attachment", filename=name)
            return response
    return shown(form, Checked(()))
