"""2,000 attendees watch the figures live, while acts are booked and members read their pages.

``python -P bench/live.py [ATTENDEES] [DATA_DIR]``, on a copy of a data folder, or on the demo's
people with a year of work; on SQLite. The web server and the worker are started as ``make run``
starts them; attendees, acts and readers are processes beside them, on the same machine. An act has
arrived on a screen when the number of invoices there counts it.
"""

import os
import secrets
import statistics
import sys
import time
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing import active_children
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from flask.sessions import SecureCookieSessionInterface

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import members  # noqa: E402
from bench.attendees import Seen, watch  # noqa: E402
from bench.desks import Reader, act, beside, read  # noqa: E402
from bench.measure import Result, a_copy, application, report  # noqa: E402
from bench.memory import free_port  # noqa: E402
from bench.year import a_year_of_work  # noqa: E402
from web import serve  # noqa: E402
from web.extensions import db  # noqa: E402
from web.models.job import Job  # noqa: E402

ATTENDEES, SECONDS = 2_000, 30  # seconds of each part
LOOK = 3  # seconds between two looks at memory
SERVING = ("web server", "worker")
LATEST, MEMORY, SLOWER = 5.0, 300.0, 1.5  # targets: seconds, MB, times


@dataclass(frozen=True, slots=True)
class Part:
    """What was seen in some seconds."""

    pages: list[float]  # milliseconds
    acts: list[float]  # moments
    memory: float  # MB, the most
    cpu: dict[str, float]  # of whom, in parts of a core

    @property
    def slow(self) -> float:
        """95 of 100 pages were at least as fast."""
        return statistics.quantiles(self.pages, n=100)[94]


def part(port: int, readers: list[Reader], who: dict[str, int], *, acting: bool) -> Part:
    """So many seconds, with acts or without."""
    works: list[tuple[object, ...]] = [(read, port, readers), *([(act,)] if acting else [])]
    with ExitStack() as stack:
        told = [stack.enter_context(beside(*work)) for work in works]
        for one in told:
            one.send("begin")
        memory, began, cpu = 0.0, time.monotonic(), cpu_of(who)
        while time.monotonic() < began + SECONDS:
            time.sleep(LOOK)
            memory = max(memory, megabytes(who))
        took, ended = time.monotonic() - began, cpu_of(who)
        for one in told:
            one.send("stop")
        taken, *booked = (one.recv() for one in told)
    shares = {name: (value - cpu[name]) / took for name, value in ended.items()}
    return Part(taken, booked[0] if booked else [], memory, shares)


