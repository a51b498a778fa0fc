"""V1: 1,000 votes, then every channel by which a row may tell when it came: who is found out?

``python -P bench/leaks.py``. A thief has the urn's files or tables and knows the order in which
people voted. Each figure counts the voters for whom the thief's guess of a ballot, or of a choice
once the key is known too, is right; chance alone finds one. One in a hundred is the target.
"""

import secrets
import sqlite3
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from nacl.public import PrivateKey, SealedBox

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.measure import Result, report  # noqa: E402
from domain.voting.envelope import Envelope, SealedBy, padded, read  # noqa: E402
from domain.voting.tracker import ALPHABET, OURS, code, tracker  # noqa: E402
from tests import postgresql  # noqa: E402
from web.urn.backup import back_up  # noqa: E402
from web.urn.places import storage_at  # noqa: E402
from web.urn.seal import seal  # noqa: E402
from web.urn.sqlite_storage import SqliteStorage  # noqa: E402
from web.urn.urn import Urn  # noqa: E402
from web.urn.words import Right, RightKind  # noqa: E402

MANY, TARGET = 1_000, 10  # voters; one in a hundred
DEFINITION = "ab" * 32
HOUR = timedelta(hours=1)


def now() -> datetime:
    """The true time."""
    return datetime.now(UTC)


class Assembly:
    """Who voted what, in the order in which they came: what the thief does not know."""

    def __init__(self, urn: Urn) -> None:
        self.urn, self.poll, self.key = urn, secrets.token_hex(16), PrivateKey.generate()
        self.names = [secrets.token_hex(16) for _voter in range(MANY)]
        self.trackers = [
            tracker("".join(secrets.choice(ALPHABET) for _letter in range(OURS)), f"MINE{place}")
            for place in range(MANY)
        ]
        public = bytes(self.key.public_key).hex()
        self.boxes = [
            seal(public, padded(Envelope(self.poll, DEFINITION, one, ("y",), SealedBy.SERVER)))
            for one in self.trackers
        ]
        urn.put_poll(
            self.poll, opens_at=now() - HOUR, closes_at=now() + HOUR,
            definition_sha256=DEFINITION, public_key=public,
            rights=[Right(name, name, RightKind.OWN) for name in sorted(self.names)],
        )  # fmt: skip
        urn.set_rehearsed(self.poll)
        urn.open_poll(self.poll)

    def vote(self) -> None:
        """One after the other."""
        for name, box in zip(self.names, self.boxes, strict=True):
            self.urn.cast(self.poll, voter=name, grantor=name, box=box, now=now)

    def close(self) -> None:
        """After the end."""
        self.urn.close(self.poll, lambda: now() + 2 * HOUR)

    def found_out(self, names: Iterable[str], boxes: Iterable[bytes]) -> int:
        """How many are right if the first name is given the first ballot, and so on."""
        truth = dict(zip(self.names, self.boxes, strict=True))
        return sum(truth[name] == box for name, box in zip(names, boxes, strict=False))

    def rows(self, statement: str) -> list[tuple[bytes, ...]]:
        """Of this poll."""
        with self.urn.storage.reading() as reading:
            found = reading.run(statement, [bytes.fromhex(self.poll)]).fetchall()
        return [tuple(map(bytes, row)) for row in found]

    def best(self, boxes: list[bytes]) -> int:
        """By the order of coming, or that of the roll; forwards or backwards."""
        roll = self.rows('SELECT grantor FROM roll WHERE poll = ? AND "cast" = 1')
        orders = self.names, [name.hex() for (name,) in roll]
        tries = [(names, order) for names in orders for order in (boxes, boxes[::-1])]
        return max(self.found_out(names, order) for names, order in tries)


def by_rows(one: Assembly) -> Iterator[Result]:
    """What any reader of the tables sees."""
    for what, order in (("as they come", ""), ("by id", "ORDER BY id"), ("by box", "ORDER BY box")):
        boxes = [box for (box,) in one.rows(f"SELECT box FROM sealed WHERE poll = ? {order}")]
        yield Result(f"  rows {what}", one.best(boxes), "", TARGET)
    yield Result("  what is given out to be opened", one.best(one.urn.export(one.poll)), "", TARGET)


