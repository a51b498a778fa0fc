"""The meeting itself: begun with the bureau in the room, ended, with its quorum or without."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from domain.assembly.bureau import check_present
from domain.assembly.life import NotYetTime, move_assembly
from domain.assembly.words import AssemblyState, PollState
from domain.errors import N_, RuleError
from web.actions.assemblies import locked
from web.actions.audit import record
from web.extensions import db
from web.models.assembly import AgendaItem, Assembly, BureauMember
from web.models.poll import Poll
from web.queries.presence import presence


@dataclass(eq=False)
class PollStillOpen(RuleError):
    """People are voting."""

    message = N_("A poll of this assembly is still open. Its end has been announced: wait for it.")


def begin(assembly: Assembly, *, now: datetime) -> None:
    """Open the meeting: at its moment, with chair, secretary and scrutineer in the room."""
    row = locked(assembly.id)
    state = move_assembly(row.state, AssemblyState.SITTING)
    if now < row.starts:
        raise NotYetTime
    present = sa.select(BureauMember.function).where(
        BureauMember.assembly_id == row.id, BureauMember.present.is_not(None)
    )
    check_present(db.session.scalars(present).all())
    row.state, row.began = state, now
    record("assembly_begun", row)
    db.session.commit()


def end(assembly: Assembly, *, now: datetime) -> None:
    """Close the meeting; where a point lacked its quorum, a second assembly can follow."""
    row = locked(assembly.id)
    reached = has_quorum(row)
    state = move_assembly(row.state, AssemblyState.ENDED if reached else AssemblyState.NO_QUORUM)
    open_polls = sa.select(Poll.id).where(Poll.assembly_id == row.id, Poll.state == PollState.OPEN)
    if db.session.scalar(open_polls.limit(1)) is not None:
        raise PollStillOpen
    row.state, row.ended = state, now
    record("assembly_ended" if reached else "assembly_without_quorum", row)
    db.session.commit()


def has_quorum(assembly: Assembly) -> bool:
    """Did every point that is voted have its quorum?"""
    there = presence(assembly)
    items = sa.select(AgendaItem).where(AgendaItem.assembly_id == assembly.id)
    checks = [there.check(item) for item in db.session.scalars(items)]
    return all(check.reached for check in checks if check is not None)
