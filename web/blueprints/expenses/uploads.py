"""Files that come with a form: made safe and stored before anything else happens."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import sqlalchemy as sa
from flask import abort, g, request
from sqlalchemy.orm import selectinload
from werkzeug.datastructures import FileStorage

from web.actions.receipts import Upload, receive
from web.documents.receipts import LARGEST
from web.extensions import db
from web.models.expense import ExpenseNote

View = TypeVar("View", bound=Callable[..., Any])
PLACE = re.compile(r"(?:line-(\d{1,9})-)?receipt", re.ASCII)


def own(note_id: int) -> ExpenseNote:
    """A note that the reader wrote: nobody else writes in it."""
    query = (
        sa.select(ExpenseNote)
        .where(ExpenseNote.id == note_id, ExpenseNote.person_id == g.person.id)
        .options(selectinload(ExpenseNote.lines))
    )
    note = db.session.scalars(query).one_or_none()
    return note if note is not None else abort(404)


def receipts_first(view: View) -> View:
    """Store what was photographed before the form is even looked at: nothing loses it after.

    Drawing a file anew takes seconds. No transaction is open meanwhile, so nobody else waits.
    """

    @wraps(view)
    def wrapped(note_id: int, **given: Any) -> Any:
        own(note_id)
        files = sent_files()
        if files:
            session = db.session()
            session.expire_on_commit = False
            session.commit()
        g.uploads = [stored(place, file) for place, file in files]
        return view(note_id, **given)

    return wrapped  # type: ignore[return-value]  # same shape as the view


def sent_files() -> list[tuple[int, FileStorage]]:
    """Each file that was chosen, and the line it is for (0: a new one)."""
    return [
        (int(found[1] or 0), file)
        for name, files in request.files.lists()
        if (found := PLACE.fullmatch(name))
        for file in files
        if file.filename
    ]


def stored(place: int, file: FileStorage) -> Upload:
    """One file, safe in the archive, or why not."""
    with file.stream as stream:
        data = stream.read(LARGEST + 1)
    return receive(place, file.filename or "", data)
