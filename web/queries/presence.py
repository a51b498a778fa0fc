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

AT_ONCE = 5000  # names that one statement asks for


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
    on_roll = RollLine.assembly_id == assembly.id
    members_of, shares_of = _sums(on_roll)
    members, shares = _sums(on_roll, RollLine.shareholder_id.in_(_there(assembly.id)))
    more, more_shares = _voted_only(assembly.id)
    afar = Attendance.remote.is_(True)
    came = sa.select(sa.func.count().filter(~afar), sa.func.count().filter(afar))
    in_room, remote = db.session.execute(came.where(Attendance.assembly_id == assembly.id)).one()
    entrusted = sa.select(sa.func.count()).where(*_accepted(assembly.id))
    return Presence(
        Numbers(
            members_of=members_of,
            shares_of=shares_of,
            in_room=in_room,
            remote=remote,
            entrusted=db.session.scalar(entrusted) or 0,
            members=members + more,
            shares=shares + more_shares,
        )
    )


def _sums(*which: sa.ColumnElement[bool]) -> tuple[int, int]:
    """Lines of the roll, and their shares."""
    query = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(RollLine.shares), 0))
    members, shares = db.session.execute(query.where(*which)).one()
    return members, int(shares)


def _accepted(assembly_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    """Proxies in force."""
    return Proxy.assembly_id == assembly_id, Proxy.state == ProxyState.ACCEPTED


def _there(assembly_id: int) -> sa.CompoundSelect[int]:
    """Those who came, and those represented by somebody who did."""
    came = sa.select(Attendance.shareholder_id).where(Attendance.assembly_id == assembly_id)
    represented = sa.select(Proxy.grantor_id).where(
        *_accepted(assembly_id), Proxy.holder_id.in_(came)
    )
    return came.union(represented)


def _voted_only(assembly_id: int) -> tuple[int, int]:
    """Those of whom there is nothing but a vote, and their shares."""
    marks = sorted(_marks(assembly_id))
    members = shares = 0
    for first in range(0, len(marks), AT_ONCE):
        found, held = _sums(
            RollLine.assembly_id == assembly_id,
            RollLine.voter.in_(marks[first : first + AT_ONCE]),
            RollLine.shareholder_id.not_in(_there(assembly_id)),
        )
        members, shares = members + found, shares + held
    return members, shares


def _marks(assembly_id: int) -> frozenset[str]:
    """The random names of those whose vote was cast, once a poll is closed and while it is kept."""
    closed = sa.select(Poll.uid).where(
        Poll.assembly_id == assembly_id, Poll.closed.is_not(None), Poll.destroyed.is_(None)
    )
    polls = db.session.scalars(closed).all()
    return frozenset().union(*(urn.marks(uid) for uid in polls))
