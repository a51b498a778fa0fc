"""The lines of a note: one more, one less, one back."""

from typing import Any

from flask import g, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response as BaseResponse

from domain.expenses import ExpenseKind
from web import clock
from web.access import allow
from web.actions import expense_drafts as drafts
from web.blueprints.expenses import WRITERS, bp
from web.blueprints.expenses.desk import change, edit_page, lay_out
from web.blueprints.expenses.editing import keep, moved_on
from web.blueprints.expenses.uploads import own, receipts_first
from web.extensions import db
from web.navigation import notify
from web.once import once


@bp.post("/<int:note_id>/lines")
@allow(*WRITERS)
@receipts_first
@once("expenses.index")
def add(note_id: int) -> Any:
    """One more expense: for each file that was chosen, else an empty one, or kilometres."""
    if g.uploads:  # the same file never counts twice, so it needs no token
        db.session.rollback()
        return keep(note_id)
    note = own(note_id)
    kind = ExpenseKind.KILOMETRES if request.form.get("add") == "kilometres" else None
    try:
        line_id = drafts.add(note, change(note), kind, now=clock.now())
    except StaleDataError:
        return moved_on(note_id)
    return redirect(url_for(".show", note_id=note_id, _anchor=f"line-{line_id}"), code=303)


@bp.post("/<int:note_id>/lines/<int:line_id>/remove")
@allow(*WRITERS)
@receipts_first
def remove(note_id: int, line_id: int) -> Any:
    """Put a line aside; it can be put back until the note is sent."""
    note = own(note_id)
    try:
        saved = drafts.remove_line(note, change(note), line_id, now=clock.now())
    except StaleDataError:
        return moved_on(note_id)
    if saved.refused:
        return edit_page(lay_out(own(note_id), request.form, saved), status=422)
    undo = url_for(".put_back", note_id=note_id, line_id=line_id)
    notify(_("The expense is removed."), undo_url=undo)
    return redirect(url_for(".show", note_id=note_id, _anchor="lines"), code=303)


@bp.post("/<int:note_id>/lines/<int:line_id>/put-back")
@allow(*WRITERS)
def put_back(note_id: int, line_id: int) -> BaseResponse:
    """Undo the removal."""
    drafts.put_back_line(own(note_id), line_id)
    return redirect(url_for(".show", note_id=note_id, _anchor=f"line-{line_id}"), code=303)
