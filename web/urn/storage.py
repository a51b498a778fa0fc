"""What a database must do to hold the urn; see ``sqlite_storage`` and ``postgresql_storage``."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

PATIENCE = 30.0  # seconds that a writer waits for its turn


class Taken(Exception):
    """A unique column already holds this value."""


class Result(Protocol):
    """What a statement gives back."""

    @property
    def rowcount(self) -> int:
        """How many rows it changed."""

    def fetchone(self) -> Any:
        """One row, or None."""

    def fetchall(self) -> list[Any]:
        """Every row."""


class Transaction(ABC):
    """One transaction of the urn, and of nothing else."""

    lock_shared = ""  # behind the statement that reads the poll when casting
    lock_alone = ""  # the same when the poll moves

    @abstractmethod
    def run(self, statement: str, values: Sequence[Any] = ()) -> Result:
        """Run one statement; ``?`` stands for a value."""

    @abstractmethod
    def run_many(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run one statement for many rows."""


class Storage(ABC):
    """A database that holds the urn."""

    rewrite: Sequence[str] = ()  # statements after the end, where rows tell their order

    @abstractmethod
    def create(self) -> None:
        """Make the tables where they are missing."""

    @abstractmethod
    def transaction(self) -> AbstractContextManager[Transaction]:
        """A context that commits at its end; the answer to a voter comes after."""

    @abstractmethod
    def reading(self) -> AbstractContextManager[Transaction]:
        """A context that only reads, and lets others write."""

    @abstractmethod
    def scrub(self) -> None:
        """Leave nothing of deleted rows in the files."""

    @abstractmethod
    def close(self) -> None:
        """Let go of every connection."""
