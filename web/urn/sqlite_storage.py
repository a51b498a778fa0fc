"""The urn in a SQLite file of its own, and on request a copy of it on another disk."""

import fcntl
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any

from domain.errors import RuleError
from domain.voting.casting import CopiesDiffer
from web.urn import schema
from web.urn.storage import PATIENCE, Result, Storage, Taken, Transaction

CONTENTS = """SELECT (SELECT group_concat(hex(id) || state) FROM poll),
    (SELECT count(*) FROM roll), (SELECT sum("cast") FROM roll), (SELECT count(*) FROM sealed)"""


class SqliteTransaction(Transaction):
    """``BEGIN IMMEDIATE``: one writer after the other."""

    def __init__(self, connection: sqlite3.Connection, *, copied: bool) -> None:
        self.connection, self.copied = connection, copied

    def run(self, statement: str, values: Sequence[Any] = ()) -> Result:
        """Writes also go to the copy on the other disk, in the same transaction."""
        try:
            result = self.connection.execute(statement, values)
            if self.copied and not statement.startswith("SELECT"):
                copy = self.connection.execute(_in_copy(statement), values)
                if copy.rowcount != result.rowcount:
                    raise CopiesDiffer
        except sqlite3.IntegrityError as error:
            if "UNIQUE" in str(error):
                raise Taken from error
            raise
        return result

    def run_many(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        """The same for many rows."""
        self.connection.executemany(statement, rows)
        if self.copied:
            self.connection.executemany(_in_copy(statement), rows)


def _in_copy(statement: str) -> str:
    """The statement on the attached copy: the table is its third or second word."""
    for verb in ("INSERT INTO ", "UPDATE ", "DELETE FROM "):
        if statement.startswith(verb):
            return f"{verb}copy.{statement[len(verb) :]}"
    raise ValueError(statement)


class SqliteStorage(Storage):
    """A file that rolls back by a journal, so that two files can be written as one."""

    def __init__(self, path: Path, copy: Path | None = None) -> None:
        self.path, self.copy = path, copy
        self.idle: list[sqlite3.Connection] = []  # opening one costs as much as casting
        self.process = os.getpid()

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

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Everything or nothing, on the disk before the voter is answered."""
        with self._turn(), self._between("BEGIN IMMEDIATE") as transaction:
            yield transaction

    def reading(self) -> AbstractContextManager[Transaction]:
        """Writers wait only while a statement runs."""
        return self._between("BEGIN")

    def scrub(self) -> None:
        """Nothing to do: ``secure_delete`` writes zeroes over what goes."""

    def close(self) -> None:
        """Let go of every connection that nobody uses now."""
        while self.idle:
            self.idle.pop().close()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """In the order of asking: SQLite alone lets the unlucky wait until they give up."""
        turn = private(self.path.with_suffix(".turn"))
        try:
            fcntl.flock(turn, fcntl.LOCK_EX)  # given back when the file closes, or we are killed
            yield
        finally:
            os.close(turn)

    @contextmanager
    def _between(self, begin: str) -> Iterator[Transaction]:
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
        """One that nobody uses; a process never takes over those of the one it came from."""
        if self.process != os.getpid():
            self.idle, self.process = [], os.getpid()
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
