"""V1, V11: whoever holds the urn's files and tables cannot join a voter to a choice.

Two hundred votes in a known order. Then each channel by which a row may tell when it came is read
as a thief would: what it gives is put beside the order of voters, and correct guesses are counted.
With chance alone the number of correct guesses is near Poisson(1): more than ``CHANCE`` of them
happen once in ten million runs.
"""

import re
import secrets
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from flask import current_app
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from domain.voting.envelope import Envelope, SealedBy, padded, read
from domain.voting.tracker import ALPHABET, OURS, code, tracker
from tests.scratch import scratch_folder
from tests.web.polls import KEYS
from web import urn
from web.extensions import db
from web.urn.seal import seal
from web.urn.sqlite_storage import SqliteStorage
from web.urn.urn import Urn
from web.urn.words import Right, RightKind

MANY = 200
CHANCE = 10  # correct guesses of 200: P(Poisson(1) > 10) < 1e-8
CANARY = "KANARIE"  # in the voters' own characters
CHOICE = "7=3>1=5>2>4>6"  # long enough to be found by itself
DEFINITION = "ab" * 32
PUBLIC = KEYS.published["public_key"]
KEY = SealedBox(KEYS.private)
pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Voted:
    """What the test knows, and a thief does not."""

    urn: Urn
    poll: str
    names: list[str]  # the voters, in the order in which they voted
    boxes: list[bytes]  # their ballots, in the same order
    trackers: list[str]


def a_tracker(place: int) -> str:
    ours = "".join(secrets.choice(ALPHABET) for _character in range(OURS))
    return tracker(ours, f"{CANARY}{place}")


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where SQLite's urn, its copy and its backups lie."""
    made = scratch_folder("leaks")
    yield made
    shutil.rmtree(made)


@pytest.fixture
def voted(app_context, folder) -> Voted:
    """Two hundred people vote, one after the other; SQLite also keeps its copy."""
    this = urn.this_urn()
    if isinstance(this.storage, SqliteStorage):
        this = Urn(SqliteStorage(folder / "urn.sqlite", folder / "else" / "copy.sqlite"))
        this.create_tables()
    poll, now = secrets.token_hex(16), datetime.now(UTC)
    names = [secrets.token_hex(16) for _right in range(MANY)]
    this.put_poll(
        poll,
        opens_at=now - timedelta(hours=1),
        closes_at=now + timedelta(hours=1),
        definition_sha256=DEFINITION,
        public_key=PUBLIC,
        rights=[Right(name, name, RightKind.OWN) for name in sorted(names)],
    )
    this.set_rehearsed(poll)
    this.open_poll(poll)
    trackers = [a_tracker(place) for place in range(MANY)]
    boxes = [sealed(poll, mine) for mine in trackers]
    for name, box in zip(names, boxes, strict=True):
        this.cast(poll, voter=name, grantor=name, box=box, now=lambda: datetime.now(UTC))
    return Voted(this, poll, names, boxes, trackers)


def sealed(poll: str, mine: str) -> bytes:
    return seal(PUBLIC, padded(Envelope(poll, DEFINITION, mine, (CHOICE,), SealedBy.SERVER)))


def close(voted: Voted) -> None:
    voted.urn.close(voted.poll, lambda: datetime.now(UTC) + timedelta(hours=2))


def joined(voted: Voted, names: Iterable[str], boxes: Iterable[bytes]) -> int:
    """How many are right if the first name is given the first ballot, and so on."""
    truth = dict(zip(voted.names, voted.boxes, strict=True))
    return sum(truth[name] == box for name, box in zip(names, boxes, strict=True))


def rows(voted: Voted, statement: str) -> list:
    """Of this poll alone."""
    with voted.urn.storage.reading() as reading:
        return reading.run(statement, [bytes.fromhex(voted.poll)]).fetchall()


def orders_of_voters(voted: Voted) -> list[list[str]]:
    """As the roll has them, and as a log of requests would."""
    stored = rows(voted, 'SELECT grantor FROM roll WHERE poll = ? AND "cast" = 1')
    return [[bytes(name).hex() for (name,) in stored], voted.names]


def fits_nobody(voted: Voted, boxes: list[bytes]) -> bool:
    """Does no order of voters fit this order of ballots, forwards or backwards?"""
    assert len(boxes) == MANY
    return all(
        joined(voted, names, order) <= CHANCE
        for names in orders_of_voters(voted)
        for order in (boxes, boxes[::-1])
    )


def test_the_order_of_rows_and_ids_tells_nothing(voted):
    close(voted)
    for order in ("", " ORDER BY id", " ORDER BY box"):
        stored = rows(voted, f"SELECT box FROM sealed WHERE poll = ?{order}")
        assert fits_nobody(voted, [bytes(box) for (box,) in stored])
    assert fits_nobody(voted, voted.urn.export(voted.poll))


def test_ballots_differ_in_nothing_but_noise(voted):
    """V1: without the key there is no choice to join a voter to."""
    assert {len(box) for box in voted.boxes} == {816}
    assert len({sealed(voted.poll, voted.trackers[0]) for _again in range(3)}) == 3
    stranger = SealedBox(PrivateKey(secrets.token_bytes(32)))
    for box in voted.boxes[:5]:
        with pytest.raises(CryptoError):
            stranger.decrypt(box)
    ones = Counter(bit for box in voted.boxes for byte in box for bit in f"{byte:08b}")
    assert abs(ones["1"] / ones.total() - 0.5) < 0.005  # five deviations are 0.0022


