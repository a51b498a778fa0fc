"""One transaction of the urn's file, and of its copy."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from domain.voting.casting import CopiesDiffer
from web.urn.storage import Result, Taken, Transaction


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
