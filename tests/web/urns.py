"""Urns for tests, on the true clock: processes of a crowd look at the same one."""

import secrets
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.web.urn_crowd import box_of
from web.urn.sqlite_storage import SqliteStorage
from web.urn.urn import Urn
from web.urn.words import Right, RightKind

HOUR = timedelta(hours=1)
TABLES = ("poll", "seen", "roll", "sealed")


def now() -> datetime:
    return datetime.now(UTC)


def put(this: Urn, many: int, closes_at: datetime | None = None) -> tuple[str, list[str]]:
    """A draft with so many rights."""
    poll, names = secrets.token_hex(16), [secrets.token_hex(16) for _right in range(many)]
    put_again(this, poll, names, closes_at or now() + HOUR)
    return poll, names


def put_again(this: Urn, poll: str, names: list[str], closes_at: datetime) -> None:
    this.put_poll(
        poll,
        opens_at=now() - HOUR,
        closes_at=closes_at,
        definition_sha256="ab" * 32,
        public_key="cd" * 32,
        rights=[Right(name, name, RightKind.OWN) for name in names],
    )


def filled(this: Urn, many: int, closes_at: datetime | None = None) -> tuple[str, list[str]]:
    """An open urn with so many rights."""
    poll, names = put(this, many, closes_at)
    this.set_rehearsed(poll)
    this.open_poll(poll)
    return poll, names


def cast_one(this: Urn, poll: str, name: str, at: datetime | None = None) -> None:
    this.cast(poll, voter=name, grantor=name, box=box_of(name), now=lambda: at or now())


def late() -> datetime:
    """After the end of every urn made here."""
    return now() + 2 * HOUR


def is_sqlite(this: Urn) -> bool:
    return isinstance(this.storage, SqliteStorage)


def contents(path: Path) -> dict[str, list]:
    """Every row of an urn's file."""
    connection = sqlite3.connect(path)
    found = {table: sorted(connection.execute(f"SELECT * FROM {table}")) for table in TABLES}
    connection.close()
    return found
