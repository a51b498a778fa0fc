"""The urn under a crowd: every right once, nothing lost to a kill, nothing taken after the end."""

import sqlite3
import time
from datetime import timedelta

import psycopg
import pytest
from flask import current_app

from domain.voting.casting import ClockWentBack, StillOpen, TooLate
from tests.web import urn_crowd
from tests.web.urn_crowd import Crowd, box_of
from tests.web.urns import HOUR, cast_one, contents, filled, is_sqlite, late, now
from web import urn
from web.urn.words import UrnState


def crowd(poll: str, names: list[str], **more) -> Crowd:
    return Crowd(current_app.config["URN_URL"], poll, names, **more)


@pytest.mark.slow
def test_of_many_attempts_at_once_each_right_counts_once(app_context):
    this = urn.this_urn()
    poll, names = filled(this, 60, now() + HOUR)
    seen = urn_crowd.vote_all(crowd(poll, names, everyone=True))
    assert (seen.accepted, seen.refused) == (60, {"AlreadyCast": 180})
    assert len(seen.acknowledged) == 60
    closed = this.close(poll, late)
    assert (closed.cast, closed.sealed) == (60, 60)


@pytest.mark.slow
def test_a_killed_process_loses_no_vote_and_leaves_no_half(app_context):
    this = urn.this_urn()
    poll, names = filled(this, 900, now() + HOUR)
    seen = urn_crowd.vote_all(crowd(poll, names, threads=4, kills=6))
    assert seen.kills > 0
    assert not seen.refused
    marks = this.marks(poll)
    closed = this.close(poll, late)
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


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sealed SET id = id",
        "DELETE FROM sealed",
        'UPDATE roll SET "cast" = 0',
        "UPDATE roll SET grantor = poll",
        "UPDATE roll SET voter = poll",
        "INSERT INTO roll (poll, voter, grantor, right_kind) SELECT id, id, id, 'own' FROM poll",
        "DELETE FROM roll",
        "UPDATE poll SET election_pubkey = id",
        "UPDATE poll SET definition_sha256 = id",
        "UPDATE poll SET opens_at = opens_at - 1",
        "UPDATE poll SET closes_at = closes_at - 1",
        "UPDATE poll SET grace = 60",
        "UPDATE poll SET state = 'rehearsed'",
        "UPDATE poll SET state = 'tallied'",
        "DELETE FROM poll",
    ],
)
def test_what_lies_in_the_urn_cannot_be_changed(app_context, statement):
    this = urn.this_urn()
    poll, (name,) = filled(this, 1)
    cast_one(this, poll, name)
    with (
        pytest.raises((sqlite3.IntegrityError, psycopg.errors.CheckViolation), match="immutable"),
        this.storage.transaction() as transaction,
    ):
        transaction.run(statement)
    assert this.marks(poll) == {name}


def test_what_lies_in_a_closed_urn_grows_no_more(app_context):
    this = urn.this_urn()
    poll, (name, other) = filled(this, 2)
    cast_one(this, poll, name)
    this.close(poll, late)
    for statement in (
        'UPDATE roll SET "cast" = 1 WHERE "cast" = 0',
        "INSERT INTO sealed (id, poll, box) SELECT poll, poll, box FROM sealed",
        "UPDATE poll SET closes_at = closes_at + 3600",
        "UPDATE poll SET state = 'open'",
        *(() if is_sqlite(this) else ("TRUNCATE sealed", "TRUNCATE roll")),
    ):
        with (
            pytest.raises(
                (sqlite3.IntegrityError, psycopg.errors.CheckViolation), match="immutable"
            ),
            this.storage.transaction() as transaction,
        ):
            transaction.run(statement)
    assert this.marks(poll) == {name}
    assert this.export(poll) == [box_of(name)]
    with pytest.raises(TooLate):
        cast_one(this, poll, other)


def test_a_clock_that_goes_back_is_refused_also_by_another_process(app_context):
    this = urn.this_urn()
    poll, names = filled(this, 4, now() + HOUR)
    at = now().replace(second=30)
    cast_one(this, poll, names[0], at)
    cast_one(this, poll, names[1], at - timedelta(seconds=2))
    for back in (3, 5, 1800):  # two seconds after two seconds do not add up
        with pytest.raises(ClockWentBack):
            cast_one(this, poll, names[2], at - timedelta(seconds=back))
        with pytest.raises(ClockWentBack):
            this.prolong(poll, now() + 2 * HOUR, lambda: at - timedelta(seconds=back))  # noqa: B023
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
    this.close(poll, late)
    assert urn_crowd.urn_at(f"sqlite:///{copy}").state_of(poll) == UrnState.CLOSED
    assert len(urn_crowd.urn_at(f"sqlite:///{copy}").export(poll)) == 5
    this.set_tallied(poll)
    this.destroy(poll)
    held = [contents(path) for path in (first, copy)]
    assert held[0] == held[1]
    assert held[0]["sealed"] == []


@pytest.mark.slow
def test_a_kill_leaves_both_disks_the_same(tmp_path):
    first, copy = tmp_path / "urn.sqlite", tmp_path / "elsewhere" / "copy.sqlite"
    this = urn_crowd.urn_at(f"sqlite:///{first}", str(copy))
    this.create_tables()
    poll, names = filled(this, 400)
    seen = urn_crowd.vote_all(
        Crowd(f"sqlite:///{first}", poll, names, copy=str(copy), threads=4, kills=4)
    )
    assert seen.kills > 0
    assert not seen.refused
    held = [contents(path) for path in (first, copy)]
    assert held[0] == held[1]
    assert len(held[0]["sealed"]) == len(this.marks(poll)) >= len(seen.acknowledged) > 0
    assert {box_of(names[place]) for place in seen.acknowledged} <= {
        box for _id, _poll, box in held[0]["sealed"]
    }
