"""Convene: the sheet is frozen, its papers and its letters are put in the queue, once for good."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, cast

import sqlalchemy as sa

from domain.assembly.convocation import to_json
from domain.assembly.freezing import LANGUAGES
from domain.assembly.life import move_assembly
from domain.assembly.papers import AGAIN, MailState, PaperKind
from domain.assembly.words import AssemblyState
from domain.errors import N_, RuleError
from web import clock
from web.actions.assemblies import locked
from web.actions.audit import actor_id, record
from web.extensions import db
from web.models.assembly import Assembly
from web.models.assembly_papers import AssemblyPaper, Convocation, ConvocationMail
from web.queries.convocation import addressees, lacking, sheet_of
from web.queue import enqueue, enqueue_each

LETTERS = cast("sa.Table", ConvocationMail.__table__)


def convene(assembly: Assembly, *, by: str = "", address: str = "", now: datetime) -> None:
    """Send the convocation; refused with the article if it is too late, or with what it lacks.

    by:      who convenes, in words
    address: of the page of the assembly, for the letters
    """
    row = locked(assembly.id)
    state = move_assembly(row.state, AssemblyState.CONVENED)
    for refusal in lacking(row, now):
        raise refusal
    sheet = sheet_of(row, by=by, address=address, now=now)
    kept = Convocation(assembly_id=row.id, sheet=to_json(sheet), sent=now, sent_by_id=actor_id())
    db.session.add(kept)
    row.state, row.convened = state, now
    db.session.flush()
    ask_for_papers(row.id, PaperKind.CONVOCATION, 0, now)
    _write_letters(row.id, clock.day_of(now))
    enqueue("send_convocation", now, assembly_id=row.id)
    record("assembly_convened", row, starts=row.starts)
    db.session.commit()


def ask_for_papers(assembly_id: int, kind: PaperKind, sequence: int, now: datetime) -> None:
    """One printed paper in each language, made by the worker after this transaction."""
    rows = [
        AssemblyPaper(
            assembly_id=assembly_id, kind=kind, sequence=sequence, language=code, asked=now
        )
        for code in LANGUAGES
    ]
    db.session.add_all(rows)
    db.session.flush()
    enqueue_each("make_assembly_paper", now, [{"paper_id": row.id} for row in rows])


def _write_letters(assembly_id: int, day: date) -> None:
    """One letter a person, whoever they hold or represent: one statement."""
    found = addressees(day).subquery()
    letters = sa.select(
        sa.literal(assembly_id),
        found.c.id,
        found.c.email,
        found.c.language,
        sa.literal(MailState.WAITING.value),
        sa.literal(""),
    )
    names = ["assembly_id", "person_id", "address", "language", "state", "problem"]
    db.session.execute(sa.insert(LETTERS).from_select(names, letters))


def send_again(assembly: Assembly, *, now: datetime) -> int:
    """Try anew what was refused, interrupted, or had no server; how many."""
    again = (
        sa.update(ConvocationMail)
        .where(ConvocationMail.assembly_id == assembly.id, ConvocationMail.state.in_(AGAIN))
        .values(state=MailState.WAITING, problem="")
    )
    changed = db.session.execute(again).rowcount  # type: ignore[attr-defined]  # an UPDATE has it
    if changed:
        enqueue("send_convocation", now, assembly_id=assembly.id)
        record("letters_again", assembly, letters=changed)
    db.session.commit()
    return int(changed)


@dataclass(eq=False)
class NotWrittenTo(RuleError):
    """No letter of this assembly went there."""

    message = N_("No letter of this assembly went to this address.")
    field: ClassVar[str] = "address"


def note_bounce(assembly: Assembly, address: str, *, why: str, day: date) -> None:
    """Write down that the letter to an address came back."""
    query = sa.select(ConvocationMail).where(
        ConvocationMail.assembly_id == assembly.id,
        sa.func.lower(ConvocationMail.address) == address.lower(),
    )
    letter = db.session.scalars(query).first()
    if letter is None:
        raise NotWrittenTo
    letter.state, letter.bounced, letter.problem = MailState.BOUNCED, day, why
    record("letter_bounced", assembly, address=letter.address, reason=why)
    db.session.commit()
