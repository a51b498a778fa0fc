"""The urn under a crowd, on both databases: no right twice, no vote lost, none after the end.

``python -P bench/urn.py [KILLS]``. PostgreSQL is a server of our own that waits for its disk. A
figure that counts faults has target 0. The processes of a crowd are in ``tests/web/urn_crowd.py``.
"""

import os
import secrets
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.measure import Result, report  # noqa: E402
from domain.voting.casting import StillOpen  # noqa: E402
from tests import postgresql  # noqa: E402
from tests.web.urn_crowd import Crowd, Seen, box_of, gather, told, urn_at, vote_all  # noqa: E402
from web.urn.urn import Urn  # noqa: E402
from web.urn.words import Right, RightKind  # noqa: E402

RIGHTS, PROCESSES = 6_000, 8
KILLS, THREADS, PAUSE = 1_000, 4, 0.06  # kills; voters of a process; seconds between two
CROWD = 100_000  # voters: they must not run out before the kills do
RACING, END = 10_000, 8  # votes; seconds after which the poll ends
SINGLE, CASTS = 4.8, 400  # milliseconds of one after the other: 210 a second; how many
HOUR = timedelta(hours=1)


def now() -> datetime:
    """The true time: processes of a crowd look at the same clock."""
    return datetime.now(UTC)


def filled(urn: Urn, many: int, closes_at: datetime | None = None) -> tuple[str, list[str]]:
    """An open urn with so many rights."""
    poll, names = secrets.token_hex(16), [secrets.token_hex(16) for _right in range(many)]
    urn.put_poll(
        poll, opens_at=now() - HOUR, closes_at=closes_at or now() + HOUR,
        definition_sha256="ab" * 32, public_key="cd" * 32,
        rights=[Right(name, name, RightKind.OWN) for name in names],
    )  # fmt: skip
    urn.set_rehearsed(poll)
    urn.open_poll(poll)
    return poll, names


def close(urn: Urn, poll: str) -> tuple[int, int]:
    """Marks and ballots, once everything is over."""
    closed = urn.close(poll, lambda: now() + 2 * HOUR)
    return closed.cast, closed.sealed


def strange(seen: Seen, *known: str) -> int:
    """Answers that nobody expects, said on the terminal."""
    others = {text: many for text, many in seen.refused.items() if text not in known}
    for text, many in others.items():
        print(f"  {many} × {text}")
    return sum(others.values())


def every_right_once(url: str, urn: Urn) -> Iterator[Result]:
    """V2: each of eight processes tries each of 6,000 rights."""
    poll, names = filled(urn, RIGHTS)
    began = time.monotonic()
    seen = vote_all(Crowd(url, poll, names, processes=PROCESSES, everyone=True))
    taken = time.monotonic() - began
    cast, sealed = close(urn, poll)
    wrong = abs(seen.accepted - RIGHTS) + abs(cast - RIGHTS) + abs(sealed - RIGHTS)
    yield Result(f"{RIGHTS * PROCESSES:,} attempts on {RIGHTS:,} rights", taken, "s")
    yield Result("  accepted", seen.accepted, "")
    yield Result("  accepted, marked or sealed too many or few", wrong, "", 0)
    yield Result("  other answers", strange(seen, "AlreadyCast"), "", 0)


def nothing_lost(url: str, urn: Urn, kills: int) -> Iterator[Result]:
    """V3: processes of voters die by ``kill -9`` and are replaced."""
    poll, names = filled(urn, CROWD)
    began = time.monotonic()
    seen = vote_all(
        Crowd(url, poll, names, processes=PROCESSES, threads=THREADS, kills=kills, pause=PAUSE)
    )
    taken = time.monotonic() - began
    marks = urn.marks(poll)
    cast, sealed = close(urn, poll)
    boxes = set(urn.export(poll)) if cast == sealed else set()
    known = {names[place] for place in seen.acknowledged}
    lost = sum(name not in marks or box_of(name) not in boxes for name in known)
    halves = len(boxes ^ {box_of(name) for name in marks})
    yield Result(f"{seen.kills:,} kills, {PROCESSES * THREADS} voters at once", taken, "s")
    yield Result("  votes acknowledged", len(known), "")
    yield Result("  votes recorded, their answer cut off", cast - len(known), "")
    yield Result("  acknowledged votes lost", lost, "", 0)
    yield Result("  marks without ballot, ballots without mark", halves, "", 0)
    yield Result("  other answers", strange(seen), "", 0)


