"""A cooperative several times as large, for measurements: sound, and open to whoever was copied."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from bench import grow, grown
from tests.databases import FIXED
from tests.web.conftest import signed_in
from tests.web.issuing import issued
from web import create_app
from web.demo.people import OTHER_MEMBER
from web.extensions import Base, db
from web.models.invoice import Invoice
from web.models.person import Person
from web.queries.soundness import verdicts

COUNTED = ("invoice", "person", "posting", "unit", "contract")


def test_somebody_decided_about_every_table():
    assert not grow.undecided()
    assert set(Base.metadata.tables) == grown.MOVED | grown.LEFT
    assert not grown.MOVED & grown.LEFT


def test_a_table_that_nobody_decided_about_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(grow, "MOVED", grown.MOVED - {"posting"})
    with pytest.raises(SystemExit, match="posting"):
        grow.made(tmp_path, tmp_path / "large", 2)
    assert not (tmp_path / "large").exists()


def test_what_is_unique_must_become_something_else(monkeypatch):
    few = {name: to for name, to in grown.RENEWED.items() if name != "person.email"}
    monkeypatch.setattr(grow, "RENEWED", few)
    assert grow.undecided() == ["person: email"]


@pytest.fixture
def folder(app, tmp_path):
    """A data folder with an issued invoice and a sealed number."""
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            pytest.skip("a simulated folder holds a file of SQLite")
        issued()
        file = db.engine.url.database
        db.session.remove()
        db.engine.dispose()
    made = tmp_path / "small"
    made.mkdir()
    shutil.copyfile(file, made / grow.FILE)
    (made / "field_keys").write_text(FIXED["FIELD_KEYS"], "ascii")
    return made


def counts(path):
    with closing(sqlite3.connect(path / grow.FILE)) as database:
        return [database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in COUNTED]


@pytest.mark.slow
def test_everybody_is_there_twice(folder, tmp_path):
    large = tmp_path / "large"
    grow.made(folder, large, 2)
    assert counts(large) == [2 * many for many in counts(folder)]
    with closing(sqlite3.connect(large / grow.FILE)) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    app = create_app({**FIXED, "DATA_DIR": str(large)}, TESTING=True)
    with app.app_context():
        assert [verdict for verdict in verdicts() if verdict.problems] == []
        people = db.session.query(Person)
        before = people.filter_by(email=OTHER_MEMBER).one()
        after = people.filter_by(email=OTHER_MEMBER.replace("@", ".1@")).one()
        assert before.iban
        assert (after.iban, after.national_number) == (before.iban, before.national_number)
        numbers = {invoice.sheet["number"] for invoice in db.session.query(Invoice)}
        assert len(numbers) == db.session.query(Invoice).count()
        email = after.email
        db.session.remove()
        client = signed_in(app, email)
        for path in ("/", "/units", "/assignments", "/expenses", "/clients", "/figures"):
            assert client.get(path).status_code == 200
        db.session.remove()
        db.engine.dispose()
