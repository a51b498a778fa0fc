# ruff: noqa: PLC0415 - nothing of the web is imported for tests that need none of it
"""Real databases for the tests: the migrated tables and the cast, fresh before each test.

``app`` is the application on the database that ``--database`` chooses (sqlite, postgresql or
both). The tables and the cast are made once per process; each test gets a copy, whatever the
tests before it committed.
"""

import shutil
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.postgresql import Server, start_server
from tests.scratch import scratch_folder

if TYPE_CHECKING:
    from flask import Flask

TODAY = "2026-09-14"  # a Monday; the tests' clock stands on this day
FIXED = {
    "COOPERATIVE": "demo",
    "TODAY": TODAY,
    "SECRET_KEY": "only for tests " * 4,
    "FIELD_KEYS": "1:" + "07" * 32,
}
MIGRATIONS = Path(__file__).resolve().parent.parent / "web" / "migrations"
KINDS = ("sqlite", "postgresql")
SERVER = pytest.StashKey[Server]()
MADE = pytest.StashKey[dict[str, "Database | Exception"]]()


class Database(ABC):
    """One kind of database: a template that holds the cast, and the copy that tests work on."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.voted = folder, False
        self.fill(self.application(self.template))
        self.app = self.application(self.copy)

    @property
    @abstractmethod
    def template(self) -> str:
        """Where the cast is kept."""

    @property
    @abstractmethod
    def copy(self) -> str:
        """Where a test may do as it likes."""

    @abstractmethod
    def renew(self) -> None:
        """Make the copy anew from the template."""

    @abstractmethod
    def empty_urn(self) -> None:
        """Throw away the urn that a test has filled."""

    def renew_all(self) -> None:
        """The copy anew, and no ballots of the test before."""
        self.renew()
        self.forget_urn()
        if self.voted:
            self.empty_urn()
            self.voted = False

    def forget_urn(self) -> None:
        """Let go of the urn; remember that there was one."""
        from web import urn

        if urn.KEY in self.app.extensions:
            self.voted = True
            with self.app.app_context():
                urn.forget()

    def application(self, url: str) -> "Flask":
        """The application on this database."""
        from tests.client import Client
        from web import create_app

        given = {**FIXED, "DATABASE_URL": url, "DATA_DIR": str(self.folder)}
        app = create_app(given, TESTING=True)
        app.test_client_class = Client
        return app

    def fill(self, app: "Flask") -> None:
        """Make the tables by their migrations, and let the cast in."""
        import flask_migrate

        from web.demo import cast
        from web.extensions import db

        flask_migrate.Migrate(app, db, directory=str(MIGRATIONS))
        with app.app_context():
            flask_migrate.upgrade()
            cast.build()
            db.engine.dispose()

    def close(self) -> None:
        """Let go of the copy."""
        from web.extensions import db

        self.forget_urn()
        with self.app.app_context():
            db.engine.dispose()

    def stop(self) -> None:
        """The tests are over."""
        self.close()
        shutil.rmtree(self.folder)


class SqliteDatabase(Database):
    """A file, copied."""

    @property
    def template(self) -> str:
        return f"sqlite:///{self.folder / 'template.sqlite'}"

    @property
    def copy(self) -> str:
        return f"sqlite:///{self.folder / 'test.sqlite'}"

    def renew(self) -> None:
        for leftover in self.folder.glob("test.sqlite-*"):
            leftover.unlink()
        shutil.copyfile(self.folder / "template.sqlite", self.folder / "test.sqlite")

    def empty_urn(self) -> None:
        for leftover in self.folder.glob("urn.sqlite*"):
            leftover.unlink()


class PostgresqlDatabase(Database):
    """A database on the tests' server, cloned by the server."""

    def __init__(self, folder: Path, server: Server, name: str) -> None:
        import psycopg

        self.server, self.name = server, name
        self.master = psycopg.connect(server.database("postgres"), autocommit=True)
        by_files = self.master.info.server_version >= 150000  # half the time of the log
        self.strategy = "STRATEGY file_copy" if by_files else ""
        self.drop()
        self.master.execute(f"CREATE DATABASE template_{name}")
        super().__init__(folder)

    @property
    def template(self) -> str:
        return self.server.database(f"template_{self.name}")

    @property
    def copy(self) -> str:
        return self.server.database(f"test_{self.name}")

    def renew(self) -> None:
        self.master.execute(f"DROP DATABASE IF EXISTS test_{self.name} WITH (FORCE)")
        self.master.execute(
            f"CREATE DATABASE test_{self.name} TEMPLATE template_{self.name} {self.strategy}"
        )

    def empty_urn(self) -> None:
        self.master.execute(f"DROP DATABASE IF EXISTS test_{self.name}_urn WITH (FORCE)")

    def drop(self) -> None:
        """Leave nothing behind on a server that is not ours."""
        for part in (f"test_{self.name}_urn", f"test_{self.name}", f"template_{self.name}"):
            self.master.execute(f"DROP DATABASE IF EXISTS {part} WITH (FORCE)")

    def stop(self) -> None:
        super().stop()
        self.drop()
        self.master.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=[*KINDS, "both"],
        default="sqlite",
        help="which database the tests of the web run on",
    )


