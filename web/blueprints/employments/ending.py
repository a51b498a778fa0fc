"""Ending it: a last day and a reason, given by the worker, a holder or the office."""

from flask import Response, abort, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.errors import RuleError
from web import clock
from web.access import allow
from web.actions import employment_ending as actions
from web.blueprints.employments import bp
from web.blueprints.employments.pages import OFFICE, PARTIES, reader, the
from web.extensions import db
from web.forms.contracts import ReasonForm
from web.forms.employments import EndForm
from web.htmx import page
from web.models.employment import Employment
from web.navigation import notify
from web.once import once


def concerned(employment_id: int) -> Employment:
    """An agreement that the reader may end."""
    row = the(employment_id)
    how = reader(row)
    return row if how.works or how.holds or how.office else abort(403)


def end_page(row: Employment, form: EndForm | ReasonForm, status: int = 200) -> Response:
    """What follows from it, and the two questions."""
    begun = row.first_day <= clock.today()
    return page(
        "employments/end.html",
        status=status,
        row=row,
        form=form,
        begun=begun,
        works=reader(row).works,
        today=clock.today(),
    )


@bp.get("/employments/<int:employment_id>/end")
@allow(*PARTIES, *OFFICE)
def ask_end(employment_id: int) -> Response:
    """When, and why."""
    row = concerned(employment_id)
    begun = row.first_day <= clock.today()
    return end_page(row, EndForm(last_day=row.last_day) if begun else ReasonForm())


@bp.post("/employments/<int:employment_id>/end")
@allow(*PARTIES, *OFFICE)
@once("units.index")
def end(employment_id: int) -> BaseResponse:
    """It ends on that day; before its first day it never begins."""
    row = concerned(employment_id)
    begun = row.first_day <= clock.today()
    form = EndForm(request.form) if begun else ReasonForm(request.form)
    if not form.validate():
        return end_page(row, form, 422)
    try:
        _end(row, form)
    except RuleError as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return end_page(concerned(employment_id), form, 422)
    notify(_("It is recorded, with your reason. The others concerned see it."))
    return redirect(url_for(".show", employment_id=employment_id), code=303)


def _end(row: Employment, form: EndForm | ReasonForm) -> None:
    now, reason = clock.now(), form.reason.data
    if isinstance(form, EndForm):
        assert form.last_day.data is not None
        actions.end(row, last_day=form.last_day.data, reason=reason, now=now)
    else:
        actions.call_off(row, reason=reason, now=now)
