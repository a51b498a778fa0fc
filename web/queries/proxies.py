"""The proxies of an assembly: those that concern somebody, and all of them in numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from domain.assembly.words import ProxyState
from web.extensions import db
from web.models.roll import Proxy


def proxies_of(assembly_id: int, shareholder_ids: Sequence[int]) -> list[Proxy]:
    """Proxies that these shareholders gave or were asked to hold, the last first."""
    query = (
        sa.select(Proxy)
        .where(
            Proxy.assembly_id == assembly_id,
            sa.or_(Proxy.grantor_id.in_(shareholder_ids), Proxy.holder_id.in_(shareholder_ids)),
        )
        .options(joinedload(Proxy.grantor), joinedload(Proxy.holder))
        .order_by(Proxy.id.desc())
    )
    return list(db.session.scalars(query))


@dataclass(frozen=True, slots=True)
class ProxyFacts:
    """All proxies of an assembly, in numbers only."""

    waiting: int
    accepted: int
    holders: int  # different people who hold at least one
    most: int  # that one of them holds


def proxy_facts(assembly_id: int) -> ProxyFacts:
    """How many are asked and accepted, and by how many people."""
    here = Proxy.assembly_id == assembly_id
    waiting = sa.select(sa.func.count()).where(
        here, Proxy.state == ProxyState.OFFERED, Proxy.holder_id.is_not(None)
    )
    held = (
        sa.select(sa.func.count().label("number"))
        .where(here, Proxy.state == ProxyState.ACCEPTED)
        .group_by(Proxy.holder_id)
        .subquery()
    )
    total = sa.select(
        sa.func.coalesce(sa.func.sum(held.c.number), 0),
        sa.func.count(),
        sa.func.coalesce(sa.func.max(held.c.number), 0),
    )
    accepted, holders, most = db.session.execute(total).one()
    return ProxyFacts(db.session.scalar(waiting) or 0, int(accepted), holders, most)