def chosen(config: pytest.Config) -> tuple[str, ...]:
    """The kinds of database that ``--database`` asks for."""
    choice = config.getoption("--database")
    return KINDS if choice == "both" else (choice,)


def pytest_configure(config: pytest.Config) -> None:
    config.stash[MADE] = {}
    if hasattr(config, "workerinput"):  # one of several processes: the first has the server
        if url := config.workerinput.get("postgresql"):
            config.stash[SERVER] = Server(url)
    elif "postgresql" in chosen(config) and not config.option.collectonly:
        config.stash[SERVER] = start_server()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node) -> None:
    if SERVER in node.config.stash:
        node.workerinput["postgresql"] = node.config.stash[SERVER].url


def pytest_unconfigure(config: pytest.Config) -> None:
    for made in config.stash.get(MADE, {}).values():
        if isinstance(made, Database):
            made.stop()
    if SERVER in config.stash:
        config.stash[SERVER].stop()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database" in metafunc.fixturenames:
        kinds = chosen(metafunc.config)
        metafunc.parametrize("database", kinds, indirect=True)


@pytest.fixture
def database(request: pytest.FixtureRequest, worker_id: str) -> Database:
    """The database of this test, holding the cast and nothing else."""
    kind, made = request.param, request.config.stash[MADE]
    if kind not in made:
        folder = scratch_folder(kind)
        try:
            if kind == "sqlite":
                made[kind] = SqliteDatabase(folder)
            else:
                made[kind] = PostgresqlDatabase(folder, request.config.stash[SERVER], worker_id)
        except Exception as error:
            made[kind] = error  # it would fail again, and slowly, for each test
            raise
    if isinstance(found := made[kind], Exception):
        pytest.fail(f"no {kind} database to test on: {found!r}")
    found.renew_all()
    return found


@pytest.fixture
def app(database: Database, tmp_path: Path) -> Iterator["Flask"]:
    """The application on a fresh database and an empty data folder; no context is pushed.

    A test may change ``app.config``: what it sets is taken back afterwards.
    """
    before = dict(database.app.config)
    database.app.config["DATA_DIR"] = tmp_path
    yield database.app
    database.app.config.clear()
    database.app.config.update(before)
    database.close()


@pytest.fixture
def app_context(app: "Flask") -> Iterator["Flask"]:
    """Inside the application, for tests that call actions, queries and models directly.

    Requests made meanwhile have a context of their own (see tests/client.py).
    """
    from web.extensions import db

    with app.app_context():
        yield app
        db.session.remove()
