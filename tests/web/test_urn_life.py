"""The life of an urn: each step in its order, nothing told before the end, nothing left after."""

import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager

import psycopg
import pytest
from flask import current_app

from domain.voting.casting import (
    BallotsDiffer,
    SamePaper,
    WrongUrnState,
)
from tests.web.urn_crowd import box_of
from tests.web.urns import HOUR, cast_one, filled, is_sqlite, late, now, put, put_again
from web import urn
from web.urn.places import storage_at
from web.urn.sqlite_storage import SqliteStorage, opened
from web.urn.urn import Urn
from web.urn.words import NEXT, UrnState

STUFF = "INSERT INTO sealed (id, poll, box) VALUES (?, ?, ?)"


@pytest.fixture
def this(app_context) -> Urn:
    return urn.this_urn()


def brought_to(this: Urn, state: UrnState) -> str:
    """A poll of two, one of whom voted."""
    poll, names = put(this, 2)
    steps = {
        UrnState.REHEARSED: lambda: this.set_rehearsed(poll),
        UrnState.OPEN: lambda: this.open_poll(poll),
        UrnState.CLOSED: lambda: (cast_one(this, poll, names[0]), this.close(poll, late)),
        UrnState.TALLIED: lambda: this.set_tallied(poll),
        UrnState.DESTROYED: lambda: this.destroy(poll),
    }
    for reached, step in steps.items():
        if this.state_of(poll) != state:
            step()
            assert this.state_of(poll) == reached
    return poll


ACTS = {
    UrnState.REHEARSED: Urn.set_rehearsed,
    UrnState.OPEN: Urn.open_poll,
    UrnState.TALLIED: Urn.set_tallied,
    UrnState.DESTROYED: Urn.destroy,
}
REACHED = [state for state in UrnState if state is not UrnState.INCIDENT]


@pytest.mark.parametrize("state", REACHED, ids=str)
def test_no_step_is_skipped_or_taken_back(this, state):
    poll = brought_to(this, state)
    for after, act in ACTS.items():
        if after not in NEXT[state]:
            with pytest.raises(WrongUrnState):
                act(this, poll)
    if state not in (UrnState.OPEN, UrnState.CLOSED):
        with pytest.raises(WrongUrnState):
            this.close(poll, late)
    if state is not UrnState.OPEN:
        with pytest.raises(WrongUrnState):
            this.prolong(poll, now() + 2 * HOUR, now)
    if state is not UrnState.DRAFT:
        with pytest.raises(WrongUrnState):
            put_again(this, poll, [secrets.token_hex(16)], now() + HOUR)
    assert this.state_of(poll) == state


@pytest.mark.parametrize("state", REACHED, ids=str)
def test_before_the_end_nothing_but_turnout_is_told(this, state):
    """V12."""
    poll = brought_to(this, state)
    if state in (UrnState.CLOSED, UrnState.TALLIED):
        assert len(this.export(poll)) == 1
        assert [(one.cast, one.sealed) for one in this.polls()] == [(1, 1)]
        return
    with pytest.raises(WrongUrnState):
        this.export(poll)
    told = [(one.cast, one.sealed) for one in this.polls()]
    assert told == [(0, 0 if state is UrnState.DESTROYED else None)]


def test_turnout_is_told_in_tens_while_people_vote(this):
    poll, names = filled(this, 24)
    for place, name in enumerate(names, 1):
        cast_one(this, poll, name)
        if place in (19, 24):
            assert this.polls()[0].cast == {19: 0, 24: 20}[place]
    this.close(poll, late)
    assert (this.polls()[0].cast, this.polls()[0].sealed) == (24, 24)


def test_a_draft_can_be_put_again_and_counts_once(this):
    poll, names = put(this, 3)
    put_again(this, poll, names[:2], now() + HOUR)
    assert [one.rights for one in this.polls()] == [2]
    assert this.rights_of(poll, names[2]) == []


def unguarded(this: Urn, poll: str) -> None:
    """Somebody with every right on the database puts a ballot in."""
    of_table = "DROP TRIGGER sealed_guard ON sealed"
    with this.storage.transaction() as transaction:
        transaction.run("DROP TRIGGER sealed_outside" if is_sqlite(this) else of_table)
        values = secrets.token_bytes(16), bytes.fromhex(poll), secrets.token_bytes(816)
        transaction.run(STUFF, values)


def test_a_ballot_put_in_after_the_end_stops_the_count(this):
    poll = brought_to(this, UrnState.CLOSED)
    unguarded(this, poll)
    with pytest.raises(BallotsDiffer) as refused:
        this.export(poll)
    assert (refused.value.marked, refused.value.sealed) == (1, 2)


