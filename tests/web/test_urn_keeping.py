"""Keeping an urn: copies while people vote, its state from the terminal, wrong settings."""

import json
import secrets
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
from flask import current_app

from domain.voting.casting import CopiesDiffer, UrnMissing
from tests.web.urn_crowd import box_of, urn_at
from tests.web.urns import cast_one, contents, filled, is_sqlite, late, now, put
from web import urn
from web.config import WrongSettingError, settings
from web.urn.backup import back_up
from web.urn.places import storage_at


@pytest.fixture
def run(app_context, monkeypatch):
    """``flask urn`` in English."""
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_IE.UTF-8")
    return lambda *words: current_app.test_cli_runner().invoke(args=["urn", *map(str, words)])


@pytest.fixture
def lying(tmp_path):
    """An urn in a file, with a copy elsewhere."""
    made = urn_at(f"sqlite:///{tmp_path / 'urn.sqlite'}", str(tmp_path / "else" / "copy.sqlite"))
    made.create_tables()
    return made


def test_the_terminal_tells_tens_while_people_vote(run):
    assert run("tables").exit_code == 0
    poll, names = filled(urn.this_urn(), 25)
    for name in names[:-1]:
        cast_one(urn.this_urn(), poll, name)
    put(urn.this_urn(), 3)
    told = json.loads(run("status", "--json").output)
    assert {(one["cast"], one["rights"], one["sealed"]) for one in told["polls"]} == {
        (20, 25, None),
        (0, 3, None),
    }
    assert "20 votes of 25 or some more are cast" in run("status").output
    urn.close(poll, late)
    assert "24 votes of 25 are cast" in run("status").output


def test_the_terminal_tells_no_small_number(run):
    poll, names = filled(urn.this_urn(), 25)
    cast_one(urn.this_urn(), poll, names[0])
    assert "fewer than 20 votes of 25 are cast" in run("status").output


def test_the_terminal_tells_where_the_urn_lies_but_no_password(run):
    told = json.loads(run("status", "--json").output)["places"]
    if is_sqlite(urn.this_urn()):
        assert told == [current_app.config["URN_URL"].removeprefix("sqlite:///")]
    else:
        assert told == [f"postgresql: {current_app.config['URN_URL'].rpartition('/')[2]}"]


def test_the_terminal_copies_the_urn_or_says_how(run, tmp_path):
    poll, (name,) = filled(urn.this_urn(), 1)
    cast_one(urn.this_urn(), poll, name)
    done = run("backup", tmp_path / "safe")
    if not is_sqlite(urn.this_urn()):
        assert done.exit_code == 1
        assert "pg_dump --format=custom" in done.output
        return
    (copy,) = (tmp_path / "safe").iterdir()
    assert done.output.strip() == str(copy)
    assert contents(copy) == contents(urn.this_urn().storage.path)
    assert len(contents(copy)["sealed"]) == 1
    assert copy.stat().st_mode & 0o077 == 0


def test_two_copies_are_kept_and_none_of_a_destroyed_poll(lying, tmp_path):
    folder, moment = tmp_path / "safe", now()
    poll, (name,) = filled(lying, 1)
    cast_one(lying, poll, name)
    made = [back_up(lying.storage.path, folder, moment + timedelta(n)) for n in range(3)]
    assert sorted(folder.iterdir()) == made[1:]
    with closing(sqlite3.connect(made[2])) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert urn_at(f"sqlite:///{made[2]}").was_cast(poll, name)
    lying.close(poll, late)
    lying.set_tallied(poll)
    lying.destroy(poll)
    last = back_up(lying.storage.path, folder, moment + timedelta(9))
    assert list(folder.iterdir()) == [last]
    assert box_of(name) not in last.read_bytes()


def test_a_copy_is_made_when_it_is_asked_for_later(tmp_path):
    path, copy = tmp_path / "urn.sqlite", tmp_path / "copy.sqlite"
    alone = urn_at(f"sqlite:///{path}")
    alone.create_tables()
    poll, (first, second) = filled(alone, 2)
    cast_one(alone, poll, first)
    both = urn_at(f"sqlite:///{path}", str(copy))
    both.create_tables()
    cast_one(both, poll, second)
    assert contents(path) == contents(copy)
    assert len(contents(copy)["sealed"]) == 2


def test_copies_that_differ_stop_the_vote(lying):
    """A vote that only one disk took is none."""
    poll, (first, _second) = filled(lying, 2)
    with closing(sqlite3.connect(lying.storage.copy)) as copy:
        copy.execute("DROP TRIGGER roll_gone")
        copy.execute("DELETE FROM roll WHERE grantor = ?", [bytes.fromhex(first)])
        copy.commit()
    with pytest.raises(CopiesDiffer):
        cast_one(lying, poll, first)
    assert lying.turnout(poll) == 0
    assert contents(lying.storage.path)["sealed"] == []
    with pytest.raises(CopiesDiffer):
        lying.create_tables()


def test_the_urn_waits_for_the_disk(lying):
    """Two is FULL; three also waits for the folder, from which the journal goes last."""
    with lying.storage.reading() as reading:
        for name, wanted in (("main", 3), ("copy", 3)):
            asked = reading.connection.execute(f"PRAGMA {name}.synchronous")
            assert asked.fetchone() == (wanted,)
            asked = reading.connection.execute(f"PRAGMA {name}.secure_delete")
            assert asked.fetchone() == (1,)
            asked = reading.connection.execute(f"PRAGMA {name}.journal_mode")
            assert asked.fetchone() == ("delete",)
        assert reading.connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert reading.connection.execute("PRAGMA busy_timeout").fetchone()[0] >= 10_000


def test_only_its_owner_reads_the_urn(lying):
    cast_one(lying, *_one(lying))
    for path in (lying.storage.path, lying.storage.copy, lying.storage.path.with_suffix(".turn")):
        assert path.stat().st_mode & 0o077 == 0


def _one(lying) -> tuple[str, str]:
    poll, (name,) = filled(lying, 1)
    return poll, name


def test_without_a_database_of_its_own_the_urn_says_so():
    name = f"away_{secrets.token_hex(4)}"
    with pytest.raises(UrnMissing) as refused:
        storage_at(f"postgresql://nobody@127.0.0.1:1/{name}").create()
    assert refused.value.name == name


PG = "postgresql+psycopg://ann:word@host/coop?sslmode=require"


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ({"DATABASE_URL": PG}, "postgresql://ann:word@host/coop_urn?sslmode=require"),
        ({"DATABASE_URL": "postgresql:///coop"}, "postgresql:///coop_urn"),
        ({"URN_URL": "postgres://urn@host/urn"}, "postgresql://urn@host/urn"),
        ({"URN_URL": "sqlite:////else/urn.sqlite"}, "sqlite:////else/urn.sqlite"),
    ],
)
def test_the_urn_lies_beside_the_main_database_or_where_it_is_told(tmp_path, given, url):
    assert settings({"DATA_DIR": str(tmp_path), **given})["URN_URL"] == url


@pytest.mark.parametrize(
    "given",
    [
        {"URN_URL": "urn.sqlite"},
        {"URN_URL": "mysql://host/urn"},
        {"DATABASE_URL": PG, "URN_URL": PG},
        {"DATABASE_URL": PG, "URN_COPY": "/else/copy.sqlite"},
        {"URN_URL": "sqlite:////else/urn.sqlite", "URN_COPY": "/else/../else/urn.sqlite"},
    ],
)
def test_a_wrong_place_for_the_urn_stops_the_start(tmp_path, given):
    with pytest.raises(WrongSettingError):
        settings({"DATA_DIR": str(tmp_path), **given})
