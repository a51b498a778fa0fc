"""Who takes part, as the door knows it: in the room, from afar, represented, left."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from domain.assembly.attendance import Tenth
from domain.assembly.words import ProxyState
from domain.voting.quorum import Present
from web.extensions import db
from web.models.assembly import Attendance
from web.models.roll import Proxy, RollLine
from web.models.share import Shareholder

LATEST = 15  # arrivals that the door shows, to put a slip right


@dataclass(frozen=True, slots=True, kw_only=True)
class QuorumFacts:
    """What quorums count. Who came and left again did take part; an online vote counts later."""

    in_room: int  # now
    remote: int  # now
    left: int
    represented: int  # by a holder who came, without having come
    present: Present
    tenth: Tenth


def quorum_facts(assembly_id: int) -> QuorumFacts:
    """Count those who came and those they represent, in members and in shares."""
    now, afar = Attendance.left.is_(None), Attendance.remote.is_(True)
    counts = sa.select(
        sa.func.count().filter(now, ~afar),
        sa.func.count().filter(now, afar),
        sa.func.count().filter(~now),
    ).where(Attendance.assembly_id == assembly_id)
    in_room, remote, left = db.session.execute(counts).one()
    came = sa.select(Attendance.shareholder_id).where(Attendance.assembly_id == assembly_id)
    by_proxy = sa.select(Proxy.grantor_id).where(
        Proxy.assembly_id == assembly_id,
        Proxy.state == ProxyState.ACCEPTED,
        Proxy.holder_id.in_(came),
    )
    whose = RollLine.shareholder_id
    has_come, is_represented = whose.in_(came), whose.in_(by_proxy) & whose.not_in(came)
    there = sa.or_(has_come, is_represented)
    sums = sa.select(
        sa.func.count(),
        sa.func.coalesce(sa.func.sum(RollLine.shares), 0),
        sa.func.count().filter(there),
        sa.func.coalesce(sa.func.sum(RollLine.shares).filter(there), 0),
        sa.func.count().filter(is_represented),
    ).where(RollLine.assembly_id == assembly_id)
    members_of, shares_of, members, shares, represented = db.session.execute(sums).one()
    return QuorumFacts(
        in_room=in_room,
        remote=remote,
        left=left,
        represented=represented,
        present=Present(
            members=members, members_of=members_of, shares=int(shares), shares_of=int(shares_of)
        ),
        tenth=Tenth(members, _most(assembly_id)),
    )


def _most(assembly_id: int) -> int:
    """The votes of who brought most: their own, and those of their proxies."""
    held = (
        sa.select(sa.func.count())
        .select_from(Proxy)
        .join(Attendance, Attendance.shareholder_id == Proxy.holder_id)
        .where(
            Proxy.assembly_id == assembly_id,
            Attendance.assembly_id == assembly_id,
            Proxy.state == ProxyState.ACCEPTED,
        )
        .group_by(Proxy.holder_id)
        .subquery()
    )
    return 1 + (db.session.scalar(sa.select(sa.func.max(held.c[0]))) or 0)


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody who came, as the door sees them."""

    number: int
    name: str
    remote: bool
    arrived: datetime
    left: datetime | None
    proxies: int  # that they brought


def latest(assembly_id: int) -> list[Arrival]:
    """The last who came or left."""
    proxy = aliased(Proxy)
    brought = (
        sa.select(sa.func.count())
        .where(
            proxy.assembly_id == assembly_id,
            proxy.holder_id == Attendance.shareholder_id,
            proxy.state == ProxyState.ACCEPTED,
        )
        .correlate(Attendance)
        .scalar_subquery()
    )
    moved = sa.func.coalesce(Attendance.left, Attendance.arrived)
    query = (
        sa.select(
            Shareholder.number,
            Shareholder.name,
            Attendance.remote,
            Attendance.arrived,
            Attendance.left,
            brought,
        )
        .join(Shareholder, Shareholder.id == Attendance.shareholder_id)
        .where(Attendance.assembly_id == assembly_id)
        .order_by(moved.desc(), Shareholder.number)
        .limit(LATEST)
    )
    return [Arrival(*row) for row in db.session.execute(query)]