def family(roots: Iterable[int]) -> set[int]:
    """Processes and all that they started."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int(
                (folder / "stat").read_text().rpartition(")")[2].split()[1]
            )
        except OSError:
            continue
    found = set(roots)
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def megabytes(who: dict[str, int]) -> float:
    """Memory of what serves; what processes share counts once."""
    return sum(map(proportional, family(who[name] for name in SERVING)))


def cpu_of(who: dict[str, int]) -> dict[str, float]:
    """Seconds of CPU of each, of the other parts of this measurement, and of the whole machine."""
    seconds = {name: sum(map(seconds_of, family([root]))) for name, root in who.items()}
    fields = [int(text) for text in Path("/proc/stat").read_text().split("\n")[0].split()[1:9]]
    busy = sum(fields) - fields[3] - fields[4]  # without waiting, for work or for a disk
    ours = sum(map(seconds_of, family([os.getpid()])))
    machine = busy / os.sysconf("SC_CLK_TCK")
    return {**seconds, "readers and acts": ours - sum(seconds.values()), "others": machine - ours}


def seconds_of(process: int) -> float:
    """Seconds of CPU of a process, and of those it started that have ended."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def proportional(process: int) -> float:
    """Memory of a process, where pages that two share count half."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return int(text.partition("\nPss:")[2].split()[0]) * 1024 / 1e6


def arrived(seen: Seen, acts: list[float]) -> Iterator[float]:
    """After how many seconds each act was on each screen; infinitely many if it never was."""
    before = min(count for shown in seen.shown for _at, count in shown)
    for shown in seen.shown:
        counts = [count for _at, count in shown]
        for place, booked in enumerate(acts, 1):
            found = bisect_left(counts, before + place)
            yield shown[found][0] - booked if found < len(shown) else float("inf")


def signed_in(app: Flask, person_id: int) -> str:
    """The session cookie of somebody."""
    token = secrets.token_urlsafe(32)
    members.sign_in(person_id, token)
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    return f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps({'_user_id': token})}"  # type: ignore[union-attr]


def readers_of(app: Flask) -> list[Reader]:
    """Two members, and the pages that they may read."""
    found = []
    for place in range(2):
        with app.app_context():
            person_id, unit_id = members.usual(2)[place]
            cookie, paths = signed_in(app, person_id), list(members.pages(unit_id))
            db.session.remove()
        client = app.test_client(use_cookies=False)
        asked = [(path, client.get(path, headers={"Cookie": cookie})) for _name, path in paths]
        found.append(Reader(cookie, tuple(path for path, got in asked if got.status_code == 200)))
    return found


def served(many: int, readers: list[Reader]) -> Iterator[Result]:
    """The server without anybody; with acts; with attendees too."""
    port = free_port()
    running = [serve.start_web("127.0.0.1", port)]
    try:
        serve.wait_until_ready(running[0], "127.0.0.1", port)
        running.append(serve.start_worker())
        who = dict(zip(SERVING, (one.pid for one in running), strict=True))
        part(port, readers, who, acting=True)  # everything is loaded
        idle = part(port, readers, who, acting=False)
        alone = part(port, readers, who, acting=True)
        with beside(watch, port, readers[0].cookie, many) as told:
            [attendees] = active_children()
            who["attendees"] = int(attendees.pid or 0)
            calm = part(port, readers, who, acting=False)
            watched = part(port, readers, who, acting=True)
            time.sleep(2 * LATEST)
            told.send("stop")
            seen = told.recv()
    finally:
        serve.stop(running)
    yield from results(many, [idle, alone, calm, watched], seen)


def results(many: int, parts: list[Part], seen: Seen) -> Iterator[Result]:
    """The figures and their targets."""
    idle, alone, calm, watched = parts
    for text, times in seen.wrong.items():
        print(f"{times} × {text}")
    whole, drawn = sum(seen.answers.values()), seen.answers[200]
    print(f"{many:,} attendees: {whole:,} answers, {drawn:,} with figures, {seen.lines:,} lines,")
    print(f"{seen.received / 1e6:,.0f} MB; {len(watched.acts)} acts")
    named = list(zip(("nobody", "acts", "attendees", "both"), parts, strict=True))
    print(f"{'CPU, % of a core':20}" + "".join(f"{name:>11}" for name, _one in named))
    for key in watched.cpu:
        print(f"{key:20}" + "".join(f"{100 * one.cpu.get(key, 0):11.1f}" for _name, one in named))
    delays = sorted(arrived(seen, watched.acts))
    base = max(idle.memory, alone.memory)
    most = max(calm.memory, watched.memory)
    yield Result("an act on half of the screens", statistics.median(delays), "s")
    yield Result("an act on every screen", delays[-1], "s", LATEST)
    yield Result("memory of all processes without attendees", base, "MB")
    yield Result("more with them", most - base, "MB", MEMORY)
    for name, one in named[:3]:
        half, ratio = statistics.median(one.pages), one.slow / idle.slow
        yield Result(f"a member's page, {name}: half", half, "ms")
        yield Result(f"a member's page, {name}: 95 of 100", one.slow, "ms", None, ratio)
    yield Result("a member's page, both: half", statistics.median(watched.pages), "ms")
    limit, ratio = SLOWER * idle.slow, watched.slow / idle.slow
    yield Result("a member's page, both: 95 of 100", watched.slow, "ms", limit, ratio)
    yield Result("errors", sum(seen.wrong.values()), "", 0)


def main() -> int:
    """Serve, watch, act, read, report."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else ATTENDEES
    with a_copy(Path(sys.argv[2])) if len(sys.argv) > 2 else application() as app:
        with app.app_context():
            if len(sys.argv) <= 2:
                a_year_of_work()
            db.session.execute(sa.delete(Job))  # documents of acts before those that are measured
            db.session.commit()
        os.environ.update(DATA_DIR=str(app.config["DATA_DIR"]), TODAY=str(app.config["TODAY"]))
        return report(list(served(many, readers_of(app))))


if __name__ == "__main__":
    sys.exit(main())
