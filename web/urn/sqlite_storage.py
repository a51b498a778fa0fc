"""The urn in a SQLite file of its own, and on request a copy of it on another disk."""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any

from domain.errors import RuleError
from domain.voting.casting import CopiesDiffer
from web.urn import schema
from web.urn.sqlite_transaction import SqliteTransaction
from web.urn.storage import PATIENCE, Storage, Transaction
from web.urn.together import Together

CONTENTS = """SELECT (SELECT group_concat(hex(id) || state) FROM poll),
    (SELECT count(*) FROM roll), (SELECT sum("cast") FROM roll), (SELECT count(*) FROM sealed)"""


class SqliteStorage(Storage):
    """A file that rolls back by a journal, so that two files can be written as one."""

    def __init__(self, path: Path, copy: Path | None = None) -> None:
        self.path, self.copy = path, copy
        self._begin_process()

    def create(self) -> None:
        """Each file by itself: triggers know only the tables of their own."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self._turn():
            _make(self.path)
            if self.copy is None:
                return
            self.copy.parent.mkdir(parents=True, exist_ok=True)
            if not self.copy.exists():
                duplicate(self.path, self.copy)
            _make(self.copy)
            if _contents(self.path) != _contents(self.copy):
                raise CopiesDiffer

    def transaction(self) -> AbstractContextManager[Transaction]:
        """Everything or nothing, on the disk before the voter is answered."""
        if self.process != os.getpid():
            self._begin_process()
        return self.together.join()

    def reading(self) -> AbstractContextManager[Transaction]:
        """Writers wait only while a statement runs."""
        return self._between("BEGIN")

    def scrub(self) -> None:
        """Nothing to do: ``secure_delete`` writes zeroes over what goes."""

    def close(self) -> None:
        """Let go of every connection that nobody uses now."""
        while self.idle:
            self.idle.pop().close()

    def _begin_process(self) -> None:
        """A process never takes over the connections, or the line, of the one it came from."""
        self.idle: list[sqlite3.Connection] = []  # opening one costs as much as casting
        self.together = Together(self._writing)
        self.process = os.getpid()

    @contextmanager
    def _writing(self) -> Iterator[SqliteTransaction]:
        with self._turn(), self._between("BEGIN IMMEDIATE") as transaction:
            yield transaction

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """One process after the other: SQLite alone lets the unlucky wait until they give up."""
        turn = private(self.path.with_suffix(".turn"))
        try:
            fcntl.flock(turn, fcntl.LOCK_EX)  # given back when the file closes, or we are killed
            yield
        finally:
            os.close(turn)

    @contextmanager
    def _between(self, begin: str) -> Iterator[SqliteTransaction]:
        connection = self._connection()
        try:
            connection.execute(begin)
            yield SqliteTransaction(connection, copied=self.copy is not None)
            connection.execute("COMMIT")
        except RuleError:
            connection.execute("ROLLBACK")
            self.idle.append(connection)
            raise
        except BaseException:
            connection.close()  # which rolls back
            raise
        self.idle.append(connection)

    def _connection(self) -> sqlite3.Connection:
        """One that nobody uses."""
        if self.process != os.getpid():
            self._begin_process()
        try:
            return self.idle.pop()
        except IndexError:
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        """On the disk means there: FULL, and the folder too, from which the journal goes last."""
        connection = opened(self.path)
        if self.copy is not None:
            connection.execute("ATTACH ? AS copy", [str(self.copy)])
            connection.execute("PRAGMA copy.synchronous=EXTRA")
            connection.execute("PRAGMA copy.secure_delete=ON")
        return connection


def private(path: Path) -> int:
    """A file that only its owner may read or lock, made if it is missing."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def opened(path: Path) -> sqlite3.Connection:
    """A connection that writes to the disk, and zeroes over what goes."""
    connection = sqlite3.connect(
        path, timeout=PATIENCE, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA main.synchronous=EXTRA")
    connection.execute("PRAGMA secure_delete=ON")
    connection.execute("PRAGMA temp_store=MEMORY")  # what a part may undo never lies on the disk
    connection.execute("PRAGMA foreign_keys=ON")
    return connection


def _make(path: Path) -> None:
    """The file and its tables."""
    os.close(private(path))
    with closing(opened(path)) as file:
        file.execute("PRAGMA journal_mode=DELETE")
        for statement in schema.SQLITE:
            file.execute(statement)


def _contents(path: Path) -> Any:
    with closing(opened(path)) as file:
        return file.execute(CONTENTS).fetchone()


def duplicate(path: Path, target: Path) -> None:
    """A copy of the file as it stands between two votes; there once it is whole."""
    unfinished = target.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    os.close(private(unfinished))
    with closing(opened(path)) as source, closing(opened(unfinished)) as file:
        source.backup(file)
    unfinished.replace(target)
