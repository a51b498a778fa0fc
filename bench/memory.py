"""Memory of the web server's processes after 10,000 requests: at most 150 MB each, and level.

``python -P bench/memory.py``. The server is started as ``make run`` starts it; four people read
pages and write a draft's figures at the same time.
"""

import http.client
import os
import socket
import sys
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from threading import Thread

from flask.sessions import SecureCookieSessionInterface

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.measure import TODAY, Result, application, browser, report  # noqa: E402
from bench.year import a_year_of_work  # noqa: E402
from web import serve  # noqa: E402
from web.demo.people import MEMBER, OTHER_MEMBER  # noqa: E402

REQUESTS, STEPS, READERS = 10_000, 5, 4
MOST, GROWTH = 150.0, 8.0  # MB: of one process; between the second fifth of the run and its end
PAGES = {
    MEMBER: ("/", "/assignments", "/units/1", "/units/1/money", "/units/1/invoices", "/rules"),
    OTHER_MEMBER: ("/", "/units/2", "/units/2/budget", "/units/2/contracts/new", "/clients"),
}


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


def workers_of(parent: int) -> list[int]:
    """The processes that answer requests."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(int(folder.name))
    return found


def megabytes(process: int) -> float:
    """Resident memory of a process."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def read(port: int, cookie: str, paths: Iterator[str]) -> None:
    """One person reads on, over one connection as long as the server keeps it."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for path in paths:
        line.request("GET", path, headers={"Cookie": cookie})
        answer = line.getresponse()
        answer.read()
        if answer.status not in (200, 303, 403):
            raise AssertionError(f"{path}: {answer.status}")
    line.close()


def read_together(port: int, cookies: dict[str, str], many: int) -> None:
    """Several people read as many pages together."""
    people = list(islice(cycle(cookies.items()), READERS))
    threads = [
        Thread(target=read, args=(port, cookie, islice(cycle(PAGES[email]), many // READERS)))
        for email, cookie in people
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main() -> int:
    """Serve, read, look."""
    with application() as app:
        with app.app_context():
            a_year_of_work()
        os.environ.update(DATA_DIR=str(app.config["DATA_DIR"]), TODAY=TODAY)
        signer = SecureCookieSessionInterface().get_signing_serializer(app)
        cookies = {}
        for email in PAGES:
            with browser(app, email).session_transaction() as session:
                text = signer.dumps(dict(session))  # type: ignore[union-attr]  # there is a key
            cookies[email] = f"{app.config['SESSION_COOKIE_NAME']}={text}"
        port = free_port()
        server = serve.start_web("127.0.0.1", port)
        try:
            serve.wait_until_ready(server, "127.0.0.1", port)
            seen = list(watch(server.pid, port, cookies))
        finally:
            serve.stop([server])
    settled, last = seen[1], seen[-1]
    return report(
        [
            *(
                Result(f"after {10_000 * step // STEPS:,}", most, "MB")
                for step, most in enumerate(seen, 1)
            ),
            Result("one process after 10,000 requests", last, "MB", MOST),
            Result("growth since 4,000 requests", last - settled, "MB", GROWTH),
        ]
    )


def watch(parent: int, port: int, cookies: dict[str, str]) -> Iterator[float]:
    """The larger of the two processes, after each part of the requests."""
    for _ in range(STEPS):
        read_together(port, cookies, REQUESTS // STEPS)
        time.sleep(0.2)
        yield max(megabytes(process) for process in workers_of(parent))


if __name__ == "__main__":
    sys.exit(main())
