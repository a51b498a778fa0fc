"""Makes the data ready to serve: ``python -P web/setup/data.py``.

Brings the tables up to date and gives an empty demo its cooperative. It looks without importing
the application, so that finding nothing to do, as on most starts, costs milliseconds.
"""

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
MIGRATIONS = ROOT / "web" / "migrations" / "versions"
REVISION = re.compile(r"^(down_)?revision\b[^=]*=\s*(.+)$", re.MULTILINE)
TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()",
}


class NotReadyError(Exception):
    """Something outside the program is not as it must be; the message says what."""


def database_url() -> str:
    """Which database: DATABASE_URL, else a file in the data folder."""
    folder = Path(os.environ.get("DATA_DIR", "data")).resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotReadyError(f"{folder} cannot hold the data: {error.strerror}.") from error
    return os.environ.get("DATABASE_URL") or f"sqlite:///{folder / 'ensemble.sqlite'}"


@contextmanager
def connection_to(url: str) -> Iterator[Any]:
    """Open the database without the application."""
    if url.startswith("sqlite"):
        connection: Any = sqlite3.connect(url.partition("///")[2])
    else:
        import psycopg  # noqa: PLC0415 - slow to import, and not needed for SQLite

        plain = re.sub(r"^postgres(ql)?(\+\w+)?:", "postgresql:", url)
        try:
            connection = psycopg.connect(plain, connect_timeout=5)
        except psycopg.OperationalError as error:
            raise NotReadyError(f"The database of DATABASE_URL does not answer: {error}") from error
    try:
        yield connection
    finally:
        connection.close()


def state_of(url: str) -> tuple[set[str], bool]:
    """Which migrations the database has had, and whether anyone lives in it."""
    with connection_to(url) as connection:
        names = TABLES["sqlite" if url.startswith("sqlite") else "postgresql"]
        tables = {name for (name,) in connection.execute(names).fetchall()}
        if not {"alembic_version", "person"} <= tables:
            return set(), False
        versions = connection.execute("SELECT version_num FROM alembic_version").fetchall()
        people = connection.execute("SELECT 1 FROM person LIMIT 1").fetchall()
        return {version for (version,) in versions}, bool(people)


def newest_migrations(folder: Path = MIGRATIONS) -> set[str]:
    """Read from the files which migrations nothing follows, as Alembic would."""
    made: set[str] = set()
    followed: set[str] = set()
    for path in folder.glob("*.py"):
        for down, value in REVISION.findall(path.read_text("utf-8")):
            (followed if down else made).update(re.findall(r"[\"'](\w+)[\"']", value))
    return made - followed


def run_flask(*arguments: str) -> None:
    """Run one of our own commands to its end."""
    command = [sys.executable, "-m", "flask", "--app", "wsgi", *arguments]
    if subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode:
        raise NotReadyError(f"“flask {' '.join(arguments)}” did not work; what it says is above.")


def make_urn() -> None:
    """Make the urn of a real cooperative; a demo makes its own when somebody prepares a vote."""
    if os.environ.get("COOPERATIVE", "demo") == "demo":
        return
    try:
        run_flask("urn", "tables")
    except NotReadyError as problem:
        print(f"{problem} Everything but voting works without it.", flush=True)


def prepare() -> None:
    """Bring the tables up to date; an empty demo database gets its cooperative."""
    url = database_url()
    versions, inhabited = state_of(url)
    if not versions or versions != newest_migrations():
        print("Bringing the database up to date", flush=True)
        run_flask("db", "upgrade")
        make_urn()
    if not inhabited and os.environ.get("COOPERATIVE", "demo") == "demo":
        print("Making the demo cooperative", flush=True)
        run_flask("demo")


if __name__ == "__main__":
    try:
        prepare()
    except NotReadyError as problem:
        sys.exit(str(problem))
