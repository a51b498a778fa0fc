"""The real thing for browsers: server and worker on their own data folder, with the demo in it."""

import fcntl
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.databases import FIXED
from tests.postgresql import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
DATA = "-P", ROOT / "web" / "setup" / "data.py"
WORK = "-m", "flask", "--app", "wsgi", "work", "--once"
START_LIMIT = 300  # seconds: the demo lives three months


@dataclass(frozen=True, slots=True)
class Site:
    """A running cooperative."""

    url: str
    data: Path
    log: Path
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        """Stop as Ctrl-C would."""
        self.process.terminate()
        self.process.wait(60)

    def on(self, today: str) -> "Site":
        """The same cooperative at the same address, on a later day."""
        self.stop()
        return serve(self.data, self.log.with_name(f"log-{today}"), self.url, today)


def settings_of(data: Path) -> dict[str, str]:
    """The environment of the processes: fixed, and nothing of this machine's own settings."""
    plain = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**plain, **FIXED, "DATA_DIR": str(data)}


@pytest.fixture(scope="session")
def made_demo(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A data folder with the demo in it, made once for all the processes of a test run.

    Its documents too: else the worker of each test would begin by printing all of them.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    data, done = shared / "demo", shared / "demo-is-made"
    with (shared / "demo-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            for program in DATA, WORK:
                subprocess.run(
                    [sys.executable, *program],
                    env=settings_of(data), cwd=ROOT, check=True, timeout=START_LIMIT,
                )  # fmt: skip
            done.touch()
    return data


@pytest.fixture(scope="session")
def leave() -> Iterator[Callable[[Site], None]]:
    """``leave(site)``: nobody needs it any more; it ends in good order beside the next test."""
    left = []

    def ask(running: Site) -> None:
        running.process.terminate()
        left.append(running)

    yield ask
    for running in left:
        running.stop()


@pytest.fixture
def site(tmp_path: Path, made_demo: Path, leave: Callable[[Site], None]) -> Iterator[Site]:
    """The running cooperative as the demo made it: server and worker of one test's own."""
    running = start_site(tmp_path, made_demo)
    yield running
    leave(running)


@pytest.fixture(scope="session")
def quiet_site(tmp_path_factory: pytest.TempPathFactory, made_demo: Path) -> Iterator[Site]:
    """One for all tests of a process that leave everything as it was."""
    running = start_site(tmp_path_factory.mktemp("quiet"), made_demo)
    yield running
    running.stop()


@pytest.fixture
def later(site: Site, leave: Callable[[Site], None]) -> Iterator[Callable[[str], None]]:
    """``later("2026-10-05")``: it is that day now, for everyone and with everything kept."""
    running = [site]
    yield lambda today: running.append(running[-1].on(today))
    leave(running[-1])


def start_site(folder: Path, demo: Path) -> Site:
    """Serve a copy of the demo in ``folder`` as `make run` does."""
    data = folder / "data"
    shutil.copytree(demo, data)
    return serve(data, folder / "log", f"http://127.0.0.1:{free_port()}", FIXED["TODAY"])


def serve(data: Path, log: Path, url: str, today: str) -> Site:
    """Server and worker on a data folder, ready when this returns."""
    with log.open("w") as said:
        process = subprocess.Popen(
            [sys.executable, "-P", ROOT / "web" / "serve.py"],
            env={**settings_of(data), "PORT": url.rpartition(":")[2], "TODAY": today},
            cwd=ROOT, stdin=subprocess.DEVNULL, stdout=said, stderr=said,
        )  # fmt: skip
    site = Site(url, data, log, process)
    wait_for(site)
    return site


def wait_for(site: Site) -> None:
    """Wait until it has said all that it says at the start."""
    latest = time.monotonic() + START_LIMIT
    while "Ctrl-C stops it" not in (said := site.log.read_text("utf-8")):
        assert site.process.poll() is None, f"the server did not start:\n{said}"
        assert time.monotonic() < latest, f"the server is not ready after all this time:\n{said}"
        time.sleep(0.05)
