"""The queue keeps its promises on both databases: nothing lost, nothing twice at once."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.databases import FIXED
from tests.repo.tree import ROOT
from web import clock
from web.extensions import db
from web.jobs.schedule import DAILY
from web.jobs.tasks import TASKS
from web.jobs.worker import PAUSES, pause_after
from web.models.form_token import FormToken
from web.models.job import Job
from web.queue import enqueue

LIMIT = 40.0  # seconds for anything here


def ask(app, task, *, later=timedelta(0), **args):
    with app.app_context():
        enqueue(task, clock.now() + later, **args)
        db.session.commit()


def work_once(app):
    result = app.test_cli_runner().invoke(args=["work", "--once"])
    assert result.exit_code == 0, result.output


def jobs(app):
    """What is in the queue, on either database: (task, attempts, finished)."""
    with app.app_context():
        if db.engine.dialect.name == "postgresql":
            query = sa.text(
                "SELECT task_name, attempts, status IN ('succeeded', 'failed')"
                " FROM procrastinate_jobs ORDER BY id"
            )
        else:
            query = sa.select(Job.task, Job.attempts, Job.done.is_not(None)).order_by(Job.id)
            query = query.where(Job.task.not_in(DAILY))
        return [tuple(row) for row in db.session.execute(query)]


@pytest.fixture
def noted(monkeypatch):
    """A task that only notes that it ran."""
    done = []
    monkeypatch.setitem(TASKS, "note", lambda **args: done.append(args))
    return done


def test_a_job_runs_once_it_is_committed(app, noted):
    ask(app, "note", name="one")
    work_once(app)
    work_once(app)
    assert noted == [{"name": "one"}]


def test_a_job_of_an_act_that_failed_does_not_exist(app, noted):
    with app.app_context():
        enqueue("note", clock.now(), name="never")
        db.session.rollback()
    work_once(app)
    assert noted == []


def test_a_job_waits_until_it_is_due(app, noted):
    ask(app, "note", later=timedelta(hours=1))
    work_once(app)
    assert noted == []
    assert [finished for _, _, finished in jobs(app)] == [False]


def test_jobs_run_in_order(app, noted):
    for name in ("first", "second", "third"):
        ask(app, "note", name=name)
    work_once(app)
    assert [args["name"] for args in noted] == ["first", "second", "third"]


def test_a_failing_job_is_tried_later_and_hurts_no_other(app, noted, monkeypatch):
    def fail() -> None:
        noted.append("tried")
        raise RuntimeError("no")

    monkeypatch.setitem(TASKS, "fail", fail)
    ask(app, "fail")
    ask(app, "note", name="other")
    work_once(app)
    work_once(app)
    assert noted == ["tried", {"name": "other"}]
    assert jobs(app)[0] == ("fail", 1, False)


def test_a_job_is_tried_later_and_later_then_given_up():
    pauses = [pause_after(tries) for tries in range(1, len(PAUSES) + 1)]
    assert pauses == sorted(pauses)
    assert pause_after(len(PAUSES) + 1) is None


def test_a_task_leaves_nothing_behind(app, monkeypatch):
    def half() -> None:
        db.session.add(FormToken(token="half", person_id=1, digest="", sent=clock.now()))
        db.session.flush()

    monkeypatch.setitem(TASKS, "half", half)
    ask(app, "half")
    work_once(app)
    with app.app_context():
        assert db.session.get(FormToken, "half") is None


def test_old_jobs_and_tokens_are_forgotten(app, noted):
    ask(app, "note")
    work_once(app)
    long_ago = timedelta(days=8)
    with app.app_context():
        now = clock.now()
        for name, sent in (("old", now - long_ago), ("new", now)):
            db.session.add(FormToken(token=name, person_id=1, digest="", sent=sent))
        if db.engine.dialect.name == "postgresql":
            earlier = "UPDATE procrastinate_events SET at = at - interval '8 days'"
            db.session.execute(sa.text(earlier))
        else:
            db.session.execute(sa.update(Job).values(done=now - long_ago))
        db.session.commit()
        TASKS["prune"]()
        assert [token.token for token in db.session.scalars(sa.select(FormToken))] == ["new"]
    assert "note" not in [task for task, _, _ in jobs(app)]


def test_the_database_knows_how_large_its_tables_are(app):
    with app.app_context():
        sqlite = db.engine.dialect.name == "sqlite"
        TASKS["weigh_tables"]()
        query = (
            "SELECT stat FROM sqlite_stat1 WHERE tbl = 'person' AND stat IS NOT NULL"
            if sqlite
            else "SELECT last_analyze FROM pg_stat_user_tables WHERE relname = 'person'"
        )
        assert db.session.scalar(sa.text(query)) is not None


def start(app, *arguments):
    """A worker in a process of its own."""
    given = {
        **os.environ,
        **FIXED,
        "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
        "DATA_DIR": str(app.config["DATA_DIR"]),
    }
    command = [sys.executable, "-m", "tests.web.worker_process", *arguments]
    return subprocess.Popen(command, cwd=ROOT, env=given, stderr=subprocess.DEVNULL)


def wait_for(condition):
    latest = time.monotonic() + LIMIT
    while not condition():
        assert time.monotonic() < latest, "it did not happen in time"
        time.sleep(0.05)


def lines(file: Path) -> list[str]:
    return file.read_text().splitlines() if file.exists() else []


@pytest.fixture
def workers(app):
    """Start workers; whatever is left of them ends with the test."""
    started = []

    def begin(*arguments):
        started.append(start(app, *arguments))
        return started[-1]

    yield begin
    for process in started:
        process.kill()
        process.wait()


@pytest.mark.slow
def test_the_job_of_a_killed_worker_is_done_by_another(app, workers, tmp_path):
    file = tmp_path / "marks"
    ask(app, "leave_mark", file=str(file), name="long", seconds=3)
    first = workers()
    wait_for(lambda: lines(file) == ["begin long"])
    first.send_signal(signal.SIGKILL)
    first.wait()
    workers()
    wait_for(lambda: all(finished for _, _, finished in jobs(app)))
    assert lines(file) == ["begin long", "begin long", "end long"]


@pytest.mark.slow
def test_a_worker_told_to_stop_ends_its_job_first(app, workers, tmp_path):
    file = tmp_path / "marks"
    for name in ("one", "two"):
        ask(app, "leave_mark", file=str(file), name=name, seconds=1.5)
    worker = workers()
    wait_for(lambda: lines(file) == ["begin one"])
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(LIMIT) == 0
    assert lines(file) == ["begin one", "end one"]
    assert [finished for _, _, finished in jobs(app)] == [True, False]


@pytest.mark.slow
def test_a_long_job_is_not_taken_by_a_second_worker(app, workers, tmp_path):
    file = tmp_path / "marks"
    ask(app, "leave_mark", file=str(file), name="long", seconds=7)  # more than the lease
    workers(), workers()
    wait_for(lambda: lines(file) == ["begin long", "end long"])
    time.sleep(1)
    assert lines(file) == ["begin long", "end long"]


@pytest.mark.slow
def test_two_workers_share_the_jobs_and_do_none_twice(app, workers, tmp_path):
    file = tmp_path / "marks"
    for number in range(60):
        ask(app, "leave_mark", file=str(file), name=str(number))
    for worker in (workers("--once"), workers("--once")):
        assert worker.wait(LIMIT) == 0
    begun = [line for line in lines(file) if line.startswith("begin")]
    assert sorted(begun) == sorted(f"begin {number}" for number in range(60))
