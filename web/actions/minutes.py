"""Minutes: written from what happened, remarked on, signed by two, archived."""

from datetime import datetime

import sqlalchemy as sa

from domain.assembly.life import move_assembly
from domain.assembly.minutes_sheet import to_json
from domain.assembly.papers import PaperKind
from domain.assembly.signing import (
    OldVersion,
    SignedAlready,
    check_may_write,
    check_signed,
    function_of,
    missing,
)
from domain.assembly.words import AssemblyState
from web.actions.assemblies import locked
from web.actions.audit import actor_id, record
from web.actions.convening import ask_for_papers
from web.extensions import db
from web.models.assembly import Assembly, BureauMember, Minutes
from web.models.assembly_papers import MinutesSignature
from web.models.person import Person
from web.queries.minutes import gathered, signatures, versions


def write(assembly: Assembly, *, remarks: str = "", now: datetime) -> Minutes:
    """A new version, from everything as it stands now; none is lost."""
    row = locked(assembly.id)
    before = versions(row.id)
    check_may_write(row.state, signed=bool(before and before[0].signed))
    minutes = Minutes(
        assembly_id=row.id,
        sequence=before[0].sequence + 1 if before else 1,
        sheet=to_json(gathered(row)),
        remarks=remarks,
        written=now,
        written_by_id=actor_id(),
    )
    db.session.add(minutes)
    db.session.flush()
    record("minutes_written", minutes, version=minutes.sequence)
    db.session.commit()
    return minutes


def sign(minutes: Minutes, person: Person, *, now: datetime) -> None:
    """The chair and the secretary, each themselves; the second one makes it final."""
    assembly = locked(minutes.assembly_id)
    if versions(assembly.id)[0].id != minutes.id:
        raise OldVersion
    bureau = sa.select(BureauMember).where(
        BureauMember.assembly_id == assembly.id, BureauMember.present.is_not(None)
    )
    functions = {member.person_id: member.function for member in db.session.scalars(bureau)}
    function = function_of(functions, person.id)
    before = signatures(minutes.id)
    if any(one.function is function or one.person_id == person.id for one in before):
        raise SignedAlready
    db.session.add(
        MinutesSignature(
            minutes_id=minutes.id, function=function.value, person_id=person.id, signed=now
        )
    )
    record("minutes_signed", minutes, function=function.value, version=minutes.sequence)
    if not missing([*(one.function for one in before), function]):
        minutes.signed = now
        ask_for_papers(assembly.id, PaperKind.MINUTES, minutes.sequence, now)
    db.session.commit()


def archive(assembly: Assembly) -> None:
    """Put the assembly away: its minutes are signed, nothing of it changes any more."""
    row = locked(assembly.id)
    state = move_assembly(row.state, AssemblyState.ARCHIVED)
    last = versions(row.id)
    check_signed([one.function for one in signatures(last[0].id)] if last else [])
    row.state = state
    record("assembly_archived", row)
    db.session.commit()
