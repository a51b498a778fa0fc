"""What an assembly asks of somebody: to hold a vote of another person, to vote."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

import sqlalchemy as sa

from domain.assembly.words import AssemblyState, PollState, ProxyState
from web.extensions import db
from web.models.assembly import Assembly
from web.models.poll import Poll
from web.models.roll import Proxy, RollLine
from web.models.share import Shareholder
from web.queries.reader import Rows
from web.sight_reader import NOW, READER
from web.sight_shares import OWN_LINES


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Somebody asks the reader to hold their vote."""

    assembly_id: int
    who: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenVote:
    """One vote that the reader may cast now; the urn knows whether it was."""

    poll_id: int
    uid: str
    shareholder_id: int
    titles: dict[str, str]
    closes_at: datetime
    grantor: str  # its name in the urn


@cache
def _asked() -> Rows:
    return (
        sa.select(Proxy.assembly_id, Shareholder.name.label("who"), Assembly.proxies_until)
        .join(Assembly, Assembly.id == Proxy.assembly_id)
        .join(Shareholder, Shareholder.id == Proxy.grantor_id)
        .where(
            Proxy.state == ProxyState.OFFERED,
            Proxy.holder_id.in_(OWN_LINES),
            Assembly.state.in_((AssemblyState.CONVENED, AssemblyState.SITTING)),
            Assembly.proxies_until > NOW,
        )
        .order_by(Assembly.proxies_until, Proxy.id)
    )


@cache
def _open() -> Rows:
    holder = sa.orm.aliased(RollLine)
    held = (
        sa.select(Proxy.assembly_id, Proxy.grantor_id)
        .join(
            holder,
            sa.and_(
                holder.assembly_id == Proxy.assembly_id, holder.shareholder_id == Proxy.holder_id
            ),
        )
        .where(Proxy.state == ProxyState.ACCEPTED, holder.person_id == READER)
    )
    mine = sa.or_(
        RollLine.person_id == READER,
        sa.tuple_(RollLine.assembly_id, RollLine.shareholder_id).in_(held),
    )
    return (
        sa.select(
            Poll.id.label("poll_id"),
            Poll.uid,
            RollLine.shareholder_id,
            Assembly.titles,
            Poll.closes_at,
            RollLine.voter.label("grantor"),
        )
        .join(Assembly, Assembly.id == Poll.assembly_id)
        .join(RollLine, RollLine.assembly_id == Poll.assembly_id)
        .where(Poll.state == PollState.OPEN, Poll.opens_at <= NOW, Poll.closes_at > NOW, mine)
        .order_by(Poll.closes_at, Poll.id, RollLine.shareholder_id)
    )


def proxies_asked() -> list[Asked]:
    """Who waits for the reader's yes or no, while it can still be given."""
    rows = db.session.execute(_asked())
    return [Asked(assembly_id=at, who=who, until=until) for at, who, until in rows]


def open_votes() -> list[OpenVote]:
    """The reader's own votes, of legal persons, entrusted ones; the first to close first."""
    return [OpenVote(**row) for row in db.session.execute(_open()).mappings()]
