"""Slowing those who guess passwords, without ever locking out the one who is guessed at.

Each try is written down before the password is checked and struck out when it was right, so
that many tries at once count like many in a row. A bucket holds the tries of one origin: a
person's address seen from one network, a whole network, or a browser that this person has
signed in with before. The last one is its owner's alone: nobody else can fill it.
"""

import hashlib
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any, cast

import sqlalchemy as sa

from domain.people import TooManyTries
from web.extensions import db
from web.models.person import SignInFailure

WINDOW = timedelta(minutes=5)
MANY, MANY_OF_NETWORK = 10, 100  # wrong tries in one window


@dataclass(frozen=True, slots=True)
class Bucket:
    """Where the tries of one origin are counted."""

    key: str
    most: int
    shared: bool  # by people who have nothing to do with each other


def _key(*origin: object) -> str:
    return hashlib.sha256(repr(origin).encode()).hexdigest()


def own_bucket(*origin: object) -> Bucket:
    """The bucket of one origin; what it is made of is not stored."""
    return Bucket(_key(*origin), MANY, shared=False)


def network_bucket(address: str) -> Bucket:
    """The bucket of everyone behind one network address."""
    return Bucket(_key("network", network(address)), MANY_OF_NETWORK, shared=True)


def network(address: str) -> str:
    """What one visitor cannot easily change: the address, or the first half of an IPv6 one."""
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return address
    if read.version == 4:
        return str(read)
    return str(ipaddress.ip_network((read, 64), strict=False))


@dataclass(frozen=True, slots=True)
class Try:
    """One try, written down."""

    buckets: tuple[Bucket, ...]
    rows: tuple[int, ...]


# Built once, on the bare table: every sign-in runs them, beside a hash that may take 25 ms.
TRIES = cast("sa.Table", SignInFailure.__table__)
ROWS: sa.BindParameter[Any] = sa.bindparam("rows", expanding=True)
KEYS: sa.BindParameter[Any] = sa.bindparam("keys", expanding=True)
WRITE = sa.insert(TRIES).returning(TRIES.c.id)
COUNT = (
    sa.select(TRIES.c.bucket, sa.func.count(), sa.func.min(TRIES.c.at))
    .where(TRIES.c.bucket.in_(KEYS), TRIES.c.at > sa.bindparam("since", type_=TRIES.c.at.type))
    .group_by(TRIES.c.bucket)
)
FORGET = sa.delete(TRIES).where(TRIES.c.id.in_(ROWS))
RIGHT = sa.delete(TRIES).where(sa.or_(TRIES.c.id.in_(ROWS), TRIES.c.bucket.in_(KEYS)))
PRUNE = sa.delete(TRIES).where(TRIES.c.at < sa.bindparam("since", type_=TRIES.c.at.type))


def begin(*buckets: Bucket, now: datetime) -> Try:
    """Write a try down, or refuse it; ends the transaction, so that checking holds no lock."""
    written = [{"bucket": item.key, "at": now} for item in buckets]
    tried = Try(buckets, tuple(db.session.scalars(WRITE, written)))
    db.session.commit()
    found = counts(buckets, now)
    db.session.rollback()
    full = [found[item.key][1] for item in buckets if found[item.key][0] > item.most]
    if full:
        forget(tried)  # a refused try does not make the wait longer
        db.session.commit()
        raise TooManyTries(minutes_left(max(full), now))
    return tried


def check(item: Bucket, *, now: datetime) -> None:
    """Refuse, before anything is looked up, an origin that was wrong too often."""
    count, first = counts([item], now).get(item.key, (0, now))
    if count >= item.most:
        raise TooManyTries(minutes_left(first, now))


def note(item: Bucket, *, now: datetime) -> None:
    """Write down that something asked for does not exist; nothing else of the act is kept."""
    db.session.rollback()
    db.session.execute(WRITE, [{"bucket": item.key, "at": now}])
    wrong(now)


def minutes_left(first: datetime, now: datetime) -> int:
    """How long until the first of too many tries no longer counts."""
    return max(1, ceil((first + WINDOW - now).total_seconds() / 60))


def counts(buckets: Sequence[Bucket], now: datetime) -> dict[str, tuple[int, datetime]]:
    """Tries per bucket in this window, and the first of them."""
    asked = {"keys": [item.key for item in buckets], "since": now - WINDOW}
    return {key: (count, first) for key, count, first in db.session.execute(COUNT, asked)}


def forget(tried: Try) -> None:
    """Strike out one try."""
    db.session.execute(FORGET, {"rows": tried.rows})


def right(tried: Try) -> None:
    """The password was right: strike out the try, and the wrong ones of its own origin."""
    own = [item.key for item in tried.buckets if not item.shared]
    db.session.execute(RIGHT, {"rows": tried.rows, "keys": own})


def wrong(now: datetime) -> None:
    """The try stays written down; those that no longer count are removed."""
    db.session.execute(PRUNE, {"since": now - WINDOW})
    db.session.commit()
