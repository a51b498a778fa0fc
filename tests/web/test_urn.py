"""The urn under a crowd: every right once, nothing lost to a kill, nothing taken after the end."""

import secrets
import sqlite3
import time
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from flask import current_app

from domain.voting.casting import ClockWentBack, StillOpen
from tests.web import urn_crowd
from tests.web.urn_crowd import Crowd, box_of
from web import urn
from web.urn.urn import Urn
from web.urn.words import Right, RightKind, UrnState

HOUR = timedelta(hours=1)


def now() -> datetime:
    return datetime.now(UTC)


def filled(this: Urn, many: int, closes_at: datetime) -> tuple[str, list[str]]:
    """An open urn with so many rights."""
    poll, names = secrets.token_hex(16), [secrets.token_hex(16) for _right in range(many)]
    this.put_poll(
        poll,
        opens_at=now() - HOUR,
        closes_at=closes_at,
        definition_sha256="ab" * 32,
        public_key="cd" * 32,
        rights=[Right(name, name, RightKind.OWN) for name in names],
    )
    this.set_rehearsed(poll)
    this.open_poll(poll)
    return poll, names


def crowd(poll: str, names: list[str], **more) -> Crowd:
    return Crowd(current_app.config["URN_URL"], poll, names, **more)


@pytest.mark.slow
def test_of_many_attempts_at_once_each_right_counts_once(app_context):
    this = urn.this_urn()
    poll, names = filled(this, 60, now() + HOUR)
    seen = urn_crowd.vote_all(crowd(poll, names, everyone=True))
    assert (seen.accepted, seen.refused) == (60, {"AlreadyCast": 180})
    assert len(seen.acknowledged) == 60
    closed = this.close(poll, lambda: now() + 2 * HOUR)
    assert (closed.cast, closed.sealed) == (60, 60)


@pytest.mark.slow
def test_a_killed_process_loses_no_vote_and_leaves_no_half(app_context):
    this = urn.this_urn()
    poll, names = filled(this, 900, now() + HOUR)
    seen = urn_crowd.vote_all(crowd(poll, names, threads=4, kills=6))
    assert seen.kills > 0
    assert not seen.refused
    marks = this.marks(poll)
    closed = this.close(poll, lambda: now() + 2 * HOUR)
    assert closed.agrees
    assert closed.cast == len(marks) >= len(seen.acknowledged) > 0
    boxes = set(this.export(poll))
    for place in seen.acknowledged:
        assert names[place] in marks
        assert box_of(names[place]) in boxes
    assert boxes == {box_of(name) for name in marks}


@pytest.mark.slow
def test_votes_that_race_with_the_end_are_counted_or_refused(app_context):
    this = urn.this_urn()
    closes_at = now().replace(microsecond=0) + timedelta(seconds=2)
    poll, names = filled(this, 400, closes_at)
    voting = urn_crowd.gather(crowd(poll, names))
    while True:
        try:
            closed = this.close(poll, now)
        except StillOpen:
            time.sleep(0.01)
        else:
            break
    seen = urn_crowd.told(voting)
    assert set(seen.refused) <= {"TooLate"}
    assert closed.agrees
    assert closed.cast == seen.accepted == len(this.export(poll))
    assert seen.accepted + seen.refused["TooLate"] == 400
    assert seen.latest < closes_at.timestamp()


def cast_one(this: Urn, poll: str, name: str, at: datetime) -> None:
    this.cast(poll, voter=name, grantor=name, box=box_of(name), now=lambda: at)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sealed SET id = id",
        "DELETE FROM sealed",
        'UPDATE roll SET "cast" = 0',
        "UPDATE roll SET grantor = poll",
        "UPDATE roll SET voter = poll",
    ],
)
def test_what_lies_in_the_urn_cannot_be_changed(app_context, statement):
    this = urn.this_urn()
    poll, (name,) = filled(this, 1, now() + HOUR)
    cast_one(this, poll, name, now())
    with (
        pytest.raises((sqlite3.IntegrityError, psycopg.errors.CheckViolation), match="immutable"),
        this.storage.transaction() as transaction,
    ):
        transaction.run(statement)
    assert this.marks(poll) == {name}


def test_a_clock_that_goes_back_is_refused_also_by_another_process(app_context):
    this = urn.this_urn()
    poll, names = filled(this, 4, now() + HOUR)
    at = now().replace(second=30)
    cast_one(this, poll, names[0], at)
    cast_one(this, poll, names[1], at - timedelta(seconds=2))
    with pytest.raises(ClockWentBack):
        cast_one(this, poll, names[2], at - timedelta(seconds=5))
    other = urn_crowd.urn_at(current_app.config["URN_URL"])
    with pytest.raises(ClockWentBack):
        cast_one(other, poll, names[2], at - timedelta(seconds=35))
    other.storage.close()
    assert this.turnout(poll) == 2


def test_the_copy_on_the_other_disk_holds_the_same(tmp_path):
    first, copy = tmp_path / "urn.sqlite", tmp_path / "elsewhere" / "copy.sqlite"
    this = urn_crowd.urn_at(f"sqlite:///{first}", str(copy))
    this.create_tables()
    poll, names = filled(this, 8, now() + HOUR)
    for name in names[:5]:
        cast_one(this, poll, name, now())
    held = [contents(path) for path in (first, copy)]
    assert held[0] == held[1]
    assert len(held[0]["sealed"]) == 5
    this.close(poll, lambda: now() + 2 * HOUR)
    assert urn_crowd.urn_at(f"sqlite:///{copy}").state_of(poll) == UrnState.CLOSED
    assert len(urn_crowd.urn_at(f"sqlite:///{copy}").export(poll)) == 5
    this.set_tallied(poll)
    this.destroy(poll)
    held = [contents(path) for path in (first, copy)]
    assert held[0] == held[1]
    assert held[0]["sealed"] == []


def contents(path) -> dict[str, list]:
    """Every row of an urn's file."""
    connection = sqlite3.connect(path)
    tables = ("poll", "seen", "roll", "sealed")
    found = {table: sorted(connection.execute(f"SELECT * FROM {table}")) for table in tables}
    connection.close()
    return found
