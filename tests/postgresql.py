"""A PostgreSQL server of our own for as long as the tests run, wherever it can be had.

In this order: the server that TEST_PG_URL names; as root, Debian's binaries run as ``postgres``;
as anyone else, the binaries run as oneself.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.scratch import scratch_folder

START_LIMIT = 60  # seconds
ADMINISTRATOR = "postgres"
# Nothing here outlives the tests, so nothing waits for the disk.
HASTE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
FRESH = ("-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
SHAPE = (
    "wal_level=minimal",
    "max_wal_senders=0",
    "max_connections=200",
    "listen_addresses=127.0.0.1",
)


def find_binaries() -> Path:
    """Where initdb is; Debian keeps it out of PATH."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: int(path.parts[4].split(".")[0]),
    )
    if found:
        return found[-1].parent
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    raise pytest.UsageError(
        "PostgreSQL is missing: sudo apt-get install postgresql, or name a server with TEST_PG_URL"
    )


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def other_user() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then it runs as its own user."""
    if os.getuid() != 0:
        return {}
    try:
        account = pwd.getpwnam("postgres")
    except KeyError:
        account = pwd.getpwnam("nobody")
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


@dataclass(slots=True)
class Server:
    """A running server and how to reach it; ``process`` is None for one that is not ours."""

    url: str  # without the name of a database
    folder: Path | None = None
    process: subprocess.Popen[bytes] | None = None

    def database(self, name: str) -> str:
        """The address of one database."""
        return f"{self.url}/{name}"

    def stop(self) -> None:
        """Stop at once; there is nothing to save."""
        if self.process is not None:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(START_LIMIT)
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)


def start_server(*, lasting: bool = False) -> Server:
    """The server the tests use; ``stop()`` it afterwards. A lasting one waits for the disk."""
    if named := os.environ.get("TEST_PG_URL"):
        return Server(named.rstrip("/").replace("postgres://", "postgresql://"))
    from web.serve import die_with_parent  # noqa: PLC0415 - only when there is a server to start

    binaries, user, port = find_binaries(), other_user(), free_port()
    folder = Path(tempfile.mkdtemp(prefix="ensemble-pg-")) if lasting else scratch_folder("pg")
    if user:
        os.chown(folder, user["user"], user["group"])
    log = (folder / "log").open("wb")
    subprocess.run(
        [binaries / "initdb", "-D", folder / "data", "-U", ADMINISTRATOR, *FRESH],
        check=True, stdout=log, stderr=log, cwd=folder, **user,
    )  # fmt: skip
    shape = SHAPE if lasting else (*HASTE, *SHAPE)
    settings = [part for setting in shape for part in ("-c", setting)]
    process = subprocess.Popen(
        [binaries / "postgres", "-D", folder / "data", "-p", str(port), "-k", folder, *settings],
        stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=folder, process_group=0,
        preexec_fn=die_with_parent, **user,  # noqa: PLW1509 - pytest has one thread here
    )  # fmt: skip
    log.close()
    server = Server(f"postgresql://{ADMINISTRATOR}@127.0.0.1:{port}", folder, process)
    wait_for(server)
    return server


def wait_for(server: Server) -> None:
    """Wait until it takes connections."""
    latest = time.monotonic() + START_LIMIT
    while True:
        try:
            psycopg.connect(server.database("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError as error:
            gone = server.process is not None and server.process.poll() is not None
            if gone or time.monotonic() > latest:
                said = (server.folder / "log").read_text("utf-8") if server.folder else ""
                raise pytest.UsageError(f"PostgreSQL did not start: {error}\n{said}") from error
            time.sleep(0.05)
        else:
            return
