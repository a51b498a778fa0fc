"""The worker answers: the agreement, and later each change of it."""

from collections.abc import Callable

from flask import abort, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from domain.errors import RuleError
from web import clock
from web.access import allow, find
from web.actions import employment_changes as changes
from web.actions import employments as actions
from web.blueprints.employments import bp
from web.blueprints.employments.pages import OF_CHANGE, PARTIES, shown, the
from web.extensions import db
from web.forms.employments import AnswerForm
from web.i18n import word
from web.models.employment import Employment
from web.models.employment_terms import EmploymentTerms
from web.navigation import notify
from web.once import once


def own(employment_id: int) -> Employment:
    """An agreement of the reader's as a worker: nobody else answers it."""
    row = the(employment_id)
    return row if row.person_id == g.person.id else abort(404)


def own_change(change_id: int) -> EmploymentTerms:
    """A change of such an agreement."""
    change = find(EmploymentTerms, change_id, *OF_CHANGE)
    return change if change.employment.person_id == g.person.id else abort(404)


def answered(employment_id: int, act: Callable[[], None], text: str) -> BaseResponse:
    """Do it and go back to the page, or say there why not."""
    try:
        act()
    except RuleError as refusal:
        db.session.rollback()
        return shown(employment_id, AnswerForm(request.form), (word(refusal),), 422)
    notify(text)
    return redirect(url_for(".show_mine", employment_id=employment_id), code=303)


@bp.post("/work/employments/<int:employment_id>/accept")
@allow(*PARTIES)
@once("employments.mine")
def accept(employment_id: int) -> BaseResponse:
    """Yes: it binds both."""
    row = own(employment_id)
    text = _("You accepted. Your first month is prepared.")
    return answered(employment_id, lambda: actions.accept(row, now=clock.now()), text)


@bp.post("/work/employments/<int:employment_id>/decline")
@allow(*PARTIES)
@once("employments.mine")
def decline(employment_id: int) -> BaseResponse:
    """No, perhaps with a reason."""
    row, form = own(employment_id), AnswerForm(request.form)
    if not form.validate():
        return shown(employment_id, form, status=422)
    reason = form.reason.data or ""
    text = _("You declined. The person who offered it sees it.")
    return answered(employment_id, lambda: actions.decline(row, reason, now=clock.now()), text)


@bp.post("/work/employment-changes/<int:change_id>/accept")
@allow(*PARTIES)
@once("employments.mine")
def accept_change(change_id: int) -> BaseResponse:
    """Yes: from that month on."""
    change = own_change(change_id)
    text = _("You accepted the change.")
    return answered(
        change.employment_id, lambda: changes.accept_change(change, now=clock.now()), text
    )


@bp.post("/work/employment-changes/<int:change_id>/decline")
@allow(*PARTIES)
@once("employments.mine")
def decline_change(change_id: int) -> BaseResponse:
    """No: everything stays as it was agreed."""
    change, form = own_change(change_id), AnswerForm(request.form)
    if not form.validate():
        return shown(change.employment_id, form, status=422)
    reason = form.reason.data or ""
    text = _("You declined the change. Everything stays as it was agreed.")
    return answered(
        change.employment_id,
        lambda: changes.decline_change(change, reason, now=clock.now()),
        text,
    )
