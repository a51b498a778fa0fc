"""The urn in a PostgreSQL database of its own; single transactions are never replicated."""

import logging
import os
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg_pool import ConnectionPool

from domain.voting.casting import UrnMissing
from web.urn import schema
from web.urn.storage import PATIENCE, Result, Storage, Taken, Transaction

# An answer comes after the disk, whatever the server does for others.
CERTAIN = r"-c synchronous_commit=on -c default_transaction_isolation=read\ committed"
MAKING = 7_570_914  # the lock of whoever makes the tables

log = logging.getLogger(__name__)


class PostgresqlTransaction(Transaction):
    """READ COMMITTED; casting shares the poll's row, moving the poll takes it alone."""

    lock_shared = " FOR SHARE"
    lock_alone = " FOR UPDATE"

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self.connection = connection

    def run(self, statement: str, values: Sequence[Any] = ()) -> Result:
        """One statement."""
        try:
            return self.connection.execute(statement.replace("?", "%s").encode(), values)
        except psycopg.errors.UniqueViolation as error:
            raise Taken from error

    def run_many(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        """The same for many rows."""
        with self.connection.cursor() as cursor:
            cursor.executemany(statement.replace("?", "%s").encode(), rows)


class PostgresqlStorage(Storage):
    """A database and its connections, apart from those of the main one."""

    rewrite = schema.REWRITE

    def __init__(self, url: str) -> None:
        given = conninfo_to_dict(url)
        options = f"{given.get('options', '')} {CERTAIN}".strip()
        self.url = make_conninfo(url, options=options, connect_timeout=5)
        self.name = str(given.get("dbname", ""))
        self._pool, self.process = self._new_pool(), os.getpid()

    def create(self) -> None:
        """Make the database if this role may, then its tables; several may come at once."""
        try:
            connection = psycopg.connect(self.url, autocommit=True)
        except psycopg.OperationalError as error:
            self._create_database(error)
            connection = psycopg.connect(self.url, autocommit=True)
        with connection, connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(%s)", [MAKING])
            found = connection.execute("SELECT to_regclass('sealed')").fetchone()
            if found != (None,):
                return
            for statement in schema.POSTGRESQL:
                connection.execute(statement.encode())

    def _create_database(self, cause: Exception) -> None:
        create = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(self.name))
        taken = psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation
        try:
            master = psycopg.connect(make_conninfo(self.url, dbname="postgres"), autocommit=True)
            with master, suppress(*taken):
                master.execute(create)
        except psycopg.Error:
            raise UrnMissing(self.name) from cause

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Everything or nothing."""
        with self.pool.connection() as connection:
            yield PostgresqlTransaction(connection)

    def reading(self) -> AbstractContextManager[Transaction]:
        """The same: readers and writers do not wait for each other."""
        return self.transaction()

    def scrub(self) -> None:
        """Write the tables anew: deleted rows would stay in their files.

        Whoever began to read before the deletion keeps its rows there: wait for them.
        """
        kept: list[int] = []
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.add_notice_handler(lambda notice: kept.append(rows_kept(notice)))
            latest = time.monotonic() + PATIENCE
            while True:
                kept.clear()
                connection.execute("VACUUM (FULL, VERBOSE) sealed, roll")
                if not any(kept):
                    return
                if time.monotonic() > latest:
                    log.error("deleted rows stay in the files of the urn: somebody still reads")
                    return
                time.sleep(0.1)

    @property
    def pool(self) -> ConnectionPool:
        """The connections of this process, never those of the one it came from."""
        if self.process != os.getpid():
            self._pool, self.process = self._new_pool(), os.getpid()
        self._pool.open()
        return self._pool

    def _new_pool(self) -> ConnectionPool:
        return ConnectionPool(self.url, min_size=0, max_size=16, open=False, timeout=PATIENCE)

    def close(self) -> None:
        """Close the connections."""
        self._pool.close()


def rows_kept(notice: psycopg.errors.Diagnostic) -> int:
    """What VACUUM says first, in any language: how many dead rows somebody may still read."""
    found = re.match(r"\D*(\d+)", notice.message_detail or "")
    return int(found[1]) if found else 0
