"""The votes that somebody may cast, and where."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from flask import g
from sqlalchemy.orm import aliased

from domain.assembly.words import PollState, ProxyState
from domain.voting.definition import Definition
from web.extensions import db
from web.models.assembly import Assembly
from web.models.poll import Poll
from web.models.roll import Proxy, RollLine
from web.models.share import Shareholder
from web.queries.polls import read_definition

SHOWN = (PollState.OPEN, PollState.CLOSED, PollState.INCIDENT, PollState.PUBLISHED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """One vote that the reader may cast in one poll: their own, or one entrusted to them."""

    poll_id: int
    poll: str  # its name in the urn
    assembly_id: int
    title: dict[str, str]
    state: PollState
    opens_at: datetime
    closes_at: datetime
    definition_sha256: str
    definition: bytes
    shareholder_id: int
    name: str  # of whose vote it is
    grantor: str  # its name in the urn
    voter: str  # the reader's name in the urn
    is_own: bool

    @property
    def read(self) -> Definition:
        """What is asked."""
        return read_definition(self.definition)


@cache
def _statement() -> sa.Select[Any]:
    """Made once: it runs for every vote."""
    holder = aliased(RollLine)
    mine: sa.BindParameter[int] = sa.bindparam("reader")
    return (
        sa.select(
            Poll.id.label("poll_id"),
            Poll.uid.label("poll"),
            Poll.assembly_id,
            Assembly.titles.label("title"),
            Poll.state,
            Poll.opens_at,
            Poll.closes_at,
            Poll.definition_sha256,
            Poll.definition,
            RollLine.shareholder_id,
            Shareholder.name,
            RollLine.voter.label("grantor"),
            sa.case((RollLine.person_id == mine, RollLine.voter), else_=holder.voter).label(
                "voter"
            ),
            (RollLine.person_id == mine).label("is_own"),
        )
        .join(Assembly, Assembly.id == Poll.assembly_id)
        .join(RollLine, RollLine.assembly_id == Poll.assembly_id)
        .join(Shareholder, Shareholder.id == RollLine.shareholder_id)
        .outerjoin(
            Proxy,
            sa.and_(
                Proxy.assembly_id == Poll.assembly_id,
                Proxy.grantor_id == RollLine.shareholder_id,
                Proxy.state == ProxyState.ACCEPTED,
            ),
        )
        .outerjoin(
            holder,
            sa.and_(
                holder.assembly_id == Proxy.assembly_id,
                holder.shareholder_id == Proxy.holder_id,
            ),
        )
        .where(
            Poll.state.in_(SHOWN),
            sa.or_(RollLine.person_id == mine, holder.person_id == mine),
        )
        .order_by(Poll.closes_at.desc(), (RollLine.person_id == mine).desc(), Shareholder.name)
    )


@cache
def _one() -> sa.Select[Any]:
    return _statement().where(
        Poll.id == sa.bindparam("poll_key"), RollLine.shareholder_id == sa.bindparam("whose")
    )


def votes() -> list[Vote]:
    """Every vote of the reader in polls that have opened, the last to close first."""
    rows = db.session.execute(_statement(), {"reader": g.person.id})
    return [Vote(**row) for row in rows.mappings()]


def vote(poll_id: int, shareholder_id: int) -> Vote | None:
    """One of them, if it is the reader's to cast."""
    given = {"reader": g.person.id, "poll_key": poll_id, "whose": shareholder_id}
    row = db.session.execute(_one(), given).mappings().first()
    return Vote(**row) if row else None