def race_with_the_end(url: str, urn: Urn) -> Iterator[Result]:
    """V4: the poll ends, and is closed at once, while 10,000 votes come in."""
    closes_at = now().replace(microsecond=0) + timedelta(seconds=END)
    poll, names = filled(urn, RACING, closes_at)
    voting = gather(Crowd(url, poll, names, processes=PROCESSES))
    while True:
        try:
            closed = urn.close(poll, now)
        except StillOpen:
            time.sleep(0.002)
        else:
            break
    waited = (now() - closes_at).total_seconds()
    seen = told(voting)
    late, boxes = seen.refused["TooLate"], len(urn.export(poll))
    wrong = abs(closed.cast - seen.accepted) + abs(boxes - seen.accepted)
    yield Result(f"{RACING:,} votes racing with the end: accepted", seen.accepted, "")
    yield Result("  refused as too late", late, "")
    yield Result("  closed after the end by", waited, "s")
    yield Result("  accepted but not counted, or the other way", wrong, "", 0)
    yield Result("  accepted at or after the end", seen.latest >= closes_at.timestamp(), "", 0)
    yield Result("  other answers", strange(seen, "TooLate"), "", 0)


def by_the_clock(act: Callable[[int], object]) -> float:
    """Milliseconds of one go: the median of the calmest batch of a quarter."""
    taken = []
    for place in range(CASTS):
        began = time.perf_counter()
        act(place)
        taken.append(1000 * (time.perf_counter() - began))
    quarter = CASTS // 4
    return min(statistics.median(taken[at : at + quarter]) for at in range(0, CASTS, quarter))


def speed(urn: Urn, raw: float) -> Iterator[Result]:
    """One voter after the other, on the disk before the answer."""
    poll, names = filled(urn, CASTS)

    def cast(place: int) -> None:
        name = names[place]
        urn.cast(poll, voter=name, grantor=name, box=box_of(name), now=now)

    one = by_the_clock(cast)
    yield Result("one after the other, by the clock", one, "ms", SINGLE, one / raw)


def raw_sqlite(folder: Path) -> float:
    """What SQLite needs to put two rows on this disk."""
    with closing(sqlite3.connect(folder / "raw.sqlite", isolation_level=None)) as file:
        file.execute("PRAGMA journal_mode=DELETE")
        file.execute("PRAGMA synchronous=EXTRA")
        file.execute("CREATE TABLE mark (name BLOB PRIMARY KEY) WITHOUT ROWID")
        file.execute("CREATE TABLE box (name BLOB PRIMARY KEY, box BLOB) WITHOUT ROWID")

        def put(_place: int) -> None:
            file.execute("BEGIN IMMEDIATE")
            file.execute("INSERT INTO mark VALUES (?)", [os.urandom(16)])
            file.execute("INSERT INTO box VALUES (?, ?)", [os.urandom(16), os.urandom(816)])
            file.execute("COMMIT")

        return by_the_clock(put)


def raw_postgresql(url: str) -> float:
    """What PostgreSQL needs to put two rows on this disk."""
    with psycopg.connect(url, autocommit=True) as line:
        line.execute("CREATE TABLE raw_mark (name bytea PRIMARY KEY)")
        line.execute("CREATE TABLE raw_box (name bytea PRIMARY KEY, box bytea)")

        def put(_place: int) -> None:
            with line.transaction():
                line.execute("INSERT INTO raw_mark VALUES (%s)", [os.urandom(16)])
                line.execute(
                    "INSERT INTO raw_box VALUES (%s, %s)", [os.urandom(16), os.urandom(816)]
                )

        return by_the_clock(put)


def measured(name: str, url: str, folder: Path, kills: int) -> Iterator[Result]:
    """All of it on one database."""
    urn = urn_at(url)
    urn.create_tables()
    raw = raw_sqlite(folder) if name == "SQLite" else raw_postgresql(url)
    yield Result(f"{name}: a bare transaction of two rows", raw, "ms")
    yield from speed(urn, raw)
    yield from every_right_once(url, urn)
    yield from nothing_lost(url, urn, kills)
    yield from race_with_the_end(url, urn)
    urn.storage.close()


def main() -> int:
    """SQLite, then PostgreSQL."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else KILLS
    with tempfile.TemporaryDirectory() as given:
        folder = Path(given)
        results = list(measured("SQLite", f"sqlite:///{folder / 'urn.sqlite'}", folder, kills))
        server = postgresql.start_server(lasting=True)
        try:
            url = server.database("bench_urn")
            results += measured("PostgreSQL", url, folder, kills)
        finally:
            server.stop()
    return report(results)


if __name__ == "__main__":
    sys.exit(main())