def test_an_incident_never_becomes_a_result(this):
    poll, (name, _other) = filled(this, 2)
    cast_one(this, poll, name)
    unguarded(this, poll)
    assert not this.close(poll, late).agrees
    with this.storage.transaction() as transaction:  # marks are made to agree, by force
        roll = "DROP TRIGGER roll_guard ON roll"
        transaction.run("DROP TRIGGER roll_turned" if is_sqlite(this) else roll)
        transaction.run('UPDATE roll SET "cast" = 1')
    again = this.close(poll, late)
    assert (again.cast, again.sealed, again.agrees) == (2, 2, False)
    for act in (this.export, this.set_tallied):
        with pytest.raises(WrongUrnState):
            act(poll)
    this.destroy(poll)


def test_one_poll_ends_while_people_vote_in_another(this):
    """On PostgreSQL the table of ballots is another one afterwards."""
    (ending, some), (going_on, others) = filled(this, 8), filled(this, 16)
    for name in some:
        cast_one(this, ending, name)
    for name in others[:8]:
        cast_one(this, going_on, name)
    this.close(ending, late)
    for name in others[8:]:
        cast_one(this, going_on, name)
    copying, (name,) = filled(this, 1)
    with pytest.raises(SamePaper):
        this.cast(copying, voter=name, grantor=name, box=box_of(some[0]), now=now)
    assert this.close(going_on, late).sealed == 16
    assert set(this.export(ending)) == {box_of(name) for name in some}
    assert set(this.export(going_on)) == {box_of(name) for name in others}


def files_of(this: Urn) -> bytes:
    """Everything that the database keeps in its files, but for PostgreSQL's log of writes."""
    if isinstance(this.storage, SqliteStorage):
        return this.storage.path.read_bytes()
    query = (
        "SELECT pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class"
        " WHERE relname ~ '^(sealed|roll)' AND relkind IN ('r', 'i')"
    )
    with psycopg.connect(current_app.config["URN_URL"], autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        return b"".join(bytes(data) for (data,) in connection.execute(query))


def test_what_is_destroyed_is_in_no_file(this):
    poll, names = filled(this, 30)
    for name in names:
        cast_one(this, poll, name)
    this.close(poll, late)
    assert all(box_of(name) in files_of(this) for name in names)
    this.destroy(poll)
    left = files_of(this)
    for name in names:
        assert box_of(name)[:64] not in left
        assert bytes.fromhex(name) not in left


def test_the_tables_are_made_once_by_whoever_comes_first(app_context):
    url = current_app.config["URN_URL"]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _number: storage_at(url).create(), range(12)))
    assert urn.this_urn().polls() == []


@contextmanager
def somebody_reads(this: Urn) -> Iterator[None]:
    """A reader who began before, and still sees all that there was."""
    if isinstance(this.storage, SqliteStorage):
        with closing(opened(this.storage.path)) as connection:
            connection.execute("BEGIN")
            connection.execute("SELECT * FROM roll").fetchall()
            yield
        return
    with psycopg.connect(current_app.config["URN_URL"]) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.execute("SELECT count(*) FROM poll")
        yield


def test_destroying_waits_for_whoever_still_reads(this):
    poll, names = put(this, 3)
    this.set_rehearsed(poll)
    with ThreadPoolExecutor(1) as pool:
        with somebody_reads(this):
            given_up = pool.submit(this.give_up, poll)
            with pytest.raises(TimeoutError):
                given_up.result(0.3)
        given_up.result(20)
    assert bytes.fromhex(names[0]) not in files_of(this)


@pytest.mark.parametrize("state", [UrnState.DRAFT, UrnState.REHEARSED], ids=str)
def test_what_never_opened_leaves_no_roll(this, state):
    poll, names = put(this, 3)
    if state is UrnState.REHEARSED:
        this.set_rehearsed(poll)
        with pytest.raises(WrongUrnState):
            this.destroy(poll)
    this.give_up(poll)
    this.give_up(poll)
    left = [(one.state, one.rights) for one in this.polls()]
    assert left == ([] if state is UrnState.DRAFT else [(UrnState.DESTROYED, 0)])
    assert bytes.fromhex(names[0]) not in files_of(this)


def test_what_opened_is_not_given_up(this):
    poll, (name,) = filled(this, 1)
    with pytest.raises(WrongUrnState):
        this.give_up(poll)
    cast_one(this, poll, name)
    with pytest.raises(WrongUrnState):
        this.give_up(poll)
    assert this.was_cast(poll, name)