def test_what_the_database_keeps_besides_rows_tells_nothing(voted, folder):
    if isinstance(voted.urn.storage, SqliteStorage):
        for name in ("open", "closed"):
            files_are_silent(voted, folder, folder / f"{name}.sqlite")
            close(voted)
    else:
        transactions_are_silent(voted)
    assert sorted(voted.urn.export(voted.poll)) == sorted(voted.boxes), "and none is lost"


def files_are_silent(voted: Voted, folder: Path, backup: Path) -> None:
    """SQLite: where a ballot lies in the file, in its copy and in a backup."""
    with closing(sqlite3.connect(folder / "urn.sqlite")) as file:
        with closing(sqlite3.connect(backup)) as target:
            file.backup(target)
        with pytest.raises(sqlite3.OperationalError, match="rowid"):
            file.execute("SELECT rowid FROM sealed")
        assert file.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    for path in (folder / "urn.sqlite", folder / "else" / "copy.sqlite", backup):
        data = path.read_bytes()
        found = Counter(data.count(box) for box in voted.boxes)
        assert found == {2: MANY}, "in the table and its index; no old page stays"
        assert fits_nobody(voted, sorted(voted.boxes, key=data.find))
        assert fits_nobody(voted, sorted(voted.boxes, key=data.rfind))
    assert not [path for path in folder.rglob("*") if path.name.endswith(("-journal", "-wal"))]


def transactions_are_silent(voted: Voted) -> None:
    """PostgreSQL: a mark and its ballot share a transaction until the table is written anew."""
    by_transaction = (
        "SELECT roll.grantor, sealed.box FROM roll JOIN sealed ON sealed.xmin = roll.xmin"
        " WHERE sealed.poll = ? ORDER BY sealed.id"
    )
    by_place = "SELECT {} FROM {} WHERE poll = ? ORDER BY ctid"
    pairs = rows(voted, by_transaction)
    before = [bytes(name).hex() for name, _box in pairs], [bytes(box) for _name, box in pairs]
    assert joined(voted, *before) == MANY, "only sealing protects while the poll is open"
    close(voted)
    assert rows(voted, by_transaction) == []
    assert len(rows(voted, "SELECT DISTINCT xmin::text FROM sealed WHERE poll = ?")) == 1
    boxes = [bytes(box) for (box,) in rows(voted, by_place.format("box", "sealed"))]
    assert fits_nobody(voted, boxes)
    names = [bytes(name).hex() for (name,) in rows(voted, by_place.format("grantor", "roll"))]
    assert joined(voted, names, boxes) <= CHANCE


def test_with_the_key_the_board_still_names_nobody(voted):
    """V11: opened and published, a row has a code and a choice; its order says nothing."""
    close(voted)
    opened = [read(KEY.decrypt(box)).tracker for box in voted.urn.export(voted.poll)]
    truth = dict(zip(voted.names, voted.trackers, strict=True))
    board = sorted(voted.trackers, key=lambda mine: code(mine, voted.poll, "q1"))
    for order in (opened, board, board[::-1], sorted(opened)):
        for names in orders_of_voters(voted):
            right = sum(truth[name] == mine for name, mine in zip(names, order, strict=True))
            assert right <= CHANCE
    codes = [code(mine, voted.poll, question) for mine in board for question in ("q1", "q2")]
    assert len(set(codes)) == 2 * MANY, "answers cannot be put together"


def test_nothing_that_was_typed_is_found_anywhere(voted, folder):
    """Files of the data folder and of both databases, and every table of the main one."""
    close(voted)
    words = [CANARY.encode(), CHOICE.encode(), CHOICE.encode().hex().encode()]
    folders = [folder, Path(current_app.config["DATA_DIR"]), *server_folders(voted)]
    looked_at = 0
    for path in {path for folder in folders for path in folder.rglob("*") if path.is_file()}:
        data = path.read_bytes()
        looked_at += len(data)
        assert not [word for word in words if word in data], path.name
    assert looked_at > MANY * 816
    names = {*voted.names, *(box.hex() for box in voted.boxes)}
    for table in db.metadata.sorted_tables:
        told = repr(db.session.execute(sa.select(table)).all())
        assert CANARY not in told, table.name
        assert CHOICE not in told, table.name
        assert not names & set(re.findall(r"[0-9a-f]{32,}", told)), table.name


def server_folders(voted: Voted) -> list[Path]:
    """Where PostgreSQL keeps the urn, and its log of what was written."""
    if isinstance(voted.urn.storage, SqliteStorage):
        return [Path(db.engine.url.database or "").parent]
    with psycopg.connect(current_app.config["URN_URL"], autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        query = (
            "SELECT current_setting('data_directory'), oid::text FROM pg_database"
            " WHERE datname = current_database()"
        )
        root, oid = connection.execute(query).fetchone()
    return [Path(root) / "base" / oid, Path(root) / "pg_wal"]
