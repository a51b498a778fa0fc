"""Expense notes as a list, one of them to read, and the receipts in it."""

from typing import Any

import sqlalchemy as sa
from flask import Response, abort, g, request
from sqlalchemy.orm import joinedload

from domain.roles import Role
from web.access import HELD, allow, find, visible
from web.actions.documents import note_read
from web.blueprints.expenses import READERS, bp
from web.blueprints.expenses.desk import edit_page, is_editable, lay_out
from web.blueprints.expenses.uploads import own
from web.documents import archive
from web.documents.receipts import IMAGES, preview
from web.extensions import db
from web.forms.expenses import DecisionForm
from web.htmx import page
from web.models.document import Document
from web.models.expense import ExpenseLine, ExpenseNote
from web.queries import expenses as queries
from web.queries.audit import history_of
from web.queries.expense_notes import note as note_line
from web.queries.expense_purses import purses
from web.queries.expense_story import lines_of

WITH_UNIT = joinedload(ExpenseNote.unit)
SANDBOX = "sandbox; default-src 'none'; style-src 'none'"


@bp.get("")
@allow(*READERS)
def index() -> Response:
    """The notes in sight, newest first."""
    typed, show = request.args.get("q", "")[:80], request.args.get("show", "")
    wanted = request.args.get("assignment_id", 0, type=int)
    found = queries.notes(
        visible(ExpenseNote),
        g.person.id,
        typed=typed,
        show=show,
        before=request.args.get("before", 0, type=int),
    )
    writes = Role.MEMBER in g.person.roles
    choices = purses(HELD) if writes else []
    asked = [purse for purse in choices if wanted and purse.assignment_id == wanted]
    return page(
        "expenses/index.html",
        fragment="rows",
        found=found,
        typed=typed,
        show=show,
        writes=writes,
        purses=asked or choices,
        coming=queries.on_its_way(g.person.id),
    )


@bp.get("/<int:note_id>")
@allow(*READERS)
def show(note_id: int) -> Any:
    """Written on as long as it is its author's to change; read once it is sent."""
    find(ExpenseNote, note_id)
    note = note_line(note_id, g.person.id)
    if is_editable(note):
        return edit_page(lay_out(own(note_id)))
    return show_page(note_id)


def show_page(
    note_id: int, *, form: DecisionForm | None = None, refusal: str = "", status: int = 200
) -> Response:
    """One note to read; with the decision beside it for who decides."""
    note = note_line(note_id, g.person.id)
    may_decide = note.status == "submitted" and decides(note_id)
    return page(
        "expenses/show.html",
        status=status,
        note=note,
        case=queries.for_decision(note_id) if may_decide else None,
        lines=[] if may_decide else lines_of(note_id),
        happenings=[] if may_decide else history_of("expense_note", note_id),
        form=form or DecisionForm(),
        refusal=refusal,
        next_key="",
    )


def decides(note_id: int) -> bool:
    """Is it up to the reader to decide on this note?"""
    return bool(db.session.scalar(sa.select(queries.decides(note_id, g.person))))


@bp.get("/<int:note_id>/lines/<int:line_id>/receipt")
@allow(*READERS)
def receipt(note_id: int, line_id: int) -> Response:
    """A photo to look at, small or whole; a PDF is only ever downloaded."""
    find(ExpenseNote, note_id, WITH_UNIT)
    document = db.session.scalar(
        sa.select(Document)
        .join(ExpenseLine, ExpenseLine.receipt_id == Document.id)
        .where(ExpenseLine.id == line_id, ExpenseLine.note_id == note_id)
    )
    if document is None or document.media_type not in IMAGES or document.sha256 is None:
        abort(404)
    data, media_type = archive.load(document.sha256), document.media_type
    if document.owner_id != g.person.id:
        note_read(document)
    if "small" in request.args:
        data, media_type = preview(data)
    response = Response(data, mimetype=media_type)
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["Content-Disposition"] = "inline"
    return response
