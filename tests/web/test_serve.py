"""Starting and stopping: what the person at the terminal is told, and what keeps running."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.browser.site import ROOT, Site
from web.serve import answers
from web.setup.data import NotReadyError, connection_to, newest_migrations, state_of


def serve(**settings: str) -> subprocess.CompletedProcess[str]:
    """Run the supervisor where it is expected to give up."""
    return subprocess.run(
        [sys.executable, "-P", ROOT / "web" / "serve.py"],
        env={"PATH": os.environ["PATH"], **settings},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def test_a_port_in_use_is_told_in_one_sentence():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = serve(PORT=str(port))
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert f"Port {port} on 127.0.0.1 cannot be used" in done.stderr


@pytest.mark.parametrize("port", ["", "eight", "-1", "0", "65536", "8000.0"])
def test_a_port_is_a_number(port):
    done = serve(PORT=port)
    assert done.returncode == 1
    assert done.stderr == f"PORT is a number from 1 to 65535, not “{port}”.\n"


def test_nobody_answers_at_a_free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        assert not answers("127.0.0.1", free.getsockname()[1])


def test_the_newest_migrations_are_those_nothing_follows(tmp_path):
    first, second, other = 'revision = "a"', 'revision: str = "b"', "revision = 'c'"
    (tmp_path / "1.py").write_text(f"{first}\ndown_revision = None\n")
    (tmp_path / "2.py").write_text(f'{second}\ndown_revision: str | None = "a"\n')
    assert newest_migrations(tmp_path) == {"b"}
    (tmp_path / "3.py").write_text(f'{other}\ndown_revision = ("a",)\n')
    assert newest_migrations(tmp_path) == {"b", "c"}


def test_a_prepared_database_needs_nothing_more(database):
    assert state_of(database.copy) == (newest_migrations(), True)


def test_an_empty_database_needs_everything(tmp_path):
    assert state_of(f"sqlite:///{tmp_path / 'new.sqlite'}") == (set(), False)


def test_tables_without_people_need_their_demo(tmp_path):
    path = tmp_path / "tables.sqlite"
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE alembic_version (version_num)")
        made.execute("CREATE TABLE person (id)")
        made.execute("INSERT INTO alembic_version VALUES ('a')")
    made.close()
    assert state_of(f"sqlite:///{path}") == ({"a"}, False)


def test_a_database_that_does_not_answer_is_told():
    url = "postgresql://nobody@127.0.0.1:9/nothing"
    with pytest.raises(NotReadyError, match="does not answer"), connection_to(url):
        pass


def children(site: Site) -> dict[str, int]:
    """The processes that the supervisor started, by the module they run."""
    started = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            command = (folder / "cmdline").read_text().split("\0")
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has just ended
        if parent == str(site.process.pid) and "-m" in command:
            started[command[command.index("-m") + 1]] = int(folder.name)
    return started


def wait_until(true) -> None:
    latest = time.monotonic() + 30
    while not true():
        assert time.monotonic() < latest
        time.sleep(0.1)


@pytest.mark.slow
def test_a_dead_worker_is_replaced_and_both_stop_together(site):
    before = children(site)
    assert set(before) == {"gunicorn", "flask"}
    os.kill(before["flask"], signal.SIGKILL)
    wait_until(lambda: children(site).get("flask", before["flask"]) != before["flask"])
    after = children(site)
    assert after["gunicorn"] == before["gunicorn"]
    site.process.send_signal(signal.SIGINT)
    assert site.process.wait(30) == 0
    for pid in after.values():
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    assert "Stopped." in site.log.read_text("utf-8")


@pytest.mark.slow
def test_accounts_are_printed_at_the_start(site):
    said = site.log.read_text("utf-8")
    assert f"Ensemble is ready: {site.url}" in said
    assert "Demo accounts" in said
    assert "@demo.example" in said