def by_files(one: Assembly, files: dict[str, Path]) -> Iterator[Result]:
    """Where each ballot lies in a file."""
    for what, path in files.items():
        data = path.read_bytes()
        first, last = (sorted(one.boxes, key=find) for find in (data.find, data.rfind))
        yield Result(f"  place in {what}", max(one.best(first), one.best(last)), "", TARGET)
        with closing(sqlite3.connect(path)) as file:
            rowids = file.execute("SELECT sql FROM sqlite_master WHERE name = 'sealed'").fetchone()
        yield Result(f"  rows with a number in {what}", "WITHOUT ROWID" not in rowids[0], "", 0)


def by_transactions(one: Assembly) -> int:
    """PostgreSQL: ballots that share a transaction with one mark."""
    pairs = one.rows(
        "SELECT roll.grantor, sealed.box FROM roll JOIN sealed ON sealed.xmin = roll.xmin"
        " WHERE sealed.poll = ?"
    )
    return one.found_out([name.hex() for name, _box in pairs], [box for _name, box in pairs])


def with_the_key(one: Assembly) -> Iterator[Result]:
    """Opened, and published as a board."""
    opened = [read(SealedBox(one.key).decrypt(box)).tracker for box in one.urn.export(one.poll)]
    board = sorted(one.trackers, key=lambda mine: code(mine, one.poll, "q1"))
    box_of = dict(zip(one.trackers, one.boxes, strict=True))
    for what, order in (("opened urn", opened), ("published board", board)):
        yield Result(
            f"  order of the {what}", one.best([box_of[mine] for mine in order]), "", TARGET
        )


def of_sqlite(folder: Path) -> Iterator[Result]:
    """File, copy on another disk, copies made while it was open and when it was closed."""
    path, copy = folder / "urn.sqlite", folder / "else" / "copy.sqlite"
    urn = Urn(SqliteStorage(path, copy))
    urn.create_tables()
    one = Assembly(urn)
    one.vote()
    files = {"the file": path, "its copy": copy, "a backup": back_up(path, folder / "b", now())}
    yield Result("SQLite: votes cast; below, voters found out", MANY, "")
    yield from by_files(one, files)
    one.close()
    yield from by_files(one, {"the closed file": path})
    yield from by_rows(one)
    yield from with_the_key(one)
    left = [file for file in folder.rglob("*") if file.name.endswith(("-journal", "-wal"))]
    yield Result("  journals left behind", len(left), "", 0)


def of_postgresql(url: str) -> Iterator[Result]:
    """Numbers of transactions and places of rows, before and after the end."""
    urn = Urn(storage_at(url))
    urn.create_tables()
    one = Assembly(urn)
    one.vote()
    yield Result("PostgreSQL: votes cast; below, voters found out", MANY, "")
    yield Result("  sealed ballots joined by xmin while it is open", by_transactions(one), "")
    one.close()
    yield Result("  joined by xmin once it is closed", by_transactions(one), "", TARGET)
    boxes = [box for (box,) in one.rows("SELECT box FROM sealed WHERE poll = ? ORDER BY ctid")]
    roll = one.rows("SELECT grantor FROM roll WHERE poll = ? ORDER BY ctid")
    found = max(one.best(boxes), one.found_out([name.hex() for (name,) in roll], boxes))
    yield Result("  places of rows (ctid)", found, "", TARGET)
    yield from by_rows(one)
    yield from with_the_key(one)
    urn.storage.close()


def main() -> int:
    """SQLite, then PostgreSQL."""
    with tempfile.TemporaryDirectory() as folder:
        results = list(of_sqlite(Path(folder)))
    server = postgresql.start_server()
    try:
        results += of_postgresql(server.database("leaks_urn"))
    finally:
        server.stop()
    return report(results)


if __name__ == "__main__":
    sys.exit(main())
