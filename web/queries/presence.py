"""Who takes part in an assembly, in numbers: in the room, from afar, by proxy, by voting."""

from dataclasses import dataclass

import sqlalchemy as sa

from domain.assembly.ballots import from_ballot
from domain.assembly.minutes_sheet import Numbers, QuorumCheck
from domain.assembly.words import ProxyState
from domain.voting.definition import Quorum
from domain.voting.quorum import Present, counted, is_reached, needed
from domain.voting.words import QuorumKind
from web import urn
from web.extensions import db
from web.models.assembly import AgendaItem, Assembly, Attendance
from web.models.poll import Poll
from web.models.roll import Proxy, RollLine


@dataclass(frozen=True, slots=True)
class Presence:
    """Everybody who counts for the quorum."""

    numbers: Numbers

    def check(self, item: AgendaItem) -> QuorumCheck | None:
        """What a point needs, and what there is; None where nothing is voted."""
        if not item.ballot:
            return None
        settings = from_ballot(item.ballot)
        quorum, present = Quorum(settings.quorum, settings.part), self._present
        return QuorumCheck(
            kind=settings.quorum,
            needed=needed(quorum, present),
            counted=counted(quorum, present) if settings.quorum is not QuorumKind.NONE else 0,
            reached=is_reached(quorum, present),
        )

    @property
    def _present(self) -> Present:
        numbers = self.numbers
        return Present(
            members=numbers.members,
            members_of=numbers.members_of,
            shares=numbers.shares,
            shares_of=numbers.shares_of,
        )


def presence(assembly: Assembly) -> Presence:
    """Count those who came, those they represent, and those whose vote was cast."""
    lines = db.session.execute(
        sa.select(RollLine.shareholder_id, RollLine.voter, RollLine.shares).where(
            RollLine.assembly_id == assembly.id
        )
    ).all()
    came = sa.select(Attendance.shareholder_id, Attendance.remote)
    rows = db.session.execute(came.where(Attendance.assembly_id == assembly.id))
    attended = {shareholder_id: bool(remote) for shareholder_id, remote in rows}
    accepted = sa.select(Proxy.grantor_id, Proxy.holder_id).where(
        Proxy.assembly_id == assembly.id, Proxy.state == ProxyState.ACCEPTED
    )
    entrusted = db.session.execute(accepted).all()
    represented = {grantor for grantor, holder in entrusted if holder in attended}
    marks = _marks(assembly.id)
    there = [
        line
        for line in lines
        if line.shareholder_id in attended
        or line.shareholder_id in represented
        or line.voter in marks
    ]
    return Presence(
        Numbers(
            members_of=len(lines),
            shares_of=sum(line.shares for line in lines),
            in_room=sum(not remote for remote in attended.values()),
            remote=sum(attended.values()),
            entrusted=len(entrusted),
            members=len(there),
            shares=sum(line.shares for line in there),
        )
    )


def _marks(assembly_id: int) -> frozenset[str]:
    """The random names of those whose vote was cast, once a poll is closed and while it is kept."""
    closed = sa.select(Poll.uid).where(
        Poll.assembly_id == assembly_id, Poll.closed.is_not(None), Poll.destroyed.is_(None)
    )
    polls = db.session.scalars(closed).all()
    return frozenset().union(*(urn.marks(uid) for uid in polls))
