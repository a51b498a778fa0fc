"""The real thing for browsers: server and worker on their own data folder, with the demo in it."""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.databases import FIXED
from tests.postgresql import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
STORE = "ensemble.sqlite"
START_LIMIT = 300  # seconds: the demo lives three months


@dataclass(frozen=True, slots=True)
class Site:
    """A running cooperative."""

    url: str
    data: Path
    log: Path
    process: subprocess.Popen[bytes]

    @property
    def pristine(self) -> Path:
        """The data as the demo made them."""
        return self.data.with_name("pristine")

    def renew(self) -> None:
        """Put everything back as the demo made it, under the running processes."""
        with (
            closing(sqlite3.connect(self.pristine / STORE)) as source,
            closing(sqlite3.connect(self.data / STORE, timeout=30)) as target,
        ):
            source.backup(target)
        for folder in (path for path in self.data.iterdir() if path.is_dir()):
            shutil.rmtree(folder)
        for folder in (path for path in self.pristine.iterdir() if path.is_dir()):
            shutil.copytree(folder, self.data / folder.name)

    def stop(self) -> None:
        """Stop as Ctrl-C would."""
        self.process.terminate()
        self.process.wait(60)


def settings_of(data: Path) -> dict[str, str]:
    """The environment of the processes: fixed, and nothing of this machine's own settings."""
    plain = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return {**plain, **FIXED, "DATA_DIR": str(data)}


@pytest.fixture(scope="session")
def made_demo(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A data folder with the demo in it, made once for all the processes of a test run."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    data, done = shared / "demo", shared / "demo-is-made"
    with (shared / "demo-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            subprocess.run(
                [sys.executable, "-P", ROOT / "web" / "setup" / "data.py"],
                env=settings_of(data), cwd=ROOT, check=True, timeout=START_LIMIT,
            )  # fmt: skip
            done.touch()
    return data


def start_site(folder: Path, demo: Path) -> Site:
    """Serve a copy of the demo in ``folder`` as `make run` does."""
    port, data, log = free_port(), folder / "data", folder / "log"
    shutil.copytree(demo, data)
    shutil.copytree(demo, folder / "pristine")
    with log.open("w") as said:
        process = subprocess.Popen(
            [sys.executable, "-P", ROOT / "web" / "serve.py"],
            env={**settings_of(data), "PORT": str(port)},
            cwd=ROOT, stdin=subprocess.DEVNULL, stdout=said, stderr=said,
        )  # fmt: skip
    site = Site(f"http://127.0.0.1:{port}", data, log, process)
    wait_for(site)
    return site


def wait_for(site: Site) -> None:
    """Wait until it has said all that it says at the start."""
    latest = time.monotonic() + START_LIMIT
    while "Ctrl-C stops it" not in (said := site.log.read_text("utf-8")):
        assert site.process.poll() is None, f"the server did not start:\n{said}"
        assert time.monotonic() < latest, f"the server is not ready after all this time:\n{said}"
        time.sleep(0.05)
