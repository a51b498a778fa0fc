"""Everything on the page where an expense note is written."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from flask import Response, g, request

from domain.errors import RuleError
from domain.expenses import EXPENSE_EDITABLE, LooksAlike, recovers_vat
from domain.money import Eur
from domain.parameters import Dated
from web import clock
from web.actions.expense_drafts import Change, Saved
from web.actions.receipts import Upload
from web.extensions import db
from web.forms.expenses import LineForm, NoteForm, Sent, prefix_of
from web.htmx import page, wants_fragment
from web.i18n import word
from web.models.entity import Entity
from web.models.expense import ExpenseLine, ExpenseNote
from web.queries.expense_lines import Elsewhere, Found, Typed, found, live, resembling
from web.queries.expense_notes import NoteLine
from web.queries.expense_notes import note as note_line
from web.queries.expense_story import Receipt, left_in, receipts_of

UNPROCESSABLE = 422


@dataclass(kw_only=True)
class LineDesk:
    """One line being written."""

    number: int
    line: ExpenseLine
    form: LineForm
    typed: Typed
    receipt: Receipt | None
    alike: Elsewhere | None  # what it resembles
    refused: Upload | None  # a file that was not taken

    @property
    def claimed(self) -> Eur | None:
        """What it pays back."""
        return self.typed.claimed

    @property
    def rate(self) -> Dated | None:
        """What a kilometre is worth that day."""
        return self.typed.rate

    @property
    def revision(self) -> int:
        """Which writing of the line this is."""
        return int(self.line.typed.get("revision", 0))

    @property
    def asks(self) -> str:
        """The question whether this is another expense, if it must be asked."""
        return word(LooksAlike(self.alike.note)) if self.alike else ""


@dataclass(frozen=True, slots=True)
class ToMend:
    """One thing that is missing or wrong, and where to mend it."""

    text: str
    anchor: str
    number: int  # of the line; 0: the note


@dataclass(kw_only=True)
class Desk:
    """A note being written."""

    note: NoteLine
    form: NoteForm
    lines: list[LineDesk]
    mend: list[ToMend]
    refused: list[Upload]  # files that were to become new lines
    left: Eur  # to spend, this note not counted
    takes_vat_back: bool
    saved: Saved

    @property
    def left_after(self) -> Eur:
        """What remains once this note is sent; below zero, what is missing."""
        return Eur(self.left - self.note.net)

    @property
    def wrong(self) -> bool:
        """Something typed cannot be read, or a file was refused."""
        refused = self.refused or any(line.refused for line in self.lines)
        return bool(refused or any(line.form.unread for line in self.lines))

    def desk_of(self, line_ids: Iterable[int]) -> list[LineDesk]:
        """Some of the lines."""
        wanted = set(line_ids)
        return [line for line in self.lines if line.line.id in wanted]


def change(note: ExpenseNote) -> Change:
    """What the form says, line by line; a line that it does not show stays as it is."""
    sent = request.form
    lines = [line for line in live(note.lines) if f"{prefix_of(line.id)}day" in sent]
    take = "take" in sent
    return Change(
        lines={line.id: LineForm(line, sent).typed() for line in lines},
        revisions={} if take else {line.id: _revision(line.id) for line in lines},
        tab=sent.get("tab", "")[:40],
        batch=sent.get("batch", "")[:40],
        uploads=g.uploads,
    )


def _revision(line_id: int) -> int:
    return request.form.get(f"{prefix_of(line_id)}revision", 0, type=int)


def lay_out(
    note: ExpenseNote, sent: Sent | None = None, saved: Saved | None = None, *, strict: bool = False
) -> Desk:
    """Read a note as it was typed, with everything that is to be mended.

    strict: say at every field what is missing, not only what is wrong
    """
    saved = saved or Saved()
    forms = [(line, LineForm(line, _sent(line, sent))) for line in live(note.lines)]
    pairs = [(line, form.typed()) for line, form in forms]
    alike = resembling(note.person_id, pairs)
    reasons = found(pairs, alike, clock.today())
    receipts = receipts_of([line for line, _form in forms])
    refused = {upload.place: upload for upload in saved.refused}
    lines = [
        LineDesk(
            number=number,
            line=line,
            form=form,
            typed=form.typed(),
            receipt=receipts.get(line.receipt_id or 0),
            alike=alike.get(line.id),
            refused=refused.get(line.id),
        )
        for number, (line, form) in enumerate(forms, start=1)
    ]
    entity = db.session.get_one(Entity, note.entity_id)
    desk = Desk(
        note=note_line(note.id, g.person.id),
        form=NoteForm(),
        lines=lines,
        mend=_to_mend(lines, reasons),
        refused=[upload for upload in saved.refused if not upload.place],
        left=left_in(note.unit_id, note.assignment_id),
        takes_vat_back=recovers_vat(entity.code),
        saved=saved,
    )
    _say_at_fields(lines, reasons, strict=strict)
    return desk


def _sent(line: ExpenseLine, sent: Sent | None) -> Sent | None:
    """The form, if it has this line."""
    return sent if sent is not None and f"{prefix_of(line.id)}day" in sent else None


def _say_at_fields(lines: list[LineDesk], reasons: list[Found], *, strict: bool) -> None:
    for line in lines:
        here = [item.reason for item in reasons if item.line_id == line.line.id]
        line.form.refuse_all([reason for reason in here if strict or _is_typed(line.form, reason)])
        if line.refused and line.refused.refusal:
            line.form.receipt.errors = [word(line.refused.refusal)]


def _is_typed(form: LineForm, reason: RuleError) -> bool:
    """Is this about something that was typed, rather than about what is missing?"""
    name = reason.field
    return name in form and name not in ("receipt", "other") and form.was_typed(name)


def _to_mend(lines: list[LineDesk], reasons: list[Found]) -> list[ToMend]:
    """Everything in one list: the field's own words where it cannot be read."""
    by_id = {line.line.id: line for line in lines}
    todo = []
    for item in reasons:
        if not item.line_id:
            todo.append(ToMend(word(item.reason), "receipt", 0))
            continue
        line = by_id[item.line_id]
        name = item.reason.field
        unread = name in line.form.unread
        text = str(line.form[name].errors[0]) if unread else word(item.reason)
        todo.append(ToMend(text, f"{line.form.prefix}{name}", line.number))
    seen = {(item.number, item.anchor) for item in todo}
    for line in lines:
        for name in line.form.unread:
            anchor = f"{line.form.prefix}{name}"
            if (line.number, anchor) not in seen:
                todo.append(ToMend(str(line.form[name].errors[0]), anchor, line.number))
    return sorted(todo, key=lambda item: item.number)


def edit_page(
    desk: Desk, *, fragment: str = "", status: int = 200, moved: bool = False
) -> Response:
    """The whole page, or what changed."""
    return page(
        "expenses/edit.html",
        fragment=fragment,
        status=status,
        desk=desk,
        note=desk.note,
        moved=moved,
        told=status == UNPROCESSABLE,
        redrawn=bool(fragment) and wants_fragment(),
        tab=request.form.get("tab") or secrets.token_urlsafe(9),
        batch=secrets.token_urlsafe(9),
    )


def is_editable(note: NoteLine) -> bool:
    """Does the reader write in this note?"""
    return note.mine and note.status in EXPENSE_EDITABLE
