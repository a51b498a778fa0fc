"""What an adviser decides on an expense note."""

import re
from typing import Any

from flask import abort, g, redirect, request, url_for
from flask_babel import gettext as _

from domain.errors import RuleError
from domain.expenses import OwnNote
from domain.submission import ReasonMissing
from web import clock
from web.access import allow, find
from web.actions import expenses as actions
from web.blueprints.expenses import DECIDERS, bp
from web.blueprints.expenses.reading import decides, show_page
from web.extensions import db
from web.forms.expenses import DecisionForm
from web.i18n import word
from web.models.expense import ExpenseNote
from web.navigation import notify
from web.once import once

NEXT = re.compile(r"(assignment|expense)-\d{1,9}", re.ASCII)


@bp.post("/<int:note_id>/decide")
@allow(*DECIDERS)
@once("queue.index")
def decide(note_id: int) -> Any:
    """Approve, or send back with a reason; then comes the next one of the queue."""
    note, form = find(ExpenseNote, note_id), DecisionForm(request.form)
    if note.person_id == g.person.id:
        return show_page(note_id, refusal=word(OwnNote()), status=422)
    if not decides(note_id):
        abort(403)
    form.check_version(note)
    if not form.validate():
        return show_page(note_id, form=form, status=422)
    try:
        _decide(note, form)
    except ReasonMissing as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return show_page(note_id, form=form, status=422)
    except RuleError as refusal:
        db.session.rollback()
        return show_page(note_id, form=form, refusal=word(refusal), status=422)
    return _next(note_id)


def _decide(note: ExpenseNote, form: DecisionForm) -> None:
    version, now = int(form.version.data), clock.now()
    if request.form.get("decision") != "approve":
        actions.send_back(note, form.reason.data or "", version=version, now=now)
        notify(_("Sent back. The member reads your reason."))
        return
    shown = {int(key) for key in request.form.getlist("vat-shown") if key.isdecimal()}
    kept = {int(key) for key in request.form.getlist("vat-kept") if key.isdecimal()}
    actions.approve(note, version=version, without_vat=shown - kept, now=now)
    notify(_("Approved. It is paid with the next payment file."))


def _next(note_id: int) -> Any:
    """Back to where the decision was made: the next thing of the queue, or the note itself."""
    wanted = request.form.get("next")
    if wanted is None:
        return redirect(url_for(".show", note_id=note_id), code=303)
    item = wanted if NEXT.fullmatch(wanted) else None
    return redirect(url_for("queue.index", item=item), code=303)
