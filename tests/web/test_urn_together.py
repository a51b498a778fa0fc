"""Votes that come together share one transaction; each is answered alone, once it is written."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Event

import pytest

from domain.errors import RuleError
from tests.web.urn_crowd import box_of, urn_at
from tests.web.urns import cast_one, filled, late, now
from web.urn.sqlite_storage import SqliteStorage, opened
from web.urn.together import NotWrittenError

HEARD = (RuleError, NotWrittenError)


@pytest.fixture
def said():
    """Every statement that reaches the file."""
    return []


@pytest.fixture
def this(tmp_path, monkeypatch, said):
    def connect(storage):
        connection = opened(storage.path)
        connection.execute("PRAGMA busy_timeout=0")  # whoever meets a lock fails at once
        connection.set_trace_callback(said.append)
        return connection

    monkeypatch.setattr(SqliteStorage, "_connect", connect)
    urn = urn_at(f"sqlite:///{tmp_path / 'urn.sqlite'}")
    urn.create_tables()
    yield urn
    urn.storage.close()


def heard(act: Callable[[], object]) -> str:
    try:
        act()
    except HEARD as error:
        return type(error).__name__
    return "recorded"


def together(this, *acts: Callable[[], object]) -> list[str]:
    """What those hear who come, in this order, while somebody is in the urn."""
    inside, go = Event(), Event()

    def hold() -> None:
        with this.storage.transaction():
            inside.set()
            assert go.wait(10)

    def wait_in_line(many: int) -> None:
        latest = time.monotonic() + 10
        while this.storage.together.came - this.storage.together.left < many:
            assert time.monotonic() < latest
            time.sleep(0.001)

    with ThreadPoolExecutor(len(acts) + 1) as pool:
        pool.submit(hold)
        assert inside.wait(10)
        sent = []
        for place, act in enumerate(acts, 2):
            sent.append(pool.submit(heard, act))
            wait_in_line(place)
        go.set()
        return [one.result(10) for one in sent]


def test_the_disk_is_waited_for_once(this, said):
    poll, names = filled(this, 6)
    said.clear()
    acts = [lambda name=name: cast_one(this, poll, name) for name in names]
    assert together(this, *acts) == ["recorded"] * 6
    assert (said.count("BEGIN IMMEDIATE"), said.count("COMMIT")) == (1, 1)
    assert this.marks(poll) == set(names)


def test_one_after_the_other_is_written_alone(this, said):
    poll, names = filled(this, 2)
    said.clear()
    for name in names:
        cast_one(this, poll, name)
    assert said.count("COMMIT") == 2


def test_who_is_refused_is_undone_alone(this):
    poll, (first, second, third) = filled(this, 3)

    def same_paper() -> None:
        this.cast(poll, voter=second, grantor=second, box=box_of(first), now=now)

    found = together(
        this,
        lambda: cast_one(this, poll, first),
        lambda: cast_one(this, poll, first),
        same_paper,
        lambda: cast_one(this, poll, third),
    )
    assert found == ["recorded", "AlreadyCast", "SamePaper", "recorded"]
    assert this.marks(poll) == {first, third}
    closed = this.close(poll, late)
    assert (closed.cast, closed.sealed, closed.agrees) == (2, 2, True)


def test_nobody_is_told_of_what_was_not_written(this):
    """Not the one whose vote came first, nor who was refused because of it."""
    poll, (first, second) = filled(this, 2)
    acts = [lambda name=name: cast_one(this, poll, name) for name in (first, first, second)]
    with closing(opened(this.storage.path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM poll").fetchall()
        assert together(this, *acts) == ["NotWrittenError"] * 3
    assert not this.marks(poll)
    assert [heard(act) for act in acts] == ["recorded", "AlreadyCast", "recorded"]


def test_when_the_whole_transaction_is_gone_nobody_goes_on_in_it(this):
    poll, names = filled(this, 2)

    def lose_all() -> None:
        with this.storage.transaction() as urn:
            urn.connection.execute("ROLLBACK")  # as SQLite does by itself when the disk is full

    first, last = (lambda name=name: cast_one(this, poll, name) for name in names)
    assert together(this, first, lose_all, last) == ["NotWrittenError"] * 3
    assert not this.marks(poll)
    assert [heard(first), heard(last)] == ["recorded", "recorded"]
