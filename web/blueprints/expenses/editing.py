"""Writing an expense note: begun with one tap, kept as it is typed, sent, taken back."""

from typing import Any

from flask import Response, abort, g, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response as BaseResponse

from domain.errors import RuleError
from domain.expenses import EXPENSE_EDITABLE, NotComplete
from domain.roles import Role
from web import clock
from web.access import HELD, allow, find
from web.actions import expense_drafts as drafts
from web.actions import expenses as actions
from web.blueprints.expenses import WRITERS, bp
from web.blueprints.expenses.desk import change, edit_page, lay_out
from web.blueprints.expenses.uploads import own, receipts_first
from web.extensions import db
from web.htmx import page, wants_fragment
from web.models.assignment import Assignment
from web.models.unit import Holding, Unit
from web.navigation import notify
from web.once import once
from web.queries.expense_notes import note as note_line
from web.queries.expense_purses import purses


@bp.get("/new")
@allow(Role.MEMBER)
def new() -> Response:
    """Who pays? One touch begins the note."""
    return page("expenses/new.html", purses=purses(HELD))


@bp.post("")
@allow(Role.MEMBER)
@once("expenses.index")
def begin() -> BaseResponse:
    """One tap: an empty note."""
    unit_id, _dash, assignment_id = request.form.get("purse", "").partition("-")
    if not (unit_id.isdecimal() and assignment_id.isdecimal()):
        abort(400)
    unit = find(Unit, int(unit_id[:9]))
    if db.session.scalar(HELD.where(Holding.unit_id == unit.id)) is None:
        abort(404)
    assignment = find(Assignment, int(assignment_id[:9])) if int(assignment_id) else None
    note = drafts.begin(unit, assignment, g.person, now=clock.now())
    return redirect(url_for(".show", note_id=note.id), code=303)


@bp.post("/<int:note_id>/draft")
@allow(*WRITERS)
@receipts_first
def draft(note_id: int) -> Any:
    """Keep what was typed and photographed, and show what it comes to."""
    return keep(note_id)


def keep(note_id: int) -> Any:
    """Save the form; with script, what changed comes back."""
    note = own(note_id)
    try:
        saved = drafts.save(note, change(note), now=clock.now())
    except StaleDataError:
        return moved_on(note_id)
    desk = lay_out(own(note_id), request.form, saved)
    refused = bool(saved.refused)
    if wants_fragment():
        return edit_page(desk, fragment="live", status=422 if refused else 200)
    if refused or (desk.wrong and "leave" not in request.form):
        return edit_page(desk, status=422)
    if "leave" in request.form:
        return redirect(url_for(".index"), code=303)
    place = f"line-{saved.added[0]}" if saved.added else "lines"
    return redirect(url_for(".show", note_id=note_id, _anchor=place), code=303)


def moved_on(note_id: int) -> Response:
    """Changed in another window: tell, overwrite nothing, keep what was typed here."""
    db.session.rollback()
    return edit_page(lay_out(own(note_id), request.form), fragment="moved", status=409, moved=True)


@bp.post("/<int:note_id>/submit")
@allow(*WRITERS)
@receipts_first
@once("expenses.index")
def submit(note_id: int) -> Any:
    """Send it to the adviser, complete and covered."""
    note = own(note_id)
    given = change(note)
    try:
        actions.submit(note, given, now=clock.now())
    except StaleDataError:
        return moved_on(note_id)
    except RuleError as refusal:
        return _refused(note_id, refusal)
    undo = url_for(".withdraw", note_id=note_id)
    notify(
        _("Sent to your adviser. It is paid with the next payment file after approval."),
        undo_url=undo,
    )
    return redirect(url_for(".show", note_id=note_id), code=303)


def _refused(note_id: int, refusal: RuleError) -> Response:
    """The same page, with every reason at its place and everything kept."""
    db.session.rollback()
    note = own(note_id)
    if note.status not in EXPENSE_EDITABLE:
        raise refusal
    saved = drafts.save(note, change(note), now=clock.now())
    desk = lay_out(own(note_id), request.form, saved, strict=True)
    if not isinstance(refusal, NotComplete):
        desk.form.refuse(refusal)
    return edit_page(desk, status=422)


@bp.post("/<int:note_id>/withdraw")
@allow(*WRITERS)
def withdraw(note_id: int) -> BaseResponse:
    """Take back what the adviser has not decided."""
    actions.withdraw(own(note_id))
    notify(_("The note is yours again. Send it when it is ready."))
    return redirect(url_for(".show", note_id=note_id), code=303)


@bp.get("/<int:note_id>/discard")
@allow(*WRITERS)
def ask_discard(note_id: int) -> Response:
    """Before it is gone: what will be lost."""
    own(note_id)
    return page("expenses/discard.html", note=note_line(note_id, g.person.id))


@bp.post("/<int:note_id>/discard")
@allow(*WRITERS)
@once("expenses.index")
def discard(note_id: int) -> BaseResponse:
    """Throw a note away."""
    actions.discard(own(note_id))
    notify(_("The note is thrown away."))
    return redirect(url_for(".index"), code=303)
