"""Votes that come at the same time are written together: the disk is waited for once.

A file takes one writer after the other, and each waits for the disk several times. Whoever comes
while others write joins the next transaction of this process, and is answered once it is on the
disk. What one of them did is undone alone if it is refused; if writing fails, it fails for all.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import Condition

from web.urn.sqlite_transaction import SqliteTransaction

Begin = Callable[[], AbstractContextManager[SqliteTransaction]]


class NotWrittenError(Exception):
    """Nothing of a transaction that several shared is in the file."""


class Batch:
    """One transaction, of those who had come when it ended."""

    def __init__(self, begin: Begin) -> None:
        self.whole = begin()
        self.transaction = self.whole.__enter__()
        self.is_over = False
        self.error: Exception | None = None

    @contextmanager
    def part(self) -> Iterator[SqliteTransaction]:
        """What one of them does, or nothing of it."""
        run = self.transaction.connection.execute
        self.check()
        run("SAVEPOINT part")
        try:
            yield self.transaction
            run("RELEASE part")
        except BaseException:
            try:
                run("ROLLBACK TO part")
                run("RELEASE part")
            except sqlite3.Error as error:  # as when the disk is full: all of it is gone
                self.error = error
            raise

    def end(self) -> None:
        """Write all of it, or nothing."""
        try:
            self.whole.__exit__(type(self.error) if self.error else None, self.error, None)
        except Exception as failed:  # noqa: BLE001 - told to everybody who waits for it
            self.error = failed
        finally:
            self.is_over = True

    def check(self) -> None:
        """Refuse to go on, or to say that it was written, when it cannot be."""
        if self.error is not None:
            raise NotWrittenError from self.error


class Together:
    """Those of one process who write, in the order in which they come."""

    def __init__(self, begin: Begin) -> None:
        self.begin, self.door = begin, Condition()
        self.came = self.left = 0  # how many
        self.batch: Batch | None = None

    @contextmanager
    def join(self) -> Iterator[SqliteTransaction]:
        """A transaction that is on the disk at its end, whoever else shares it."""
        batch = self._enter()
        try:
            with batch.part() as transaction:
                yield transaction
        finally:
            self._leave(batch)

    def _enter(self) -> Batch:
        with self.door:
            mine = self.came
            self.came += 1
            self.door.wait_for(lambda: self.left == mine)
        try:
            self.batch = self.batch or Batch(self.begin)
        except BaseException:
            self._pass_on()
            raise
        return self.batch

    def _leave(self, batch: Batch) -> None:
        """The last of those who have come writes; the others wait for it, refused ones too.

        A refusal may rest on what another one of them did.
        """
        with self.door:
            is_last = self.came == self.left + 1
        if is_last:
            self.batch = None
            batch.end()
        self._pass_on()
        with self.door:
            self.door.wait_for(lambda: batch.is_over)
        batch.check()

    def _pass_on(self) -> None:
        with self.door:
            self.left += 1
            self.door.notify_all()
