"""Who votes in an assembly."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, joinedload

from domain.assembly.electorate import RollRow, roll_sha256
from domain.assembly.words import ProxyState
from domain.finding import plain
from domain.shares.words import Category
from web.extensions import db
from web.models.roll import Proxy, RollLine
from web.models.share import Shareholder
from web.urn.words import Right, RightKind


def rights_for_urn(assembly_id: int) -> list[Right]:
    """Every vote of the roll, under the random names that the urn knows.

    A vote that was entrusted is the holder's to cast, or the grantor's: the urn lets both, and
    takes whichever comes first.
    """
    holder = aliased(RollLine)
    query = (
        sa.select(RollLine.voter, holder.voter)
        .outerjoin(
            Proxy,
            sa.and_(
                Proxy.assembly_id == RollLine.assembly_id,
                Proxy.grantor_id == RollLine.shareholder_id,
                Proxy.state == ProxyState.ACCEPTED,
            ),
        )
        .outerjoin(
            holder,
            sa.and_(
                holder.assembly_id == RollLine.assembly_id,
                holder.shareholder_id == Proxy.holder_id,
            ),
        )
        .where(RollLine.assembly_id == assembly_id)
    )
    return [
        Right(entrusted or own, own, RightKind.PROXY if entrusted else RightKind.OWN)
        for own, entrusted in db.session.execute(query)
    ]


def fingerprint(assembly_id: int) -> str:
    """The hash of the roll as it is in the database now."""
    query = (
        sa.select(Shareholder.number, RollLine.category, RollLine.shares, RollLine.voter)
        .join(RollLine.shareholder)
        .where(RollLine.assembly_id == assembly_id)
    )
    return roll_sha256(
        RollRow(number, category.value, shares, voter)
        for number, category, shares, voter in db.session.execute(query)
    )


def rights(assembly_id: int, person_id: int) -> list[RollLine]:
    """The roll lines whose votes the person may cast: own, represented, and accepted proxies."""
    holder = aliased(RollLine)
    entrusted = (
        sa.select(Proxy.grantor_id)
        .join(
            holder,
            sa.and_(
                holder.assembly_id == Proxy.assembly_id,
                holder.shareholder_id == Proxy.holder_id,
            ),
        )
        .where(
            Proxy.assembly_id == assembly_id,
            Proxy.state == ProxyState.ACCEPTED,
            holder.person_id == person_id,
        )
    )
    query = (
        sa.select(RollLine)
        .where(
            RollLine.assembly_id == assembly_id,
            sa.or_(RollLine.person_id == person_id, RollLine.shareholder_id.in_(entrusted)),
        )
        .options(joinedload(RollLine.shareholder))
        .order_by(RollLine.person_id != person_id, RollLine.shareholder_id)
    )
    return list(db.session.scalars(query))


def on_roll(assembly_id: int, shareholder_id: int) -> RollLine | None:
    """The vote of a shareholder, if they have one."""
    return db.session.get(RollLine, (assembly_id, shareholder_id))


def line_of(assembly_id: int, number: int, name: str) -> RollLine | None:
    """One line, by exact number and name together: nobody leafs through the roll.

    Case and accents do not matter; everything else does.
    """
    query = (
        sa.select(RollLine)
        .join(RollLine.shareholder)
        .where(RollLine.assembly_id == assembly_id, Shareholder.number == number)
        .options(contains_eager(RollLine.shareholder))
    )
    found = db.session.scalar(query)
    if found is None or _same(found.shareholder.name) != _same(name):
        return None
    return found


def _same(name: str) -> str:
    return " ".join(plain(name).split())


@dataclass(frozen=True, slots=True)
class RollFacts:
    """The roll in numbers."""

    votes: int
    shares: int
    by_category: tuple[tuple[Category, int], ...]


def facts(assembly_id: int) -> RollFacts:
    """How many votes, by category, and the shares behind them for quorums."""
    query = (
        sa.select(RollLine.category, sa.func.count(), sa.func.sum(RollLine.shares))
        .where(RollLine.assembly_id == assembly_id)
        .group_by(RollLine.category)
        .order_by(RollLine.category)
    )
    rows = db.session.execute(query).all()
    return RollFacts(
        sum(count for _category, count, _shares in rows),
        sum(int(shares) for _category, _count, shares in rows),
        tuple((category, count) for category, count, _shares in rows),
    )
