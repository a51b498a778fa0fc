"""Receipts: made safe and stored before anything else, then attached to the line they prove."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from domain.errors import RuleError
from domain.expenses import SameFile
from web.actions.audit import record
from web.documents import archive
from web.documents.receipts import clean, file_name
from web.documents.version import fingerprint
from web.extensions import db
from web.models.document import Document, DocumentKind, DocumentState
from web.models.expense import ExpenseLine, ExpenseNote
from web.queries.expense_lines import Elsewhere, with_same_file


@dataclass(frozen=True, slots=True)
class Kept:
    """A receipt that lies safe in the archive."""

    name: str
    media_type: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Upload:
    """One file that was sent, and what became of it."""

    place: int  # the line it is for; 0: a new one
    kept: Kept | None = None
    refusal: RuleError | None = None
    twin: Elsewhere | None = None  # where the same file is already


def receive(place: int, name: str, data: bytes) -> Upload:
    """Make one file safe and store it. It takes seconds: no transaction may be open meanwhile."""
    try:
        receipt = clean(data)
    except RuleError as refusal:
        return Upload(place, refusal=refusal)
    sha256 = archive.store(receipt.data)
    named = file_name(name, receipt.ending)
    return Upload(place, Kept(named, receipt.media_type, sha256, len(receipt.data)))


def check_new(note: ExpenseNote, upload: Upload) -> Upload:
    """Refuse a file that already proves another line of this person."""
    if upload.kept is None:
        return upload
    twin = with_same_file(note.person_id, upload.kept.sha256, not_line=upload.place)
    if twin is None:
        return upload
    return Upload(upload.place, refusal=SameFile(twin.note), twin=twin)


def attach(line: ExpenseLine, kept: Kept, owner_id: int, *, language: str, now: datetime) -> None:
    """Let a stored file prove this line; the one it replaces stays in the archive."""
    if line.receipt_id is not None:
        before = sa.select(Document.sha256).where(Document.id == line.receipt_id)
        if db.session.scalar(before) == kept.sha256:
            return
    document = Document(
        kind=DocumentKind.RECEIPT, state=DocumentState.READY, language=language,
        filename=kept.name, media_type=kept.media_type, owner_id=owner_id, sha256=kept.sha256,
        size=kept.size, code_version=fingerprint(), asked=now, made=now,
    )  # fmt: skip
    db.session.add(document)
    db.session.flush()
    record("receipt_attached", document, note=line.note_id, replaces=line.receipt_id or "")
    line.receipt_id = document.id
