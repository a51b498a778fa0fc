"""The database session and how our own values are stored."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self, overload

import sqlalchemy as sa
from flask import has_request_context, request
from flask_login import LoginManager
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from domain.hours import Hours
from domain.money import Eur
from domain.periods import Month
from domain.quarters import Quarter
from web.sealing import blind_index, seal, unseal

READING = {"GET", "HEAD", "OPTIONS"}
# Votes: choices leave no trace here, they go into the urn alone.
SILENT = frozenset({"votes.review", "votes.change", "votes.cast"})
_READS: ContextVar[bool] = ContextVar("nothing is written", default=False)


class EurCents(sa.TypeDecorator[Eur]):
    """Euros in Python, a whole number of cents in the database."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: Eur | None, dialect: Dialect) -> int | None:
        """Store cents."""
        return None if value is None else int(value.scaleb(2))

    def process_result_value(self, value: int | None, dialect: Dialect) -> Eur | None:
        """Give euros back; a sum arrives as a Decimal on PostgreSQL."""
        return None if value is None else Eur(Decimal(int(value)).scaleb(-2))


class HundredthsOfHours(sa.TypeDecorator[Hours]):
    """Hours in Python, a whole number of hundredths in the database."""

    impl = sa.Integer
    cache_ok = True

    def process_bind_param(self, value: Hours | None, dialect: Dialect) -> int | None:
        """Store hundredths."""
        return None if value is None else int(value.scaleb(2))

    def process_result_value(self, value: int | None, dialect: Dialect) -> Hours | None:
        """Give hours back; a sum arrives as a Decimal on PostgreSQL."""
        return None if value is None else Hours(Decimal(int(value)).scaleb(-2))


class Instant(sa.TypeDecorator[datetime]):
    """A moment: aware in Python, UTC in the database."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC without a zone."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give an aware moment back."""
        return None if value is None else value.replace(tzinfo=UTC)


class MonthText(sa.TypeDecorator[Month]):
    """A month, stored as 2026-09 so that it sorts."""

    impl = sa.String(7)
    cache_ok = True

    def process_bind_param(self, value: Month | None, dialect: Dialect) -> str | None:
        """Store 2026-09."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Month | None:
        """Give the month back."""
        return None if value is None else Month.read(value)


class QuarterText(sa.TypeDecorator[Quarter]):
    """A quarter, stored as 2026-Q3 so that it sorts."""

    impl = sa.String(7)
    cache_ok = True

    def process_bind_param(self, value: Quarter | None, dialect: Dialect) -> str | None:
        """Store 2026-Q3."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Quarter | None:
        """Give the quarter back."""
        return None if value is None else Quarter.read(value)


class Base(DeclarativeBase):
    """Every model is a ``Base``: its annotations say how columns are stored."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it from the class
        Eur: EurCents(),
        Hours: HundredthsOfHours(),
        datetime: Instant(),
        Month: MonthText(),
        Quarter: QuarterText(),
        dict[str, Any]: sa.JSON(),
        StrEnum: sa.Enum(StrEnum, native_enum=False, values_callable=list, length=40),
    }


def known_index(name: str, column: str) -> sa.Index:
    """An index of rows that have a value; looking for rows without one never goes through it."""
    known = sa.text(f"{column} IS NOT NULL")
    return sa.Index(name, column, sqlite_where=known, postgresql_where=known)


class Uid:
    """A row with a random name of its own, fixed before it is stored: sealed values cling to it."""

    uid: Mapped[str] = mapped_column(sa.String(32), unique=True)

    def own_uid(self) -> str:
        """The row's uid, given on first use."""
        if self.uid is None:
            self.uid = uuid.uuid4().hex
        return self.uid


class SealedText:
    """A text kept encrypted in ``<name>_sealed``; with ``index``, it can be found by equality."""

    def __init__(self, *, index: bool = False) -> None:
        self.index = index

    def __set_name__(self, owner: type[Base], name: str) -> None:
        self.name = name

    def _context(self, row: Any) -> str:
        return f"{row.__tablename__}|{self.name}|{row.own_uid()}"

    @overload
    def __get__(self, row: None, owner: type[Base]) -> Self: ...

    @overload
    def __get__(self, row: Base, owner: type[Base]) -> str: ...

    def __get__(self, row: Base | None, owner: type[Base]) -> Self | str:
        """Open the value; on the class, the attribute itself."""
        if row is None:
            return self
        sealed: bytes | None = getattr(row, f"{self.name}_sealed")
        return unseal(sealed, self._context(row)).decode() if sealed else ""

    def __set__(self, row: Base, plain: str) -> None:
        """Seal the value for this row and no other."""
        sealed = seal(plain.encode(), self._context(row)) if plain else None
        setattr(row, f"{self.name}_sealed", sealed)
        if self.index:
            setattr(row, f"{self.name}_index", self.fingerprint(plain) if plain else None)

    def fingerprint(self, plain: str) -> str:
        """What ``<name>_index`` holds for this text."""
        return blind_index(plain, self.name)


db = SQLAlchemy(metadata=Base.metadata)
login = LoginManager()
csrf = CSRFProtect()


def prepare_sqlite(connection: Any, _record: Any) -> None:
    """Durable, concurrent and strict: WAL, full sync, foreign keys, our own BEGIN."""
    connection.isolation_level = None
    for setting in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=30000",
        "cache_size=-8000",  # 8 MB: with the usual 2 MB, searching 35,000 clients costs thrice
    ):
        connection.execute(f"PRAGMA {setting}")


@contextmanager
def reading() -> Iterator[None]:
    """What is done outside of a request writes nothing: others may write meanwhile."""
    token = _READS.set(True)
    try:
        yield
    finally:
        _READS.reset(token)


def begin_sqlite(connection: sa.Connection) -> None:
    """A request that only reads lets others write; everything else takes its turn at once.

    Without IMMEDIATE two writers that have both read would refuse each other. So a request that
    reads, and then has a line to write after all, writes it first thing in another transaction.
    """
    asks = has_request_context() and (request.method in READING or request.endpoint in SILENT)
    reads = _READS.get() or asks
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def prepare_engine(engine: sa.Engine) -> None:
    """Set up an engine once, before its first connection."""
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", prepare_sqlite)
        sa.event.listen(engine, "begin", begin_sqlite)
