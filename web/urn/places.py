"""Where an urn lies, from its address."""

from pathlib import Path

from web.urn.postgresql_storage import PostgresqlStorage
from web.urn.sqlite_storage import SqliteStorage
from web.urn.storage import Storage


def storage_at(url: str, copy: str = "") -> Storage:
    """The storage of an urn.

    url:  ``sqlite:///`` with a path, or ``postgresql://``; ``copy``: another path, for SQLite
    """
    if url.startswith("postgresql://"):
        return PostgresqlStorage(url)
    return SqliteStorage(Path(url.removeprefix("sqlite:///")), Path(copy) if copy else None)
