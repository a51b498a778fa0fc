"""Acts around a meeting: name its bureau, sign it in, ask, answer, write what disturbed."""

from datetime import datetime

import sqlalchemy as sa

from domain.assembly.asking import check_open, check_words
from domain.assembly.words import AssemblyState, BureauFunction
from web.actions.audit import actor_id, record
from web.extensions import db
from web.models.assembly import AskedQuestion, Assembly, BureauMember, Incident
from web.models.person import Person
from web.models.share import Shareholder


def name_bureau(assembly: Assembly, person: Person, function: BureauFunction) -> None:
    """Give somebody a function; whoever had another one at this bureau changes it."""
    row = db.session.get(BureauMember, (assembly.id, person.id))
    if row is None:
        row = BureauMember(assembly_id=assembly.id, person_id=person.id, function=function)
        db.session.add(row)
    row.function = function
    record("bureau_named", assembly, who=person.name, function=function)
    db.session.commit()


def leave_bureau(assembly: Assembly, person: Person) -> None:
    """Take somebody off the bureau again."""
    db.session.execute(
        sa.delete(BureauMember).where(
            BureauMember.assembly_id == assembly.id, BureauMember.person_id == person.id
        )
    )
    record("bureau_left", assembly, who=person.name)
    db.session.commit()


def sign_bureau(assembly: Assembly, person: Person, now: datetime) -> None:
    """Somebody of the bureau is in the room."""
    row = db.session.get_one(BureauMember, (assembly.id, person.id))
    row.present = row.present or now
    record("bureau_present", assembly, who=person.name)
    db.session.commit()


def ask(
    assembly: Assembly, holder: Shareholder, text: str, *, item_id: int | None, now: datetime
) -> AskedQuestion:
    """A shareholder asks; before the meeting until the announced moment, and while it sits."""
    check_words(text)
    sitting = assembly.state is AssemblyState.SITTING
    check_open(now, assembly.questions_until, sitting=sitting)
    row = AskedQuestion(
        assembly_id=assembly.id,
        shareholder_id=holder.id,
        item_id=item_id,
        text=text,
        asked=now,
    )
    db.session.add(row)
    db.session.flush()
    record("question_asked", row)
    db.session.commit()
    return row


def answer(question: AskedQuestion, text: str, now: datetime) -> None:
    """The board answers; a better answer replaces the one before, the audit keeps both."""
    check_words(text)
    question.answer, question.answered, question.answered_by_id = text, now, actor_id()
    record("question_answered", question, answer=text)
    db.session.commit()


def log_incident(
    assembly: Assembly, kind: str, text: str, *, affected: int | None, now: datetime
) -> Incident:
    """Write down what disturbed taking part or voting; it goes into the minutes as it is."""
    check_words(text)
    row = Incident(
        assembly_id=assembly.id,
        at=now,
        kind=kind,
        text=text,
        affected=affected,
        written_by_id=actor_id(),
    )
    db.session.add(row)
    db.session.flush()
    record("incident_logged", row, kind=kind)
    db.session.commit()
    return row
